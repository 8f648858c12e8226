import { describe, expect, it } from 'vitest';
import { spikeOf } from '../../../source/domain/protocols/spike.ts';
import { hour } from '../../../source/domain/time.ts';
import { hourly, now, steady } from '../../workspace/snapshots.ts';

const even = hourly(...steady(1000, 24));
const since = (ago: number) => now - (now % hour) - ago * hour;

describe('a spike', () => {
  it.each([
    ['steady', steady(5, 24), undefined],
    ['none at all', steady(0, 24), undefined],
    ['a few where there were none', [...steady(0, 22), 5, 4], undefined],
    ['ten where there were none', [...steady(0, 22), 5, 5], { since: since(1), count: 10 }],
    ['a break two hours ago', [...steady(2, 21), 30, 20, 5], { since: since(2), count: 55 }],
    ['a break six hours ago', [...steady(2, 18), ...steady(60, 6)], { since: since(5), count: 180 }],
    ['over since four hours', [...steady(2, 16), 90, 90, 90, ...steady(2, 5)], undefined],
    ['three times the share that it had', [...steady(2, 21), 6, 6, 6], undefined],
    ['one more than that', [...steady(2, 21), 6, 6, 7], { since: since(0), count: 19 }],
    ['hours that are high beside one that is not', [...steady(2, 21), 0, 30, 0], { since: since(1), count: 30 }],
    ['a pause of two hours before it', [...steady(1, 18), 40, 0, 0, 40, 40, 40], { since: since(2), count: 120 }],
    ['a pause of one hour in it', [...steady(1, 20), 40, 0, 40, 40], { since: since(3), count: 80 }],
  ])('%s', (_, counts, expected) => {
    expect(spikeOf(hourly(...counts), even)).toEqual(expected);
  });

  it('is no morning: it counts shares', () => {
    const traffic = [...steady(100, 20), 1000, 2000, 4000, 2000];
    const violations = traffic.map((events) => events / 50);
    expect(spikeOf(hourly(...violations), hourly(...traffic))).toBe(undefined);
  });

  it('is seen in the quiet of the night', () => {
    const traffic = [...steady(4000, 20), ...steady(100, 4)];
    const violations = [...steady(8, 20), 0, 8, 8, 8];
    expect(spikeOf(hourly(...violations), hourly(...traffic))).toEqual({ since: since(2), count: 24 });
  });

  it('of what came in an hour without events, or before any, is one', () => {
    expect(spikeOf(hourly(...steady(0, 23), 10), [])).toEqual({ since: since(0), count: 10 });
    expect(spikeOf(hourly(1, ...steady(0, 22), 10), hourly(1000, ...steady(0, 23)))).toEqual({
      since: since(0),
      count: 10,
    });
  });

  it('needs something to compare with', () => {
    expect(spikeOf(hourly(50, 50, 50), hourly(100, 100, 100))).toBe(undefined);
    expect(spikeOf([], [])).toBe(undefined);
  });
});
