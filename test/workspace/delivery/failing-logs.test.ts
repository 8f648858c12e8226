import { expect, test } from 'vitest';
import { hour, minute } from '../../../source/domain/time.ts';
import { failingLogs } from '../../../source/workspace/delivery/failing-logs.ts';
import type { Connection } from '../../../source/workspace/delivery/fleet.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../snapshots.ts';

const noon = Date.UTC(2026, 0, 15, 12);

const connection = (id: string, since: number | undefined) =>
  ({
    id,
    destination: { id, sourceId: 's' },
    onset: since === undefined ? undefined : { since, within: minute, before: undefined, until: undefined },
  }) as unknown as Connection;

const series = (...counts: readonly (readonly [number, number])[]) => ({
  series: counts.map(([at, count]) => ({ at, count })),
});

test('those that have a collection, what began last first, with the hours in which they failed', () => {
  const failing = [
    connection('always', undefined),
    connection('old', noon - 5 * hour),
    connection('new', noon),
    connection('none', noon),
  ];
  const read = (({ key }: { key: string }) => ({
    ...unread,
    data: key.startsWith('failures:24h:new')
      ? { total: 3, rows: [series([noon, 2], [noon - hour, 0]), series([noon + 5 * minute, 1], [noon - 3 * hour, 1])] }
      : undefined,
  })) as unknown as Read;
  expect(
    failingLogs({ failing }, read, '24h', { always: 'a', old: 'o', new: 'n', other: 'x', constructor: 'y' }),
  ).toEqual([
    { destinationId: 'new', collectionId: 'n', hours: [noon, noon - 3 * hour] },
    { destinationId: 'old', collectionId: 'o', hours: undefined },
    { destinationId: 'always', collectionId: 'a', hours: undefined },
  ]);
});

test.each<readonly [string, Partial<Snapshot>, object]>([
  ['a row was lost', { problems: [problemWith({ kind: 'dropped-rows' })] }, { hours: [noon], isPart: true }],
  ['a field could not be read', { problems: [problemWith({ kind: 'odd-fields' })] }, { hours: [noon] }],
  ['it could not be renewed', { error: problemWith() }, { hours: [noon] }],
])('the hours of a report of which %s are told as what they are', (_, change, expected) => {
  const data = { total: 3, rows: [series([noon, 2])] };
  const read = (() => ({ ...unread, data, ...change })) as unknown as Read;
  expect(failingLogs({ failing: [connection('d', noon)] }, read, '24h', { d: 'c' })).toEqual([
    { destinationId: 'd', collectionId: 'c', ...expected },
  ]);
});
