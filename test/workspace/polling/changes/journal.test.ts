import { expect, test } from 'vitest';
import { Journal } from '../../../../source/workspace/polling/changes/journal.ts';

const keysOf = (keys: ReadonlySet<string> | undefined) => keys && [...keys];

test('what was noted since a mark, each key once; without a mark it may be anything', () => {
  const journal = new Journal();
  journal.note('before');
  const first = journal.since(undefined);
  expect(first.keys).toBeUndefined();
  expect(keysOf(journal.since(first.mark).keys)).toEqual([]);
  for (const key of ['a', 'b', 'a']) journal.note(key);
  const second = journal.since(first.mark);
  expect(keysOf(second.keys)).toEqual(['a', 'b']);
  journal.note('c');
  expect(keysOf(journal.since(second.mark).keys)).toEqual(['c']);
  expect(keysOf(journal.since(first.mark).keys)).toEqual(['a', 'b', 'c']);
});

test('two that ask one after the other are answered the same, and not what was answered before a change', () => {
  const journal = new Journal();
  const { mark } = journal.since(undefined);
  journal.note('a');
  expect(journal.since(mark)).toBe(journal.since(mark));
  journal.note('b');
  expect(keysOf(journal.since(mark).keys)).toEqual(['a', 'b']);
});

test('a mark of another journal, and one before everything may have changed, know nothing', () => {
  const [one, other] = [new Journal(), new Journal()];
  const { mark } = other.since(undefined);
  expect(one.since(mark).keys).toBeUndefined();
  const { mark: own } = one.since(undefined);
  one.noteAll();
  expect(one.since(own).keys).toBeUndefined();
  const { mark: after } = one.since(undefined);
  one.note('a');
  expect(keysOf(one.since(after).keys)).toEqual(['a']);
});

test('ten thousand changes are remembered; who has not looked for longer looks at everything', () => {
  const journal = new Journal();
  journal.note('first');
  const old = journal.since(undefined).mark;
  for (let index = 0; index < 9_999; index += 1) journal.note('early');
  const { mark } = journal.since(undefined);
  for (let index = 0; index < 10_000; index += 1) journal.note(`late ${index}`);
  expect(journal.since(mark).keys?.size).toBe(10_000);
  expect(journal.since(mark).keys?.has('early')).toBe(false);
  expect(journal.since(old).keys).toBeUndefined();
});
