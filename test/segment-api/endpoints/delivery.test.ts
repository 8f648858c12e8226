import { expect, test } from 'vitest';
import { attempted, failedPercent } from '../../../source/domain/delivery.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { reasonCode } from '../../../source/segment-api/endpoints/delivery-overview.ts';
import { createPublicApi } from '../../../source/segment-api/public-api.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { ok, queryOf, type Step, scripted } from '../answers.ts';

const clock = fakeClock('2026-01-15T12:30:00Z');
const now = clock.now();
const lastDay = { start: now - day, end: now };

const api = (...steps: readonly Step[]) => {
  const { transport, requests } = scripted(...steps);
  return { ...createPublicApi({ transport, clock }), requests };
};

const metricsOf = async (metrics: unknown) => {
  const one = api(ok({ deliveryMetricsSummary: { sourceId: 's', destinationMetadataId: 'm', metrics } }));
  const query = { destinationId: 'd', sourceId: 's', window: lastDay, granularity: 'HOUR' } as const;
  return { ...(await one.deliveryMetrics(query)), request: one.requests[0] };
};

test('delivery metrics by name', async () => {
  const { value, request } = await metricsOf([
    {
      metricName: 'successes',
      total: 48210,
      breakdown: [
        { metricName: 'successes_on_first_attempt', value: 47102 },
        { metricName: 'successes_after_retry', value: 1108 },
      ],
    },
    { metricName: 'discarded', total: 2214 },
    { metricName: 'expired', total: '37' },
    { metricName: 'retried', total: 1650 },
    {
      metricName: 'time_to_success',
      total: 48210,
      breakdown: [
        { metricName: 'time_to_success_average', value: 912 },
        { metricName: 'time_to_success_p95', value: 4105 },
      ],
    },
    { metricName: 'invented', total: 5 },
  ]);
  expect(value).toEqual({
    firstTry: 47102,
    afterRetry: 1108,
    discarded: 2214,
    expired: 37,
    retrying: 1650,
    p95: 4105,
    average: 912,
    basis: 'metrics',
  });
  expect(attempted(value)).toBe(48210 + 2214 + 37);
  expect(request?.path).toBe('/destinations/d/delivery-metrics');
  expect(queryOf(request)).toBe(
    'sourceId=s&startTime=2026-01-14T12:30:00Z&endTime=2026-01-15T12:30:00Z&granularity=HOUR',
  );
});

test.each<[string, unknown, object]>([
  ['without a breakdown', [{ metricName: 'successes', total: 10 }], { firstTry: 10, afterRetry: 0 }],
  [
    'with half a breakdown',
    [{ metricName: 'successes', total: 10, breakdown: [{ metricName: 'successes_after_retry', value: 3 }, null] }],
    { firstTry: 7, afterRetry: 3 },
  ],
  ['without any metric', [], { firstTry: 0, afterRetry: 0, discarded: 0, expired: 0, retrying: 0 }],
  ['with null for a list', null, { firstTry: 0, discarded: 0 }],
])('delivery metrics %s', async (_name, metrics, expected) => {
  expect((await metricsOf(metrics)).value).toMatchObject(expected);
});

test('nothing delivered has neither a rate nor a latency', async () => {
  const breakdown = [{ metricName: 'time_to_success_p95', value: 0 }];
  const { value } = await metricsOf([{ metricName: 'time_to_success', total: 0, breakdown }]);
  expect(failedPercent(value)).toBeUndefined();
  expect(value.p95).toBeUndefined();
});

test('delivery metrics that are none, and a window too old to ask for', async () => {
  const query = { destinationId: 'd', sourceId: 's', window: lastDay, granularity: 'HOUR' } as const;
  await expect(api(ok({})).deliveryMetrics(query)).rejects.toMatchObject({ problem: { kind: 'not-the-api' } });
  const old = api(ok({}));
  const window = { start: now - 14 * day, end: now - 8 * day };
  await expect(old.deliveryMetrics({ ...query, window })).rejects.toMatchObject({
    problem: { kind: 'invalid-request', operation: 'GET /destinations/{id}/delivery-metrics' },
  });
  expect(old.requests).toHaveLength(0);
});

const at = (text: string) => Date.parse(`2026-01-05T${text}:00Z`);

test('a step by reason and event, over two pages', async () => {
  const one = api(
    ok({
      total: 2251,
      dataset: [
        {
          discardReason: 'errors.discarded.401',
          total: 2101,
          totalRetryCount: 0,
          series: [
            { time: '2026-01-05T09:00:00Z', count: 1057, retryCount: 0 },
            { time: '2026-01-05T08:00:00.000Z', count: 1044, retryCount: 0 },
          ],
        },
      ],
      pagination: { next: 'Mg==' },
    }),
    ok({
      total: 2251,
      dataset: [
        {
          discardReason: '429',
          eventName: '',
          total: 150,
          series: [{ time: '2026-01-05T08:00:00Z', count: 150, retryCount: 96 }],
        },
        { discardReason: '401', series: [{ time: '2026-01-05T08:00:00Z', count: 3 }] },
        { discardReason: null, subscriptionId: 'sub', total: 1, series: null },
        { discardReason: 'x', total: 1, series: [{ time: 'never', count: 1 }] },
      ],
    }),
  );
  const { value, problems } = await one.deliveryStep({
    step: 'failed-delivery',
    sourceId: 's',
    destinationId: 'd',
    window: { start: now - 14 * day, end: now },
    granularity: 'HOUR',
    groupBy: ['discardReason', 'eventName'],
    filter: { discardReason: ['401', '429'] },
  });
  expect(value).toEqual({
    total: 2251,
    rows: [
      {
        by: { discardReason: '401' },
        total: 2104,
        retries: 0,
        series: [
          { at: at('08:00'), count: 1047, retryCount: 0 },
          { at: at('09:00'), count: 1057, retryCount: 0 },
        ],
      },
      {
        by: { discardReason: '429', eventName: '' },
        total: 150,
        retries: 96,
        series: [{ at: at('08:00'), count: 150, retryCount: 96 }],
      },
      { by: { subscriptionId: 'sub' }, total: 1, retries: 0, series: [] },
    ],
  });
  expect(problems).toMatchObject([{ kind: 'dropped-rows', operation: 'GET /delivery-overview/failed-delivery' }]);
  expect(one.requests[0]?.path).toBe('/delivery-overview/failed-delivery');
  expect(queryOf(one.requests[1])).toBe(
    'sourceId=s&destinationConfigId=d&startTime=2026-01-01T12:30:00Z&endTime=2026-01-15T12:30:00Z&granularity=HOUR' +
      '&groupBy.0=discardReason&groupBy.1=eventName&filter.discardReason.0=401&filter.discardReason.1=429' +
      '&pagination.count=1000&pagination.cursor=Mg==',
  );
});

test('a step without a total is summed', async () => {
  const dataset = [
    { total: 2, series: [] },
    { appVersion: '1.0', total: 3, series: [] },
  ];
  const query = { step: 'successfully-received', sourceId: 's', window: lastDay, granularity: 'DAY' } as const;
  expect((await api(ok({ dataset })).deliveryStep(query)).value.total).toBe(5);
});

test.each([
  ['401', '401'],
  ['errors.awaiting-retry.429', '429'],
  ['successes.attempt.10', 'successes.attempt.10'],
  ['ETIMEDOUT', 'ETIMEDOUT'],
  ['odd.', 'odd.'],
])('the code of %s is %s', (reason, code) => {
  expect(reasonCode(reason)).toBe(code);
});

test('volume by source and event', async () => {
  const one = api(
    ok({
      path: '/x',
      query: {},
      result: [
        {
          source: { id: 'a', name: 'Web' },
          eventName: 'Order\u0007 Done',
          total: 5,
          series: [{ time: '2026-01-05T08:00:00Z', count: 5 }],
        },
        { source: null, eventType: 'track', series: [{ time: '2026-01-05T08:00:00Z', count: '7' }] },
        { total: 1, series: 'x' },
      ],
    }),
  );
  const { value, problems } = await one.eventVolume({
    window: { start: now - 2 * hour, end: now },
    granularity: 'MINUTE',
    groupBy: ['source', 'eventName'],
    sourceIds: ['a', 'b'],
    eventNames: ['Violation Generated'],
    eventTypes: [],
  });
  expect(value).toEqual([
    { sourceId: 'a', eventName: 'Order Done', total: 5, series: [{ at: at('08:00'), count: 5 }] },
    { eventType: 'track', total: 7, series: [{ at: at('08:00'), count: 7 }] },
  ]);
  expect(problems).toMatchObject([
    { kind: 'dropped-rows', message: '1 row could not be read: series: expected a list' },
  ]);
  expect(queryOf(one.requests[0])).toBe(
    'granularity=MINUTE&startTime=2026-01-15T10:30:00Z&endTime=2026-01-15T12:29:00Z&groupBy.0=source&groupBy.1=eventName' +
      '&sourceId.0=a&sourceId.1=b&eventName.0=Violation Generated&pagination.count=1000',
  );
});

test('volume asked for in the last minute only is still a legal request', async () => {
  const one = api(ok({ result: [] }));
  await one.eventVolume({ window: { start: now - minute / 2, end: now }, granularity: 'MINUTE' });
  expect(queryOf(one.requests[0])).toContain('startTime=2026-01-15T12:28:00Z&endTime=2026-01-15T12:29:00Z');
});
