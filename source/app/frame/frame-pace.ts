import { apart } from '../../domain/time.ts';
import { whenQuiet } from '../../workspace/polling/changes/when-quiet.ts';
import type { Clock } from '../../workspace/polling/clock.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { manyNeeds } from './wanted.ts';

/** Keys that follow each other come within this time, ms. */
const keyRest = 250;

/** Which frames somebody waits for, and which keys go before. */
export class FramePace {
  readonly #clock: Clock;
  #keyAt = Number.NEGATIVE_INFINITY;
  /** What the last frame is drawn from. */
  #picture: unknown;
  /** Takes back a frame that is put off. */
  #stop: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A key, or the mouse, is answered. */
  heard(): void {
    this.#keyAt = this.#clock.now();
  }

  /** Keys were pressed a moment ago: what takes long is put off until they rest. */
  get isBusy(): boolean {
    return apart(this.#clock.now(), this.#keyAt) < keyRest;
  }

  /** Draws now; what was read of thousands takes as long to draw as to work out, so that keys are heard between the two. */
  draw(picture: unknown, needs: readonly Need[], isAwaited: boolean, draw: () => void): void {
    const isNews = picture !== this.#picture && needs.length >= manyNeeds;
    this.#picture = picture;
    if (!isNews || isAwaited) return draw();
    const late = () => {
      this.#stop = undefined;
      draw();
    };
    this.#stop ??= whenQuiet(this.#clock, () => false, late, 0);
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
