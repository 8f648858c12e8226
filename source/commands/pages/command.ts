import { type Command, Option } from 'commander';
import { UsageError } from '../../config/usage-error.ts';
import type { GlobalOptions } from '../global-options.ts';
import { atHelp } from '../reading/at-help.ts';
import type { PayloadOptions } from './payload.ts';
import type { ShowOptions } from './show.ts';

const addressHelp = `
TYPE/ID is what the column ref of segtop list holds, such as destination/abc or payload/abc/401. The name does as well as the
id where only one has it: source/iOS, 'destination/Braze ← Web (prod)'. Pages without an id: home, triage, health, usage and others.`;

/** Adds the commands on the page of one thing to a command line. */
export function definePages(program: Command): void {
  program
    .command('open')
    .description('open the dashboard on the page of one thing')
    .argument('<type/id>')
    .addHelpText('after', addressHelp)
    .action(async (address: string, _: unknown, command: Command) =>
      (await import('./open.ts')).open(address, command.optsWithGlobals<GlobalOptions>()),
    );

  program
    .command('show')
    .description('print the page of one thing as text')
    .argument('<type/id>')
    .option('--json', 'print one JSON object')
    .option('--at <time>', atHelp)
    .addHelpText('after', addressHelp)
    .action(async (address: string, options: ShowOptions, command: Command) =>
      (await import('./show.ts')).show(address, { ...command.optsWithGlobals<GlobalOptions>(), ...options }),
    );

  program
    .command('report')
    .description(
      'print the incident report of a connection, a source or a warehouse as Markdown; personal values hidden',
    )
    .argument('<type/id>')
    .addHelpText('after', addressHelp)
    .action(async (address: string, _: unknown, command: Command) =>
      (await import('./report.ts')).printReport(address, command.optsWithGlobals<GlobalOptions>()),
    );

  program
    .command('payload')
    .description('print a failed delivery as JSON: what was sent, the request and the response; personal values hidden')
    .argument('<connection>')
    .addOption(
      new Option(
        '--code <code>',
        'of this reason, such as 401; of the one with the most events unless given',
      ).argParser(codeOf),
    )
    .addOption(new Option('--sample <number>', 'which of the samples, from 1').argParser(sampleOf))
    .option('--reveal', 'show personal values; credentials stay hidden')
    .action(async (connection: string, options: PayloadOptions, command: Command) =>
      (await import('./payload.ts')).payload(connection, { ...command.optsWithGlobals<GlobalOptions>(), ...options }),
    );
}

/** @throws UsageError for nothing, as an unset variable of a script gives it: that would be of another reason */
function codeOf(text: string): string {
  if (text.trim() === '')
    throw new UsageError('--code', text, 'a code such as 401; segtop list error-codes names them');
  return text;
}

/** @throws UsageError */
function sampleOf(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1) throw new UsageError('--sample', text, 'a number from 1');
  return number;
}
