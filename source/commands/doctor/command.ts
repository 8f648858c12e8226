import type { Command } from 'commander';
import type { GlobalOptions } from '../global-options.ts';
import type { DoctorOptions } from './doctor.ts';

/** Adds `segtop doctor` to a command line. */
export function defineDoctor(program: Command): void {
  program
    .command('doctor')
    .description('print what segtop finds here and what this token may read, without secrets, for a ticket')
    .option('--json', 'print one JSON object')
    .option('--no-network', 'ask nothing of the API')
    .action(async (options: DoctorOptions, command: Command) =>
      (await import('./doctor.ts')).doctor({ ...command.optsWithGlobals<GlobalOptions>(), ...options }),
    );
}
