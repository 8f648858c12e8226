import { type Priority, priority, type WireState } from '../domain/queries.ts';
import { minute, second } from '../domain/time.ts';
import type { Clock } from './clock.ts';
import { abortFailure } from './failure.ts';
import { operationKey, statedLimit } from './limits.ts';
import { OperationBudget } from './operation-budget.ts';
import { rateNews, retryAfter } from './rate-headers.ts';
import type { WireResponse } from './transport.ts';

/** Gives the place back; a second call does nothing. */
export type Release = () => void;

export interface RateBudgetOptions {
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
  /** Requests on their way at once. */
  readonly atOnce?: number;
  /** Stated limits; the bundled mock in process has none to keep. */
  readonly stated?: (operation: string) => number | undefined;
}

interface Waiter {
  readonly operation: string;
  readonly level: Priority;
  go(): void;
  /** A limit, not only the number of requests on their way, keeps it here. */
  hold(): void;
}

/**
 * The requests that one token may send: a queue by priority, then arrival, held back by the limits that the API states, by
 * what its headers say and by its 429s (manual 1.6). No limit is ever guessed. Owns a timer only while someone waits.
 */
export class RateBudget {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #atOnce: number;
  readonly #stated: (operation: string) => number | undefined;
  readonly #operations = new Map<string, OperationBudget>();
  /** Sorted: lower level first, then arrival. */
  readonly #queue: Waiter[] = [];
  readonly #sent: number[] = [];
  #requests = 0;
  #inFlight = 0;
  #pausedUntil = 0;
  #lastNow = 0;
  #stopTimer: (() => void) | undefined;

  constructor({ clock, random = Math.random, atOnce = 6, stated = statedLimit }: RateBudgetOptions) {
    this.#stated = stated;
    this.#clock = clock;
    this.#random = random;
    this.#atOnce = atOnce;
  }

  /**
   * Waits for leave to send one request; the caller gives it back when the answer is in, after `learn`.
   * @param onHeld told when a limit makes it wait, and when it goes after that
   * @throws ReadError of kind aborted (or timeout) as soon as the signal fires
   */
  acquire(
    operation: string,
    level: Priority = priority.visible,
    signal?: AbortSignal,
    onHeld?: (held: boolean) => void,
  ): Promise<Release> {
    if (signal?.aborted) return Promise.reject(abortFailure(operation, signal));
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        reject(abortFailure(operation, signal));
        this.#pump();
      };
      let held = false;
      const waiter: Waiter = {
        operation: operationKey(operation),
        level,
        hold: () => {
          if (!held) onHeld?.(true);
          held = true;
        },
        go: () => {
          signal?.removeEventListener('abort', leave);
          if (held) onHeld?.(false);
          resolve(this.#take(waiter.operation));
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      const behind = this.#queue.findIndex((other) => other.level > level);
      this.#queue.splice(behind === -1 ? this.#queue.length : behind, 0, waiter);
      this.#pump();
    });
  }

  /**
   * Takes in one answer.
   * @param msBeforeNext what the body of a 429 says about its operation
   * @returns after a 429, ms until the operation may go again
   */
  learn(operation: string, { status, headers }: WireResponse, msBeforeNext?: number): number | undefined {
    const now = this.#now();
    const budget = this.#budgetOf(operationKey(operation));
    const news = rateNews(headers, now);
    if (news) budget.learn(news, now);
    if (status !== 429) {
      if (status < 400) budget.succeeded();
      return undefined;
    }
    // Retry-After means that the token itself is limited; the body speaks of the operation.
    const tokenWait = retryAfter(headers, now);
    if (tokenWait === undefined) return budget.refused(now, msBeforeNext, this.#random);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + tokenWait);
    return tokenWait;
  }

  wire(): WireState {
    const now = this.#now();
    this.#forgetOld(now);
    return {
      requestsPerMinute: this.#sent.length,
      requests: this.#requests,
      queued: this.#queue.length,
      ...(this.#pausedUntil > now ? { pausedUntil: this.#pausedUntil } : {}),
      limitOf: (operation) => this.#budgetOf(operationKey(operation)).limit,
    };
  }

  #take(operation: string): Release {
    const now = this.#now();
    const budget = this.#budgetOf(operation);
    budget.take(now);
    this.#forgetOld(now);
    this.#sent.push(now);
    this.#requests += 1;
    this.#inFlight += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#inFlight -= 1;
      budget.giveBack();
      this.#pump();
    };
  }

  /** Lets everyone go who may, in order; an operation that must wait holds up nobody else's. */
  #pump(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    const now = this.#now();
    let nextAt = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.#queue.length && this.#inFlight < this.#atOnce; ) {
      const waiter = this.#queue[index] as Waiter;
      const readyAt = Math.max(this.#pausedUntil, this.#budgetOf(waiter.operation).readyAt(now, waiter.level));
      if (readyAt <= now) {
        this.#queue.splice(index, 1);
        waiter.go();
      } else {
        waiter.hold();
        nextAt = Math.min(nextAt, readyAt);
        index += 1;
      }
    }
    const wake = this.#inFlight < this.#atOnce && Number.isFinite(nextAt);
    if (wake) this.#stopTimer = this.#clock.setTimer(() => this.#pump(), Math.max(1, nextAt - now));
  }

  #budgetOf(key: string): OperationBudget {
    let budget = this.#operations.get(key);
    if (!budget) {
      budget = new OperationBudget(this.#stated(key));
      this.#operations.set(key, budget);
    }
    return budget;
  }

  /** The time; when the clock was set back, every remembered moment is dropped rather than waited for. */
  #now(): number {
    const now = this.#clock.now();
    if (now < this.#lastNow - 5 * second) {
      this.#pausedUntil = 0;
      this.#sent.length = 0;
      for (const budget of this.#operations.values()) budget.forgetTimes();
    }
    this.#lastNow = now;
    return now;
  }

  #forgetOld(now: number): void {
    while (this.#sent[0] !== undefined && this.#sent[0] + minute <= now) this.#sent.shift();
  }
}
