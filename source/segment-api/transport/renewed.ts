import { ReadError } from '../../domain/problem.ts';
import { minute } from '../../domain/time.ts';
import { serverWords } from '../error-body.ts';
import { failure } from '../failure.ts';
import type { Transport, WireRequest, WireResponse } from './transport.ts';

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

/** Refused where the token is no good, and only there. */
const tokenCheck = 'GET /';

interface Outcome {
  readonly answer?: WireResponse;
  /** A 401 that was thrown: neither region knew the token. */
  readonly refusal?: ReadError;
}

async function tried(send: Transport, request: WireRequest): Promise<Outcome> {
  try {
    return { answer: await send(request) };
  } catch (thrown) {
    if (!(thrown instanceof ReadError) || thrown.problem.status !== 401) throw thrown;
    return { refusal: thrown };
  }
}

/**
 * A transport whose token may change while it runs: when it is refused it is got again, once for all requests that were refused
 * with it, and a request whose token has changed is sent again. A refused request has done nothing, so that holds for changes too.
 * A 401 may also mean that the token has no right to what is asked for (rule 10): what is refused while others are let in with the
 * same token asks no secret manager again.
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

  /** Refused with a token that stayed the same, and nothing was let in since. */
  const suspected = new Set<string>();
  /** Refused for their own sake: others were let in. */
  const forbidden = new Set<string>();

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
    suspected.clear();
    forbidden.clear();
    known = fresh;
    inner = transportTo(fresh);
  };

  const letIn = (what: string, status: number): void => {
    pause = firstPause;
    // Of a server that is down or busy nobody knows whether it has looked at the token.
    if (status >= 400) return;
    for (const each of suspected) forbidden.add(each);
    suspected.clear();
    forbidden.delete(what);
  };

  /** The refusal, and why the token could not be renewed. */
  const refused = (what: string, { answer, refusal }: Outcome): WireResponse => {
    if (trouble !== undefined && !forbidden.has(what)) {
      const words = answer ? serverWords(answer).message : refusal?.problem.message;
      throw failure('no-access', `${words || 'HTTP 401'}; ${trouble}`, what, {
        status: 401,
      });
    }
    if (answer) return answer;
    throw refusal;
  };

  return async (request) => {
    const used = inner;
    const what = `${request.method} ${request.path}`;
    const outcome = await tried(used, request);
    const { answer } = outcome;
    if (answer && answer.status !== 401) {
      if (used === inner) letIn(what, answer.status);
      return answer;
    }
    if (used === inner && !forbidden.has(what) && (renewing || now() >= nextAt)) {
      renewing ??= renewed().finally(() => {
        renewing = undefined;
      });
      await renewing;
      if (used === inner && what !== tokenCheck) suspected.add(what);
    }
    if (used !== inner && !request.signal?.aborted) return inner(request);
    return refused(what, outcome);
  };
}
