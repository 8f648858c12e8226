import { expect, test } from 'vitest';
import { exactOnset, olderOnset } from '../../../../source/domain/delivery/onset.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { columns } from '../../../../source/views/storage/lists/warehouses.ts';
import type { StorageHealth } from '../../../../source/workspace/storage/health.ts';
import { now, warehouseWith } from '../../../workspace/snapshots.ts';

const well = { state: 'ok', isWhole: true, isAtLeast: false, failedInRow: 0, failingPairs: 0, pairs: [] };
const row = (change: object): StorageHealth =>
  ({ warehouse: warehouseWith('dwh', { name: t`Lake` }), ...well, ...change }) as never;

/** What a column shows, how it sorts, and what a program is told of it. */
function told(id: string, of: StorageHealth) {
  const { cell, sort } = columns.find((each) => each.id === id)!;
  const shown = cell(of, { glyphs: glyphs(false), width: 20, selected: false, marked: false, now });
  return [typeof shown === 'string' ? shown : (shown as { text: string }).text, sort?.(of)];
}
const exported = (of: StorageHealth) => columns.find(({ id }) => id === 'failed')!.export!(of);

const since = { failingSince: now - 3 * hour, onset: exactOnset(now - 3 * hour) };
const failing = { state: 'failing', failingPairs: 1, failedInRow: 3, ...since };

test.each<
  readonly [
    what: string,
    of: object,
    state: string,
    failed: readonly unknown[],
    program: number | undefined,
    since: readonly unknown[],
    reason: string,
  ]
>([
  ['is well', {}, 'ok', ['0', 0], 0, ['', undefined], ''],
  ['is not read', { state: 'unknown', isWhole: false }, 'not read', ['–', undefined], undefined, ['', undefined], ''],
  ['has no runs', { state: 'no-runs' }, 'no-runs', ['0', 0], 0, ['', undefined], ''],
  ['is off', { state: 'disabled' }, 'disabled', ['0', 0], 0, ['', undefined], ''],
  ['fails', failing, 'failing', ['3', 3], 3, ['3h', now - 3 * hour], '3 failed in a row'],
  [
    'fails and says why',
    { ...failing, notice: { message: t`permission denied` } },
    'failing',
    ['3', 3],
    3,
    ['3h', now - 3 * hour],
    'permission denied',
  ],
  [
    'fails for two sources',
    { ...failing, failingPairs: 2 },
    'failing',
    ['3', 3],
    3,
    ['3h', now - 3 * hour],
    '2 sources: 3 failed in a row',
  ],
  [
    'has failed for as long as was read',
    { ...failing, isAtLeast: true, failingSince: undefined, onset: olderOnset(now - 6.5 * hour) },
    'failing',
    ['3+', 3],
    undefined,
    ['over 6 h', undefined],
    '3+ failed in a row',
  ],
  [
    'fails, with a report that was lost',
    { ...failing, isWhole: false, isAtLeast: true, failingSince: undefined, onset: olderOnset(now - 50 * minute) },
    'failing',
    ['–', undefined],
    undefined,
    ['over 50 min', undefined],
    '3+ failed in a row',
  ],
  [
    'loads in part, which is no row of failures',
    { state: 'partial', onset: exactOnset(now - 5 * hour) },
    'partial',
    ['0', 0],
    0,
    ['', undefined],
    'loaded in part',
  ],
  [
    'failed by the audit trail alone',
    { state: 'failing', isWhole: false },
    'failing',
    ['–', undefined],
    undefined,
    ['', undefined],
    'failed',
  ],
])('a warehouse that %s', (_, change, state, failed, program, began, reason) => {
  const of = row(change);
  expect([told('name', of)[0], told('kind', of)[0], told('state', of)[0]]).toEqual(['Lake', 'Redshift', state]);
  expect([told('failed', of), exported(of), told('since', of)]).toEqual([failed, program, began]);
  expect(told('reason', of)).toEqual([reason, reason]);
});

test('states sort from what loses data to what is off', () => {
  const states = ['failing', 'partial', 'no-runs', 'unknown', 'ok', 'disabled'];
  const sorts = states.map((state) => told('state', row({ state }))[1] as number);
  expect(sorts).toEqual(sorts.toSorted((a, b) => a - b));
  expect(new Set(sorts).size).toBe(states.length);
});

test.each([
  [undefined, ['–', undefined]],
  [now - 90 * minute, ['1h 30m', now - 90 * minute]],
])('the last good sync, where it is %s', (lastGood, shown) => {
  expect(told('good', row({ lastGood }))).toEqual(shown);
});
