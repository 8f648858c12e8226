import { expect, test } from 'vitest';
import { newsOf } from '../../../source/app/kept/alerts.ts';
import { second } from '../../../source/domain/time.ts';
import type { AlertRecord } from '../../../source/domain/watch/alerts/alert.ts';

const raisedAt = Date.parse('2026-03-01T00:00:00Z');

const record = (id: string, more: Partial<AlertRecord> = {}, awaits?: true): AlertRecord =>
  ({ id, state: 'raised', raisedAt, holding: [id], finding: { severity: 'warning', awaits }, ...more }) as AlertRecord;

/** Ids of what is news at each look, given the seconds after it was raised. */
type Look = readonly [at: number, records: readonly AlertRecord[]];
function newsAt(looks: readonly Look[]): (readonly string[])[] {
  let known: ReturnType<typeof newsOf>['marks'] | undefined;
  return looks.map(([at, records]) => {
    const { news, marks } = newsOf(records, known, raisedAt + at * second);
    known = marks;
    return news.map(({ id }) => id);
  });
}

const awaiting = (id: string) => record(id, {}, true);
const past = record('a', { state: 'resolved', holding: [] });

test.each<[string, readonly Look[], (readonly string[])[]]>([
  [
    'what is there at the start is none',
    [
      [0, [record('a')]],
      [5, [record('a')]],
    ],
    [[], []],
  ],
  [
    'what comes up is, once',
    [
      [0, []],
      [5, [record('a')]],
      [10, [record('a')]],
    ],
    [[], ['a'], []],
  ],
  [
    'what ends is none',
    [
      [0, [record('a')]],
      [5, [past]],
    ],
    [[], []],
  ],
  [
    'what is waited for is once it is read',
    [
      [0, []],
      [5, [awaiting('a')]],
      [10, [record('a')]],
    ],
    [[], [], ['a']],
  ],
  [
    'or after a minute',
    [
      [0, []],
      [5, [awaiting('a')]],
      [60, [awaiting('a')]],
    ],
    [[], [], ['a']],
  ],
  [
    'but not again',
    [
      [0, []],
      [5, [record('a')]],
      [10, [awaiting('a')]],
      [15, [record('a')]],
    ],
    [[], ['a'], [], []],
  ],
  [
    'nor if it was there at the start',
    [
      [0, [awaiting('a')]],
      [5, [record('a')]],
    ],
    [[], []],
  ],
  [
    'what comes back is waited for too',
    [
      [0, [past]],
      [5, [awaiting('a')]],
      [10, [record('a')]],
    ],
    [[], [], ['a']],
  ],
])('news: %s', (_, looks, expected) => {
  expect(newsAt(looks)).toEqual(expected);
});
