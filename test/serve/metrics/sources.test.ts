import { describe, expect, test } from 'vitest';
import type { HourHistory } from '../../../source/domain/hours.ts';
import { t } from '../../../source/domain/text.ts';
import { day, floorTo, hour } from '../../../source/domain/time.ts';
import { Ledger } from '../../../source/serve/metrics/ledger.ts';
import { exposed, sample } from '../../../source/serve/metrics/sample.ts';
import { mostSources, sourceFamilies } from '../../../source/serve/metrics/sources.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
} from '../../workspace/snapshots.ts';

const own = { profile: 'prod', workspace: 'Acme' };
const web = sourceWith('web', { name: t`Web` });
const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];
const nothingSeen: HourHistory = { of: () => [], things: () => [] };
const blocked = resources.blocked(period, 'web');
const forwarded = resources.forwardedViolations(period);
const track = {
  allowUnplannedEvents: true,
  allowUnplannedEventProperties: true,
  allowEventOnViolations: true,
  allowPropertiesOnViolations: true,
  commonEventOnViolations: 'ALLOW',
} as const;

/** One source under a plan: a hundred events an hour, of which one is blocked. */
const world = (): Snapshots =>
  snapshots()
    .set(resources.sources, [web])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...steady(100, 48)) }])
    .set(resources.usualVolume, [])
    .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('tp'), [web])
    .set(resources.sourceSettings('web'), { sourceId: 'web', track })
    .set(blocked, failuresOf({ schema_violation: hourly(...steady(1, 48)) }));
const forwarding = () =>
  world().set(resources.sourceSettings('web'), { sourceId: 'web', track, forwardingViolationsTo: 'v' });

function numbers({ read }: Snapshots, since: number) {
  const families = sourceFamilies(overview(read, period, now, {}), new Ledger(() => nothingSeen, since), own);
  return (name: string) =>
    (families.find((each) => each.name === name)?.samples ?? []).map(({ labels, value }) => [labels.basis, value]);
}

describe('violations of a source', () => {
  const three = [{ sourceId: 'v', total: 3, series: hourly(3) }];
  test.each<[string, Snapshots, readonly unknown[]]>([
    ['that forwards none are those that were blocked', world(), [['blocked', 25]]],
    ['that forwards them are those', forwarding().set(forwarded, three), [['forwarded', 3]]],
    ['that forwards them and has none', forwarding().set(forwarded, []), [['blocked', 25]]],
    ['that forwards them are not told where that failed', forwarding().fail(forwarded), []],
    ['that forwards them are not told where rows were lost', forwarding().set(forwarded, [], lost), []],
    ['of which none was blocked are none', world().set(blocked, failuresOf({})), [['blocked', 0]]],
    ['that were not read are not told', world().set(blocked, failuresOf({}), lost), []],
  ])('%s', (_, of, expected) => {
    expect(numbers(of, now)('segtop_source_violations_24h')).toEqual(expected);
    const total = numbers(of, floorTo(now, 'HOUR') - hour)('segtop_source_violations_total');
    expect(total.length).toBe(expected.length);
  });

  test('that are forwarded are counted on with what was kept of those', () => {
    const history: HourHistory = {
      of: (_thing, measure, { start, end }) =>
        [{ at: floorTo(now, 'HOUR') - 26 * hour, count: measure === 'violations' ? 5 : 70, until: now }].filter(
          ({ at }) => at >= start && at < end,
        ),
      things: () => [],
    };
    const { read } = forwarding().set(forwarded, three);
    const ledger = new Ledger(() => history, now - 2 * day);
    const families = sourceFamilies(overview(read, period, now, {}), ledger, own);
    const total = families.find(({ name }) => name === 'segtop_source_violations_total');
    expect(total?.samples.map(({ value }) => value)).toEqual([5 + 3]);
  });

  test('are counted on from their own first hour where the volume was read hours before', () => {
    const { read } = world();
    const late: Snapshots = {
      ...world(),
      read: (resource) => {
        const snapshot = read(resource);
        return resource.key === resources.volume(period).key ? { ...snapshot, fetchedAt: now - 3 * hour } : snapshot;
      },
    };
    const history: HourHistory = {
      of: (_thing, measure, { start, end }) =>
        measure === 'blocked' && start <= now - 26 * hour && end > now - 26 * hour
          ? [{ at: floorTo(now - 26 * hour, 'HOUR'), count: 7, until: now }]
          : [],
      things: () => [],
    };
    const ledger = new Ledger(() => history, now - 2 * day);
    const families = sourceFamilies(overview(late.read, period, now, {}), ledger, own);
    const total = families.find(({ name }) => name === 'segtop_source_violations_total');
    // The stored hour before the day that was read, and the 25 hours of that.
    expect(total?.samples.map(({ value }) => value)).toEqual([7 + 25]);
  });
});

test.each<[string, Snapshots, object]>([
  ['all is read', world(), { known: 1, active: 1, silent: 0 }],
  ['the list lost rows', world().set(resources.sources, [web], lost), {}],
  ['events were lost', world().set(resources.volume(period), [], lost), { known: 1 }],
  ['what is usual is not read', world().set(resources.usualVolume, undefined as never), { known: 1, active: 1 }],
])('sources are counted by what is known: %s', (_, { read }, expected) => {
  const families = sourceFamilies(overview(read, period, now, {}), new Ledger(() => nothingSeen, now), own);
  const counts = families.find(({ name }) => name === 'segtop_sources')!.samples;
  expect(Object.fromEntries(counts.map(({ labels, value }) => [labels.state, value]))).toEqual(expected);
});

test('sources are told those first that send most, one that sent nothing with none', () => {
  const row = (sourceId: string, count: number) => ({ sourceId, total: 0, series: hourly(...steady(count, 48)) });
  const of = world()
    .set(resources.sources, [web, sourceWith('none'), sourceWith('ios')])
    .set(resources.volume(period), [row('web', 100), row('ios', 200)]);
  const since = floorTo(now, 'HOUR') - hour;
  const told = (name: string, { read }: Snapshots) => {
    const families = sourceFamilies(overview(read, period, now, {}), new Ledger(() => nothingSeen, since), own);
    return families.find((each) => each.name === name)!.samples.map(({ labels, value }) => [labels.source_id, value]);
  };
  expect(told('segtop_source_received_events_total', of)).toEqual([
    ['ios', 400],
    ['web', 200],
    ['none', 0],
  ]);
  const last = Date.parse('2026-01-15T12:29:00Z') / 1000;
  expect(told('segtop_source_last_event_timestamp_seconds', of)).toEqual([
    ['ios', last],
    ['web', last],
  ]);
  expect(told('segtop_source_silent', of).map(([, value]) => value)).toEqual([0, 0, 0]);
  const unread = world().set(resources.volume(period), undefined as never);
  expect(told('segtop_source_received_events_total', unread)).toEqual([]);
  expect(told('segtop_source_silent', unread)).toEqual([]);
});

test('of more than a thousand sources those are told that send most, before those of which nothing is known', () => {
  const { read } = world();
  const picture = overview(read, period, now, {});
  const [base] = picture.flow.flows;
  const flows = [
    { ...base!, source: sourceWith('unknown'), events: undefined },
    ...Array.from({ length: 1001 }, (_, index) => ({ ...base!, source: sourceWith(`s${index}`), events: 1 + index })),
  ];
  const families = sourceFamilies(
    { ...picture, flow: { ...picture.flow, flows } },
    new Ledger(() => nothingSeen, now),
    own,
  );
  const ids = (name: string) =>
    families.find((each) => each.name === name)!.samples.map(({ labels }) => labels.source_id);
  const most = Array.from({ length: 1000 }, (_, index) => `s${1000 - index}`);
  expect(ids('segtop_source_received_events_total')).toEqual(most);
  expect(families[0]!.samples[0]!.value).toBe(1002);
  expect(mostSources).toBe(1000);
  const few = { ...picture, flow: { ...picture.flow, flows: [flows[0]!, { ...flows[1]!, events: 0.5 }] } };
  const order = sourceFamilies(few, new Ledger(() => nothingSeen, now), own).find(
    ({ name }) => name === 'segtop_source_silent',
  )!;
  expect(order.samples.map(({ labels }) => labels.source_id)).toEqual(['s0', 'unknown']);
});

test('what only grows is a counter, all else a gauge, and what has no sample is left out', async () => {
  const labels = { ...own, source: 'a"b' };
  const { text, type } = await exposed([
    { name: 'x_total', help: 'X.', samples: [...sample(labels, 3n), ...sample({ ...own, source: 'c' }, 0)] },
    { name: 'y_ratio', help: 'Y.', samples: sample(labels, 0.5) },
    { name: 'z', help: 'Z.', samples: sample(labels, undefined) },
  ]);
  expect(text.split('\n').filter((line) => line !== '')).toEqual([
    '# HELP x_total X.',
    '# TYPE x_total counter',
    'x_total{profile="prod",workspace="Acme",source="a\\"b"} 3',
    'x_total{profile="prod",workspace="Acme",source="c"} 0',
    '# HELP y_ratio Y.',
    '# TYPE y_ratio gauge',
    'y_ratio{profile="prod",workspace="Acme",source="a\\"b"} 0.5',
  ]);
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
});
