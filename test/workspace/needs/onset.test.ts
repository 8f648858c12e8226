import { expect, it } from 'vitest';
import type { StepReport } from '../../../source/domain/delivery/counts.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { onsetNeeds } from '../../../source/workspace/needs/onset.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { destinationWith, now, period, readingWith, type Snapshots, snapshots } from '../snapshots.ts';

const start = now - 4 * hour + minute;

/** So many events in each minute between these moments. */
function evenly(count: number, from: number, to: number): StepReport {
  const series = Array.from({ length: Math.max(0, (to - from) / minute) }, (_, index) => ({
    at: from + index * minute,
    count,
  }));
  return { total: count * series.length, rows: [{ by: {}, total: count * series.length, retries: 0, series }] };
}

/** The minutes of a connection that delivered everything until a moment, and nothing from then on. */
const failingFrom = (at: number): resources.MinuteSeries => ({
  window: { start, end: now },
  failures: evenly(10, at, now),
  deliveries: evenly(10, start, at),
});

const d = (id: string) => destinationWith(id, 'web');
function keysOf({ read }: Snapshots, ...ids: readonly string[]) {
  const needs = onsetNeeds(
    read,
    period,
    now,
    ids.map((id) => ({ destination: d(id) })),
  );
  return needs.flatMap(({ resource: { key } }) => (key.startsWith('onset:') ? [key.slice(6)] : []));
}
const bad = { firstTry: 100, discarded: 900 };
const world = (metrics: Parameters<typeof readingWith>[0], minutes?: resources.MinuteSeries) => {
  const all = snapshots()
    .set(resources.destinations, [d('a')])
    .set(resources.metrics(period, d('a')), readingWith(metrics, metrics));
  return minutes ? all.set(resources.minutes(period, d('a')), minutes) : all;
};

it.each<readonly [string, Snapshots, readonly string[]]>([
  ['it failed already when its minutes begin', world(bad, failingFrom(start)), ['a']],
  ['its minutes tell when it began', world(bad, failingFrom(now - hour)), []],
  ['its minutes are not read yet', world(bad), []],
  ['nothing is wrong with it', world({ firstTry: 1000 }, failingFrom(now)), []],
])('it is looked back for when a connection began to fail where %s', (_, all, ids) => {
  expect(keysOf(all, 'a')).toEqual(ids);
});

it('of more than twenty the worst are looked back for', () => {
  const ids = Array.from({ length: 21 }, (_, index) => `d${index}`);
  const all = snapshots().set(resources.destinations, ids.map(d));
  for (const [index, id] of ids.entries()) {
    const numbers = { firstTry: 100, discarded: 100 * (1 + index) };
    all.set(resources.metrics(period, d(id)), readingWith(numbers, numbers));
    const failures = evenly(1 + index, start, now);
    all.set(resources.minutes(period, d(id)), {
      window: { start, end: now },
      failures,
      deliveries: evenly(1, now, now),
    });
  }
  expect(keysOf(all, ...ids)).toEqual(ids.slice(1).reverse());
});
