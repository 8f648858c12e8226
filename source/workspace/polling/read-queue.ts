import { priority } from '../../domain/queries.ts';
import type { Entry, QueuedRead } from './entry.ts';
import { Lanes } from './lanes.ts';
import { ReadSlots } from './slots.ts';

const levels = Object.values(priority).toSorted((a, b) => a - b);

const isOwn = (queued: QueuedRead): boolean => queued.entry.queued === queued;

/** Reads that are due and wait for a slot: the most urgent first, of equals by rank, each family in a lane of its own. */
export class ReadQueue {
  readonly #lanes = levels.map(() => new Lanes<QueuedRead>());
  readonly #slots: ReadSlots;

  /** @param atOnce reads that may run side by side */
  constructor(atOnce: number) {
    this.#slots = new ReadSlots(atOnce);
  }

  join(entry: Entry): void {
    const queued: QueuedRead = { entry };
    entry.queued = queued;
    this.#lanes[entry.priority]!.join(this.#slots.laneOf(entry.resource), queued, entry.rank);
  }

  /** The next one for which there is a slot, taken out of the queue. */
  next(): Entry | undefined {
    for (const level of levels) {
      const queued = this.#lanes[level]!.take(isOwn, (lane) => this.#slots.hasFree(lane, level));
      if (queued) return queued.entry;
    }
    return undefined;
  }

  /** The slot that it reads in from now on. */
  slotOf({ resource, priority: level }: Entry): ReturnType<ReadSlots['take']> {
    return this.#slots.take(this.#slots.laneOf(resource), level);
  }
}
