import { describe, expect, it } from 'vitest';
import { Lanes } from '../../../source/workspace/polling/lanes.ts';

const all = () => true;

describe('lanes', () => {
  it('serves in order of arrival across lanes', () => {
    const lanes = new Lanes<number>();
    lanes.join('a', 1);
    lanes.join('b', 2);
    lanes.join('a', 3);
    expect([lanes.take(all, all), lanes.take(all, all), lanes.take(all, all), lanes.take(all, all)]).toEqual([
      1,
      2,
      3,
      undefined,
    ]);
  });

  it('serves the lower rank of a lane first, and of equals what came first', () => {
    const lanes = new Lanes<string>();
    lanes.join('a', 'later', 2);
    lanes.join('a', 'first', -1);
    lanes.join('a', 'second');
    lanes.join('a', 'third');
    expect([1, 2, 3, 4].map(() => lanes.take(all, all))).toEqual(['first', 'second', 'third', 'later']);
  });

  it('passes a lane that may not go, and comes back to it', () => {
    const lanes = new Lanes<number>();
    lanes.join('held', 1);
    lanes.join('free', 2);
    const free = (lane: string) => lane !== 'held';
    expect([lanes.take(all, free), lanes.take(all, free), lanes.take(all, all)]).toEqual([2, undefined, 1]);
  });

  it('skips what nobody wants any more', () => {
    const lanes = new Lanes<number>();
    for (const item of [1, 2, 3, 4]) lanes.join('a', item);
    const even = (item: number) => item % 2 === 0;
    expect([lanes.take(even, all), lanes.take(even, all), lanes.take(even, all)]).toEqual([2, 4, undefined]);
  });
});
