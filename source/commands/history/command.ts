import type { Command } from 'commander';
import type { GlobalOptions } from '../global-options.ts';
import type { HistoryOptions } from './history.ts';

/** Adds `segtop history` to a command line. */
export function defineHistory(program: Command): void {
  program
    .command('history')
    .description('print the hours of a source or a connection: what it got and failed, as far as that is known')
    .argument('<type/id>')
    .option('--from <time>', 'first hour: 02:00, "yesterday 02:00", 2026-11-28T02:00 or -3d (-24h)')
    .option('--to <time>', 'where the hours end, in the same words (now)')
    .option('--json', 'print one JSON object')
    .option('--csv', 'print comma-separated values')
    .addHelpText(
      'after',
      `
TYPE/ID is source/ID or destination/ID, or a name: source/iOS, 'destination/Braze ← Web (prod)'. Segment tells hours of the last
thirty days; older ones, up to ninety days, are known where a segtop of this host has read them. What is not known is empty or null,
never 0.`,
    )
    .action(async (address: string, options: HistoryOptions, command: Command) =>
      (await import('./history.ts')).history(address, { ...command.optsWithGlobals<GlobalOptions>(), ...options }),
    );
}
