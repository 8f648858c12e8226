/** Who paints on the terminal and reads its keys. */
export interface Holder {
  /** Leaves the terminal as it was found. Nothing is read from it any more when this was called. */
  leave(): Promise<void>;
  /** Takes it again: every mode is set, every cell painted. */
  take(): Promise<void>;
}

/** ms in which a signal that a key sent arrives. */
const settling = 300;

/**
 * The one way to give the terminal to somebody else for a while: to a pager, to the shell, to a program that asks for a code.
 * Only one has it at a time, whoever asked for it.
 */
export class Handover {
  #holder: Holder | undefined;
  #open = 0;
  #lent = false;
  #last: Promise<unknown> = Promise.resolve();
  #backAt = Number.NEGATIVE_INFINITY;

  /** True from the moment that it is asked for until the dashboard has it again. */
  get isAway(): boolean {
    return this.#open > 0;
  }

  /** True while it is somebody else's, also just before: what is typed then is for them. What is typed while it is taken again is not. */
  get isLent(): boolean {
    return this.#lent;
  }

  /**
   * Whether the terminal was lent a moment ago: what was typed meanwhile was typed on one that edits lines and sends signals, and
   * may only arrive now.
   */
  get wasAway(): boolean {
    return performance.now() - this.#backAt < settling;
  }

  /**
   * Says whose the terminal is between the times that it is lent.
   * @returns ends that
   */
  hold(holder: Holder): () => void {
    this.#holder = holder;
    return () => {
      if (this.#holder === holder) this.#holder = undefined;
    };
  }

  /** Runs something that has the terminal to itself; while somebody else has it, waits for its turn. Rejects as `use` does. */
  lend<T>(use: () => Promise<T>): Promise<T> {
    // Left at once where it can be: the rest of what was typed together is not for the dashboard.
    const turn = this.isAway ? this.#last.then(() => this.#turn(use)) : this.#turn(use);
    this.#open += 1;
    const done = turn.finally(() => {
      this.#open -= 1;
      this.#backAt = performance.now();
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The same for a key, which asks once however often it is pressed: undefined while somebody has the terminal. */
  lendIfFree<T>(use: () => Promise<T>): Promise<T> | undefined {
    return this.isAway ? undefined : this.lend(use);
  }

  async #turn<T>(use: () => Promise<T>): Promise<T> {
    const holder = this.#holder;
    this.#lent = true;
    try {
      await holder?.leave();
      return await use();
    } finally {
      this.#lent = false;
      if (this.#holder === holder) await holder?.take();
    }
  }
}

/** A process has one terminal. */
export const handover = new Handover();
