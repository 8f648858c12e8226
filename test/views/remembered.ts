import { ReadError } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import { reply } from '../../source/mock/http/router.ts';
import type { MockReply } from '../../source/mock/protocol.ts';
import type { World } from '../../source/mock/world.ts';
import { RateBudget } from '../../source/segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import type { Transport } from '../../source/segment-api/transport/transport.ts';
import { createMockBackend } from '../../source/workspace/backends/mock.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import type { Clock } from '../../source/workspace/polling/clock.ts';

/** Answers of all worlds of this worker, by all that they depend on. */
const answers = new Map<string, MockReply>();

/** Segment notes in the audit trail that somebody has looked. */
const isNoted = /^\/spaces\/[^/]+\/profiles-warehouses/;

/**
 * The mock workspace at a time that stands still. An answer depends on how the world was made, on what has been asked of it that
 * changes it, and on the request: what any world before has answered to all three is not worked out again.
 * @param made how it was made, the time included
 */
export function rememberedBackend(world: World, clock: Clock, made: string): Backend {
  let state = made;
  const transport: Transport = async ({ method, path, query, body, signal }) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted)
      throw new ReadError({ kind: 'aborted', message: t`stopped`, status: 0, operation: t`GET /it` });
    const asked = JSON.stringify([method, path, query, body]);
    const key = `${state}\n${asked}`;
    const known = answers.get(key);
    const changes = method !== 'GET' || isNoted.test(path);
    const answer = changes || known === undefined ? reply(world, { method, path, query, body }) : known;
    if (changes) state = key;
    else answers.set(key, answer);
    return { status: answer.status, headers: {}, json: answer.body };
  };
  const { samples, received, violationDetails } = createMockBackend(world, clock);
  const budget = new RateBudget({ clock, stated: () => undefined });
  return { ...createPublicApi({ transport, clock, write: false, budget }), samples, received, violationDetails };
}
