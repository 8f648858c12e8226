/** Second tries that may be made without a good answer in between. */
const most = 10;
/** So many good answers pay for one more: where little works, tries stay a tenth of the requests. */
const answersPerTry = 10;

/**
 * How many second tries a client may make: plenty for a hiccup, none while nothing works. Three requests for each read would
 * be the most just when the API can bear the least.
 */
export class RetryBudget {
  #left = most;

  /** Takes one try; false when there is none left. */
  take(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  succeeded(): void {
    this.#left = Math.min(most, this.#left + 1 / answersPerTry);
  }
}
