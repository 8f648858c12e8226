import { expect, test } from 'vitest';
import type { Problem } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import {
  allWhole,
  isToCome,
  isWhole,
  lostIn,
  standingOf,
  standingOfCounts,
  togetherOf,
  wholeAnswer,
  wholeOf,
} from '../../../source/workspace/polling/proof.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';

const problem: Problem = {
  kind: 'dropped-rows',
  message: t`2 rows could not be read`,
  status: 200,
  operation: t`GET /x`,
};
const good: Snapshot<number[]> = { data: [], problems: [], status: 'ready', version: 1 };

test('an answer of which rows were lost is nothing to add up', () => {
  expect(wholeAnswer({ value: 7, problems: [{ ...problem, kind: 'odd-fields' }] })).toBe(7);
  expect(() => wholeAnswer({ value: 7, problems: [problem] })).toThrow('2 rows could not be read');
});

test.each<[string, Snapshot<number[]>, boolean]>([
  ['nothing was read yet', unread, false],
  ['it was read, though there is nothing', good, true],
  ['rows were left out', { ...good, problems: [problem] }, false],
  ['a field of a row was odd', { ...good, problems: [{ ...problem, kind: 'odd-fields' }] }, true],
  ['the read failed', { problems: [], status: 'failed', error: problem, version: 1 }, false],
  ['it is old, and was whole', { ...good, status: 'failed', error: problem }, true],
])('when %s, whether that is all is known', (_, snapshot, expected) => {
  expect(isWhole(snapshot)).toBe(expected);
  expect(wholeOf(snapshot)).toBe(expected ? snapshot.data : undefined);
  expect(allWhole(good, snapshot)).toBe(expected);
});

const failedWith = (kind: Problem['kind'], data?: number[]): Snapshot<number[]> => ({
  ...{ data, problems: [], status: 'failed', version: 1 },
  error: { ...problem, kind },
});

test.each<[string, Snapshot<number[]>, boolean]>([
  ['nothing was read yet', unread, true],
  ['all of it was read', good, false],
  ['rows were left out', { ...good, problems: [problem] }, true],
  ['a field of a row was odd', { ...good, problems: [{ ...problem, kind: 'odd-fields' }] }, false],
  ['the read failed for now', failedWith('server'), true],
  ['the limit was reached', failedWith('rate-limited'), true],
  ['the token may not read it', failedWith('no-access'), false],
  ['the plan does not have it', failedWith('not-in-plan'), false],
  ['it is gone', failedWith('not-found'), false],
  ['what was read whole is refused now', failedWith('no-access', []), false],
  ['what was read in part is refused now', { ...failedWith('no-access', []), problems: [problem] }, true],
])('when %s, whether something is to come', (_, snapshot, expected) => {
  expect(isToCome(snapshot)).toBe(expected);
});

test.each<[string, Snapshot<number[]>, Problem | undefined]>([
  ['all of it was read', good, undefined],
  ['only a field was odd', { ...good, problems: [{ ...problem, kind: 'odd-fields' }] }, undefined],
  ['rows were left out', { ...good, problems: [{ ...problem, kind: 'odd-fields' }, problem] }, problem],
  ['nothing came', { ...unread, problems: [problem] }, undefined],
])('when %s, what was lost', (_, snapshot, expected) => {
  expect(lostIn(snapshot)).toBe(expected);
});

const partly: Snapshot<number[]> = { ...good, problems: [problem] };
const failing = failedWith('server');
const stale = failedWith('server', []);

test.each<[string, readonly [Snapshot, ...Snapshot[]], object]>([
  ['all were read', [good, good], { kind: 'whole' }],
  ['one is still read', [good, unread], { kind: 'reading', read: 1, of: 2 }],
  ['the first is still read', [unread, good], { kind: 'reading', read: 1, of: 2 }],
  ['one failed', [good, failing], { kind: 'failed', problem: failing.error, read: 1, of: 2 }],
  [
    'one failed, another is still read',
    [unread, failing, good],
    { kind: 'failed', problem: failing.error, read: 1, of: 3 },
  ],
  ['one could not be read again', [good, stale], { kind: 'whole' }],
  ['one lost a part', [good, partly], { kind: 'partial', problem }],
  ['one lost a part, another is still read', [partly, unread], { kind: 'reading', read: 1, of: 2 }],
  ['one lost a part and could not be read again', [{ ...stale, problems: [problem] }], { kind: 'partial', problem }],
])('where %s, how far the reads have come', (_, snapshots, expected) => {
  expect(standingOf(...snapshots)).toMatchObject(expected);
  expect(standingOf(...snapshots).kind).toBe((expected as { kind: string }).kind);
});

test('of several standings the one that proves least stands for all', () => {
  const whole = standingOfCounts({ read: 2, of: 2 });
  const partial = standingOfCounts({ read: 2, of: 2, lost: problem });
  const reading = standingOfCounts({ read: 1, of: 2 });
  const failed = standingOfCounts({ read: 1, of: 2, failed: problem, lost: problem });
  const kinds = [whole, partial, reading, failed].map(({ kind }) => kind);
  expect(kinds).toEqual(['whole', 'partial', 'reading', 'failed']);
  expect(togetherOf(whole, whole)).toBe(whole);
  expect(togetherOf(whole, partial)).toBe(partial);
  expect(togetherOf(partial, reading, whole)).toBe(reading);
  expect(togetherOf(reading, partial, failed, whole)).toBe(failed);
});
