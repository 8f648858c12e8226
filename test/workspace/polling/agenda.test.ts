import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../source/workspace/polling/agenda.ts';

describe('agenda', () => {
  it('gives nothing before its time', () => {
    const agenda = new Agenda<string>();
    expect([agenda.nextAt, agenda.take(10)]).toEqual([undefined, undefined]);
    agenda.add(5, 'a');
    expect([agenda.nextAt, agenda.take(4)]).toEqual([5, undefined]);
    expect(agenda.take(5)).toMatchObject({ at: 5, item: 'a' });
    expect(agenda.nextAt).toBe(undefined);
  });

  it('forgets everything when cleared', () => {
    const agenda = new Agenda<string>();
    agenda.add(1, 'a');
    agenda.add(2, 'b');
    agenda.clear();
    expect(agenda.take(9)).toBe(undefined);
  });

  it('gives what is due in order of time, however it was put in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(50), (times, now) => {
        const agenda = new Agenda<number>();
        for (const [index, at] of times.entries()) agenda.add(at, index);
        const taken: (readonly [at: number, index: number])[] = [];
        for (let due = agenda.take(now); due; due = agenda.take(now)) taken.push([due.at, due.item]);
        // Sorting is stable: of two at the same moment the first comes first.
        const sorted = times.map((at, index) => [at, index] as const).sort(([a], [b]) => a - b);
        expect(taken).toEqual(sorted.filter(([at]) => at <= now));
        expect(agenda.nextAt).toBe(sorted.find(([at]) => at > now)?.[0]);
      }),
    );
  });
});
