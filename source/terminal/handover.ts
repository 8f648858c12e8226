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
 * The one way to hand the terminal to another program for a while: to a pager, to the shell, to a program that asks for a code.
 * Only one has it at a time, whoever asked for it.
 */
export class Handover {
  #holder: Holder | undefined;
  #open = 0;
  #lent = false;
  #last: Promise<unknown> = Promise.resolve();
  #backAt = Number.NEGATIVE_INFINITY;

  /** True from the moment it is requested until the dashboard has it again. */
  get isAway(): boolean {
    return this.#open > 0;
  }

  /**
   * True while another program has it, also just before: what is typed then is for that program. What is typed while it is
   * taken again is not.
   */
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
   * Sets the owner of the terminal for the times in between.
   * @returns ends that
   */
  hold(holder: Holder): () => void {
    this.#holder = holder;
    return () => {
      if (this.#holder === holder) this.#holder = undefined;
    };
  }

  /** Runs something that has the terminal to itself; while another one has it, waits for its turn. Rejects as `use` does. */
  lend<T>(use: () => Promise<T>): Promise<T> {
    // Released at once where possible, since the rest of what was typed together is not for the dashboard.
    const turn = this.isAway ? this.#last.then(() => this.#turn(use)) : this.#turn(use);
    this.#open += 1;
    const done = turn.finally(() => {
      this.#open -= 1;
      this.#backAt = performance.now();
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The same for a key, which asks once however often it is pressed: undefined while another program has the terminal. */
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
      // Whoever holds it by now: the next screen may have come meanwhile, and what it painted may be painted over.
      await this.#holder?.take();
    }
  }
}

/** A process has one terminal. */
export const handover = new Handover();
