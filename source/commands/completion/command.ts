import type { Command } from 'commander';
import { UsageError } from '../../config/usage-error.ts';
import type { GlobalOptions } from '../global-options.ts';
import { allowedWords } from '../reading/allowed-words.ts';
import { completionScripts, type Shell, shells } from './scripts.ts';

/** Adds `segtop completion`, and what its scripts ask, to a command line. */
export function defineCompletion(program: Command): void {
  program
    .command('completion')
    .description('print what completes the words of segtop in bash, zsh or fish')
    .argument('<shell>')
    .action((shell: string) => {
      if (!(shells as readonly string[]).includes(shell))
        throw new UsageError('completion', shell, allowedWords(shell, shells));
      process.stdout.write(completionScripts[shell as Shell]);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(async (words: readonly string[], _: unknown, command: Command) =>
      (await import('./complete.ts')).complete(program, words, command.optsWithGlobals<GlobalOptions>()),
    );
}
