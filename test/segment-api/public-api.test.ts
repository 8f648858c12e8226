import { expect, test } from 'vitest';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import { fakeClock } from '../harness/world-clock.ts';
import { answer, ok, scripted } from './answers.ts';

test('every read of the port is there, and rejects with a ReadError only', async () => {
  const { transport } = scripted(answer(200, '<html>'));
  const backend: Backend = createPublicApi({ transport, clock: fakeClock() });
  const window = { start: 0, end: Number.NaN };
  const reads: Promise<unknown>[] = [
    backend.workspace(),
    backend.sources(),
    backend.source('a'),
    backend.sourceSettings('a'),
    backend.destinations(),
    backend.deliveryMetrics({ destinationId: 'a', sourceId: 'b', window: { start: 0, end: 1 }, granularity: 'HOUR' }),
    backend.auditEvents({ count: 1 }),
    backend.apiCalls(0),
    backend.apiCallsBySource(0),
    backend.mtu(0),
    backend.mtuBySource(0),
    backend.warehouses(),
    backend.warehouseSyncs('a'),
    backend.trackingPlans(),
    backend.trackingPlanSources('a'),
    backend.eventVolume({ window, granularity: 'HOUR' }),
  ];
  const results = await Promise.allSettled(reads);
  const kinds = results.map((result) => (result.status === 'rejected' ? result.reason.name : 'resolved'));
  expect(new Set(kinds)).toEqual(new Set(['ReadError']));
});

test('the wire tells what reads cost', async () => {
  const { transport } = scripted(ok({ sources: [] }));
  const backend: Backend = createPublicApi({ transport, clock: fakeClock() });
  await backend.sources();
  await backend.sources();
  expect(backend.wire()).toMatchObject({ requestsPerMinute: 2, requests: 2, queued: 0 });
});
