import { type Command, Option } from 'commander';
import { UsageError } from '../../config/usage-error.ts';
import type { GlobalOptions } from '../global-options.ts';
import { atHelp } from '../reading/at-help.ts';
import type { ListOptions } from './list.ts';
import { type ListName, lists } from './names.ts';

/** Adds `segtop list` to a command line. */
export function defineList(program: Command): void {
  program
    .command('list')
    .description('print a list of the dashboard: rows of a table, or for programs; segtop list --help names all')
    .argument('<what>')
    .argument('[of]')
    .option('--json', 'print one JSON object')
    .option('--ndjson', 'print one JSON object a row')
    .option('--csv', 'print comma-separated values')
    .option('--md', 'print a table of Markdown')
    .option('--columns <names>', 'only these columns, in this order, separated by commas')
    .option('--sort <column>', 'in the order of this column; column:asc and column:desc turn it')
    .addOption(new Option('--limit <count>', 'not more rows than this').argParser(countOf))
    .option('--filter <words>', 'only rows that match, as / on screen')
    .option('--at <time>', atHelp)
    .addHelpText('after', () => `\n${listHelp()}`)
    .action(async (what: string, of: string | undefined, options: ListOptions, command: Command) =>
      (await import('./list.ts')).list(what, of, { ...command.optsWithGlobals<GlobalOptions>(), ...options }),
    );
}

/** What can be listed, in the words of its help. */
function listHelp(): string {
  const of = ({ of: owner }: ListName) => (owner ? (owner.maybe ? ` [${owner.type}]` : ` <${owner.type}>`) : '');
  const rows = lists.map((each: ListName) => [`  ${each.name}${of(each)}`, each.about] as const);
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return ['Lists:', ...rows.map(([name, about]) => `${name.padEnd(width)}${about}`)].join('\n');
}

const mostRows = 1_000_000;

/** @throws UsageError */
function countOf(text: string): number {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > mostRows) throw new UsageError('--limit', text, `a count from 1 to ${mostRows}`);
  return count;
}
