import { expect, test } from 'vitest';
import type { Problem } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { allWhole, isWhole, wholeAnswer, wholeOf } from '../../../source/workspace/polling/proof.ts';
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
