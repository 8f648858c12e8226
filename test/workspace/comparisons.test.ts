import { describe, expect, it } from 'vitest';
import { changeText } from '../../source/domain/format.ts';
import type { MetricsQuery, StepQuery, VolumeQuery } from '../../source/domain/queries.ts';
import { t } from '../../source/domain/text.ts';
import { bucketLength, day, floorTo, minute, type Window } from '../../source/domain/time.ts';
import { breakdown, breakdownResource, breakdownTabs } from '../../source/workspace/delivery/breakdown.ts';
import { pipeline } from '../../source/workspace/delivery/pipeline.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import type { Read } from '../../source/workspace/polling/read.ts';
import type { Resource } from '../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../source/workspace/polling/snapshot.ts';
import { eventVolume, sourceEvents } from '../../source/workspace/protocols/source-events.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { changeIn, comparisonOf } from '../../source/workspace/resources/delivery-comparison.ts';
import { comparedPipelineMetrics, pipelineMetrics, pipelineStep } from '../../source/workspace/resources/pipeline.ts';
import { evaluate } from '../../source/workspace/watch/alerts/evaluate.ts';
import { overview } from '../../source/workspace/watch/overview.ts';
import { destinationWith, metricsWith, sourceWith } from './snapshots.ts';

/** Events a minute at a time. */
type Rate = (at: number) => number;

/**
 * An API that counts by this rate, in whole buckets wherever a window begins or ends inside one, and nothing of what is still to
 * come: the reading of its documents under which unequal windows cost most.
 */
function apiOf(rate: Rate, now: number) {
  const counted = ({ start, end }: Window, share: number) => {
    let sum = 0;
    for (let at = start; at < Math.min(end, now); at += minute) sum += rate(at) * Math.min(1, (now - at) / minute);
    return sum * share;
  };
  const buckets = (window: Window, size: number, share: number) => {
    const series = [];
    for (let at = Math.floor(window.start / size) * size; at < Math.min(window.end, now); at += size)
      series.push({ at, count: counted({ start: at, end: at + size }, share) });
    return series;
  };
  const shares: Readonly<Record<string, number>> = {
    'failed-delivery': 0.1,
    'successful-delivery': 0.9,
    'failed-on-ingest': 0.01,
    'filtered-at-source': 0.05,
    'filtered-at-destination': 0.2,
  };
  const row = (window: Window, granularity: keyof typeof bucketLength, share: number) => {
    const series = buckets(window, bucketLength[granularity], share);
    return { series, total: series.reduce((sum, { count }) => sum + count, 0), retries: 0 };
  };
  const backend = {
    wire: () => ({ limitOf: () => undefined, waitOf: () => 0 }),
    eventVolume: async ({ window, granularity }: VolumeQuery) => ({
      value: [{ sourceId: 's', eventName: t`Page`, eventType: t`track`, ...row(window, granularity, 1) }],
      problems: [],
    }),
    deliveryStep: async ({ step, window, granularity }: StepQuery) => {
      const one = { by: { discardReason: t`schema_violation` }, ...row(window, granularity, shares[step] ?? 1) };
      return { value: { total: one.total, rows: [one] }, problems: [] };
    },
    deliveryMetrics: async ({ window, granularity }: MetricsQuery) => {
      const { total } = row(window, granularity, 1);
      const parts = { firstTry: 0.9 * total, discarded: 0.1 * total, retrying: 0.05 * total };
      return { value: metricsWith(parts), problems: [] };
    },
  };
  return backend as unknown as Backend;
}

const source = sourceWith('s');
const destination = destinationWith('d', 's');

/** Every change that any screen shows of a workspace with this rate, read at this moment. */
async function changesAt(rate: Rate, now: number, period: '24h' | '7d'): Promise<Readonly<Record<string, number>>> {
  const backend = apiOf(rate, now);
  const table = new Map<string, Snapshot>();
  const read: Read = <T>(resource: Resource<T>) => (table.get(resource.key) ?? unread) as Snapshot<T>;
  const put = (key: string, data: unknown) =>
    table.set(key, { data, problems: [], askedAt: now, fetchedAt: now + 400, status: 'ready', version: 1 });
  const load = async <T>(resource: Resource<T>) =>
    void put(resource.key, (await resource.load(backend, {}, now)).value);
  put(resources.sources.key, [source]);
  put(resources.destinations.key, [destination]);
  put(resources.trackingPlans.key, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }]);
  put(resources.trackingPlanSources('tp').key, [source]);
  const tab = breakdownTabs('failed-delivery')[0]!;
  await load(resources.volume(period));
  await load(resources.blocked(period, 's'));
  await load(resources.metrics(period, destination));
  await load(resources.comparedMetrics(period, destination));
  await load(eventVolume(period, 's'));
  await load(pipelineMetrics(period, destination));
  await load(comparedPipelineMetrics(period, destination));
  await load(breakdownResource(period, destination, 'failed-delivery', tab));
  const steps = ['successfully-received', 'failed-on-ingest', 'filtered-at-source', 'filtered-at-destination'] as const;
  for (const step of [...steps, 'failed-delivery', 'successful-delivery'] as const)
    await load(pipelineStep(period, destination, step));
  const picture = overview(read, period, now, {});
  const compared = comparisonOf([read(resources.comparedMetrics(period, destination)).data]);
  const { stages } = pipeline(read, destination, period, now);
  const found: Readonly<Record<string, number | undefined>> = {
    'events of the workspace': picture.flow.change,
    'events of a source': picture.flow.flows[0]?.change,
    'events of one name': sourceEvents(read, period, 's', now).events[0]?.change,
    'violations of a source': picture.violations.rows[0]?.change,
    'failed deliveries of a favorite': changeIn(compared, ({ failed }) => failed),
    'deliveries of a favorite': changeIn(compared, ({ attempted, failed }) => attempted - failed),
    'an error by reason': breakdown(read, destination, period, 'failed-delivery', tab).rows[0]?.change,
    ...Object.fromEntries(
      stages
        .filter(({ id }) => id !== 'waiting' || period === '24h')
        .map(({ id, change }) => [`${id} of the pipeline`, change]),
    ),
  };
  expect(picture.fleet.change).toBeCloseTo(0, 6);
  const { findings } = evaluate(picture, read, { settings: {}, isOwn: () => false });
  expect(findings.filter(({ rule }) => rule === 'source-volume')).toEqual([]);
  return Object.fromEntries(Object.entries(found).map(([name, change]) => [name, change ?? Number.NaN]));
}

/** Just before and after the hour and the day, in the middle of an hour, and at the end of a month. */
const moments = [
  '2026-11-28T23:58:30Z',
  '2026-11-29T00:00:00Z',
  '2026-11-29T00:02:10Z',
  '2026-11-29T09:27:40Z',
  '2026-03-01T12:59:59Z',
].map((text) => Date.parse(text));

describe.each(['24h', '7d'] as const)('every comparison of %s', (period) => {
  it.each(moments.map((now) => [new Date(now).toISOString(), now] as const))(
    'at %s of constant rates is no change',
    async (_, now) => {
      const changes = await changesAt(() => 60, now, period);
      expect(Object.keys(changes).length).toBeGreaterThanOrEqual(13);
      for (const [name, change] of Object.entries(changes)) expect([name, changeText(change)]).toEqual([name, '0%']);
    },
  );

  it.each(moments.map((now) => [new Date(now).toISOString(), now] as const))(
    'at %s of a rate that falls by 3.8%% from one to the next is that',
    async (_, now) => {
      const length = period === '24h' ? day : 7 * day;
      // The same factor in every length of the period, so that any two equal windows one period apart differ by it.
      const rate: Rate = (at) => 60 * 0.962 ** ((at - floorTo(now, 'DAY')) / length);
      for (const [name, change] of Object.entries(await changesAt(rate, now, period)))
        expect([name, Number(change.toFixed(1))]).toEqual([name, -3.8]);
    },
  );
});
