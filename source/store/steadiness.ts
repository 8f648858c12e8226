import { hour } from '../domain/time.ts';

/** A clock that runs so long without a jump is right, and one that was not looked at for longer may have jumped, ms. */
const longEnough = hour;
const longestBetween = 2 * hour;

/**
 * Whether a clock may say what is old: one that stands far ahead for a moment would have all that is kept deleted at once. What
 * is old goes a little later instead.
 */
export class Steadiness {
  #since: number | undefined;
  #last = 0;

  /**
   * To be asked at least every two hours.
   * @param isNear whether the newest that is kept is of about this time; asked for once, at the start
   */
  isSure(now: number, isNear: () => boolean): boolean {
    const isFirst = this.#since === undefined;
    const passed = now - this.#last;
    this.#last = now;
    if (isFirst) this.#since = isNear() ? Number.NEGATIVE_INFINITY : now;
    else if (passed < 0 || passed > longestBetween) this.#since = now;
    return now - this.#since! >= longEnough;
  }
}
