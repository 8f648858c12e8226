import type { Priority } from '../../domain/queries.ts';
import { minute, second } from '../../domain/time.ts';
import { keepFree } from './operation-budget.ts';
import type { RateNews } from './rate-headers.ts';

/** What the last answer of an operation said, and how many answers of all operations had come by then. */
interface Seen {
  readonly consumed: number;
  readonly resetAt: number;
  readonly answers: number;
}

/** Two answers belong to one window when they agree on its end as closely as whole seconds allow. */
const sameMoment = 2 * second;
/**
 * This many answers of other operations between two of one operation before they prove anything, since requests overtake each
 * other now and then.
 */
const fewestBetween = 2;
/**
 * Answers of one operation may come in another order than its requests were counted: so many requests are on their way at once, and
 * by so much may its own count differ between two answers. Only a greater difference is the count of other operations.
 */
const mostOvertaken = 6;
const proven = 2;
const mostEvidence = 4;

/**
 * The budget of the token, where the headers turn out to be about it: then what is left falls with the answers of every
 * operation and not only its own. Where they are about operations this has no effect.
 */
export class TokenBudget {
  readonly #seen = new Map<string, Seen>();
  #answers = 0;
  #evidence = 0;
  #known: { limit: number; remaining: number; resetAt: number } | undefined;

  /** @param inFlight requests on their way, of all operations */
  learn(key: string, { limit, remaining, resetIn }: RateNews, now: number, inFlight: number): void {
    const resetAt = now + resetIn;
    const consumed = limit - remaining;
    this.#answers += 1;
    this.#judge(this.#seen.get(key), consumed, resetAt);
    this.#seen.set(key, { consumed, resetAt, answers: this.#answers });
    const left = remaining - Math.max(0, inFlight - 1);
    const known = this.#known;
    const isSame = known !== undefined && Math.abs(known.resetAt - resetAt) <= sameMoment;
    this.#known = { limit, resetAt, remaining: isSame ? Math.min(known.remaining, left) : left };
  }

  #judge(before: Seen | undefined, consumed: number, resetAt: number): void {
    if (!before || Math.abs(before.resetAt - resetAt) > sameMoment) return;
    const others = this.#answers - before.answers - 1;
    if (others < fewestBetween) return;
    const fell = consumed - before.consumed;
    if (fell > mostOvertaken && fell > others / 2) this.#evidence = Math.min(mostEvidence, this.#evidence + 1);
    else if (fell <= 1) this.#evidence = Math.max(0, this.#evidence - 2);
  }

  take(now: number): void {
    if (!this.#known) return;
    if (now >= this.#known.resetAt)
      this.#known = { ...this.#known, remaining: this.#known.limit, resetAt: now + minute };
    this.#known.remaining -= 1;
  }

  /** When so many requests may go: now or earlier means at once. */
  readyAt(now: number, level: Priority, count = 1): number {
    if (this.#evidence < proven || !this.#known || now >= this.#known.resetAt) return 0;
    const { limit, remaining, resetAt } = this.#known;
    return remaining - Math.min(count, limit) >= keepFree(limit, level) ? 0 : resetAt;
  }

  /** The clock was set back, so no remembered moment means anything any more. */
  forgetTimes(): void {
    this.#seen.clear();
    this.#known = undefined;
  }
}
