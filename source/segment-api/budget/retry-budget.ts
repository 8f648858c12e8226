/** Retries that may be made without a successful answer in between. */
const most = 10;
/** This many successful answers earn one more retry: where little works, retries stay a tenth of the requests. */
const answersPerTry = 10;

/**
 * How many retries a client may make: plenty for a passing failure, none while nothing works. Three requests for each read
 * would be most just when the API can bear least.
 */
export class RetryBudget {
  /** In answers: whole numbers, since ten tenths are less than one. */
  #left = most * answersPerTry;

  /** Takes one try; false when there is none left. */
  take(): boolean {
    if (this.#left < answersPerTry) return false;
    this.#left -= answersPerTry;
    return true;
  }

  succeeded(): void {
    this.#left = Math.min(most * answersPerTry, this.#left + 1);
  }
}
