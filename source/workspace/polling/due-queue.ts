interface Due<T> {
  readonly at: number;
  readonly order: number;
  readonly item: T;
}

/** Soonest first; of two at the same moment the one that was added first. */
function isBefore(a: Due<unknown>, b: Due<unknown>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** What is due when: a binary heap, so that thousands of resources cost no search on every read. */
export class DueQueue<T> {
  readonly #heap: Due<T>[] = [];
  #order = 0;

  /** The soonest moment, or undefined when nothing is planned. */
  get nextAt(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** What is soonest, or undefined when nothing is planned. */
  get next(): T | undefined {
    return this.#heap[0]?.item;
  }

  add(at: number, item: T): void {
    const heap = this.#heap;
    this.#order += 1;
    const due = { at, order: this.#order, item };
    let index = heap.push(due) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(heap[parent]!, due)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = due;
  }

  /** Takes out the soonest item that is due by `now`. */
  take(now: number): Due<T> | undefined {
    const [first] = this.#heap;
    if (!first || first.at > now) return undefined;
    const last = this.#heap.pop()!;
    if (last !== first) this.#sink(last);
    return first;
  }

  /** Puts an item in at the top and moves it down to its place. */
  #sink(due: Due<T>): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left;
      if (isBefore(due, heap[child]!)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = due;
  }
}
