import type { Block } from '../../components/block.ts';
import { sameParts } from '../../views/kit/remembered.ts';
import type { Runtime } from '../scene/runtime.ts';

/** Keys that follow each other within this time, as those of a wheel do, owe one frame together, ms. */
const restMs = 4;

interface Kept {
  readonly of: readonly unknown[];
  readonly block: Block;
}

/**
 * What stands beside a list takes longer to draw than the list. A key is answered with the row that moved and what stood beside
 * it before, and what belongs beside it now comes in a frame of its own: until then nobody waits for it, and of keys that come
 * faster than that only the last one costs it.
 */
export class FollowUp {
  readonly #clock: Runtime['clock'];
  readonly #draw: () => void;
  #kept: Kept | undefined;
  #isHurried = false;
  /** Something stood beside in the frame that is being drawn. */
  #stood = false;
  /** It was that of the frame before. */
  #isOld = false;
  /** Takes back the frame that is owed. */
  #owed: (() => void) | undefined;

  /** @param draw draws the frame that is owed */
  constructor(clock: Runtime['clock'], draw: () => void) {
    this.#clock = clock;
    this.#draw = draw;
  }

  /** The next frame answers a key. */
  hurry(): void {
    this.#isHurried = true;
  }

  /** What is shown is not all as it is now: a frame that is follows. */
  owe(): void {
    this.#owed ??= this.#clock.setTimer(() => {
      this.#owed = undefined;
      this.#draw();
    }, restMs);
  }

  /**
   * What stands beside, as of now, or in a hurry as it was in the last frame.
   * @param of what has to be the same for the last one to stand for it: page, place, size
   */
  readonly aside = (of: readonly unknown[], make: () => Block): Block => {
    const last = this.#kept;
    this.#stood = true;
    if (this.#isHurried && last && sameParts(last.of, of)) {
      this.owe();
      this.#isOld = true;
      return last.block;
    }
    const block = make();
    this.#kept = { of, block };
    return block;
  };

  /** A frame has been drawn; one that was in no hurry owes nothing. @returns whether something in it is of the frame before */
  drawn(): boolean {
    const isOld = this.#isOld;
    if (!this.#isHurried) this.stop();
    if (!this.#stood) this.#kept = undefined;
    this.#isHurried = false;
    this.#stood = false;
    this.#isOld = false;
    return isOld;
  }

  stop(): void {
    this.#owed?.();
    this.#owed = undefined;
  }
}
