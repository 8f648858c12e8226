import { setImmediate as turn } from 'node:timers/promises';
import type { SafeText } from '../domain/text.ts';
import type { Modes } from './modes.ts';
import { showInPager } from './pager.ts';
import type { SuspendHost } from './suspend.ts';

/** What reading in a pager needs of the running dashboard. */
export interface PagingHost {
  readonly suspendTerminal: SuspendHost['suspendTerminal'];
  readonly modes: Pick<Modes, 'pause' | 'resume'>;
  /** Stops this process from reading the keyboard; Ink starts it again. */
  readonly stopReading?: () => Promise<void>;
  /** Tests show the lines elsewhere. */
  readonly show?: typeof showInPager;
}

/**
 * Gives the terminal to the user's pager with these lines, and takes it again when the pager is closed. Never rejects.
 * @returns why nothing could be shown, if so
 */
export async function readInPager(lines: readonly SafeText[], host: PagingHost): Promise<SafeText | undefined> {
  const { suspendTerminal, modes, stopReading = stopReadingKeys, show = showInPager } = host;
  const suspension = await suspendTerminal();
  modes.pause();
  try {
    await stopReading();
    const { message } = await show(lines);
    return message;
  } finally {
    modes.resume();
    await suspension.resume();
  }
}

/**
 * A suspended Ink only stops listening: Node goes on reading, and takes every other key from the pager. A pause stops
 * the reading itself, once the stream has noticed that nobody listens.
 */
async function stopReadingKeys(): Promise<void> {
  await turn();
  process.stdin.pause();
  await turn();
}
