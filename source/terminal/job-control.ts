import type { Handover } from './handover.ts';

/** What stopping and going on needs of the system. */
export interface JobHost {
  readonly platform: NodeJS.Platform;
  /** Stops the whole foreground job, as the terminal itself would; the shell then takes over. */
  readonly stopJob: () => void;
  /** Stops this process alone, for certain. */
  readonly stopSelf: () => void;
  /** Stops this process alone where there is a shell that can continue it; elsewhere the system drops the signal. */
  readonly stopIfShell: () => void;
  /** Resolves when the process is continued, or when it turns out that it was never stopped. */
  readonly continued: () => Promise<void>;
  readonly on: (signal: 'SIGTSTP' | 'SIGCONT', run: () => void) => void;
  readonly off: (signal: 'SIGTSTP' | 'SIGCONT', run: () => void) => void;
}

/** Longer than a stop takes to arrive. A stopped process has no time, so this passes after it is continued. */
const arrival = 250;

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

/** This process. */
export const processJob: JobHost = {
  platform: process.platform,
  stopJob: () => void process.kill(0, 'SIGTSTP'),
  stopSelf: () => void process.kill(process.pid, 'SIGSTOP'),
  stopIfShell: () => void process.kill(process.pid, 'SIGTSTP'),
  continued: jobContinued,
  on: (signal, run) => void process.on(signal, run),
  off: (signal, run) => void process.off(signal, run),
};

/** Windows has no job control. */
export const canSuspend = (platform: NodeJS.Platform): boolean => platform !== 'win32';

/**
 * Gives the terminal back before this process is stopped, by its own key or from outside, and takes it again when it goes on,
 * also after a stop that nobody could hear of (SIGSTOP). Nothing rejects.
 */
export class JobControl {
  readonly #handover: Handover;
  readonly #host: JobHost;
  #following = false;

  constructor(handover: Handover, host: JobHost = processJob) {
    this.#handover = handover;
    this.#host = host;
  }

  /**
   * Listens to stops and continuations from outside.
   * @returns stops listening
   */
  follow(): () => void {
    if (!canSuspend(this.#host.platform)) return () => undefined;
    this.#following = true;
    this.#host.on('SIGTSTP', this.#stopped);
    this.#host.on('SIGCONT', this.#continued);
    return () => {
      this.#following = false;
      this.#host.off('SIGTSTP', this.#stopped);
      this.#host.off('SIGCONT', this.#continued);
    };
  }

  /** Raw mode hides ctrl+z from the terminal, so the key has to be bound to this. Does nothing where there is no job control. */
  suspend(): void {
    if (!canSuspend(this.#host.platform)) return;
    this.#stop(() => this.#unheard(this.#host.stopJob));
  }

  readonly #stopped = (): void => {
    // Typed on a terminal that somebody else has, ctrl+z is a signal, also where nobody could continue what it stops.
    const typed = this.#handover.isAway || this.#handover.wasAway;
    const stop = () => (typed ? this.#unheard(this.#host.stopIfShell) : this.#host.stopSelf());
    // A pager that has the terminal gives it back itself.
    if (!this.#stop(stop)) stop();
  };

  /** Sends what is to stop this process too, and not to be heard by it. */
  #unheard(send: () => void): void {
    this.#host.off('SIGTSTP', this.#stopped);
    try {
      send();
    } finally {
      if (this.#following) this.#host.on('SIGTSTP', this.#stopped);
    }
  }

  /** Whatever the shell did meanwhile, it is a fresh start on the terminal. */
  readonly #continued = (): void => {
    this.#handover.lendIfFree(async () => undefined)?.catch(() => undefined);
  };

  #stop(stop: () => void): boolean {
    const lent = this.#handover.lendIfFree(async () => {
      const continued = this.#host.continued();
      stop();
      await continued;
    });
    lent?.catch(() => undefined);
    return lent !== undefined;
  }
}
