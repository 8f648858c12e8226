import type { ProblemKind } from '../../domain/problem.ts';
import { second } from '../../domain/time.ts';

/** No answer, or one of a broken API or of something else in its place: asking for more does not help. */
const unanswered: ReadonlySet<ProblemKind> = new Set(['network', 'timeout', 'server', 'not-the-api']);
/** So many reads in a row without an answer, of whatever resources, open the breaker. */
const mostUnanswered = 8;
const shortestWait = 2 * second;
const longestWait = 5 * second;

/**
 * A circuit breaker for a host that does not answer, or answers only with server errors. While it is open, reads that failed are
 * suspended, and one of them at a time is sent as a probe, every few seconds and without end. The first answer, even a refusal,
 * closes it and releases all suspended reads.
 */
export class CircuitBreaker<T> {
  readonly #suspended = new Set<T>();
  #unanswered = 0;
  #asked = 0;
  #probe: T | undefined;
  #probeAt = 0;

  get isOn(): boolean {
    return this.#unanswered >= mostUnanswered;
  }

  /** When the next probe may be sent, ms; undefined while one is under way, or nothing is suspended. */
  get nextAt(): number | undefined {
    return this.isOn && this.#probe === undefined && this.#suspended.size > 0 ? this.#probeAt : undefined;
  }

  suspend(item: T): void {
    this.#suspended.add(item);
  }

  /** Removes a read that is no longer wanted, or goes by itself. Tells whether it was suspended. */
  forget(item: T): boolean {
    if (this.#probe === item) this.#probe = undefined;
    return this.#suspended.delete(item);
  }

  /** The next probe, if it is time for one: the suspended read that comes first by `orderOf`. */
  take(now: number, orderOf: (item: T) => number): T | undefined {
    const { nextAt } = this;
    // What lies further ahead than the longest wait was set by a clock that has been set back since.
    if (nextAt === undefined || (now < nextAt && nextAt - now <= longestWait)) return undefined;
    let first: T | undefined;
    for (const item of this.#suspended) if (first === undefined || orderOf(item) < orderOf(first)) first = item;
    if (first === undefined) return undefined;
    this.#suspended.delete(first);
    this.#probe = first;
    return first;
  }

  /**
   * A read has failed.
   * @returns the suspended reads, where the failure was an answer and so closes the breaker
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

  /** The host has answered: closes the breaker and returns the suspended reads. */
  answered(): readonly T[] {
    const waiting = [...this.#suspended];
    this.#suspended.clear();
    this.#unanswered = 0;
    this.#asked = 0;
    this.#probe = undefined;
    return waiting;
  }
}
