import { expect, test } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import type { HourHistory } from '../../../source/domain/hours.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { deliveryFamilies, mostConnections } from '../../../source/serve/metrics/deliveries.ts';
import { Ledger } from '../../../source/serve/metrics/ledger.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../workspace/snapshots.ts';

const own = { profile: 'prod', workspace: 'Acme' };
const nothingSeen: HourHistory = { of: () => [], things: () => [] };
const edge = now - (now % hour);
const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];

type Told = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

function told(
  { read }: Snapshots,
  history = nothingSeen,
  change: (of: ReturnType<typeof overview>) => object = () => ({}),
) {
  const picture = overview(read, period, now, {});
  const families = deliveryFamilies(
    read,
    { ...picture, fleet: { ...picture.fleet, ...change(picture) } },
    new Ledger(() => history, edge - 2 * hour),
    own,
  );
  return (name: string): Told =>
    families.find((each) => each.name === `segtop_${name}`)!.samples.map(({ labels, value }) => [labels, value]);
}
const byId = (of: Told, label = 'destination_id') =>
  Object.fromEntries(of.map(([labels, value]) => [labels[label], value]));

/** One source that sends, and destinations with what they delivered in the settled hours and in the one that runs. */
function world(
  connections: Readonly<
    Record<string, readonly [total: Partial<DeliveryMetrics>, running: Partial<DeliveryMetrics>] | undefined>
  >,
): Snapshots {
  const destinations = Object.keys(connections).map((id) => destinationWith(id, id === 'lone' ? 'gone' : 'web'));
  const all = snapshots()
    .set(resources.sources, [sourceWith('web', { name: t`Web` })])
    .set(resources.volume(period), [{ sourceId: 'web', total: 100, series: hourly(100) }])
    .set(resources.destinations, destinations);
  for (const destination of destinations) {
    const reading = connections[destination.id];
    if (reading) all.set(resources.metrics(period, destination), readingWith(...reading));
  }
  return all;
}

const mixed = () =>
  world({
    bad: [
      { firstTry: 60, discarded: 30 },
      { firstTry: 5, afterRetry: 2, discarded: 3, expired: 4, retrying: 6 },
    ],
    good: [{ firstTry: 90 }, { firstTry: 8 }],
    unread: undefined,
    lone: [{ firstTry: 1 }, {}],
  });

test('each connection is counted from the hours that are over and the one that runs', () => {
  const history: HourHistory = {
    of: (thing, measure, { start, end }) =>
      [
        { at: edge - 2 * hour, count: measure === 'failed' ? 10 : 30, until: now },
        // Read before it was over: that is no hour yet.
        { at: edge - hour, count: 1000, until: edge - hour / 2 },
      ].filter(({ at }) => thing === 'connection:bad' && at >= start && at < end),
    things: () => [],
  };
  const of = told(mixed(), history);
  expect(byId(of('connection_delivered_events_total'))).toEqual({ bad: 30 + 5 + 2, good: 8, lone: 0 });
  expect(byId(of('connection_failed_events_total'))).toEqual({ bad: 10 + 3 + 4, good: 0, lone: 0 });
  expect(byId(of('connection_retrying_events'))).toEqual({ bad: 6, good: 0, lone: 0 });
  expect(byId(of('connection_enabled'))).toEqual({ bad: 1, good: 1, unread: 1, lone: 1 });
  expect(byId(of('connection_trouble'))).toEqual({ bad: expect.any(Number), good: 0, lone: 0 });
  const names = of('connection_enabled').map(([{ destination_id, source_id, source }]) => [
    destination_id,
    source_id,
    source,
  ]);
  expect(names.toSorted()).toEqual([
    ['bad', 'web', 'Web'],
    ['good', 'web', 'Web'],
    ['lone', 'gone', ''],
    ['unread', 'web', 'Web'],
  ]);
  expect(of('connection_enabled')[0]![0]).toMatchObject({ ...own, destination: expect.any(String) });
});

test('an estimate from the volume of the source is not counted: the next exact number may be less', () => {
  const estimated = { firstTry: 70, discarded: 2, basis: 'volume', retrying: undefined } as const;
  const of = told(world({ d: [estimated, estimated], e: [{ firstTry: 1 }, { ...estimated, basis: 'overview' }] }));
  expect(byId(of('connection_delivered_events_total'))).toEqual({ e: 70 });
  expect(byId(of('connection_failed_events_total'))).toEqual({ e: 2 });
  expect(byId(of('connection_retrying_events'))).toEqual({});
});

test.each<[string, Snapshots, object]>([
  [
    'all is read',
    mixed().set(resources.metrics(period, { id: 'unread', sourceId: 'web' }), readingWith({ firstTry: 1 })),
    { known: 4, readable: 4, read: 4, trouble: 1 },
  ],
  ['one is not read', mixed(), { known: 4, readable: 4, read: 3 }],
  ['the list lost rows', mixed().set(resources.destinations, [destinationWith('good', 'web')], lost), { read: 1 }],
  ['the list is not read', snapshots(), {}],
])('connections are counted by what is known: %s', (_, of, expected) => {
  expect(byId(told(of)('connections'), 'state')).toEqual(expected);
});

test('the share that fails is that of now where it fails, else of the day; an end is no beginning', () => {
  const of = (change: object) => {
    const all = told(mixed(), nothingSeen, ({ fleet: { connections } }) => ({
      connections: connections.map((each) => (each.id === 'bad' ? { ...each, ...change } : each)),
    }));
    return [
      byId(all('connection_failing_ratio')).bad,
      byId(all('connection_failing_since_timestamp_seconds')).bad,
      all('connection_verdict').map(([{ destination_id, verdict }, value]) => [destination_id, verdict, value]),
    ];
  };
  const judgement = { trouble: true };
  const onset = { since: edge };
  expect(of({ judgement: { ...judgement, rate: 25 }, failedPercent: 4, onset, verdict: 'LOST' })).toEqual([
    0.25,
    edge / 1000,
    [['bad', 'LOST', 1]],
  ]);
  expect(of({ judgement, failedPercent: 4, onset: { ...onset, until: now }, verdict: undefined })).toEqual([
    0.04,
    undefined,
    [],
  ]);
  expect(of({ judgement: { ...judgement, rate: 0 }, failedPercent: 4, onset: undefined, verdict: 'SILENT' })).toEqual([
    0,
    undefined,
    [['bad', 'SILENT', 1]],
  ]);
  expect(of({ judgement, failedPercent: undefined, onset, verdict: undefined })[0]).toBeUndefined();
});

test('of a connection that fails the ten most frequent reasons are told, where none was lost', () => {
  const reasons = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`r${index}`, hourly(index + 1)]));
  const bad = { id: 'bad', sourceId: 'web' };
  const of = (world: Snapshots) =>
    told(world)('connection_failed_events_24h').map(([labels, value]) => [labels.destination_id, labels.reason, value]);
  const report = failuresOf(reasons);
  const good = { id: 'good', sourceId: 'web' };
  const known = mixed().set(resources.failures(period, bad), report).set(resources.failures(period, good), report);
  expect(of(known)).toEqual(Array.from({ length: 10 }, (_, index) => ['bad', `r${11 - index}`, 12 - index]));
  expect(of(mixed().set(resources.failures(period, bad), report, lost))).toEqual([]);
  const unnamed = { total: 5, rows: [{ by: {}, total: 5, retries: 0, series: [] }] };
  expect(of(mixed().set(resources.failures(period, bad), unnamed))).toEqual([['bad', '', 5]]);
  // Rows that are no longer apart: Prometheus takes one number of each name.
  const row = (discardReason: SafeText | undefined, total: number) => ({
    ...unnamed.rows[0]!,
    ...{ by: discardReason === undefined ? {} : { discardReason }, total },
  });
  const rows = [row(undefined, 5), row(t`a`, 4), row(undefined, 3), row(t`b`, 7), row(t`a`, 6)];
  expect(of(mixed().set(resources.failures(period, bad), { total: 25, rows }))).toEqual([
    ['bad', 'a', 10],
    ['bad', '', 8],
    ['bad', 'b', 7],
  ]);
});

test('of more than a thousand those in trouble are told first, then those whose sources send most', () => {
  const ids = (length: number, name: string) => Array.from({ length }, (_, index) => `${name}${index}`);
  const of = told(mixed(), nothingSeen, ({ fleet: { connections } }) => {
    const base = connections.find(({ id }) => id === 'good')!;
    const made = (id: string, change: object) => ({ ...base, id, ...change });
    return {
      connections: [
        ...ids(2, 'unknown').map((id) => made(id, { sourceEvents: undefined })),
        ...ids(999, 'busy').map((id, index) => made(id, { sourceEvents: 1000 - index })),
        made('silent', { verdict: 'SILENT', sourceEvents: 0 }),
      ],
    };
  });
  const first = of('connection_enabled').map(([labels]) => labels.destination_id);
  expect(mostConnections).toBe(1000);
  expect(first).toEqual(['silent', ...ids(999, 'busy')]);
});
