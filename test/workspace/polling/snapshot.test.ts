import { expect, it } from 'vitest';
import { askedAt, isSameAnswer, isStale, type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../snapshots.ts';

const error = problemWith({ kind: 'timeout' });

it.each<readonly [string, Partial<Snapshot>, boolean]>([
  ['what was not read', {}, false],
  ['what was read', { data: 0, status: 'ready' }, false],
  ['what could not be read', { error, status: 'failed' }, false],
  ['what could not be read again', { data: 0, error, status: 'failed' }, true],
  ['the same while it is tried once more', { data: 0, error, status: 'loading' }, true],
])('old is %s: %j', (_, change, expected) => {
  expect(isStale({ ...unread, ...change })).toBe(expected);
});

it.each([
  ['when it was asked for', { askedAt: 1, fetchedAt: 2 }, 1],
  ['when it came, where nothing tells when it was asked for', { fetchedAt: 2 }, 2],
  ['now, where it has not come', {}, 3],
] as const)('its window is of %s', (_, change, expected) => {
  expect(askedAt({ ...unread, ...change }, 3)).toBe(expected);
});

const known: Snapshot = {
  data: [],
  error,
  problems: [],
  fetchedAt: 2,
  askedAt: 1,
  recalled: true,
  status: 'ready',
  version: 1,
};

it.each<readonly [string, Partial<Snapshot>, boolean]>([
  ['nothing', {}, true],
  ['how it is being read', { status: 'loading', nextAt: 5, version: 2 }, true],
  ['the data', { data: [] }, false],
  ['why it failed', { error: undefined }, false],
  ['what was left out', { problems: [] }, false],
  ['when it came', { fetchedAt: 3 }, false],
  ['when it was asked for', { askedAt: 2 }, false],
  ['that it is of an earlier start', { recalled: undefined }, false],
])('where %s is another, whether the same is known', (_, change, expected) => {
  expect(isSameAnswer(known, { ...known, ...change })).toBe(expected);
  expect(isSameAnswer(known, known)).toBe(true);
});
