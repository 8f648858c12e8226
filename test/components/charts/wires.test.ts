import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LitWire,
  routed,
  type Wire,
  type Wiring,
  wiringRow,
  withLit,
  withOpenEnds,
} from '../../../source/components/charts/wires.ts';
import { asciiText } from '../../../source/theme/glyphs.ts';

const wire = (from: number, to: readonly number[], more: Partial<Wire> = {}): Wire => ({
  from,
  to,
  tone: 'dim',
  dashed: false,
  ...more,
});

const drawn = (wiring: Wiring): string[] =>
  Array.from({ length: wiring.height }, (_, y) =>
    wiringRow(wiring, y)
      .map(({ text }) => text)
      .join(''),
  );

test.each<[string, readonly Wire[], readonly string[]]>([
  ['one line straight across', [wire(0, [0])], ['───────', '       ', '       ']],
  ['one to several', [wire(1, [0, 1, 2])], ['   ┌───', '───┼───', '   └───']],
  ['several to one', [wire(0, [1]), wire(2, [1])], ['───┐   ', ' ┌─┴───', '─┘     ']],
  ['dashes where a line runs straight', [wire(0, [2], { dashed: true })], ['┄┄┄┐   ', '   ┆   ', '   └┄┄┄']],
])('%s', (_, wires, picture) => {
  expect(drawn(routed(wires, 7, 3))).toEqual(picture);
});

test.each<[string, readonly Wire[], readonly string[]]>([
  [
    'an end that another line has already is not reached along its lane',
    [wire(0, [2]), wire(4, [2])],
    ['─┐ ', ' │ ', ' └─', '   ', '   '],
  ],
  [
    'ends before such a one are reached, those beyond it are not',
    [wire(0, [1]), wire(4, [0, 1, 2, 3])],
    ['─┐ ', ' └─', ' ┌─', ' ├─', '─┘ '],
  ],
  ['nor are those beyond it further down', [wire(4, [3]), wire(0, [1, 2, 3, 4])], ['─┐ ', ' ├─', ' └─', ' ┌─', '─┘ ']],
  [
    'a row that another line runs along has no lane turn in it',
    [wire(2, [2]), wire(2, [0])],
    ['   ', '   ', '───', '   ', '   '],
  ],
  [
    'of two lines of one row the first is the more important',
    [wire(1, [0]), wire(1, [3])],
    [' ┌─', '─┘ ', '   ', '   ', '   '],
  ],
])('with one lane only, %s', (_, wires, picture) => {
  expect(drawn(routed(wires, 3, 5))).toEqual(picture);
});

test.each([
  [2, ['  ', '  ']],
  [3, ['─┐ ', ' └─']],
])('a gutter of %i columns has a lane or none', (width, picture) => {
  expect(drawn(routed([wire(0, [1])], width, 2))).toEqual(picture);
  expect(
    withLit(routed([], width, 2), {
      left: [],
      right: [],
      fans: true,
      tone: 'focus',
      end: () => ({ tone: 'bad', dashed: false }),
      above: false,
      below: false,
    }).cells.size,
  ).toBe(0);
});

describe('many lines, the most important first,', () => {
  const many = [
    wire(0, [0, 3]),
    wire(2, [1]),
    wire(3, [0, 2]),
    wire(1, [4], { tone: 'bad' }),
    wire(4, [3, 4], { dashed: true }),
  ];
  test.each<[width: number, picture: readonly string[]]>([
    [5, ['─┬───', ' │ ┌─', '─│─┘ ', ' └─┬─', '┄┄┄┴┄']],
    [7, ['───┬───', ' ┌─│───', '─┘ │   ', ' ┌┄┴───', '┄┴┄┄┄┄┄']],
    [11, ['─────┬─────', '─┐ ┌─│─────', '───┘ │     ', ' │   └─────', ' └─────────']],
    [
      21,
      [
        '─────────┬───────────',
        '───────┐ │ ┌─────────',
        '─────────│─┘         ',
        '     ┌┄│┄┴───────────',
        '┄┄┄┄┄┴┄┴─────────────',
      ],
    ],
  ])('on %i columns', (width, picture) => {
    expect(drawn(routed(many, width, 5))).toEqual(picture);
  });

  test('cross each other as seldom as there is room for', () => {
    const crossed = [wire(0, [3]), wire(1, [2]), wire(2, [1]), wire(3, [0])];
    expect(drawn(routed(crossed, 15, 4))).toEqual([
      '───────┐       ',
      '─────┐ │       ',
      '     └─│───────',
      '       └───────',
    ]);
  });

  test.each<[string, readonly Wire[], number, readonly string[]]>([
    [
      'where one ends in the row of another, that one turns left of it',
      [wire(0, [1]), wire(1, [2])],
      13,
      ['───────┐     ', '───┐   └─────', '   └─────────'],
    ],
    [
      'of one row share the way to the first turn',
      [wire(0, [1]), wire(0, [2])],
      9,
      ['───┬─┐   ', '   └─────', '     └───'],
    ],
    [
      'to one row share the way from the last turn',
      [wire(0, [1]), wire(2, [1]), wire(1, [1])],
      9,
      ['─────┐   ', '─────┴─┬─', '───────┘ '],
    ],
    [
      'turn before a place where two others cross',
      [wire(0, [4]), wire(2, [1]), wire(2, [3])],
      9,
      ['───┐     ', '   │ ┌───', '─┬─│─┘   ', ' └─│─────', '   └─────'],
    ],
    [
      'turn sooner than they should where that crosses fewer',
      [wire(0, [6]), wire(1, [6]), wire(2, [6]), wire(3, [6]), wire(4, [5])],
      17,
      [
        '───────┐         ',
        '───────│─┐       ',
        '─────┐ │ │       ',
        '───┐ │ │ │       ',
        '─┐ │ │ │ │       ',
        ' └─│─│─│─│───────',
        '   └─┴─┴─┴───────',
      ],
    ],
  ])('%s', (_, wires, width, picture) => {
    expect(drawn(routed(wires, width, picture.length))).toEqual(picture);
  });

  test('lead around where another one starts', () => {
    expect(drawn(routed([wire(1, [1, 2]), wire(3, [0])], 9, 4))).toEqual([
      '     ┌───',
      '───┬─────',
      '   └─────',
      '─────┘   ',
    ]);
  });
});

test('lines that cross do not look joined, and none runs along another', () => {
  const wiring = routed([wire(0, [2]), wire(2, [0])], 9, 3);
  expect(drawn(wiring).join('')).not.toMatch(/[┼├┤┬┴]/);
});

/** Every row that a line can be followed to from a row at the left: to the right, and along the lane it turns into. */
function followed({ width, cells }: Wiring, from: number): number[] {
  const reached = new Set<number>();
  const seen = new Set<string>();
  const walk = (x: number, y: number, direction: 'right' | 'up' | 'down'): void => {
    const cell = cells.get(y * width + x);
    const key = `${x} ${y} ${direction}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (x >= width) {
      reached.add(y);
      return;
    }
    if (!cell) return;
    const on = (next: typeof direction) =>
      walk(x + (next === 'right' ? 1 : 0), y + (next === 'up' ? -1 : next === 'down' ? 1 : 0), next);
    if (cell.crossed) return on(direction);
    const turns = cell.part === 'turn-left' || cell.part === 'turn-both';
    if (cell.arms.right > 0) on('right');
    if (cell.arms.up > 0 && (direction === 'up' || (direction === 'right' && turns))) on('up');
    if (cell.arms.down > 0 && (direction === 'down' || (direction === 'right' && turns))) on('down');
  };
  walk(0, from, 'right');
  return [...reached].sort((a, b) => a - b);
}

test('whatever is joined with whatever: a line leads only where it should', () => {
  const rows = 10;
  const row = fc.integer({ min: 0, max: rows - 1 });
  const some = fc.array(fc.tuple(row, fc.uniqueArray(row, { minLength: 1, maxLength: 5 })), { maxLength: 12 });
  fc.assert(
    fc.property(some, fc.integer({ min: 3, max: 40 }), (pairs, width) => {
      const wires = pairs.map(([from, to]) => wire(from, to));
      const wiring = routed(wires, width, rows);
      for (let from = 0; from < rows; from += 1) {
        const wanted = new Set(wires.filter((each) => each.from === from).flatMap(({ to }) => to));
        expect(followed(wiring, from).filter((end) => !wanted.has(end))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

describe('the lit line', () => {
  const lit = (more: Partial<LitWire>): LitWire => ({
    left: [0],
    right: [0, 2],
    fans: true,
    tone: 'focus',
    end: (y) => ({ tone: y === 2 ? 'bad' : 'good', dashed: false }),
    above: false,
    below: false,
    ...more,
  });
  const under = routed([wire(2, [0])], 7, 3);

  test('lies heavy above the others, and its ends have tones of their own', () => {
    const wiring = withLit(under, lit({}));
    expect(drawn(wiring)).toEqual(['━━━━━┳━', '   │ ┃ ', '───┘ ┗━']);
    expect(wiringRow(wiring, 2).at(-1)).toMatchObject({ text: '━', tone: 'bad' });
  });

  test('leads from many to one, and beyond the screen', () => {
    expect(drawn(withLit(routed([], 7, 3), lit({ left: [0, 2], right: [1], fans: false })))).toEqual([
      '━┓     ',
      ' ┣━━━━━',
      '━┛     ',
    ]);
    expect(drawn(withLit(routed([], 7, 3), lit({ right: [], below: true })))).toEqual([
      '━━━━━┓ ',
      '     ┃ ',
      '     ┃ ',
    ]);
    expect(drawn(withLit(routed([], 7, 3), lit({ left: [2], right: [1], above: true })))).toEqual([
      '     ┃ ',
      '     ┣━',
      '━━━━━┛ ',
    ]);
    expect(drawn(withLit(routed([], 7, 3), lit({ left: [], right: [1] })))).toEqual(['       ', '     ╺━', '       ']);
  });

  test('from many has the look of each end on its own way, up to where they meet', () => {
    const wiring = withLit(
      routed([], 7, 3),
      lit({ left: [0, 2], right: [1], fans: false, end: (y) => ({ tone: y === 2 ? 'bad' : 'good', dashed: y === 2 }) }),
    );
    expect([0, 1, 2].map((y) => wiringRow(wiring, y))).toEqual([
      [
        { text: '━', tone: 'good' },
        { text: '┓     ', tone: 'focus' },
      ],
      [{ text: ' ' }, { text: '┣━━━━━', tone: 'focus' }],
      [
        { text: '┅', tone: 'bad' },
        { text: '┛     ', tone: 'focus' },
      ],
    ]);
  });

  test.each([
    [2, ['  ', '  ', '  ']],
    [3, ['━┳━', ' ┃ ', ' ┗━']],
  ])('has its lane in a gutter of %i columns, or none', (width, picture) => {
    expect(drawn(withLit(routed([], width, 3), lit({})))).toEqual(picture);
  });

  test('is heavy in ASCII too', () => {
    expect(drawn(withLit(under, lit({}))).map(asciiText)).toEqual(['=====+=', '   | | ', '---+ +=']);
  });
});

test('a row that no line was led to has an open end, and only there', () => {
  const wiring = withOpenEnds(routed([wire(0, [0])], 5, 2), [0, 1]);
  expect(drawn(wiring)).toEqual(['─────', '    ╶']);
});
