import type { Clock } from '../clock.ts';
import { whenQuiet } from './when-quiet.ts';

/** Rest between two changes, as a multiple of what the last one cost: while somebody waits for what is read first, and afterwards. */
const restPerWork = { waiting: 4, idle: 40 };
/** The longest rest that only spares the processor, ms: what takes long to take in rests longer, so that keys are heard. */
const longestIdle = 500;
/** What takes longer than this to take in waits until keys rest, ms: longer than somebody who presses keys overlooks. */
const long = 50;

/**
 * Tells of changes at most once per `batchMs`, and less often where it takes long to take them in: a huge workspace stays quick to
 * the keys, and one that nobody touches costs little.
 */
export class ChangeBatch {
  readonly #clock: Clock;
  readonly #batchMs: number;
  readonly #onChange: () => void;
  readonly #isWaiting: () => boolean;
  readonly #isBusy: () => boolean;
  #stop: (() => void) | undefined;
  /** How long to rest after the last change, ms. */
  #rest = 0;
  /** What the last change cost, ms. */
  #took = 0;
  #isOver = false;

  /**
   * @param isWaiting whether something is read for the first time
   * @param isBusy whether the user pressed keys a moment ago
   */
  constructor(
    clock: Clock,
    batchMs: number,
    onChange: () => void,
    isWaiting: () => boolean,
    isBusy: () => boolean = () => false,
  ) {
    this.#clock = clock;
    this.#batchMs = batchMs;
    this.#onChange = onChange;
    this.#isWaiting = isWaiting;
    this.#isBusy = isBusy;
  }

  /** Something has changed. */
  touch(): void {
    if (this.#isOver) return;
    this.#stop ??= whenQuiet(
      this.#clock,
      () => this.#took > long && this.#isBusy(),
      () => {
        this.#stop = undefined;
        const began = this.#clock.now();
        this.#onChange();
        const took = Math.max(0, this.#clock.now() - began);
        this.#took = took;
        this.#rest = this.#isWaiting()
          ? restPerWork.waiting * took
          : Math.max(restPerWork.waiting * took, Math.min(longestIdle, restPerWork.idle * took));
      },
      Math.max(this.#batchMs, this.#rest),
    );
  }

  end(): void {
    this.#isOver = true;
    this.#stop?.();
  }
}
