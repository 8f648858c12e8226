import { afterEach, expect, it } from 'vitest';
import { readOnce } from '../../source/commands/read-once.ts';
import { hour, minute } from '../../source/domain/time.ts';
import { createWorld } from '../../source/mock/create-world.ts';
import { type MockApi, startMockApi } from '../../source/mock/http/server.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import { gotTransport } from '../../source/segment-api/transport/got.ts';
import { serverClock } from '../../source/segment-api/transport/server-clock.ts';
import { systemClock } from '../../source/workspace/polling/clock.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { overview } from '../../source/workspace/watch/overview.ts';

let api: MockApi | undefined;
afterEach(async () => api?.close());

/** What the workspace of a calm scenario looks like from a machine whose clock is wrong. */
async function pictureWith(wrongBy: number) {
  const begun = performance.now();
  const now = () => Date.parse('2026-03-12T09:40:00Z') + performance.now() - begun;
  const world = await createWorld({ scenario: 'healthy', clock: now });
  api = await startMockApi({ port: 0, world, now });
  const clock = serverClock({ ...systemClock, now: () => now() + wrongBy });
  const transport = clock.timed(gotTransport({ baseUrl: api.url, token: 'sgp_test_not_a_secret', version: 'test' }));
  const backend = createPublicApi({ transport, clock });
  const until = clock.now() + 30_000;
  const { poller } = await readOnce({ backend, clock, period: '24h', until, lastSyncs: undefined } as never);
  poller.stop();
  const read: Parameters<typeof overview>[0] = (resource) => poller.snapshot(resource);
  return { picture: overview(read, '24h', clock.now(), {}), read, now, backend };
}

it.each([
  ['ahead', 3 * hour],
  ['behind', -3 * hour],
])('a clock that is wrong (%s) makes no source silent, and is told', async (_, wrongBy) => {
  const { picture, read, now, backend } = await pictureWith(wrongBy);
  expect(picture.flow.silent).toBe(0);
  expect(picture.flow.events).toBeGreaterThan(0);
  for (const key of [resources.volume('24h'), resources.sources, resources.destinations]) {
    const { askedAt = 0, fetchedAt = 0 } = read(key as never) as { askedAt?: number; fetchedAt?: number };
    expect(Math.abs(now() - askedAt)).toBeLessThan(minute);
    expect(Math.abs(now() - fetchedAt)).toBeLessThan(minute);
  }
  expect(Math.round((backend.wire().clockAhead ?? 0) / minute)).toBe(Math.round(wrongBy / minute));
});
