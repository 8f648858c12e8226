import { type Priority, priority } from '../../domain/queries.ts';
import { familyOf, type Resource } from './resource.ts';

/** Places of background reads: one fewer than the client sends at once, so that what is looked at never waits for a sweep. */
const background = 5;
/** Reads of one family that are limited to a few a minute: each operation has a limit of its own. */
const slowAtOnce = 2;
/** Reads of one family that may wait for the rate budget side by side: more would only wait there instead of here. */
const heldAtOnce = 4;

const slowLane = 'slow:';

/** The place of one running read. */
export interface Place {
  /** While the rate budget holds the read back it takes no place from others. */
  held(held: boolean): void;
  leave(): void;
}

/**
 * How many reads run side by side. Each family has a lane of its own, so that a family whose operation is out of budget holds up
 * no other, and in a lane the more urgent read passes those that the budget holds.
 */
export class Places {
  readonly #atOnce: number;
  readonly #held = new Map<string, number[]>();
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
    if (isBehind(level) && this.#runningBehind >= Math.min(background, this.#atOnce)) return false;
    const heldBefore = this.#held.get(lane)?.reduce((sum, count, other) => (other <= level ? sum + count : sum), 0);
    return (heldBefore ?? 0) < heldAtOnce;
  }

  take(lane: string, level: Priority): Place {
    if (lane.startsWith(slowLane)) {
      const add = (change: number) => this.#slow.set(lane, (this.#slow.get(lane) ?? 0) + change);
      add(1);
      return { held: () => undefined, leave: () => void add(-1) };
    }
    let isHeld = false;
    this.#run(level, 1);
    return {
      held: (held) => {
        if (held === isHeld) return;
        isHeld = held;
        this.#run(level, held ? -1 : 1);
        this.#hold(lane, level, held ? 1 : -1);
      },
      leave: () => {
        if (isHeld) this.#hold(lane, level, -1);
        else this.#run(level, -1);
      },
    };
  }

  #run(level: Priority, change: number): void {
    this.#running += change;
    if (isBehind(level)) this.#runningBehind += change;
  }

  #hold(lane: string, level: Priority, change: number): void {
    const counts = this.#held.get(lane) ?? Object.values(priority).map(() => 0);
    counts[level] = (counts[level] ?? 0) + change;
    this.#held.set(lane, counts);
  }
}

/** Read for the whole, not for what somebody looks at. */
function isBehind(level: Priority): boolean {
  return level >= priority.failing;
}
