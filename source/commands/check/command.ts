import { type Command, Option } from 'commander';
import { UsageError } from '../../config/usage-error.ts';
import { day, hour, minute, second } from '../../domain/time.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { CheckOptions } from './check.ts';

/** Adds `segtop check` to a command line. */
export function defineCheck(program: Command): void {
  const limited = (flags: string, about: string, parse: (option: string) => (text: string) => number) =>
    new Option(flags, about).argParser(parse(flags.replace(/ .*/, '')));
  program
    .command('check')
    .description(
      'print what is beyond the given thresholds, or wrong where none is given; exit code 1 where something is',
    )
    .addOption(
      limited('--max-failed <percent>', 'of the deliveries of each connection in the period, such as 5%', shareOf),
    )
    .addOption(limited('--max-lost <events>', 'of all connections together in the period', countOf))
    .addOption(limited('--max-silent <time>', 'of each enabled source that used to send, such as 2h', durationOf))
    .addOption(limited('--max-sync-age <time>', 'since the last good sync of each warehouse, such as 1d', durationOf))
    .addOption(limited('--max-usage <percent>', 'of the configured allowance', percentOf))
    .option('--json', 'print one JSON object')
    .action(async (options: CheckOptions, command: Command) =>
      (await import('./check.ts')).check({ ...command.optsWithGlobals<GlobalOptions>(), ...options }),
    );
}

/** @throws UsageError */
export const percentOf = (option: string) => (text: string) => {
  const percent = /^\d{1,3}(?:\.\d{1,4})?%?$/.test(text) ? Number(text.replace('%', '')) : Number.NaN;
  if (Number.isNaN(percent)) throw new UsageError(option, text, 'a percentage such as 5% or 0.5%, below 1000%');
  return percent;
};

/** @throws UsageError also for more than all, which nothing could ever be beyond */
export const shareOf = (option: string) => (text: string) => {
  const percent = percentOf(option)(text);
  if (percent > 100) throw new UsageError(option, text, 'a percentage up to 100%, such as 5%');
  return percent;
};

/** @throws UsageError */
export const countOf = (option: string) => (text: string) => {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(option, text, 'a count such as 1000, in up to 15 digits');
  return Number(text);
};

const units: Readonly<Record<string, number>> = { s: second, m: minute, h: hour, d: day };

/** @throws UsageError */
export const durationOf = (option: string) => (text: string) => {
  const [, count, unit = ''] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(option, text, 'a time such as 90s, 30m, 2h or 1d, in up to 5 digits');
  return Number(count) * units[unit]!;
};
