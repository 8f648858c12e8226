import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../../../source/domain/time.ts';
import {
  amountText,
  bucketName,
  changeSpan,
  countChangeText,
  pointsText,
  wholeText,
} from '../../../../source/views/delivery/destination/words.ts';
import type { Stage } from '../../../../source/workspace/delivery/pipeline.ts';

const stage = (change: Partial<Stage>): Stage => ({ id: 'failed-delivery', ...change }) as Stage;

it.each([
  [undefined, '–'],
  [Number.NaN, '–'],
  [0, '0pp'],
  [0.049, '0pp'],
  [-0.05, '-0.1pp'],
  [0.05, '+0.1pp'],
  [2, '+2pp'],
  [9.94, '+9.9pp'],
  [9.95, '+10pp'],
  [-12.3, '-12pp'],
])('a difference of %s points is %s', (points, text) => {
  expect(pointsText(points)).toBe(text);
});

it.each([
  [undefined, 5, undefined, '–'],
  [5, undefined, undefined, '–'],
  [0, 0, undefined, '0%'],
  [1, 0, undefined, 'new'],
  [6, 5, 20, '+20%'],
])('%s after %s', (count, earlier, change, text) => {
  expect(countChangeText(count, earlier, change)).toBe(text);
});

describe('the amount and the change of a step', () => {
  it('are shares only where there is something to be a share of', () => {
    const known = stage({ count: 1_600, percent: 4.5, basis: 'attempted', whole: 1_610 });
    expect([amountText(known, true), amountText(known, false), wholeText(known)]).toEqual([
      '4.5%',
      '1.6k',
      'of 1.61k attempted',
    ]);
    const alone = stage({ count: 0, percent: 4.5, basis: undefined, whole: 9 });
    expect([amountText(alone, true), wholeText(alone)]).toEqual(['0', '']);
    const unread = stage({ count: undefined, percent: undefined, basis: 'tried', whole: undefined });
    expect([amountText(unread, true), amountText(unread, false), wholeText(unread)]).toEqual(['–', '–', '']);
  });

  it.each<readonly [id: Stage['id'], change: number, points: number, tones: readonly [count: string, share: string]]>([
    ['failed-delivery', 20, 1, ['dim', 'dim']],
    ['failed-delivery', 21, 1.1, ['bad', 'bad']],
    ['waiting', -90, -50, ['dim', 'dim']],
    ['failed-on-ingest', 21, 1.1, ['bad', 'bad']],
    ['successful-delivery', -20, -1, ['dim', 'dim']],
    ['successful-delivery', -21, -1.1, ['bad', 'bad']],
    ['successfully-received', 90, 50, ['dim', 'dim']],
    ['filtered-at-source', 900, 50, ['dim', 'dim']],
  ])('%s by %s percent or %s points call for attention only where that is worse', (id, change, points, tones) => {
    const given = stage({ id, basis: 'attempted', count: 6, earlier: 5, change, points });
    expect([changeSpan(given, false).tone, changeSpan(given, true).tone]).toEqual(tones);
  });
});

it('a bucket is called by its length', () => {
  expect([minute, hour, 24 * hour].map(bucketName)).toEqual(['events a minute', 'events an hour', 'events a day']);
});
