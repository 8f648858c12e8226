interface Waiting<T> {
  readonly order: number;
  readonly item: T;
}

/** A line that is left at the front and joined at the end, both at once whatever its length. */
class Line<T> {
  #waiting: Waiting<T>[] = [];
  #first = 0;

  get front(): Waiting<T> | undefined {
    return this.#waiting[this.#first];
  }

  join(waiting: Waiting<T>): void {
    this.#waiting.push(waiting);
  }

  leave(): void {
    this.#first += 1;
    if (2 * this.#first < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#first);
    this.#first = 0;
  }
}

/**
 * Items that wait to go, in order of arrival, in lanes side by side: one that may not go holds up nobody in another lane.
 * An item that is no longer wanted is skipped when its turn comes.
 */
export class Lanes<T> {
  readonly #lanes = new Map<string, Line<T>>();
  #order = 0;

  join(lane: string, item: T): void {
    let line = this.#lanes.get(lane);
    if (!line) {
      line = new Line();
      this.#lanes.set(lane, line);
    }
    this.#order += 1;
    line.join({ order: this.#order, item });
  }

  /** Takes out the item that came first among the lanes that may go. */
  take(isWanted: (item: T) => boolean, mayGo: (lane: string) => boolean): T | undefined {
    let best: Line<T> | undefined;
    for (const [lane, line] of this.#lanes) {
      if (!mayGo(lane)) continue;
      while (line.front && !isWanted(line.front.item)) line.leave();
      if (line.front && (!best?.front || line.front.order < best.front.order)) best = line;
    }
    const found = best?.front?.item;
    best?.leave();
    return found;
  }
}
