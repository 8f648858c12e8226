import type { ProblemKind } from '../../domain/problem.ts';
import { second } from '../../domain/time.ts';

/** No answer, or one of a broken API or of something else in its place: asking for more does not help. */
const unanswered: ReadonlySet<ProblemKind> = new Set(['network', 'timeout', 'server', 'not-the-api']);
/** Reads without an answer in a row, of whatever resources, that make an outage of them. */
const mostUnanswered = 8;
const shortestWait = 2 * second;
const longestWait = 5 * second;

/**
 * A brake for a host that does not answer at all, or only that it is broken: what was asked in vain waits, and one of it asks for all, every few seconds and
 * without end. With the first answer, even a refusal, everything that waited goes at once.
 */
export class Outage<T> {
  readonly #held = new Set<T>();
  #unanswered = 0;
  #asked = 0;
  #probe: T | undefined;
  #probeAt = 0;

  get isOn(): boolean {
    return this.#unanswered >= mostUnanswered;
  }

  /** When the next one may ask for all, ms; undefined while one does, or nothing waits. */
  get nextAt(): number | undefined {
    return this.isOn && this.#probe === undefined && this.#held.size > 0 ? this.#probeAt : undefined;
  }

  hold(item: T): void {
    this.#held.add(item);
  }

  /** It is not wanted any more. */
  forget(item: T): void {
    this.#held.delete(item);
    if (this.#probe === item) this.#probe = undefined;
  }

  /** The one that asks for all now, if it is time: that which counts as less than the others. */
  take(now: number, orderOf: (item: T) => number): T | undefined {
    const { nextAt } = this;
    if (nextAt === undefined || now < nextAt) return undefined;
    let first: T | undefined;
    for (const item of this.#held) if (first === undefined || orderOf(item) < orderOf(first)) first = item;
    if (first === undefined) return undefined;
    this.#held.delete(first);
    this.#probe = first;
    return first;
  }

  /**
   * A read has failed.
   * @returns what waited, where the failure was an answer
   */
  failed(item: T, kind: ProblemKind, now: number, random: number): readonly T[] {
    if (!unanswered.has(kind)) return this.answered();
    this.#unanswered += 1;
    if (this.#probe === item) {
      this.#probe = undefined;
      this.#asked += 1;
    }
    const wait = Math.min(shortestWait * 2 ** Math.min(this.#asked, 8), longestWait);
    if (this.#probe === undefined) this.#probeAt = now + wait * (1 - 0.25 * random);
    return [];
  }

  /** Somebody answered: what waited is given back. */
  answered(): readonly T[] {
    const waiting = [...this.#held];
    this.#held.clear();
    this.#unanswered = 0;
    this.#asked = 0;
    this.#probe = undefined;
    return waiting;
  }
}
