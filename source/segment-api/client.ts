import type { ReadError } from '../domain/problem.ts';
import { type ChangeOptions, priority, type ReadOptions } from '../domain/queries.ts';
import { second } from '../domain/time.ts';
import type { RateBudget } from './budget/rate-budget.ts';
import { retryAfter } from './budget/rate-headers.ts';
import { RetryBudget } from './budget/retry-budget.ts';
import type { Clock } from './clock.ts';
import { errorOf, serverWords } from './error-body.ts';
import { abortFailure, failure, readErrorOf } from './failure.ts';
import { dotted, pathOf, type Query } from './query.ts';
import { type Data, dataOf } from './reading/envelope.ts';
import type { Transport, WireRequest, WireResponse } from './transport/transport.ts';
import { guarded } from './transport/write-guard.ts';

/** One read: an operation template such as `GET /sources/{id}`, the ids for its path, and its query. */
export interface Call {
  readonly operation: string;
  readonly ids?: readonly string[];
  readonly query?: Query;
}

/** One change: its method and body besides. */
export interface WriteCall extends Call {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly contentType?: string;
}

export interface ClientOptions {
  readonly transport: Transport;
  readonly budget: RateBudget;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
  /** Without it nothing is sent that could change the workspace. */
  readonly write?: boolean;
}

const mostRetries = 2;
/** The longest wait inside one read. For a longer one the read rejects and says when to come back, and the poller plans it. */
const longestWait = 20 * second;
/** All tries and waits of one read together, counted from its first request. */
const deadline = 30 * second;
const firstPause = second / 4;
const passing = new Set(['server', 'network', 'timeout']);

interface Failed {
  readonly error: ReadError;
  /** The client's own pause before the next try, in ms; 0 where the budget makes it wait; undefined: no next try. */
  readonly pause: number | undefined;
  /** How long until the next try could go. */
  readonly wait: number;
}

/** Sends reads over a transport within a budget, and retries passing failures, so that a single one is never seen. */
export class Client {
  readonly #transport: Transport;
  readonly #budget: RateBudget;
  readonly #random: () => number;
  readonly #retries = new RetryBudget();
  readonly clock: Clock;

  constructor({ transport, budget, clock, random = Math.random, write = false }: ClientOptions) {
    this.#transport = guarded(transport, write);
    this.#budget = budget;
    this.#random = random;
    this.clock = clock;
  }

  /**
   * The checked data of one answer.
   * @throws ReadError, and nothing else
   */
  async read(call: Call, options: ReadOptions = {}): Promise<Data> {
    const { signal, priority: level = priority.visible, onThrottled, isPatient = true } = options;
    const { operation } = call;
    const path = pathOf(operation, call.ids);
    if (path === undefined) throw failure('invalid-request', 'an id is empty', operation);
    const request: WireRequest = { method: 'GET', path, query: dotted(call.query ?? {}), signal };
    let end: number | undefined;
    for (let tries = 0; ; tries += 1) {
      const release = await this.#budget.acquire(operation, level, signal, { onThrottled, isPatient });
      end ??= this.clock.now() + deadline;
      const outcome = await this.#send(operation, request, tries).finally(release);
      if (signal?.aborted) throw abortFailure(operation, signal);
      if (!('error' in outcome)) return dataOf(outcome, operation);
      const { error, pause, wait } = outcome;
      const isLate = wait > longestWait || this.clock.now() + wait >= end;
      const isLimited = error.problem.kind === 'rate-limited';
      if (pause === undefined || tries >= mostRetries || isLate || (isLimited && !isPatient)) throw error;
      // A request that was refused for its rate waits in the budget. Any other retry costs one more request that may fail as
      // well.
      if (!isLimited && !this.#retries.take()) throw error;
      if (pause > 0) await this.#sleep(pause, operation, signal);
    }
  }

  /**
   * Makes one change, once: a change without an answer may have happened, so it is never retried by itself. The signal takes it
   * back only until it is sent, as afterwards nobody could tell whether it happened.
   * @throws ReadError, and nothing else
   */
  async write(call: WriteCall, { signal, onWait, onSent }: ChangeOptions = {}): Promise<Data> {
    const { operation, method, body, contentType } = call;
    const path = pathOf(operation, call.ids);
    if (path === undefined) throw failure('invalid-request', 'an id is empty', operation);
    const request: WireRequest = { method, path, query: dotted(call.query ?? {}), body, contentType };
    const release = await this.#budget.acquire(operation, priority.visible, signal, { onWait });
    if (signal?.aborted) {
      release();
      throw abortFailure(operation, signal);
    }
    onSent?.();
    const outcome = await this.#send(operation, request, 0).finally(release);
    if ('error' in outcome) throw outcome.error;
    return dataOf(outcome, operation);
  }

  async #send(operation: string, request: WireRequest, tries: number): Promise<WireResponse | Failed> {
    const backoff = firstPause * 4 ** tries * (0.75 + this.#random() / 2);
    let response: WireResponse;
    try {
      response = await this.#transport(request);
    } catch (thrown) {
      const error = readErrorOf(thrown, operation, request.signal);
      return { error, pause: passing.has(error.problem.kind) ? backoff : undefined, wait: backoff };
    }
    const limited = response.status === 429;
    const blockedFor = this.#budget.learn(
      operation,
      response,
      limited ? serverWords(response).msBeforeNext : undefined,
    );
    if (response.status >= 200 && response.status < 300) {
      this.#retries.succeeded();
      return response;
    }
    const asked = blockedFor ?? retryAfter(response.headers, this.clock.now());
    const error = errorOf(response, operation, asked);
    if (limited) return { error, pause: 0, wait: asked ?? 0 };
    const wait = Math.max(backoff, asked ?? 0);
    return { error, pause: passing.has(error.problem.kind) ? wait : undefined, wait };
  }

  #sleep(ms: number, operation: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.clock.setTimer(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, ms);
      const abort = () => {
        stop();
        reject(abortFailure(operation, signal));
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
