import { expect, it, test } from 'vitest';
import { isAsSeen, noting } from '../../../../source/workspace/polling/changes/seen-reads.ts';
import type { Resource } from '../../../../source/workspace/polling/resource.ts';
import { isSameAnswer, type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../../snapshots.ts';

const resource = (key: string) => ({ key }) as Resource<unknown>;
const [first, second, other] = ['first', 'second', 'other'].map(resource) as [
  Resource<unknown>,
  Resource<unknown>,
  Resource<unknown>,
];
const answer: Snapshot = { ...unread, status: 'ready', data: ['row'], fetchedAt: 1, askedAt: 1 };

/** Reads that can be changed. */
function world() {
  const snapshots = new Map<string, Snapshot>([
    [first.key, answer],
    [second.key, unread],
    [other.key, unread],
  ]);
  const asked: string[] = [];
  const read = ((of: Resource<unknown>) => {
    asked.push(of.key);
    return snapshots.get(of.key)!;
  }) as Parameters<typeof noting>[0];
  return { snapshots, asked, read };
}

it('what was read is read once while it is noted, and is the same until one of it is another', () => {
  const { snapshots, asked, read } = world();
  const { read: noted, seen } = noting(read);
  expect([noted(first), noted(second), noted(first)]).toEqual([answer, unread, answer]);
  expect(asked).toEqual(['first', 'second']);
  expect(isAsSeen(seen, read)).toBe(true);
  // What was not read is nothing that it was worked out from.
  snapshots.set(other.key, answer);
  expect(isAsSeen(seen, read)).toBe(true);
  snapshots.set(second.key, { ...unread });
  expect(isAsSeen(seen, read)).toBe(false);
});

it('what was worked out from nothing stays', () => {
  const { read } = world();
  expect(isAsSeen(noting(read).seen, read)).toBe(true);
});

it('what tells the same in another object is compared but once', () => {
  const { snapshots, read } = world();
  const { read: noted, seen } = noting(read);
  noted(first);
  let compared = 0;
  const isSame = (a: Snapshot, b: Snapshot) => {
    compared += 1;
    return isSameAnswer(a, b);
  };
  snapshots.set(first.key, { ...answer, status: 'loading' });
  expect([isAsSeen(seen, read, isSame), isAsSeen(seen, read, isSame), compared]).toEqual([true, true, 1]);
  snapshots.set(first.key, { ...answer, data: ['row'] });
  expect(isAsSeen(seen, read, isSame)).toBe(false);
});

test.each<[string, Partial<Snapshot>, boolean]>([
  ['that is read again', { status: 'loading' }, true],
  ['of another version, to be read at another time', { version: 7, nextAt: 9 }, true],
  ['with other data', { data: ['row'] }, false],
  ['of another time', { fetchedAt: 2 }, false],
  ['asked for at another time', { askedAt: 2 }, false],
  ['that lost rows', { problems: [problemWith({ kind: 'dropped-rows' })] }, false],
  ['that could not be renewed', { error: problemWith() }, false],
  ['of an earlier start', { recalled: true }, false],
])('an answer %s is the same: %s', (_, change, same) => {
  expect(isSameAnswer(answer, { ...answer, ...change })).toBe(same);
});
