import type { Modes } from './modes.ts';

/** What Ink's suspendTerminal() resolves to. */
interface Suspension {
  readonly resume: () => Promise<void>;
}

/** What ctrl+z needs from outside. */
export interface SuspendHost {
  readonly platform: NodeJS.Platform;
  /** Ink's: leaves the alternate screen and raw mode, and redraws on resume. */
  readonly suspendTerminal: () => Promise<Suspension>;
  readonly modes: Pick<Modes, 'pause' | 'resume'>;
  /** Stops the whole foreground job, as the terminal itself would; the shell then takes over. */
  readonly stop: () => void;
  /** Resolves when the job is continued, or when it turns out that it was never stopped. */
  readonly continued: () => Promise<void>;
}

/** Windows has no job control. */
export const canSuspend = (platform: NodeJS.Platform): boolean => platform !== 'win32';

/**
 * Gives the terminal back to the shell, stops, and takes the terminal again when continued. Raw mode hides ctrl+z from
 * the terminal, so the key has to be bound to this. Does nothing where there is no job control.
 */
export async function suspend(host: SuspendHost): Promise<void> {
  if (!canSuspend(host.platform)) return;
  const suspension = await host.suspendTerminal();
  host.modes.pause();
  try {
    const continued = host.continued();
    host.stop();
    await continued;
  } finally {
    host.modes.resume();
    await suspension.resume();
  }
}

/** Longer than a stop takes to arrive. A stopped process has no time, so this passes after it is continued. */
const arrival = 250;

/** Stops this process and those it was started with. */
export const stopJob = (): void => {
  process.kill(0, 'SIGTSTP');
};

/**
 * Waits for SIGCONT. Without a shell that does job control the system drops the stop signal, and nothing would ever
 * continue: then a short wait ends it.
 */
export function jobContinued(timeout: number = arrival): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => resolve();
  process.once('SIGCONT', done);
  const timer = setTimeout(done, timeout);
  return promise.finally(() => {
    clearTimeout(timer);
    process.off('SIGCONT', done);
  });
}
