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
  expect(gapOf({ rows, size: hour, from: since }, since)).toEqual({
    since,
    cut: false,
    total: 65,
    types: [
      { type: 'track', count: 55 },
      { type: 'page', count: 10 },
    ],
  });
});

test.each([
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
