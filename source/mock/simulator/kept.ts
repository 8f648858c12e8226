/** A bounded memory of values by (owner, moment): emptied whole when full, since everything in it can be computed again. */
export class Kept<Owner extends object, Value> {
  readonly #limit: number;
  readonly #owners = new Map<Owner, Map<number, Value>>();
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(owner: Owner, at: number): Value | undefined {
    return this.#owners.get(owner)?.get(at);
  }

  /** Keeps what was not there yet. @returns it */
  keep(owner: Owner, at: number, value: Value): Value {
    if (this.#size >= this.#limit) {
      this.#owners.clear();
      this.#size = 0;
    }
    let values = this.#owners.get(owner);
    if (!values) {
      values = new Map();
      this.#owners.set(owner, values);
    }
    values.set(at, value);
    this.#size++;
    return value;
  }
}
