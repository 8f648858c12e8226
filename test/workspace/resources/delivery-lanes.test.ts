import { describe, expect, it } from 'vitest';
import type { VolumeRow } from '../../../source/domain/delivery/counts.ts';
import { type ProblemKind, ReadError } from '../../../source/domain/problem.ts';
import { type MetricsQuery, priority, type ReadOptions, type StepQuery } from '../../../source/domain/queries.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import type { Snapshot } from '../../../source/workspace/polling/snapshot.ts';
import { readDelivery } from '../../../source/workspace/resources/delivery-lanes.ts';
import type { DeliveryReading } from '../../../source/workspace/resources/delivery-reading.ts';
import { metricsWith } from '../snapshots.ts';

/** Half past midnight, where the day and the window begin anew. */
const now = Date.parse('2026-03-01T00:30:00Z');
const edge = now - 30 * minute;
const pair = { id: 'd', sourceId: 's' };

interface Ways {
  /** Milliseconds until an operation may go, by a part of its name. */
  readonly waits?: Readonly<Record<string, number>>;
  readonly refuse?: Readonly<Record<string, ProblemKind>>;
  /** Requests of metrics that may go in a minute, and how many of them still may in this one. */
  readonly limit?: number | undefined;
  readonly left?: number;
  /** Nothing has happened before this moment. */
  readonly from?: number;
}

/** A backend that counts 10 delivered and 1 failed in each hour, and what it was asked. */
function backendWith({ waits = {}, refuse = {}, limit, left = 1000, from = 0 }: Ways = {}) {
  const asked: string[] = [];
  const patience: unknown[] = [];
  const ask = (name: string) => {
    asked.push(name);
    const kind = refuse[name];
    if (kind) throw new ReadError({ kind, message: t`no`, status: 403, operation: t`GET /x` });
  };
  const hours = (start: number, end: number) => (end - start) / hour;
  const backend = {
    wire: () => ({
      limitOf: (operation: string) => (operation.endsWith('/delivery-metrics') ? limit : undefined),
      waitOf: (operation: string, _: unknown, count: number) =>
        operation.endsWith('/delivery-metrics') && count > left
          ? 5
          : (Object.entries(waits).find(([part]) => operation.includes(part))?.[1] ?? 0),
    }),
    deliveryMetrics: async ({ window, granularity }: MetricsQuery) => {
      ask('metrics');
      expect(granularity).toBe('HOUR');
      const count = hours(window.start, window.end);
      return { value: metricsWith({ firstTry: 10 * count, discarded: count }), problems: [] };
    },
    deliveryStep: async ({ step, window, granularity }: StepQuery, { isPatient }: ReadOptions) => {
      patience.push(isPatient);
      ask(step);
      expect(granularity).toBe('HOUR');
      const each = step === 'failed-delivery' ? 2 : 20;
      const series: { at: number; count: number }[] = [];
      for (let at = Math.max(window.start, from); at < window.end; at += hour) series.push({ at, count: each });
      const total = each * series.length;
      return { value: { total, rows: [{ by: {}, total, retries: 0, series }] }, problems: [] };
    },
  } as unknown as Backend;
  return { backend, asked, patience };
}

const volumeOf = (count: number, age = 0): Snapshot<readonly VolumeRow[]> => {
  const series = Array.from({ length: 48 }, (_, index) => ({ at: edge - (47 - index) * hour, count }));
  const data = [{ sourceId: 's', total: 0, series }];
  return { data, problems: [], fetchedAt: now - age, status: 'ready', version: 1 };
};

interface Case extends Ways {
  readonly brief?: boolean;
  readonly volume?: Snapshot<readonly VolumeRow[]>;
  readonly previous?: DeliveryReading;
  readonly level?: (typeof priority)[keyof typeof priority] | undefined;
}

async function read({ brief = false, volume, previous, level, ...ways }: Case) {
  const { backend, asked, patience } = backendWith(ways);
  const known = { previous, brief, volume };
  const { value } = await readDelivery(backend, pair, '24h', { priority: level }, now, known);
  return { value, asked, backend, patience };
}

describe('the lane that a connection is read by', () => {
  it.each<[string, Case, readonly string[], DeliveryReading['total']['basis']]>([
    ['is metrics where both are free', {}, ['metrics', 'metrics'], 'metrics'],
    [
      'is Delivery Overview where metrics have to wait',
      { waits: { 'delivery-metrics': 9 } },
      ['failed-delivery', 'successful-delivery'],
      'overview',
    ],
    [
      'is the one that is free first where both have to wait',
      { waits: { 'delivery-metrics': 9, 'delivery-overview': 20 } },
      ['metrics', 'metrics'],
      'metrics',
    ],
    [
      'is the other one where metrics are refused for their rate',
      { refuse: { metrics: 'rate-limited' } },
      ['metrics', 'metrics', 'failed-delivery', 'successful-delivery'],
      'overview',
    ],
    [
      'is the other one where metrics are closed to the token',
      { refuse: { metrics: 'no-access' } },
      ['metrics', 'metrics', 'failed-delivery', 'successful-delivery'],
      'overview',
    ],
    [
      'is one request for the first look at very many',
      { brief: true, volume: volumeOf(50, 3 * minute) },
      ['failed-delivery'],
      'volume',
    ],
    ['is exact where volume is not known', { brief: true }, ['metrics', 'metrics'], 'metrics'],
    [
      'is exact where volume is old',
      { brief: true, volume: volumeOf(50, 3 * minute + 1) },
      ['metrics', 'metrics'],
      'metrics',
    ],
    [
      'is metrics for the first look where Delivery Overview has to wait',
      { brief: true, volume: volumeOf(50), waits: { 'overview/failed-delivery': 9 } },
      ['metrics', 'metrics'],
      'metrics',
    ],
    [
      'is metrics for the first look where Delivery Overview is not in the plan',
      { brief: true, volume: volumeOf(50), refuse: { 'failed-delivery': 'not-in-plan' } },
      ['failed-delivery', 'metrics', 'metrics'],
      'metrics',
    ],
  ])('%s', async (_, each, expected, basis) => {
    const { value, asked } = await read(each);
    expect(asked).toEqual(expected);
    expect([value.settled.metrics.basis, value.running.metrics.basis]).toEqual([basis, basis]);
  });

  it('is not tried first again once it was closed', async () => {
    const { backend, asked } = backendWith({ refuse: { metrics: 'not-in-plan' } });
    const known = { previous: undefined, brief: false, volume: undefined };
    for (let time = 0; time < 2; time += 1) await readDelivery(backend, pair, '24h', {}, now, known);
    expect(asked.filter((name) => name === 'metrics')).toHaveLength(2);
    expect(asked.slice(-2)).toEqual(['failed-delivery', 'successful-delivery']);
  });

  it('is not tried again for a first look once Delivery Overview was closed, and no other is tried where that would not help', async () => {
    const { backend, asked, patience } = backendWith({ refuse: { 'failed-delivery': 'no-access' } });
    const known = { previous: undefined, brief: true, volume: volumeOf(50) };
    for (let time = 0; time < 2; time += 1) await readDelivery(backend, pair, '24h', {}, now, known);
    expect(asked).toEqual(['failed-delivery', 'metrics', 'metrics', 'metrics', 'metrics']);
    expect(patience).toEqual([false]);
    const failing = { refuse: { 'failed-delivery': 'server' } } as const;
    await expect(read({ ...failing, brief: true, volume: volumeOf(50) })).rejects.toMatchObject({
      problem: { kind: 'server' },
    });
  });

  it.each<readonly [string, Case, 'metrics' | 'overview', 'metrics' | 'overview']>([
    ['where half of the minute of metrics is used up', { limit: 61, left: 30 }, 'overview', 'overview'],
    ['no longer where half of it is free', { limit: 61, left: 31 }, 'overview', 'metrics'],
    ['no longer where nobody knows of a limit', { left: 30 }, 'overview', 'metrics'],
    ['also of what fails', { limit: 61, left: 30, level: priority.failing }, 'overview', 'overview'],
    ['not of a favorite', { limit: 61, left: 30, level: priority.favorite }, 'overview', 'metrics'],
    ['not where it is not known for whom', { limit: 61, left: 30, level: undefined }, 'overview', 'metrics'],
    ['and with metrics where it was read by them', { limit: 61, left: 30 }, 'metrics', 'metrics'],
    ['unless one more request of them has to wait', { limit: 61, left: 0 }, 'metrics', 'overview'],
    ['and one is enough where the settled hours are known', { limit: 61, left: 1 }, 'metrics', 'metrics'],
  ])('of a sweep stays with Delivery Overview, %s', async (_, each, before, expected) => {
    const { value: previous } = await read(before === 'overview' ? { waits: { 'delivery-metrics': 9 } } : {});
    const { value } = await read({ level: priority.rest, ...each, previous });
    expect([previous.running.metrics.basis, value.running.metrics.basis]).toEqual([before, expected]);
  });

  it('is Delivery Overview where metrics have one request left and need two', async () => {
    expect((await read({ left: 1 })).value.total.basis).toBe('overview');
  });

  it('fails where the other one fails as well, and at once where no other way would help', async () => {
    await expect(read({ refuse: { metrics: 'rate-limited', 'failed-delivery': 'server' } })).rejects.toMatchObject({
      problem: { kind: 'server' },
    });
    await expect(read({ refuse: { metrics: 'server' } })).rejects.toMatchObject({ problem: { kind: 'server' } });
  });
});

describe('the two parts of a reading', () => {
  it('meet at the last full hour that is over for ten minutes, and cover the period at least', async () => {
    const { value } = await read({});
    expect(value.settled.window).toEqual({ start: now - 30 * minute - 24 * hour, end: edge });
    expect(value.running.window).toEqual({ start: edge, end: now });
    expect(value.window).toEqual({ start: value.settled.window.start, end: now });
  });

  it('are told apart by the hour where Delivery Overview gives both at once', async () => {
    const { value } = await read({ waits: { 'delivery-metrics': 9 } });
    expect(value.settled.metrics).toMatchObject({ firstTry: 480, discarded: 48, retrying: undefined });
    expect(value.running.metrics).toMatchObject({ firstTry: 20, discarded: 2 });
  });

  it('are held against what the source sent at the first look: never more delivered than that, nor less than nothing', async () => {
    const estimate = (count: number) => read({ brief: true, volume: volumeOf(count) });
    const { value } = await estimate(50);
    expect(value.settled.metrics).toMatchObject({ firstTry: 24 * 48, discarded: 48 });
    expect(value.running.metrics).toMatchObject({ firstTry: 48, discarded: 2 });
    expect((await estimate(1)).value.running.metrics).toMatchObject({ firstTry: 0, discarded: 2 });
  });

  it('are nothing where nothing happened before, and where the source of a first look sent nothing', async () => {
    const { value } = await read({ from: edge, brief: true, volume: { ...volumeOf(50), data: [] } });
    const none = { firstTry: 0, afterRetry: 0, expired: 0, retrying: undefined, basis: 'volume' };
    expect([value.settled.metrics, value.running.metrics]).toEqual([
      { ...none, discarded: 0 },
      { ...none, discarded: 2 },
    ]);
  });

  it('are renewed by one request while the hour is the same, and by two when it is over', async () => {
    const { value: first } = await read({});
    const { backend, asked } = backendWith();
    const at = async (moment: number, previous: DeliveryReading) =>
      (await readDelivery(backend, pair, '24h', {}, moment, { previous, brief: false, volume: undefined })).value;
    const second = await at(now + 2 * minute, first);
    expect(asked).toHaveLength(1);
    expect(second.settled).toBe(first.settled);
    const third = await at(now + 39 * minute, second);
    expect(asked).toHaveLength(2);
    expect(third.settled).toBe(first.settled);
    // From ten past one the hour that ended at one is settled.
    const fourth = await at(now + 40 * minute, third);
    expect(asked).toHaveLength(4);
    expect([fourth.settled.window.end, fourth.settled.window.start]).toEqual([edge + hour, edge - 23 * hour]);
  });

  it('of an estimate are both read again when it is made exact', async () => {
    const { value: previous } = await read({ brief: true, volume: volumeOf(50) });
    const { value, asked } = await read({ brief: true, volume: volumeOf(50), previous });
    expect(asked).toEqual(['metrics', 'metrics']);
    expect(value.total.basis).toBe('metrics');
  });
});
