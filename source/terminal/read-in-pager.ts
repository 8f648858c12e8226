import type { SafeText } from '../domain/text.ts';
import type { Modes } from './modes.ts';
import { showInPager } from './pager.ts';
import type { SuspendHost } from './suspend.ts';

/** What reading in a pager needs of the running dashboard. */
export interface PagingHost {
  readonly suspendTerminal: SuspendHost['suspendTerminal'];
  readonly modes: Pick<Modes, 'pause' | 'resume'>;
  /** Tests show the lines elsewhere. */
  readonly show?: typeof showInPager;
}

/**
 * Gives the terminal to the user's pager with these lines, and takes it again when the pager is closed. Never rejects.
 * @returns why nothing could be shown, if so
 */
export async function readInPager(lines: readonly SafeText[], host: PagingHost): Promise<SafeText | undefined> {
  const { suspendTerminal, modes, show = showInPager } = host;
  const suspension = await suspendTerminal();
  modes.pause();
  try {
    const { message } = await show(lines);
    return message;
  } finally {
    modes.resume();
    await suspension.resume();
  }
}
