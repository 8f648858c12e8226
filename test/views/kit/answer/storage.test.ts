import { afterEach, expect, it, vi } from 'vitest';
import type { Sync } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { storageAnswer } from '../../../../source/views/kit/answer/storage.ts';
import type { StorageHealth } from '../../../../source/workspace/storage/health.ts';
import { now, period, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

afterEach(() => void vi.unstubAllEnvs());

const sync = (hoursAgo: number, change: Partial<Sync> = {}): Sync => ({
  sourceId: 'web',
  start: now - hoursAgo * hour + minute,
  end: undefined,
  status: 'success',
  word: t`success`,
  seconds: 1,
  rows: 1_234n,
  notices: [],
  ...change,
});

/** What the answer about a warehouse with these syncs says under a title, with the tones of its first row. */
function partOf(syncs: readonly Sync[], title = 'Last syncs') {
  vi.stubEnv('TZ', 'UTC');
  const storage = { warehouse: { id: 'w', name: t`Snowflake` }, syncs: { data: syncs }, isWhole: true };
  const { parts } = storageAnswer(
    storage as unknown as StorageHealth,
    {
      read: snapshots().read,
      now,
      period,
      keyOf: (command: string) => t`<${command as never}>`,
      overview: {
        activity: { data: { items: [] }, problems: [] },
        flow: { bySource: new Map([['web', { source: sourceWith('web', { name: t`Web` }) }]]) },
      },
    } as never,
  );
  const { rows } = parts.find((part) => part.title === title)!;
  const lines = typeof rows === 'function' ? rows(60) : rows;
  return {
    texts: lines.map((row) => lineText(row).replace(/ {2,}/g, '  ')),
    tones: lines[0]?.spans.map((s) => s.tone),
  };
}

it('names the newest syncs of a warehouse first, each with when it began, its result, its rows and its source', () => {
  const one = sync(3, { status: 'failure', word: t`FAILED`, rows: undefined, sourceId: '0123456789abcdef0' });
  expect(partOf([one, sync(1), sync(2, { rows: 1n })]).texts).toEqual([
    '11:31  success  1.23k rows  Web',
    '10:31  success  1 row  Web',
    '09:31  FAILED  –  0123456789abcdef',
  ]);
});

it.each([
  ['failure', 'bad'],
  ['partial', 'warn'],
  ['success', 'text'],
  ['running', 'text'],
] as const)('a sync that ended with %s is %s', (status, tone) => {
  expect(partOf([sync(1, { status })]).tones).toEqual(['dim', tone, 'dim', undefined]);
});

it.each([
  [6, undefined],
  [7, 'and 1 more in the reports read'],
  [30, 'and 24 more in the reports read'],
])('of %i syncs six are named, and how many more there are', (count, more) => {
  const { texts } = partOf(Array.from({ length: count }, (_, index) => sync(index + 1)));
  expect([texts.slice(0, 6).filter((text) => text.includes('success')).length, texts[6]]).toEqual([6, more]);
});

it('names the keys that lead on', () => {
  expect(partOf([sync(1)], 'Next').texts).toEqual([
    '<row.open> opens the warehouse: each source, its syncs and what helps',
    '<page.audit> all that was done to it',
  ]);
});
