import { expect, test } from 'vitest';
import { Dependents } from '../../../../source/workspace/polling/changes/dependents.ts';
import { Journal } from '../../../../source/workspace/polling/changes/journal.ts';
import type { Mark, Read } from '../../../../source/workspace/polling/read.ts';
import { unread } from '../../../../source/workspace/polling/snapshot.ts';

const seen = (...keys: readonly string[]) => ({ resources: keys.map((key) => ({ key })) as never, snapshots: [] });

function stage() {
  const journal = new Journal();
  const read: Read = Object.assign(() => unread, { since: (mark: Mark | undefined) => journal.since(mark) });
  const dependents = new Dependents();
  dependents.add(0, seen('a', 'common'));
  dependents.add(1, seen('b', 'b', 'common'));
  dependents.changed(read);
  const changed = (...keys: readonly string[]) => {
    for (const key of keys) journal.note(key);
    const all = dependents.changed(read);
    return all && [...all];
  };
  return { dependents, changed };
}

test.each([
  ['of one', ['a'], [0]],
  ['of both, each once', ['b', 'a', 'b'], [1, 0]],
  ['that none of them was worked out from', ['other'], []],
  ['of nothing', [], []],
  ['that more than one was worked out from: it may be any', ['a', 'common'], undefined],
])('a change %s', (_, keys, indexes) => {
  expect(stage().changed(...keys)).toEqual(indexes);
});

test('each change is told once, and what is worked out from more is told of that too', () => {
  const { dependents, changed } = stage();
  expect(changed('a')).toEqual([0]);
  expect(changed()).toEqual([]);
  dependents.add(0, seen('a', 'c'));
  expect(changed('c')).toEqual([0]);
  dependents.add(1, seen('c'));
  expect(changed('c')).toBeUndefined();
});

test('where nobody keeps account of changes it may be any', () => {
  const { dependents } = stage();
  expect(dependents.changed(() => unread)).toBeUndefined();
});
