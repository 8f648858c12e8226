import { type Priority, priority } from '../../domain/queries.ts';
import { familyOf, type Resource } from './resource.ts';

/** Slots for background reads: one fewer than the client sends at once, so that what is on screen never waits for them. */
const background = 5;
/** Reads of one family that are limited to a few a minute: each operation has a limit of its own. */
const slowAtOnce = 2;
/** Reads of one family that may wait for the rate budget at the same time: more would only move the queue from here to there. */
const throttledAtOnce = 4;

const slowLane = 'slow:';

/** The slot of one running read. */
export interface Slot {
  /** While the rate budget makes the read wait it does not count as running. */
  throttled(isThrottled: boolean): void;
  leave(): void;
}

/**
 * How many reads run at the same time. Each family of reads has a queue (lane) of its own, so that a family whose operation is
 * out of budget blocks no other, and within a lane a more urgent read overtakes those that the budget makes wait.
 */
export class ReadSlots {
  readonly #atOnce: number;
  readonly #throttled = new Map<string, number[]>();
  #running = 0;
  #runningBehind = 0;
  readonly #slow = new Map<string, number>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  laneOf(resource: Resource<unknown>): string {
    return resource.slow ? `${slowLane}${familyOf(resource)}` : familyOf(resource);
  }

  hasFree(lane: string, level: Priority): boolean {
    if (lane.startsWith(slowLane)) return (this.#slow.get(lane) ?? 0) < slowAtOnce;
    if (this.#running >= this.#atOnce) return false;
    if (isBehind(level) && this.#runningBehind >= background) return false;
    const throttledBefore = this.#throttled
      .get(lane)
      ?.reduce((sum, count, other) => (other <= level ? sum + count : sum), 0);
    return (throttledBefore ?? 0) < throttledAtOnce;
  }

  take(lane: string, level: Priority): Slot {
    if (lane.startsWith(slowLane)) {
      const add = (change: number) => this.#slow.set(lane, (this.#slow.get(lane) ?? 0) + change);
      add(1);
      return { throttled: () => undefined, leave: () => void add(-1) };
    }
    let wasThrottled = false;
    this.#run(level, 1);
    return {
      throttled: (isThrottled) => {
        if (isThrottled === wasThrottled) return;
        wasThrottled = isThrottled;
        this.#run(level, isThrottled ? -1 : 1);
        this.#throttle(lane, level, isThrottled ? 1 : -1);
      },
      leave: () => {
        if (wasThrottled) this.#throttle(lane, level, -1);
        else this.#run(level, -1);
      },
    };
  }

  #run(level: Priority, change: number): void {
    this.#running += change;
    if (isBehind(level)) this.#runningBehind += change;
  }

  #throttle(lane: string, level: Priority, change: number): void {
    const counts = this.#throttled.get(lane) ?? Object.values(priority).map(() => 0);
    counts[level] = (counts[level] ?? 0) + change;
    this.#throttled.set(lane, counts);
  }
}

/** A background read: nobody looks at what it is for. */
function isBehind(level: Priority): boolean {
  return level >= priority.failing;
}
