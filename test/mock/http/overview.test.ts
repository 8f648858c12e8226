import { describe, expect, it } from 'vitest';
import type { Flow } from '../../../source/mock/world.ts';
import { get, type Json } from './ask.ts';
import { fakeWorld } from './fake-world.ts';

const hours = 'granularity=HOUR&startTime=2026-01-15T10:00:00Z&endTime=2026-01-15T12:00:00Z';
const received = ['eventName', 'eventType', 'appVersion'];
const atSource = [...received, 'discardReason'];
const atDestination = [...atSource, 'subscriptionId', 'activationId', 'audienceId', 'spaceId'];

describe.each([
  ['successfully-received', received, false],
  ['failed-on-ingest', atSource, false],
  ['filtered-at-source', atSource, false],
  ['filtered-at-destination', atDestination, true],
  ['failed-delivery', atDestination, true],
  ['successful-delivery', atDestination, true],
] as const)('the step %s', (step, dimensions, delivers) => {
  const url = `/delivery-overview/${step}?sourceId=web&${hours}`;
  const pair = delivers ? '&destinationConfigId=braze-web' : '';

  it('is grouped and filtered by its own dimensions, and by no other', () => {
    const status = (query: string) => get(fakeWorld(), `${url}${pair}&${query}`).status;
    for (const name of [...atDestination, 'source', 'sourceId']) {
      const wanted = (dimensions as readonly string[]).includes(name) ? 200 : 422;
      expect([name, status(`groupBy.0=${name}`), status(`filter.${name}.0=x`)]).toEqual([name, wanted, wanted]);
    }
  });

  it(delivers ? 'needs a destination and counts retries' : 'needs no destination and knows no retries', () => {
    const world = fakeWorld();
    const { status, body } = get(world, url);
    expect([status, body.errors?.[0].field]).toEqual(delivers ? [422, 'destinationConfigId'] : [200, undefined]);
    const [row] = get(world, `${url}${pair}`).body.data.dataset;
    expect(row).toEqual({
      total: 120,
      ...(delivers && { totalRetryCount: 2 }),
      series: ['10', '11'].map((hour) => ({
        ...{ time: `2026-01-15T${hour}:00:00Z`, count: 60 },
        ...(delivers && { retryCount: 1 }),
      })),
    });
    expect(world.asked.at(-1)).toMatchObject({ step, sourceId: 'web' });
    expect(world.asked.at(-1)?.destinationId).toBe(delivers ? 'braze-web' : undefined);
  });
});

describe('what stands in a dataset', () => {
  const at = (hour: number, count: number, retryCount = 0) => ({ at: Date.UTC(2026, 0, 15, hour), count, retryCount });
  const flows = (): Flow[] => [
    { by: { eventName: 'Gone' }, buckets: [] },
    { by: { eventName: 'Quiet' }, buckets: [at(10, 0)] },
    { by: { eventName: 'Waits' }, buckets: [at(11, 0, 3)] },
    { by: { eventName: 'Once' }, buckets: [at(10, 1)] },
    { by: { eventName: 'Often' }, buckets: [at(9, 90, 90), at(10, 2, 1), at(11, 5, 0), at(12, 90, 90)] },
  ];
  const url = `/delivery-overview/failed-delivery?sourceId=web&destinationConfigId=braze-web&${hours}&groupBy.0=eventName`;
  const told = (query = '', options?: { zeroFill: boolean }) =>
    get(fakeWorld({}, { flows }), url + query, options).body.data;
  const short = ({ eventName, total, totalRetryCount, series }: Json) => [
    ...[eventName, total, totalRetryCount],
    series.map(({ time, count, retryCount }: Json) => `${time.slice(11, 13)}: ${count} ${retryCount}`),
  ];

  it('is what had events or retries inside the window, most events first', () => {
    const { dataset, total, pagination } = told();
    expect(dataset.map(short)).toEqual([
      ['Often', 7, 1, ['10: 2 1', '11: 5 0']],
      ['Once', 1, 0, ['10: 1 0']],
      ['Waits', 0, 3, ['11: 0 3']],
    ]);
    expect([total, pagination]).toEqual([8, { current: 'MA==', totalEntries: 3 }]);
  });

  it('has every hour of the window where empty ones are sent', () => {
    expect(told('', { zeroFill: true }).dataset.map(short)).toEqual([
      ['Often', 7, 1, ['10: 2 1', '11: 5 0']],
      ['Once', 1, 0, ['10: 1 0', '11: 0 0']],
      ...['Gone', 'Quiet'].map((name) => [name, 0, 0, ['10: 0 0', '11: 0 0']]),
      ['Waits', 0, 3, ['10: 0 0', '11: 0 3']],
    ]);
  });

  it('comes page by page, each with the total of all', () => {
    const second = told('&pagination.count=2&pagination.cursor=Mg%3D%3D');
    expect(second.dataset.map(short)).toEqual([['Waits', 0, 3, ['11: 0 3']]]);
    expect([second.total, second.pagination]).toEqual([8, { current: 'Mg==', previous: 'MA==', totalEntries: 3 }]);
  });
});

describe('the window of delivery metrics', () => {
  const spanOf = (query: string) => {
    const spans: unknown[] = [];
    const { deliveryTotals } = fakeWorld();
    const world = fakeWorld(
      {},
      {
        deliveryTotals(id, span) {
          spans.push([id, new Date(span.start).toISOString(), new Date(span.end).toISOString()]);
          return deliveryTotals(id, span);
        },
      },
    );
    const { status, body } = get(world, `/destinations/braze-web/delivery-metrics?sourceId=web&${query}`);
    return spans[0] ?? [status, body.errors[0].message];
  };
  const id = 'braze-web';

  it.each<[string, readonly unknown[]]>([
    ['granularity=MINUTE', [id, '2026-01-15T11:30:00.000Z', '2026-01-15T12:30:00.000Z']],
    ['granularity=MINUTE&endTime=2026-01-15T12:00:00Z', [id, '2026-01-15T11:30:00.000Z', '2026-01-15T12:00:00.000Z']],
    ['startTime=2026-01-15T12:10:45Z', [id, '2026-01-15T12:10:00.000Z', '2026-01-15T12:30:00.000Z']],
    [
      'granularity=HOUR&startTime=2026-01-15T09:59:59Z&endTime=2026-01-15T11:20:00Z',
      [id, '2026-01-15T09:00:00.000Z', '2026-01-15T11:20:00.000Z'],
    ],
    [
      'granularity=DAY&startTime=2026-01-14T23:00:00-02:00&endTime=2026-01-15T11:20:00Z',
      [id, '2026-01-15T00:00:00.000Z', '2026-01-15T11:20:00.000Z'],
    ],
    ['startTime=2026-01-15T12:30:00Z', [422, '"endTime" must be later than "startTime"']],
    ['startTime=now', [422, '"startTime" must be in ISO 8601 date format']],
  ])('%s', (query, told) => {
    expect(spanOf(query)).toEqual(told);
  });

  it('counts nothing for a source that does not feed the destination, and knows no type where there is none', () => {
    const bare = { id: 'bare', sourceId: 'web', enabled: true, settings: {} };
    const world = fakeWorld({}, { get: (_, asked) => (asked === 'bare' ? bare : { id: asked }) });
    const of = (source: string) => get(world, `/destinations/bare/delivery-metrics?sourceId=${source}`).body.data;
    const { sourceId, destinationMetadataId, metrics } = of('ios').deliveryMetricsSummary;
    expect([sourceId, destinationMetadataId]).toEqual(['ios', '']);
    expect(metrics).toEqual(
      (
        [
          ['successes', 'on_first_attempt', 'after_retry'],
          ['discarded'],
          ['expired'],
          ['retried'],
          ['time_to_success', 'average', 'p95'],
          ['time_to_first_attempt', 'average', 'p95'],
        ] as const
      ).map(([name, ...parts]) => ({
        ...{ metricName: name, total: 0 },
        ...(parts.length > 0 && { breakdown: parts.map((part) => ({ metricName: `${name}_${part}`, value: 0 })) }),
      })),
    );
    expect(of('web').deliveryMetricsSummary.metrics[4]).toEqual({
      ...{ metricName: 'time_to_success', total: 950 },
      breakdown: [
        { metricName: 'time_to_success_average', value: 400 },
        { metricName: 'time_to_success_p95', value: 1200 },
      ],
    });
  });
});
