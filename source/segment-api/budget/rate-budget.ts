import { type ChangeOptions, type Priority, priority, type ReadOptions, type WireState } from '../../domain/queries.ts';
import { minute, second } from '../../domain/time.ts';
import type { Clock } from '../clock.ts';
import { abortFailure, failure } from '../failure.ts';
import type { WireResponse } from '../transport/transport.ts';
import { operationKey, statedLimit } from './limits.ts';
import { OperationBudget } from './operation-budget.ts';
import { rateNews, retryAfter } from './rate-headers.ts';
import { TokenBudget } from './token-budget.ts';

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
  /** It waits for a limit, and not only for a free connection, until then, ms. */
  hold(until: number): void;
  /** Rejects instead of waiting for a limit, with the wait in ms: the caller has another way. Undefined where it does wait. */
  readonly refuse: ((wait: number) => void) | undefined;
}

/** The token is paused this long when two operations are refused in a row, twice as long with each further one. */
const firstPause = 5 * second;

/**
 * The requests that one token may send: a queue by priority, then arrival, slowed down by the limits that the API states, by
 * its headers and by its 429s. No limit is ever guessed. Owns a timer only while something waits.
 */
export class RateBudget {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #atOnce: number;
  readonly #stated: (operation: string) => number | undefined;
  readonly #operations = new Map<string, OperationBudget>();
  readonly #token = new TokenBudget();
  /** Sorted: lower level first, then arrival. */
  readonly #queue: Waiter[] = [];
  readonly #sent: number[] = [];
  #requests = 0;
  #refusals = 0;
  #inFlight = 0;
  #pausedUntil = 0;
  /** Requests that wait, by operation. */
  readonly #queued = new Map<string, number>();
  /** Operations that were refused since the last good answer of any. */
  readonly #refusedNow = new Map<string, OperationBudget>();
  /** One request may be sent in spite of refusals. */
  #mayTry = false;
  /** The operation of the request that was sent in spite of refusals. */
  #asked: string | undefined;
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
   * @param options.onThrottled told when a limit makes it wait, and when it goes after that
   * @param options.onWait told until when a limit makes it wait, and again when that changes
   * @param options.isPatient false where it is not to wait for a limit
   * @throws ReadError of kind aborted (or timeout) as soon as the signal fires; rate-limited where it would not wait
   */
  acquire(
    operation: string,
    level: Priority = priority.visible,
    signal?: AbortSignal,
    {
      onThrottled,
      onWait,
      isPatient = true,
    }: Pick<ReadOptions, 'onThrottled' | 'isPatient'> & Pick<ChangeOptions, 'onWait'> = {},
  ): Promise<Release> {
    if (signal?.aborted) return Promise.reject(abortFailure(operation, signal));
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        this.#countQueued(waiter.operation, -1);
        reject(abortFailure(operation, signal));
        this.#pump();
      };
      let isThrottled = false;
      let known: number | undefined;
      const waiter: Waiter = {
        operation: operationKey(operation),
        level,
        hold: (until) => {
          if (!isThrottled) onThrottled?.(true);
          isThrottled = true;
          if (until !== known) onWait?.(until);
          known = until;
        },
        refuse: isPatient
          ? undefined
          : (retryAfter) => {
              signal?.removeEventListener('abort', leave);
              reject(failure('rate-limited', 'the limit is reached', operation, { retryAfter }));
            },
        go: () => {
          signal?.removeEventListener('abort', leave);
          if (isThrottled) onThrottled?.(false);
          resolve(this.#take(waiter.operation));
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      const behind = this.#queue.findIndex((other) => other.level > level);
      this.#queue.splice(behind === -1 ? this.#queue.length : behind, 0, waiter);
      this.#countQueued(waiter.operation, 1);
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
    const key = operationKey(operation);
    const budget = this.#budgetOf(key);
    const news = rateNews(headers, now);
    if (news) {
      budget.learn(news, now);
      this.#token.learn(key, news, now, this.#inFlight);
    }
    if (status !== 429) {
      if (status < 400) this.#succeeded(key, budget, now);
      return undefined;
    }
    this.#refusals += 1;
    const isLeft = news !== undefined && news.remaining > 0;
    return this.#refused(key, budget, now, msBeforeNext, retryAfter(headers, now), isLeft);
  }

  /**
   * A refusal blocks its operation. It blocks the token where it names no operation, or where a second operation is refused
   * before any other has succeeded: shortly at first, since both may have reached limits of their own.
   */
  #refused(
    key: string,
    budget: OperationBudget,
    now: number,
    ofOperation: number | undefined,
    after: number | undefined,
    isLeft: boolean,
  ): number {
    const given = [ofOperation, after].filter((wait) => wait !== undefined);
    const wait = budget.refused(now, given.length > 0 ? Math.max(...given) : undefined, this.#random);
    const speaksOfToken = after !== undefined && ofOperation === undefined && !isLeft;
    this.#refusedNow.set(key, budget);
    const others = this.#refusedNow.size - 1;
    if (this.#asked === key) this.#asked = undefined;
    if (!speaksOfToken && others === 0) return wait;
    for (const each of this.#refusedNow.values()) each.unlearn();
    const pause = speaksOfToken ? wait : Math.min(wait, firstPause * 2 ** Math.min(others - 1, 10));
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
    return Math.max(wait, this.#pausedUntil - now);
  }

  #succeeded(key: string, budget: OperationBudget, now: number): void {
    budget.succeeded(now);
    if (this.#asked === key) {
      this.#asked = undefined;
      this.#pausedUntil = 0;
      for (const each of [budget, ...this.#refusedNow.values()]) each.unblock();
    }
    this.#refusedNow.clear();
  }

  /** Lets one request be sent in spite of refusals, because the user asks for it. A successful answer ends the wait. */
  tryOnce(): void {
    this.#mayTry = true;
    this.#pump();
  }

  wire(): WireState {
    const now = this.#now();
    this.#forgetOld(now);
    const limitedUntil = this.#limitedUntil();
    return {
      requestsPerMinute: this.#sent.length,
      requests: this.#requests,
      refusals: this.#refusals,
      queued: this.#queue.length,
      ...(this.#pausedUntil > now ? { pausedUntil: this.#pausedUntil } : {}),
      ...(limitedUntil > now ? { limitedUntil } : {}),
      limitOf: (operation) => this.#budgetOf(operationKey(operation)).limit(now),
      waitOf: (operation, level, count = 1) => {
        const key = operationKey(operation);
        const ahead = this.#queued.get(key) ?? 0;
        return Math.max(0, this.#readyAt(this.#budgetOf(key), now, level, ahead + count) - now);
      },
    };
  }

  #readyAt(budget: OperationBudget, now: number, level: Priority, count = 1): number {
    return Math.max(this.#pausedUntil, this.#token.readyAt(now, level, count), budget.readyAt(now, level, count));
  }

  #limitedUntil(): number {
    let until = this.#pausedUntil;
    for (const { blockedUntil } of this.#operations.values()) until = Math.max(until, blockedUntil);
    return until;
  }

  #take(operation: string): Release {
    const now = this.#now();
    const budget = this.#budgetOf(operation);
    budget.take(now);
    this.#token.take(now);
    this.#forgetOld(now);
    this.#sent.push(now);
    this.#requests += 1;
    this.#inFlight += 1;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#inFlight -= 1;
      budget.giveBack();
      this.#pump();
    };
  }

  /** Sends every waiting request that may go, in order; an operation that must wait blocks no other. */
  #pump(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    const now = this.#now();
    let nextAt = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.#queue.length && this.#inFlight < this.#atOnce; ) {
      const waiter = this.#queue[index] as Waiter;
      const budget = this.#budgetOf(waiter.operation);
      const readyAt = this.#readyAt(budget, now, waiter.level);
      const tries = readyAt > now && this.#mayTry && Math.max(this.#pausedUntil, budget.blockedUntil) > now;
      if (tries) {
        this.#mayTry = false;
        this.#asked = waiter.operation;
      }
      if (readyAt <= now || tries) {
        this.#queue.splice(index, 1);
        this.#countQueued(waiter.operation, -1);
        waiter.go();
      } else if (waiter.refuse) {
        this.#queue.splice(index, 1);
        this.#countQueued(waiter.operation, -1);
        waiter.refuse(readyAt - now);
      } else {
        waiter.hold(readyAt);
        nextAt = Math.min(nextAt, readyAt);
        index += 1;
      }
    }
    const wake = this.#inFlight < this.#atOnce && Number.isFinite(nextAt);
    if (wake) this.#stopTimer = this.#clock.setTimer(() => this.#pump(), Math.max(1, nextAt - now));
  }

  #countQueued(operation: string, change: 1 | -1): void {
    this.#queued.set(operation, (this.#queued.get(operation) ?? 0) + change);
  }

  #budgetOf(key: string): OperationBudget {
    let budget = this.#operations.get(key);
    if (!budget) {
      budget = new OperationBudget(this.#stated(key));
      this.#operations.set(key, budget);
    }
    return budget;
  }

  /** The time. When the clock was set back, all remembered moments are dropped instead of waited for. */
  #now(): number {
    const now = this.#clock.now();
    if (now < this.#lastNow - 5 * second) {
      this.#pausedUntil = 0;
      this.#refusedNow.clear();
      this.#token.forgetTimes();
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
