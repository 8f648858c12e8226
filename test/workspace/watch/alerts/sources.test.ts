import { expect, test } from 'vitest';
import { type Bucket, day, hour } from '../../../../source/domain/time.ts';
import { sameHours } from '../../../../source/workspace/watch/alerts/sources.ts';

const at10 = Date.UTC(2026, 0, 12, 10);
const before = (days: number, after = 0, count = 1) => ({ at: at10 - days * day + after, count });

test.each<readonly [what: string, old: readonly Bucket[], newer: readonly Bucket[], days: readonly number[]]>([
  ['nothing', [], [], [0, 0, 0, 0, 0, 0, 0]],
  ['each of seven days', [1, 2, 3, 4, 5, 6, 7].map((days) => before(days, 0, days)), [], [1, 2, 3, 4, 5, 6, 7]],
  ['all parts of an hour', [before(2, 0, 5), before(2, hour - 1, 6)], [], [0, 11, 0, 0, 0, 0, 0]],
  ['no other hour', [before(2, hour), before(2, -1), before(1, hour), before(7, -hour)], [], [0, 0, 0, 0, 0, 0, 0]],
  ['neither that hour itself nor eight days before', [before(0), before(8)], [], [0, 0, 0, 0, 0, 0, 0]],
  ['yesterday from the newer series', [before(2)], [before(1, 0, 4), before(1, hour - 1, 3)], [7, 1, 0, 0, 0, 0, 0]],
  ['yesterday once where both have it', [before(1, 0, 4), before(2, 0, 0)], [before(1, 0, 4)], [4, 0, 0, 0, 0, 0, 0]],
  ['yesterday from both', [before(1, 0, 4)], [before(1, 1, 2)], [6, 0, 0, 0, 0, 0, 0]],
  [
    'of the newer series yesterday alone',
    [],
    [before(0), before(1, -1), before(1, hour), before(2)],
    [0, 0, 0, 0, 0, 0, 0],
  ],
])('the same hour of the week before has %s', (_, old, newer, days) => {
  expect(sameHours(old, newer, at10)).toEqual(days);
});
