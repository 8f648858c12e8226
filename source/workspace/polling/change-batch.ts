import type { Clock } from './clock.ts';

/** Rest between two changes, as a multiple of what the last one cost. */
const restPerWork = 4;

/** Tells of changes at most once per `batchMs`, and less often where it takes long to take them in: a huge workspace stays quick to the keys. */
export class ChangeBatch {
  readonly #clock: Clock;
  readonly #batchMs: number;
  readonly #onChange: () => void;
  #stop: (() => void) | undefined;
  /** How long the last change took to be taken in, ms. */
  #took = 0;
  #isOver = false;

  constructor(clock: Clock, batchMs: number, onChange: () => void) {
    this.#clock = clock;
    this.#batchMs = batchMs;
    this.#onChange = onChange;
  }

  /** Something has changed. */
  touch(): void {
    if (this.#isOver) return;
    this.#stop ??= this.#clock.setTimer(
      () => {
        this.#stop = undefined;
        const began = this.#clock.now();
        this.#onChange();
        this.#took = Math.max(0, this.#clock.now() - began);
      },
      Math.max(this.#batchMs, restPerWork * this.#took),
    );
  }

  end(): void {
    this.#isOver = true;
    this.#stop?.();
  }
}
