import type { Command } from 'commander';
import type { GlobalOptions } from '../global-options.ts';
import { type NameType, wordsFor, workspaceIn } from './words.ts';

/** `segtop complete -- WORDS`: what a shell may offer, from the command line itself and the store; nothing is asked of the network. */
export async function complete(program: Command, words: readonly string[], options: GlobalOptions): Promise<void> {
  let wanted: NameType | undefined;
  const first = wordsFor(program, words, (type) => {
    wanted = type;
    return [];
  });
  const found =
    wanted === undefined ? first : wordsFor(program, words, await namesFor({ ...options, ...workspaceIn(words) }));
  process.stdout.write(found.map(({ word, about }) => `${word}${about ? `\t${about.split('\n')[0]}` : ''}\n`).join(''));
  process.exit();
}

/** Names are loaded only where a word asks for them: most of a command line is completed without the store. */
const namesFor = (options: GlobalOptions) =>
  import('./stored-names.ts').then(({ storedNames }) => storedNames(options)).catch(() => () => []);
