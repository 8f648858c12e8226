import { expect, it } from 'vitest';
import { isNear } from '../../source/collect/prune.ts';
import { keepCollected } from '../../source/collect/write.ts';
import { day } from '../../source/domain/time.ts';
import { event, now, opened, understood, violation } from './stage.ts';

it.each<[string, readonly [kept: 'event' | 'violation', ago: number][], boolean]>([
  ['nothing is kept', [], false],
  ['an event was kept a day ago', [['event', day]], true],
  ['it was kept longer ago', [['event', day + 1]], false],
  ['a violation was kept a day ahead', [['violation', -day]], true],
  ['it was kept further ahead', [['violation', -day - 1]], false],
  [
    'one of both was kept about now',
    [
      ['event', 9 * day],
      ['violation', 0],
    ],
    true,
  ],
  [
    'only what came before the newest was kept about now',
    [
      ['event', 0],
      ['event', 9 * day],
    ],
    false,
  ],
])('the clock is near what was kept: %s', async (_, all, expected) => {
  const database = await opened();
  for (const [index, [kind, ago]] of all.entries())
    database.attempt(() => {
      const sent =
        kind === 'event' ? understood([event(`${index}`)]) : understood([violation(`${index}`)], 'violations');
      return keepCollected(database, sent, now - ago);
    });
  expect(isNear(database, now)).toBe(expected);
});
