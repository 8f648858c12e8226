import { ReadError } from '../../domain/problem.ts';
import { minute } from '../../domain/time.ts';
import { serverWords } from '../error-body.ts';
import { failure } from '../failure.ts';
import type { Transport, WireResponse } from './transport.ts';

export interface RenewedTransportOptions {
  readonly token: string;
  /** Gets the token again from where it came; rejects when it cannot be got. */
  readonly renew: () => Promise<string>;
  /** A token that stays the same and refused is got again after the first, then after twice as long, up to the last, ms. */
  readonly pauses?: readonly [first: number, last: number];
  readonly transportTo: (token: string) => Transport;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A transport whose token may change while it runs: when it is refused it is got again, once for all requests that were refused
 * with it, and a request whose token has changed is sent again. A refused request has done nothing, so that holds for changes too.
 */
export function renewedTransport({
  token,
  renew,
  pauses: [firstPause, longestPause] = [minute, 60 * minute],
  transportTo,
  now,
}: RenewedTransportOptions): Transport {
  let known = token;
  let inner = transportTo(token);
  let renewing: Promise<void> | undefined;
  let pause = firstPause;
  // The token has just been renewed: this refusal answers the earlier one.
  let nextAt = now() + firstPause;

  /** Why it could not be renewed, if so. */
  let trouble: string | undefined;

  const renewed = async (): Promise<void> => {
    const fresh = await renew().then(
      (secret) => {
        trouble = undefined;
        return secret;
      },
      (thrown: unknown) => {
        trouble = thrown instanceof Error ? thrown.message : String(thrown);
        return known;
      },
    );
    nextAt = now() + pause;
    pause = Math.min(pause * 2, longestPause);
    if (fresh === known) return;
    known = fresh;
    inner = transportTo(fresh);
  };

  return async (request) => {
    const used = inner;
    let answer: WireResponse | undefined;
    let refusal: ReadError | undefined;
    try {
      answer = await used(request);
      if (answer.status !== 401) {
        pause = firstPause;
        return answer;
      }
    } catch (thrown) {
      // Neither region knew it.
      if (!(thrown instanceof ReadError) || thrown.problem.status !== 401) throw thrown;
      refusal = thrown;
    }
    if (used === inner && (renewing || now() >= nextAt)) {
      renewing ??= renewed().finally(() => {
        renewing = undefined;
      });
      await renewing;
    }
    if (used !== inner && !request.signal?.aborted) return inner(request);
    if (trouble !== undefined) {
      const words = answer ? serverWords(answer).message : refusal?.problem.message;
      throw failure('no-access', `${words || 'HTTP 401'}; ${trouble}`, `${request.method} ${request.path}`, {
        status: 401,
      });
    }
    if (answer) return answer;
    throw refusal;
  };
}
