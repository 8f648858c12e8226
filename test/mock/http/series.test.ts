import { describe, expect, it } from 'vitest';
import type { Json } from './ask.ts';
import { get } from './ask.ts';
import { fakeNow, fakeWorld } from './fake-world.ts';

const pair = 'sourceId=web&destinationConfigId=braze-web';
const hours = 'granularity=HOUR&startTime=2026-01-15T10:20:00Z&endTime=2026-01-15T12:00:00Z';

describe('Delivery Overview', () => {
  it('rounds the start down, leaves the end out, sums up', () => {
    const { data } = get(fakeWorld(), `/delivery-overview/failed-delivery?${pair}&${hours}`).body;
    const at = (hour: number) => ({ time: `2026-01-15T${hour}:00:00Z`, count: 60, retryCount: 1 });
    expect(data.dataset).toEqual([{ total: 120, totalRetryCount: 2, series: [at(10), at(11)] }]);
    expect([data.total, data.pagination.totalEntries]).toEqual([120, 1]);
  });

  it('has no retries before delivery', () => {
    const { data } = get(fakeWorld(), `/delivery-overview/filtered-at-source?sourceId=web&${hours}`).body;
    expect(Object.keys(data.dataset[0])).toEqual(['total', 'series']);
    expect(Object.keys(data.dataset[0].series[0])).toEqual(['time', 'count']);
  });

  it('asks the world for what the query says', () => {
    const world = fakeWorld();
    const query = 'groupBy=discardReason,eventName&filter[discardReason][]=401&filter[eventName]=A';
    get(world, `/delivery-overview/failed-delivery?${pair}&${hours}&${query}`);
    expect(world.asked).toEqual([
      {
        step: 'failed-delivery',
        sourceId: 'web',
        destinationId: 'braze-web',
        span: { start: Date.parse('2026-01-15T10:00:00Z'), end: Date.parse('2026-01-15T12:00:00Z') },
        bucket: 'HOUR',
        groupBy: ['discardReason', 'eventName'],
        filter: { discardReason: ['401'], eventName: ['A'] },
      },
    ]);
  });

  it('carries dimensions that the model does not declare', () => {
    const { data } = get(
      fakeWorld(),
      `/delivery-overview/failed-delivery?${pair}&${hours}&groupBy.0=subscriptionId`,
    ).body;
    expect(data.dataset[0].subscriptionId).toBe('subscriptionId-1');
  });

  it('leaves empty buckets out, or sends zeros by a switch', () => {
    const url = `/delivery-overview/failed-delivery?${pair}&granularity=HOUR&startTime=2026-01-15T07:00:00Z&endTime=2026-01-15T11:00:00Z`;
    const counts = (zeroFill: boolean) =>
      get(fakeWorld(), url, { zeroFill }).body.data.dataset[0].series.map((point: Json) => [
        point.time.slice(11, 13),
        point.count,
      ]);
    expect(counts(false)).toEqual([
      ['09', 60],
      ['10', 60],
    ]);
    expect(counts(true)).toEqual([
      ['07', 0],
      ['08', 0],
      ['09', 60],
      ['10', 60],
    ]);
  });
});

describe('delivery metrics', () => {
  it('give totals under the metadata id', () => {
    const { deliveryMetricsSummary } = get(fakeWorld(), '/destinations/braze-web/delivery-metrics?sourceId=web').body
      .data;
    expect(deliveryMetricsSummary).toMatchObject({
      sourceId: 'web',
      destinationMetadataId: '60fb01aec459242d3b6f20c1',
    });
    const totals = deliveryMetricsSummary.metrics.map((metric: Json) => [metric.metricName, metric.total]);
    expect(Object.fromEntries(totals)).toEqual({
      ...{ successes: 950, discarded: 40, expired: 10, retried: 60, time_to_success: 950, time_to_first_attempt: 1000 },
    });
    expect(deliveryMetricsSummary.metrics[0].breakdown).toEqual([
      { metricName: 'successes_on_first_attempt', value: 900 },
      { metricName: 'successes_after_retry', value: 50 },
    ]);
  });

  it('are zero for a source that does not feed the destination', () => {
    const { metrics } = get(fakeWorld(), '/destinations/braze-web/delivery-metrics?sourceId=ios').body.data
      .deliveryMetricsSummary;
    expect(metrics.every((metric: Json) => metric.total === 0)).toBe(true);
  });
});

describe('event volume', () => {
  const url = `/events/volume?${hours}`;

  it('names the sources, largest first, and echoes the query', () => {
    const { data } = get(fakeWorld(), `${url}&groupBy.0=source`).body;
    expect(data.path).toBe('/observability/event_volume/v2.json');
    expect(data.query).toMatchObject({ workspaceId: 'ws', granularity: 'HOUR', groupBy: ['source'] });
    expect(data.result.map((row: Json) => [row.source.slug, row.source.name, row.total])).toEqual([
      ['web', 'Web (prod)', 120],
      ['ios', 'iOS', 60],
    ]);
    expect(data.pagination).toEqual({ current: 'MA==' });
  });

  it('gives a total of entries only without grouping', () => {
    expect(get(fakeWorld(), url).body.data.pagination).toEqual({ current: 'MA==', totalEntries: 1 });
  });

  it('adds asked sources up where they are not kept apart', () => {
    const query = `${url}&sourceId.0=web&sourceId.1=ios`;
    expect(get(fakeWorld(), query).body.data.result.map((row: Json) => row.total)).toEqual([240]);
    const apart = get(fakeWorld(), `${query}&groupBy=source`).body.data.result;
    expect(apart.map((row: Json) => [row.source.id, row.total])).toEqual([
      ['web', 120],
      ['ios', 120],
    ]);
  });

  it('passes the other filters on', () => {
    const world = fakeWorld();
    get(world, `${url}&eventName.0=A%2C%20B&eventType=track,page&appVersion[]=1.2`);
    expect(world.asked[0]?.filter).toEqual({ eventName: ['A, B'], eventType: ['track', 'page'], appVersion: ['1.2'] });
  });

  it('leaves out what is empty, a series as well as an hour of one, or sends zeros by a switch', () => {
    const at = (hour: number, count: number) => ({ at: Date.UTC(2026, 0, 15, hour), count, retryCount: 0 });
    const flows = () => [
      { by: { eventName: 'Quiet' }, buckets: [at(10, 0)] },
      { by: { eventName: 'Late' }, buckets: [at(11, 3)] },
      { by: { eventName: 'Often' }, buckets: [at(9, 90), at(10, 2), at(11, 5), at(12, 90)] },
    ];
    const told = (options?: { zeroFill: boolean }) =>
      get(fakeWorld({}, { flows }), `${url}&groupBy.0=eventName`, options).body.data.result.map((row: Json) => [
        row.eventName,
        row.total,
        row.series.map(({ time, count }: Json) => [time.slice(11, 13), count]),
      ]);
    const [ten, eleven] = ['10', '11'];
    const without = [
      [
        'Often',
        7,
        [
          [ten, 2],
          [eleven, 5],
        ],
      ],
      ['Late', 3, [[eleven, 3]]],
    ];
    expect([told(), told({ zeroFill: false })]).toEqual([without, without]);
    expect(told({ zeroFill: true })).toEqual([
      [
        'Often',
        7,
        [
          [ten, 2],
          [eleven, 5],
        ],
      ],
      [
        'Late',
        3,
        [
          [ten, 0],
          [eleven, 3],
        ],
      ],
      [
        'Quiet',
        0,
        [
          [ten, 0],
          [eleven, 0],
        ],
      ],
    ]);
  });

  it('stops at 5000 series', () => {
    const flow = { by: {}, buckets: [{ at: fakeNow, count: 1, retryCount: 0 }] };
    const world = fakeWorld({}, { flows: () => Array.from({ length: 6000 }, () => flow) });
    expect(get(world, url.replace('T12:00', 'T13:00')).body.data.pagination.totalEntries).toBe(5000);
  });
});
