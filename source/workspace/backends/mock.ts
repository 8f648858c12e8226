import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { type ReceivedEvent, type ReceivedSet, receivedEvent } from '../../domain/sources/received.ts';
import { type SafeText, t, word } from '../../domain/text.ts';
import { reply } from '../../mock/http/router.ts';
import type { World } from '../../mock/world.ts';
import { RateBudget } from '../../segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../segment-api/public-api.ts';
import type { Transport } from '../../segment-api/transport/transport.ts';
import type { Backend } from '../polling/backend.ts';
import type { Clock } from '../polling/clock.ts';
import { mockSamples } from './mock-samples.ts';
import { mockViolations } from './mock-violations.ts';

/** Answers requests from the mock workspace in this process: the demo goes through the same client as the real API. */
function mockTransport(world: World): Transport {
  return async ({ method, path, query, body, signal }) => {
    // Yields to the event loop between answers, so that keys are answered while a huge workspace is read.
    await new Promise((resolve) => setImmediate(resolve));
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
  const api = createPublicApi({
    transport: mockTransport(world),
    clock,
    write,
    budget: new RateBudget({ clock, stated: () => undefined }),
  });
  return {
    ...api,
    samples: mockSamples(world),
    received: mockReceived(world),
    violationDetails: (query, options) => mockViolations(world, query, options),
  };
}
