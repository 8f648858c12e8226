import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../../source/domain/time.ts';
import { phaseOf, watermarks } from '../../../source/mock/simulator/contributions.ts';
import { piecesOf, stretchAt } from '../../../source/mock/simulator/pieces.ts';
import { bound, cutsOf, holds } from '../../../source/mock/simulator/rule.ts';

const at = Date.parse('2026-11-20T10:00:00Z');
const short = (moment: number) => (moment - at) / minute;

describe('a span in pieces', () => {
  it.each<
    [
      string,
      'MINUTE' | 'HOUR' | 'DAY',
      readonly [from: number, to: number],
      number,
      readonly number[],
      readonly number[],
      readonly (readonly number[])[],
    ]
  >([
    // [what, bucket, span in minutes, seen, cuts, marks, [bucket, from, to, begin and end of the stretch]]
    [
      'by the hour',
      'HOUR',
      [0, 90],
      300,
      [],
      [],
      [
        [0, 0, 60, 0, 60],
        [60, 60, 90, 60, 120],
      ],
    ],
    [
      'up to what has come in',
      'HOUR',
      [0, 90],
      70.5,
      [],
      [],
      [
        [0, 0, 60, 0, 60],
        [60, 60, 70.5, 60, 120],
      ],
    ],
    ['from whole minutes to whole minutes', 'HOUR', [10.5, 20.5], 300, [], [], [[0, 10, 21, 0, 60]]],
    [
      'by the minute',
      'MINUTE',
      [58, 61],
      300,
      [],
      [],
      [
        [58, 58, 59, 0, 60],
        [59, 59, 60, 0, 60],
        [60, 60, 61, 60, 120],
      ],
    ],
    [
      'by the day, never over an hour',
      'DAY',
      [0, 120],
      300,
      [],
      [],
      [
        [-600, 0, 60, 0, 60],
        [-600, 60, 120, 60, 120],
      ],
    ],
    [
      'cut where a rate changes',
      'HOUR',
      [0, 60],
      300,
      [20, 45],
      [],
      [
        [0, 0, 20, 0, 20],
        [0, 20, 45, 20, 45],
        [0, 45, 60, 45, 60],
      ],
    ],
    [
      'cut at marks, which end no stretch',
      'HOUR',
      [0, 60],
      300,
      [20],
      [0, 30, 60],
      [
        [0, 0, 20, 0, 20],
        [0, 20, 30, 20, 60],
        [0, 30, 60, 20, 60],
      ],
    ],
    ['none where nothing has come in yet', 'HOUR', [10, 60], 10, [], [], []],
  ])('is %s', (_, bucket, [from, to], seen, cuts, marks, expected) => {
    const minutes = (list: readonly number[]) => list.map((each) => at + each * minute);
    const span = { start: at + from * minute, end: at + to * minute };
    const pieces = piecesOf(span, at + seen * minute, bucket, minutes(cuts), minutes(marks));
    const told = pieces.map((piece) => [piece.at, piece.from, piece.to, piece.stretch.start, piece.stretch.end]);
    expect(told.map((list) => list.map(short))).toEqual(expected);
  });

  it('has the stretch of a moment from the cut at it to the next', () => {
    const cuts = [-30, 15, 40, 90].map((each) => at + each * minute);
    const of = (moment: number) => Object.values(stretchAt(at + moment * minute, cuts)).map(short);
    expect([of(0), of(14), of(15), of(59)]).toEqual([
      [0, 15],
      [0, 15],
      [15, 40],
      [40, 60],
    ]);
  });
});

it('what is tried again is given up after four hours and gets through after eight minutes, of whole minutes (rule 54)', () => {
  const marks = watermarks(at + minute - 1);
  expect(marks).toEqual([at - 4 * hour, at - 8 * minute]);
  const of = (to: number) => phaseOf({ at, stretch: { start: at, end: at }, from: at, to }, marks);
  expect([marks[0], marks[0] + 1, marks[1], marks[1] + 1].map(of)).toEqual([
    'decided',
    'through',
    'through',
    'waiting',
  ]);
});

describe('what lasts', () => {
  it('holds from its begin to its end, which is no part of it', () => {
    const lasting = { from: at, to: at + hour };
    expect([at - 1, at, at + hour - 1, at + hour].map((start) => holds(lasting, { start }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is cut at each of its ends once, in order; an open end is none', () => {
    const open = { from: Number.NEGATIVE_INFINITY, to: at };
    expect(cutsOf([{ from: at, to: at + hour }, open, { from: at - hour, to: Number.POSITIVE_INFINITY }])).toEqual([
      at - hour,
      at,
      at + hour,
    ]);
  });

  it('takes the leaves that it names, and is rounded by its place among those that say nothing of it', () => {
    const leaves = ['a', 'b', 'a'].map((eventName) => ({ eventName, eventType: 'track' }));
    const rule = {
      from: 0,
      to: 1,
      reason: 'r',
      share: 1,
      takes: ({ eventName }: { eventName?: string | undefined }) => eventName === 'a',
    };
    const made = bound([rule, { ...rule, dither: 900 }, { ...rule, takes: () => false }], leaves);
    expect(made.map(({ dither, seats }) => [dither, [...seats]])).toEqual([
      [0, [0, 2]],
      [900, [0, 2]],
      [1, []],
    ]);
  });
});
