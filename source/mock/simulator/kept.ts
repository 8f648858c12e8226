/** A bounded memory of values by (owner, moment): emptied whole when full, since everything in it can be computed again. */
export class Kept<Owner extends object, Value> {
  readonly #limit: number;
  readonly #owners = new Map<Owner, Map<number, Value>>();
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(owner: Owner, at: number, make: () => Value): Value {
    let values = this.#owners.get(owner);
    const found = values?.get(at);
    if (found !== undefined) return found;
    if (this.#size >= this.#limit) {
      this.#owners.clear();
      this.#size = 0;
      values = undefined;
    }
    if (!values) {
      values = new Map();
      this.#owners.set(owner, values);
    }
    const made = make();
    values.set(at, made);
    this.#size++;
    return made;
  }
}
