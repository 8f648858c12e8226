/** The keyboard of a terminal: raw mode, and what is read taken apart. */

import { setTimeout as elapsed, setImmediate as turn } from 'node:timers/promises';

/** What is used of a terminal's input stream. */
export interface KeyboardInput {
  readonly isTTY?: boolean | undefined;
  setRawMode?(raw: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
  off(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** Takes bytes apart; the clock is handed in, ms. */
export interface Splitter<Event> {
  push(chunk: Uint8Array | string, now: number): Event[];
  flush(now: number): Event[];
  readonly due: number | undefined;
  reset(): void;
}

/**
 * Where a terminal edits lines, a key that is a signal throws away what was written and has not reached the screen yet: also what
 * gives the screen back. So much time it has to get there, ms.
 */
const reaching = 60;

/** Reads a terminal key by key while it is started. While it is stopped the terminal edits lines, and its bytes are left to whoever has it. */
export class Keyboard<Event> {
  readonly #input: KeyboardInput;
  readonly #splitter: Splitter<Event>;
  #listener: ((events: readonly Event[]) => void) | undefined;
  #reading = false;
  #stopped: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  readonly #reached: () => Promise<unknown>;

  /** @param reached resolves when what was written has reached the screen */
  constructor(
    input: KeyboardInput,
    splitter: Splitter<Event>,
    reached: () => Promise<unknown> = () => elapsed(reaching),
  ) {
    this.#input = input;
    this.#splitter = splitter;
    this.#reached = reached;
  }

  /**
   * Hands over what is typed from now on, the events of one read together.
   * @returns stops listening
   */
  listen(listener: (events: readonly Event[]) => void): () => void {
    this.#listener = listener;
    this.start();
    return () => {
      if (this.#listener !== listener) return;
      this.#listener = undefined;
      void this.stop();
    };
  }

  start(): void {
    if (this.#reading) return;
    this.#reading = true;
    this.#input.setRawMode?.(true);
    this.#input.ref?.();
    this.#input.on('data', this.#heard);
    this.#input.resume();
  }

  /**
   * Hears nothing more at once: what is typed next is for somebody else.
   * @returns resolves when the stream reads nothing more either, and the terminal edits lines again
   */
  stop(): Promise<void> {
    if (!this.#reading) return this.#stopped;
    this.#reading = false;
    clearTimeout(this.#timer);
    this.#splitter.reset();
    this.#input.off('data', this.#heard);
    this.#stopped = this.#pause();
    return this.#stopped;
  }

  /** Lets the terminal edit lines at once: the process ends, and nothing is read any more. */
  drop(): void {
    this.#input.setRawMode?.(false);
  }

  /**
   * A stream that is paused while it hands over what it read asks for more when it is done, and would take keys of others. It has
   * to read nothing more before the terminal edits lines: ctrl+d typed there ends a stream for good.
   */
  async #pause(): Promise<void> {
    await turn();
    if (this.#reading) return;
    this.#input.pause();
    await turn();
    await this.#reached();
    if (this.#reading) return;
    this.#input.setRawMode?.(false);
    this.#input.unref?.();
  }

  readonly #heard = (chunk: Uint8Array | string): void => {
    clearTimeout(this.#timer);
    this.#tell(this.#splitter.push(chunk, performance.now()));
    this.#wait();
  };

  #wait(): void {
    const { due } = this.#splitter;
    if (due === undefined || !this.#reading) return;
    this.#timer = setTimeout(
      () => {
        // After a busy moment the rest may have come meanwhile: reading is next, and it ends this wait.
        this.#timer = setTimeout(this.#decide, 0);
      },
      Math.max(0, due - performance.now()),
    );
  }

  readonly #decide = (): void => {
    this.#tell(this.#splitter.flush(performance.now()));
    this.#wait();
  };

  #tell(events: readonly Event[]): void {
    if (events.length > 0) this.#listener?.(events);
  }
}
