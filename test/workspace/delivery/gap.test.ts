import { expect, test } from 'vitest';
import type { VolumeRow } from '../../../source/domain/delivery/counts.ts';
import { t } from '../../../source/domain/text.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { gapOf, volumeSince } from '../../../source/workspace/delivery/gap.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';

const now = Date.parse('2026-11-21T14:30:00Z');
const row = (type: 'track' | 'page', series: VolumeRow['series']): VolumeRow => ({
  eventType: type === 'track' ? t`track` : t`page`,
  total: 0,
  series,
});

test('the gap by type, most first; the bucket it begins in counts by its part', () => {
  const since = now - 2.5 * hour;
  const rows = [
    row('page', [{ at: now - hour, count: 10 }]),
    row('track', [
      { at: since - 0.5 * hour, count: 100 },
      { at: now - hour, count: 5 },
      { at: since - 9 * hour, count: 1000 },
    ]),
  ];
  expect(gapOf({ rows, size: hour, from: since, until: now }, since)).toEqual({
    since,
    cut: false,
    isCounted: true,
    total: 65,
    types: [
      { type: 'track', count: 55 },
      { type: 'page', count: 10 },
    ],
  });
});

test('a part of a bucket is rounded, and a type that sent nothing since is not named', () => {
  const since = now - 2.5 * hour;
  const rows = [
    row('track', [{ at: since - 0.5 * hour, count: 3 }]),
    row('page', [{ at: since - 3 * hour, count: 40 }]),
  ];
  expect(gapOf({ rows, size: hour, from: since, until: now }, since)).toMatchObject({
    total: 2,
    types: [{ type: 'track', count: 2 }],
  });
});

test('each source, moment and grouping is a read of its own, and what was lost of one is handed on', async () => {
  const since = now - hour;
  const all = [
    volumeSince('s1', since),
    volumeSince('s2', since),
    volumeSince('s1', since - 1),
    volumeSince('s1', since, 'eventName'),
  ];
  expect(new Set(all.map(({ key }) => key)).size).toBe(4);
  const problems = [{ kind: 'dropped-rows', message: t`a row was lost`, status: 200, operation: t`GET /x` }];
  const asked: unknown[] = [];
  const eventVolume = async ({ groupBy }: { readonly groupBy: unknown }) => {
    asked.push(groupBy);
    return { value: [], problems };
  };
  const answer = await all[3]!.load({ eventVolume } as unknown as Backend, {}, now);
  expect([answer.problems, asked]).toEqual([problems, [['eventName']]]);
});

test.each([
  [
    'minutes, from a full one on, up to a minute less than four hours',
    4 * hour - minute - 1000,
    'MINUTE',
    4 * hour - minute,
  ],
  ['hours from that on', 4 * hour - minute, 'HOUR', 4.5 * hour],
  ['minutes within four hours', 3 * hour, 'MINUTE', 3 * hour],
  ['hours beyond', 5 * hour, 'HOUR', 5.5 * hour],
  ['two weeks at most', 40 * day, 'HOUR', 14 * day - hour + 30 * minute],
] as const)('is read in %s', async (_, ago, granularity, length) => {
  const asked: unknown[] = [];
  const backend = {
    eventVolume: async (query: unknown) => {
      asked.push(query);
      return { value: [], problems: [] };
    },
  } as unknown as Backend;
  const { value } = await volumeSince('s1', now - ago).load(backend, {}, now);
  expect(asked).toEqual([
    { window: { start: now - length, end: now }, granularity, groupBy: ['eventType'], sourceIds: ['s1'] },
  ]);
  expect(gapOf(value, now - ago).cut).toBe(ago === 40 * day);
});

test.each([
  ['a moment after it began', 1000, false],
  ['when as long has passed as volume lags behind', minute, false],
  ['a moment later', minute + 1, true],
  ['weeks later', 40 * day, true],
])('that nothing was sent is known only once something is counted: %s', async (_, ago, isCounted) => {
  const backend = { eventVolume: async () => ({ value: [], problems: [] }) } as unknown as Backend;
  const since = now - ago;
  const { value } = await volumeSince('s1', since).load(backend, {}, now);
  expect(gapOf(value, since)).toMatchObject({ total: 0, isCounted });
});
