import { expect, test } from 'vitest';
import { t } from '../../source/domain/text.ts';
import { type Hit, hitAt, rowHit, sameHit, withHit } from '../../source/theme/hit.ts';
import { line } from '../../source/theme/line.ts';

const row: Hit = { kind: 'row', pane: 'list', row: 'r' };
const other: Hit = { kind: 'row', pane: 'days', row: 'r' };
const button: Hit = { kind: 'button', at: 0 };
/** `ab日xOKyz-` : nothing, a row that goes on, a button in it, another row. */
const block = [
  line(),
  line(t`ab`, { text: t`日`, hit: row }, t`x`, { text: t`OK`, hit: button }, t`y`, { text: t`z`, hit: other }, t`-`),
];

test.each([
  [-1, undefined],
  [0, undefined],
  [1, undefined],
  [2, row],
  [3, row],
  [4, row],
  [5, button],
  [6, button],
  [7, row],
  [8, other],
  [9, other],
  [10, undefined],
])('what lies under column %i: a row goes on to what follows it, a button does not', (column, hit) => {
  expect(hitAt(block, column, 1)).toEqual(hit);
});

test('nothing lies beside what is drawn', () => {
  expect([hitAt(block, 2, 0), hitAt(block, 2, 2), hitAt([], 0, 0)]).toEqual([undefined, undefined, undefined]);
});

test.each<readonly [Hit, Hit, boolean]>([
  [row, { ...row }, true],
  [row, other, false],
  [button, { kind: 'button', at: 1 }, false],
])('%j and %j are the same place: %s', (a, b, same) => {
  expect(sameHit(a, b)).toBe(same);
});

test('a row without a key is a part of its pane', () => {
  expect([rowHit('list', 'r'), rowHit('list', '')]).toEqual([row, { kind: 'row', pane: 'list', row: '' }]);
  expect(rowHit('list', undefined)).toEqual({ kind: 'pane', pane: 'list' });
});

test('a whole row is one thing, whatever its pieces were', () => {
  expect(withHit(block[1]!, button).spans.map(({ hit }) => hit)).toEqual(Array(7).fill(button));
});
