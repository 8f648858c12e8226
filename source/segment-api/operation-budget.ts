import { type Priority, priority } from '../domain/queries.ts';
import { minute, second } from '../domain/time.ts';
import type { RateNews } from './rate-headers.ts';

/** Share of a known budget that background sweeps leave for what is on screen. */
const reserved = 0.1;
/** Requests may travel at different speeds: the server sees a minute of ours as up to this much shorter. */
const travel = second;
const longestBackoff = minute;

interface Known {
  limit: number;
  remaining: number;
  resetAt: number;
}

/** The budget of one operation: its stated limit, what the headers said, and how long a 429 holds it. Pure over `now`. */
export class OperationBudget {
  readonly #stated: number | undefined;
  /** When requests were sent in the last minute; kept only where a limit is stated. */
  readonly #sent: number[] = [];
  #known: Known | undefined;
  #blockedUntil = 0;
  #refusals = 0;
  #inFlight = 0;

  /** @param stated requests a minute that the API states, where it does */
  constructor(stated: number | undefined) {
    this.#stated = stated;
  }

  /** Known requests a minute. */
  get limit(): number | undefined {
    const learned = this.#known?.limit;
    if (learned === undefined || this.#stated === undefined) return learned ?? this.#stated;
    return Math.min(learned, this.#stated);
  }

  /** When a request may go: now or earlier means at once. */
  readyAt(now: number, level: Priority): number {
    return Math.max(this.#blockedUntil, this.#statedReadyAt(now, level), this.#knownReadyAt(now, level));
  }

  #statedReadyAt(now: number, level: Priority): number {
    if (this.#stated === undefined) return 0;
    while (this.#sent[0] !== undefined && this.#sent[0] + minute + travel <= now) this.#sent.shift();
    const usable = this.#stated - keepFree(this.#stated, level);
    const oldest = this.#sent[this.#sent.length - usable];
    return oldest === undefined ? 0 : oldest + minute + travel;
  }

  #knownReadyAt(now: number, level: Priority): number {
    if (!this.#known || now >= this.#known.resetAt) return 0;
    return this.#known.remaining > keepFree(this.#known.limit, level) ? 0 : this.#known.resetAt;
  }

  take(now: number): void {
    this.#inFlight += 1;
    if (this.#stated !== undefined) this.#sent.push(now);
    if (!this.#known) return;
    if (now >= this.#known.resetAt)
      this.#known = { ...this.#known, remaining: this.#known.limit, resetAt: now + minute };
    this.#known.remaining -= 1;
  }

  giveBack(): void {
    this.#inFlight -= 1;
  }

  /** An answer that still holds its place: requests on their way beside it are not in its count yet. */
  learn(news: RateNews, now: number): void {
    const resetAt = now + news.resetIn;
    const remaining = news.remaining - Math.max(0, this.#inFlight - 1);
    const sameWindow = this.#known !== undefined && Math.abs(this.#known.resetAt - resetAt) <= 2 * second;
    this.#known = {
      limit: news.limit,
      resetAt,
      remaining: sameWindow && this.#known ? Math.min(this.#known.remaining, remaining) : remaining,
    };
  }

  succeeded(): void {
    this.#refusals = 0;
  }

  /**
   * A 429 for this operation. Several that were on their way together count as one.
   * @param wait ms the server asked for; without one the wait doubles from a second to a minute, with jitter
   * @returns ms until the operation may go again
   */
  refused(now: number, wait: number | undefined, random: () => number): number {
    if (wait === undefined && this.#blockedUntil > now) return this.#blockedUntil - now;
    const backoff = Math.min(longestBackoff, second * 2 ** Math.min(this.#refusals, 10));
    this.#refusals += 1;
    const ms = wait ?? Math.round(backoff * (0.75 + random() / 2));
    this.#blockedUntil = Math.max(this.#blockedUntil, now + ms);
    return ms;
  }

  /** Forgets every moment in time: the clock was set back, so they mean nothing any more. */
  forgetTimes(): void {
    this.#sent.length = 0;
    this.#blockedUntil = 0;
    if (this.#known) this.#known.resetAt = 0;
  }
}

function keepFree(limit: number, level: Priority): number {
  return level === priority.rest ? Math.floor(limit * reserved) : 0;
}
