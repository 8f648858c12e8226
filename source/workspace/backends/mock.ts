import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import type { ViolationQuery } from '../../domain/protocols/violation.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { type ReceivedEvent, type ReceivedSet, receivedEvent } from '../../domain/sources/received.ts';
import { type SafeText, t, word } from '../../domain/text.ts';
import { preparing, reply } from '../../mock/http/router.ts';
import type { World } from '../../mock/world.ts';
import { RateBudget } from '../../segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../segment-api/public-api.ts';
import type { Transport } from '../../segment-api/transport/transport.ts';
import type { Backend } from '../polling/backend.ts';
import type { Clock } from '../polling/clock.ts';
import { mockSamples } from './mock-samples.ts';
import { mockViolations } from './mock-violations.ts';

/**
 * One after the other, each in a round of the event loop of its own: an answer is worked out here, and keys are heard between two of
 * them. What waits for the same round would run without a pause.
 */
function turns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
  };
}

/** Answers requests from the mock workspace in this process: the demo goes through the same client as the real API. */
function mockTransport(world: World, turn: () => Promise<void>): Transport {
  return async ({ method, path, query, body, signal }) => {
    await turn();
    for (const _ of preparing(world, { method, path, query, body })) {
      if (signal?.aborted) break;
      await turn();
    }
    if (signal?.aborted) throw abortedRead(word(method));
    const { status, body: json } = reply(world, { method, path, query, body });
    return { status, headers: {}, json };
  };
}

function abortedRead(operation: SafeText): ReadError {
  return new ReadError({ kind: 'aborted', message: t`stopped`, status: 0, operation });
}

const operation = t`received events`;

/** The events of the mock workspace. Rows that are no events are left out, counted and reported. */
function mockReceived(world: Pick<World, 'received'>) {
  return async (sourceId: string, options?: ReadOptions): Promise<Answer<ReceivedSet>> => {
    if (options?.signal?.aborted) throw new ReadError({ kind: 'aborted', message: t`stopped`, status: 0, operation });
    const rows = world.received?.(sourceId) ?? [];
    const events = rows.map(receivedEvent).filter((each): each is ReceivedEvent => each !== undefined);
    const dropped = rows.length - events.length;
    const message = dropped === 1 ? t`1 event could not be read` : t`${dropped} events could not be read`;
    const problems: Problem[] = dropped > 0 ? [{ kind: 'dropped-rows', message, status: 0, operation }] : [];
    return { value: { kind: 'events', events }, problems };
  };
}

/** The mock workspace behind the Backend port. In process there is no rate to limit. */
export function createMockBackend(world: World, clock: Clock, write = false): Backend {
  const turn = turns();
  const inTurn =
    <Given extends unknown[], Value>(work: (...given: Given) => Promise<Value>) =>
    async (...given: Given): Promise<Value> => {
      await turn();
      return await work(...given);
    };
  const api = createPublicApi({
    transport: mockTransport(world, turn),
    clock,
    write,
    budget: new RateBudget({ clock, stated: () => undefined }),
  });
  return {
    ...api,
    samples: inTurn(mockSamples(world)),
    received: inTurn(mockReceived(world)),
    violationDetails: inTurn((query: ViolationQuery, options?: ReadOptions) => mockViolations(world, query, options)),
  };
}
