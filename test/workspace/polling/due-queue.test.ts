import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueQueue } from '../../../source/workspace/polling/due-queue.ts';

describe('a queue of what is due', () => {
  it('gives nothing before its time', () => {
    const queue = new DueQueue<string>();
    expect([queue.nextAt, queue.take(10)]).toEqual([undefined, undefined]);
    queue.add(5, 'a');
    expect([queue.nextAt, queue.take(4)]).toEqual([5, undefined]);
    expect(queue.take(5)).toMatchObject({ at: 5, item: 'a' });
    expect(queue.nextAt).toBe(undefined);
  });

  it('gives what is due in order of time, however it was put in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(50), (times, now) => {
        const queue = new DueQueue<number>();
        for (const [index, at] of times.entries()) queue.add(at, index);
        const taken: (readonly [at: number, index: number])[] = [];
        for (let due = queue.take(now); due; due = queue.take(now)) taken.push([due.at, due.item]);
        // Sorting is stable: of two at the same moment the first comes first.
        const sorted = times.map((at, index) => [at, index] as const).sort(([a], [b]) => a - b);
        expect(taken).toEqual(sorted.filter(([at]) => at <= now));
        expect(queue.nextAt).toBe(sorted.find(([at]) => at > now)?.[0]);
      }),
    );
  });
});
