import { DueQueue } from './due-queue.ts';

interface Waiting<T> {
  /** Of arrival, over all lanes. */
  readonly order: number;
  readonly item: T;
}

/**
 * Several queues (lanes), each ordered by rank and then by arrival: a lane that may not go blocks no other one. An item that is
 * no longer wanted is skipped when its turn comes.
 */
export class Lanes<T> {
  readonly #lanes = new Map<string, DueQueue<Waiting<T>>>();
  #order = 0;

  /** @param rank among the items of its lane the lower goes first */
  join(lane: string, item: T, rank = 0): void {
    let line = this.#lanes.get(lane);
    if (!line) {
      line = new DueQueue();
      this.#lanes.set(lane, line);
    }
    this.#order += 1;
    line.add(rank, { order: this.#order, item });
  }

  /** Takes out the front item of a lane that may go: of several the one that came first. */
  take(isWanted: (item: T) => boolean, mayGo: (lane: string) => boolean): T | undefined {
    let best: DueQueue<Waiting<T>> | undefined;
    for (const [lane, line] of this.#lanes) {
      if (!mayGo(lane)) continue;
      while (line.next && !isWanted(line.next.item)) line.take(Number.POSITIVE_INFINITY);
      if (line.next && (!best?.next || line.next.order < best.next.order)) best = line;
    }
    return best?.take(Number.POSITIVE_INFINITY)?.item.item;
  }
}
