import { expect, test } from 'vitest';
import { attempted, failedPercent } from '../../../source/domain/delivery/counts.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { reasonCode } from '../../../source/segment-api/endpoints/delivery/overview.ts';
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

const lossless = [
  { metricName: 'discarded', total: 0 },
  { metricName: 'expired', total: 0 },
  { metricName: 'retried', total: 2 },
];

test.each<[string, object, object]>([
  ['without a breakdown', { total: 10 }, { firstTry: 10, afterRetry: 0 }],
  [
    'with half a breakdown',
    { total: 10, breakdown: [{ metricName: 'successes_after_retry', value: 3 }, null] },
    { firstTry: 7, afterRetry: 3 },
  ],
  [
    'with the other half of it',
    { total: 10, breakdown: [{ metricName: 'successes_on_first_attempt', value: 6 }] },
    { firstTry: 6, afterRetry: 4 },
  ],
  [
    'with the parts of a total alone',
    {
      breakdown: [
        { metricName: 'successes_on_first_attempt', value: 6 },
        { metricName: 'successes_after_retry', value: 3 },
      ],
    },
    { firstTry: 6, afterRetry: 3 },
  ],
])('delivery metrics %s', async (_name, successes, expected) => {
  const { value, problems } = await metricsOf([{ metricName: 'successes', ...successes }, ...lossless]);
  expect(value).toMatchObject(expected);
  expect(problems).toEqual([]);
});

const whole = [{ metricName: 'successes', total: 10 }, ...lossless];
const without = (name: string) => whole.filter(({ metricName }) => metricName !== name);

const firstAlone = [{ metricName: 'successes_on_first_attempt', value: 6 }];

test.each<[string, unknown, string]>([
  ['no list of metrics', undefined, 'metrics: expected array'],
  ['null for a list', null, 'metrics: expected array'],
  ['no metric at all', [], 'no count of successes'],
  ['no metric of what was delivered', without('successes'), 'no count of successes'],
  [
    'half of what was delivered',
    [...lossless, { metricName: 'successes', breakdown: firstAlone }],
    'no count of successes',
  ],
  ['no metric of what was refused', without('discarded'), 'no count of discarded'],
  ['no metric of what expired', without('expired'), 'no count of expired'],
  ['a negative count', [...without('expired'), { metricName: 'expired', total: -1 }], 'no count of expired'],
  [
    'a count that is no number',
    [...without('discarded'), { metricName: 'discarded', total: 'NaN' }],
    'no count of discarded',
  ],
  [
    'an impossible count',
    [...without('successes'), { metricName: 'successes', total: 1e308 }],
    'no count of successes',
  ],
])('delivery metrics with %s tell nothing, which is not that all is well', async (_name, metrics, why) => {
  await expect(metricsOf(metrics)).rejects.toMatchObject({
    problem: { kind: 'not-the-api', message: `an answer that cannot be read: ${why}` },
  });
});

test('delivery metrics without what waits for a retry leave only that unknown', async () => {
  const { value, problems } = await metricsOf(without('retried'));
  expect(value).toMatchObject({ firstTry: 10, discarded: 0, retrying: undefined });
  expect(problems).toMatchObject([{ kind: 'odd-fields', message: 'it could be read only in part: retried: missing' }]);
});

test('nothing delivered has neither a rate nor a latency', async () => {
  const breakdown = [{ metricName: 'time_to_success_p95', value: 0 }];
  const { value } = await metricsOf([
    { metricName: 'successes', total: 0 },
    ...lossless,
    { metricName: 'time_to_success', total: 0, breakdown },
  ]);
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

test.each([
  ['neither of them: that is not none', undefined, undefined, undefined],
  ['one of them', 4, undefined, 4],
  ['the other', undefined, 0, 0],
  ['both', 4, 3, 7],
])('of two spellings of a reason retries are added up where they are given by %s', async (_, one, other, sum) => {
  const row = (discardReason: string, retryCount: number | undefined) => ({
    discardReason,
    series: [{ time: '2026-01-05T08:00:00Z', count: 2, ...(retryCount === undefined ? {} : { retryCount }) }],
  });
  const from = api(ok({ dataset: [row('errors.discarded.401', one), row('401', other)] }));
  const query = { sourceId: 's', destinationId: 'd', window: lastDay, granularity: 'HOUR' } as const;
  const { value, problems } = await from.deliveryStep({
    ...query,
    step: 'failed-delivery',
    groupBy: ['discardReason'],
  });
  expect(problems).toEqual([]);
  expect(value.rows.map(({ series }) => series)).toEqual([
    [{ at: at('08:00'), count: 4, ...(sum === undefined ? {} : { retryCount: sum }) }],
  ]);
});

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
        { discardReason: null, subscriptionId: 'sub', total: 1, series: [] },
        { discardReason: 'x', total: 1, series: [{ time: 'never', count: 1 }] },
        { discardReason: 'y', total: 1, series: null },
        { discardReason: ['z'], total: 1, series: [] },
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
  expect(problems).toMatchObject([
    {
      kind: 'dropped-rows',
      message: '3 rows could not be read: series: expected points of time and count',
      operation: 'GET /delivery-overview/failed-delivery',
    },
    { kind: 'odd-fields', message: '1 row could be read only in part: discardReason: missing' },
  ]);
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

test('two spellings of one reason are one row, its points added up in order of time', async () => {
  const point = (time: string, count: number, retryCount?: number) => ({
    time: `2026-01-15T${time}:00Z`,
    count,
    retryCount,
  });
  const dataset = [
    { discardReason: '429', eventName: 'A', series: [point('09:00', 5, 2), point('11:00', 1)] },
    { discardReason: '429', eventName: 'B', series: [point('09:00', 7)] },
    {
      ...{ discardReason: 'errors.awaiting-retry.429', eventName: 'A' },
      series: [point('11:00', 3, 4), point('08:00', 10, 1), point('09:00', 20, 3)],
    },
  ];
  const query = { step: 'failed-on-ingest', sourceId: 's', window: lastDay, granularity: 'HOUR' } as const;
  const on = (time: string) => Date.parse(`2026-01-15T${time}:00Z`);
  expect((await api(ok({ dataset })).deliveryStep(query)).value.rows).toEqual([
    {
      by: { eventName: 'A', discardReason: '429' },
      total: 39,
      retries: 10,
      series: [
        { at: on('08:00'), count: 10, retryCount: 1 },
        { at: on('09:00'), count: 25, retryCount: 5 },
        { at: on('11:00'), count: 4, retryCount: 4 },
      ],
    },
    { by: { eventName: 'B', discardReason: '429' }, total: 7, retries: 0, series: [{ at: on('09:00'), count: 7 }] },
  ]);
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
        { source: { id: 'b' }, eventType: 'track', series: [{ time: '2026-01-05T08:00:00Z', count: '7' }] },
        { source: { id: 'c' }, total: 1, series: 'x' },
        { source: null, total: 1, series: [] },
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
    { sourceId: 'b', eventType: 'track', total: 7, series: [{ at: at('08:00'), count: 7 }] },
  ]);
  expect(problems).toMatchObject([
    { kind: 'dropped-rows', message: '2 rows could not be read: series: expected a list' },
  ]);
  expect(queryOf(one.requests[0])).toBe(
    'granularity=MINUTE&startTime=2026-01-15T10:30:00Z&endTime=2026-01-15T12:29:00Z&groupBy.0=source&groupBy.1=eventName' +
      '&sourceId.0=a&sourceId.1=b&eventName.0=Violation Generated&pagination.count=1000',
  );
});

test.each<[string, object]>([
  ['is missing', { series: undefined }],
  ['has a negative count', { series: [{ time: '2026-01-05T08:00:00Z', count: -4 }] }],
  ['has a count that is no number', { series: [{ time: '2026-01-05T08:00:00Z', count: 'NaN' }] }],
  ['has a count beyond what numbers hold exactly', { series: [{ time: '2026-01-05T08:00:00Z', count: 2 ** 53 }] }],
  ['has a count of 1e308', { series: [{ time: '2026-01-05T08:00:00Z', count: 1e308 }] }],
  ['has a time beyond all calendars', { series: [{ time: '9999-12-31T00:00:00Z', count: 1 }] }],
])('where a series %s the row is lost and said to be', async (_name, change) => {
  const good = { source: { id: 'a' }, total: 4, series: [] };
  const { value, problems } = await api(
    ok({ result: [good, { ...good, source: { id: 'b' }, ...change }] }),
  ).eventVolume({
    window: { start: now - 2 * hour, end: now },
    granularity: 'HOUR',
    groupBy: ['source'],
  });
  expect(value.map(({ sourceId }) => sourceId)).toEqual(['a']);
  expect(problems).toMatchObject([{ kind: 'dropped-rows' }]);
});

const point = (count: number) => [{ time: '2026-01-05T08:00:00Z', count }];

test.each<[string, string]>([
  ['stands still', 'x'],
  ['is always a new one', ''],
])('where the place of the next page %s, 936 events stay 936', async (_name, cursor) => {
  let number = 0;
  const pageOf = (data: object) => () => {
    number += 1;
    return ok({ ...data, pagination: { next: cursor || `c${number}` } });
  };
  const window = { start: now - 2 * hour, end: now };
  const volume = pageOf({ result: [{ source: { id: 'a' }, total: 936, series: point(936) }] });
  const query = { window, granularity: 'HOUR', groupBy: ['source'] } as const;
  const received = await api(volume).eventVolume(query);
  const dataset = pageOf({ dataset: [{ discardReason: '401', total: 936, series: point(936) }] });
  const step = {
    step: 'failed-delivery',
    sourceId: 's',
    window,
    granularity: 'HOUR',
    groupBy: ['discardReason'],
  } as const;
  const failed = await api(dataset).deliveryStep(step);
  expect(received.value.map(({ total }) => total)).toEqual([936]);
  expect([failed.value.total, failed.value.rows[0]?.series]).toEqual([936, [{ at: at('08:00'), count: 936 }]]);
  expect([...received.problems, ...failed.problems].map(({ kind }) => kind)).toEqual(['server', 'server']);
});

test('a row that moved on to the next page while it was read counts once', async () => {
  const row = (reason: string, count: number) => ({ discardReason: reason, total: count, series: point(count) });
  const one = api(
    ok({ dataset: [row('401', 900), row('429', 36)], pagination: { next: 'x' } }),
    ok({ dataset: [row('429', 37), row('500', 1)] }),
  );
  const window = { start: now - 2 * hour, end: now };
  const { value, problems } = await one.deliveryStep({
    step: 'failed-delivery',
    sourceId: 's',
    window,
    granularity: 'HOUR',
    groupBy: ['discardReason'],
  });
  expect(value.rows.map(({ total }) => total)).toEqual([900, 36, 1]);
  expect(problems).toMatchObject([{ kind: 'dropped-rows' }]);
});

test('volume asked for in the last minute only is still a legal request', async () => {
  const one = api(ok({ result: [] }));
  await one.eventVolume({ window: { start: now - minute / 2, end: now }, granularity: 'MINUTE' });
  expect(queryOf(one.requests[0])).toContain('startTime=2026-01-15T12:28:00Z&endTime=2026-01-15T12:29:00Z');
});

test('links to a failure log: none only where the answer says so', async () => {
  const query = { collectionId: 'c', hour: now - (now % hour) - 2 * hour };
  const linksIn = (data: Record<string, unknown>) => api(ok(data)).failureLogs(query);
  expect((await linksIn({ download: { urls: ['https://a', 'https://b'] } })).value).toEqual(['https://a', 'https://b']);
  expect((await linksIn({ download: { urls: [] } })).value).toEqual([]);
  for (const odd of [
    {},
    { download: null },
    { download: {} },
    { download: { urls: null } },
    { download: { urls: [1] } },
  ])
    await expect(linksIn(odd)).rejects.toMatchObject({ problem: { kind: 'not-the-api' } });
});
