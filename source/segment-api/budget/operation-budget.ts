import { type Priority, priority } from '../../domain/queries.ts';
import { minute, second } from '../../domain/time.ts';
import type { RateNews } from './rate-headers.ts';
import { boundedWait } from './waits.ts';

/** Share of a known budget that is left for what is on screen: by background sweeps, and by the reads of what fails. */
const reserved: Readonly<Partial<Record<Priority, number>>> = { [priority.rest]: 0.1, [priority.failing]: 0.05 };
/** Requests may travel at different speeds, so the server may see a minute of ours as shorter by up to this much. */
const travel = second;
const longestBackoff = minute;
/** A refusal that is over this soon says nothing about how many requests fit into a minute. */
const passing = 5 * second;
/** A limit that was learnt from refusals is relaxed slowly: each time this long without a refusal allows a tenth more. */
const growsEvery = 3 * minute;
const growth = 0.1;

interface Known {
  limit: number;
  remaining: number;
  resetAt: number;
}

interface Learned {
  readonly limit: number;
  readonly at: number;
}

/**
 * The budget of one operation: its stated limit, what the headers said, what refusals have taught, and until when a 429 blocks
 * it. Pure over `now`.
 */
export class OperationBudget {
  readonly #stated: number | undefined;
  /** When requests were sent in the last minute. */
  readonly #sent: number[] = [];
  /** When good answers came in the last minute. */
  readonly #answered: number[] = [];
  #known: Known | undefined;
  #learned: Learned | undefined;
  #learnedBefore: Learned | undefined;
  #blockedUntil = 0;
  #refusals = 0;
  #inFlight = 0;

  /** @param stated requests a minute that the API states, where it does */
  constructor(stated: number | undefined) {
    this.#stated = stated;
  }

  /** Until when a refusal blocks it, ms. */
  get blockedUntil(): number {
    return this.#blockedUntil;
  }

  /** Known requests a minute: the least of what is stated, what the headers say and what refusals have taught. */
  limit(now: number): number | undefined {
    const known = [this.#stated, this.#known?.limit, this.#shown(now)].filter((limit) => limit !== undefined);
    return known.length > 0 ? Math.min(...known) : undefined;
  }

  /** When this many requests may be sent: now or earlier means at once. */
  readyAt(now: number, level: Priority, count = 1): number {
    return Math.max(
      this.#blockedUntil,
      this.#windowReadyAt(this.#stated, now, level, count),
      this.#windowReadyAt(this.#shown(now), now, level, count),
      this.#knownReadyAt(now, level, count),
    );
  }

  #shown(now: number): number | undefined {
    if (!this.#learned) return undefined;
    const times = Math.floor((now - this.#learned.at) / growsEvery);
    return Math.floor(this.#learned.limit * (1 + growth * Math.max(0, times)));
  }

  /** When no more than `limit` requests have been sent within a minute. */
  #windowReadyAt(limit: number | undefined, now: number, level: Priority, count: number): number {
    if (limit === undefined) return 0;
    forgetBefore(this.#sent, now - minute - travel);
    const usable = Math.max(1, limit - keepFree(limit, level));
    const oldest = this.#sent[this.#sent.length - usable + Math.min(count, usable) - 1];
    return oldest === undefined ? 0 : oldest + minute + travel;
  }

  #knownReadyAt(now: number, level: Priority, count: number): number {
    if (!this.#known || now >= this.#known.resetAt) return 0;
    const { limit, remaining, resetAt } = this.#known;
    return remaining - Math.min(count, limit) >= keepFree(limit, level) ? 0 : resetAt;
  }

  take(now: number): void {
    this.#inFlight += 1;
    forgetBefore(this.#sent, now - minute - travel);
    this.#sent.push(now);
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

  succeeded(now: number): void {
    this.#refusals = 0;
    forgetBefore(this.#answered, now - minute);
    this.#answered.push(now);
  }

  /**
   * A 429 for this operation. Several that were on their way together count as one.
   * @param wait ms the server asked for; without one the wait doubles from a second to a minute, with jitter; one that has led to
   *   another refusal is lengthened so
   * @returns ms until the operation may go again
   */
  refused(now: number, wait: number | undefined, random: () => number): number {
    const isSame = this.#blockedUntil > now;
    if (wait === undefined && isSame) return this.#blockedUntil - now;
    const backoff = Math.min(longestBackoff, second * 2 ** Math.min(this.#refusals, 10));
    const asked = wait === undefined ? undefined : boundedWait(wait);
    const ms =
      asked === undefined
        ? Math.round(backoff * (0.75 + random() / 2))
        : Math.max(asked, this.#refusals > 0 && !isSame ? backoff : 0);
    if (!isSame) {
      this.#measure(now, asked);
      this.#refusals += 1;
    }
    this.#blockedUntil = Math.max(this.#blockedUntil, now + ms);
    return ms;
  }

  /** The requests that succeeded since the window of this refusal began are what fits into a minute. */
  #measure(now: number, asked: number | undefined): void {
    if (this.#refusals > 0 || (asked !== undefined && asked < passing)) return;
    const began = asked === undefined || asked >= minute ? now - minute : now + asked - minute - travel;
    forgetBefore(this.#answered, now - minute);
    const through = this.#answered.reduce((count, at) => (at >= began ? count + 1 : count), 0);
    this.#learnedBefore = this.#learned;
    if (through > 0) this.#learned = { limit: through, at: now };
  }

  /** The refusal is over, since a request has succeeded in spite of it. */
  unblock(): void {
    this.#blockedUntil = 0;
  }

  /** The last refusal was not for this operation, so it says nothing of its limit. */
  unlearn(): void {
    this.#learned = this.#learnedBefore;
  }

  /** Forgets every moment in time: the clock was set back, so they mean nothing any more. */
  forgetTimes(): void {
    this.#sent.length = 0;
    this.#answered.length = 0;
    this.#blockedUntil = 0;
    if (this.#known) this.#known.resetAt = 0;
  }
}

function forgetBefore(times: number[], oldest: number): void {
  let gone = 0;
  while (gone < times.length && times[gone]! <= oldest) gone += 1;
  if (gone > 0) times.splice(0, gone);
}

/** Requests of a limit that a read of this level leaves to more urgent ones. */
export function keepFree(limit: number, level: Priority): number {
  return Math.floor(limit * (reserved[level] ?? 0));
}
