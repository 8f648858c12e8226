import { describe, expect, it } from 'vitest';
import { sourceHealth } from '../../source/domain/source-health.ts';
import { day, hour, minute } from '../../source/domain/time.ts';
import { hourly, now, sourceWith, steady } from '../workspace/snapshots.ts';

const window = { start: now - 2 * day, end: now };
const source = sourceWith('web');
const state = (...counts: readonly number[]) => sourceHealth(source, hourly(...counts), window).state;

describe('health of a source', () => {
  it.each([
    ['sends now', steady(50, 48), 'live'],
    ['paused for an hour', [...steady(50, 40), 0], 'quiet'],
    ['paused for two hours', [...steady(50, 40), 0, 0], 'quiet'],
    ['nothing for three times its gap', [...steady(50, 40), 0, 0, 0], 'silent'],
    [
      'sleeps each night as it did before',
      [...steady(9, 8), ...steady(0, 8), ...steady(9, 8), ...steady(0, 7)],
      'quiet',
    ],
    ['sleeps longer than ever', [...steady(9, 8), ...steady(0, 8), ...steady(9, 8), ...steady(0, 10)], 'silent'],
    ['a job of every six hours', [5, ...steady(0, 5), 5, ...steady(0, 5), 5, ...steady(0, 5), 5, 0, 0], 'quiet'],
    ['sent in one hour only, this one', [50], 'live'],
    ['sent in one hour only, a while ago', [50, 0], 'quiet'],
    ['sent in one hour only, longer ago than an hour', [50, 0, 0], 'silent'],
    ['twice, as far apart as now', [5, 0, 0, 5, 0, 0], 'quiet'],
    ['never in the window', steady(0, 48), 'never'],
    ['not in the volume at all', [], 'never'],
  ])('%s', (_, counts, expected) => {
    expect(state(...counts)).toBe(expected);
  });

  it('just after the hour the last bucket is still fresh', () => {
    const justAfter = { ...window, end: now - 27 * minute };
    expect(sourceHealth(source, hourly(50, 50, 0), justAfter)).toMatchObject({ state: 'live' });
  });

  it('tells since when it is silent, and what is missing', () => {
    const thisHour = now - (now % hour);
    expect(sourceHealth(source, hourly(...steady(60, 10), 30, 0, 0, 0), window)).toEqual({
      state: 'silent',
      lastSeen: thisHour - 2 * hour,
      usualPerHour: Math.round((600 + 30) / 11),
    });
  });

  it('never says that it was seen later than was looked', () => {
    expect(sourceHealth(source, hourly(1, 1, 1), window).lastSeen).toBe(now);
  });

  it('is unknown while the volume is, and disabled whatever it sends', () => {
    expect(sourceHealth(source, undefined, window).state).toBe('unknown');
    expect(sourceHealth(sourceWith('web', { enabled: false }), hourly(5), window)).toEqual({
      state: 'disabled',
      usualPerHour: 0,
    });
  });

  it('reads buckets in any order', () => {
    expect(sourceHealth(source, hourly(50, 50, 50, 50).toReversed(), window).state).toBe('live');
  });
});
