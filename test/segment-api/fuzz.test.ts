import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadError } from '../../source/domain/problem.ts';
import { RateBudget } from '../../source/segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import { fakeClock } from '../harness/world-clock.ts';

const clock = fakeClock('2026-01-15T12:30:00Z');
const window = { start: clock.now() - 3_600_000, end: clock.now() };

const keys = [
  'workspace',
  'source',
  'sources',
  'settings',
  'destinations',
  'deliveryMetricsSummary',
  'total',
  'dataset',
];
const listKeys = ['result', 'events', 'dailyWorkspaceMTUUsage', 'warehouses', 'reports', 'trackingPlans', 'pagination'];
const names = [
  'id',
  'name',
  'slug',
  'enabled',
  'metadata',
  'series',
  'time',
  'count',
  'total',
  'start',
  'timestamp',
  'metrics',
];

/** JSON that often has the right names around the wrong things. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constant('2026-01-05T10:00:00Z'),
    tie('list'),
    tie('row'),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }),
  row: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6 }),
})).value;

test('whatever the server sends as data, a read answers or rejects with a ReadError', async () => {
  const data = fc.dictionary(fc.constantFrom(...keys, ...listKeys), anything);
  await fc.assert(
    fc.asyncProperty(data, async (data) => {
      const text = JSON.stringify({ data });
      const budget = new RateBudget({ clock, stated: () => undefined });
      const api = createPublicApi({ transport: async () => ({ status: 200, headers: {}, text }), clock, budget });
      const results = await Promise.allSettled([
        api.workspace(),
        api.sources(),
        api.source('a'),
        api.sourceSettings('a'),
        api.destinations(),
        api.deliveryMetrics({ destinationId: 'a', sourceId: 'b', window, granularity: 'HOUR' }),
        api.deliveryStep({ step: 'failed-delivery', sourceId: 'b', window, granularity: 'HOUR' }),
        api.eventVolume({ window, granularity: 'HOUR' }),
        api.auditEvents({ count: 10 }),
        api.mtu(window.start),
        api.warehouses(),
        api.warehouseSyncs('a'),
        api.trackingPlans(),
      ]);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ReadError);
      const internal = results.filter(
        (result) => result.status === 'rejected' && result.reason.problem.kind === 'internal',
      );
      expect(internal).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
