import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beside, clip, stack } from '../../source/components/block.ts';
import { panel, panelRoom } from '../../source/components/panel.ts';
import { t } from '../../source/domain/text.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { hitAt } from '../../source/theme/hit.ts';
import { type Line, line, lineWidth, select, span } from '../../source/theme/line.ts';
import { anyLine, size } from '../theme/hostile.ts';
import { drawn } from './drawn.ts';

const body = [line(t`1.84%  +31%`), line(t`12.5k violations in 678k events`)];
const options = { title: line(t`Sources`), right: line(t`3 all`), body, focused: false, glyphs: glyphs(false) };

test('stack, beside, clip', () => {
  expect(drawn(clip(stack([line(t`a`)], [line(t`long one`)]), 5, 3))).toEqual(['a    ', 'long…', '     ']);
  expect(drawn(beside([line(t`a`)], [line(t`b`), line(t`cc`)], 2, 1, 1))).toEqual(['a  b', '   …']);
});

test('a selected row beside others is reversed over its own part only', () => {
  const [row] = beside([select(line(t`a`))], [line(t`b`)], 2, 1);
  expect(row?.selected).toBeUndefined();
  expect(
    row?.spans
      .filter(({ selected }) => selected)
      .map(({ text }) => text)
      .join(''),
  ).toBe('a ');
});

test('panel', () => {
  expect(drawn(panel({ ...options, width: 34, height: 5 }))).toEqual([
    '╭ Sources ─────────────── 3 all ─╮',
    '│ 1.84%  +31%                    │',
    '│ 12.5k violations in 678k even… │',
    '│                                │',
    '╰────────────────────────────────╯',
  ]);
});

test('panel in ASCII, focused', () => {
  const block = panel({ ...options, focused: true, glyphs: glyphs(true), width: 24, height: 3 });
  expect(drawn(block)).toEqual(['+ Sources ----- 3 all -+', '| 1.84%  +31%          |', '+----------------------+']);
  expect(block[0]?.spans[0]?.tone).toBe('focus');
});

test.each([
  [18, ['╭ Sources ───────╮', '╰────────────────╯']],
  [10, ['╭ Sour… ─╮', '╰────────╯']],
  [5, ['╭───╮', '╰───╯']],
  [2, ['╭╮', '╰╯']],
  [1, ['╭', '╰']],
])('a panel of %i columns keeps what fits', (width, expected) => {
  expect(drawn(panel({ ...options, width, height: 2 }))).toEqual(expected);
});

test('the room inside', () => {
  expect(panelRoom(34, 5)).toEqual({ width: 30, height: 3 });
  expect(panelRoom(1, 1)).toEqual({ width: 0, height: 0 });
});

test('blocks and panels are exactly the asked size', () => {
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 4 }),
      anyLine,
      anyLine,
      size,
      fc.integer({ min: 1, max: 9 }),
      (rows, title, right, width, height) => {
        const framed = panel({ ...options, title, right, body: rows, width, height });
        for (const block of [clip(rows, width, height), framed]) {
          expect(block.map(lineWidth)).toEqual(Array(height).fill(width));
        }
        for (const row of beside(rows, framed, 7, width, 1)) expect(lineWidth(row)).toBe(8 + width);
      },
    ),
    { numRuns: 200 },
  );
});

test('the tone of the title stays', () => {
  const [top] = panel({ ...options, title: line(span(t`Sources`, 'strong')), width: 20, height: 2 });
  expect(top?.spans.some(({ text, tone }) => text === 'Sources' && tone === 'strong')).toBe(true);
});

test.each([
  [34, '╭ Sources ─────────────── 3 all ─╮', '╭ A longer title than … ─ 3 all ─╮'],
  [22, '╭ Sources ─── 3 all ─╮', '╭ A longer… ─ 3 all ─╮'],
  [21, '╭ Sources ── 3 all ─╮', '╭ A longe… ─ 3 all ─╮'],
  [20, '╭ Sources ─ 3 all ─╮', '╭ A longer title… ─╮'],
  [19, '╭ Sources ────────╮', '╭ A longer titl… ─╮'],
  [12, '╭ Sources ─╮', '╭ A long… ─╮'],
  [11, '╭ Sourc… ─╮', '╭ A lon… ─╮'],
  [7, '╭ S… ─╮', '╭ A… ─╮'],
  [6, '╭ … ─╮', '╭ … ─╮'],
  [5, '╭───╮', '╭───╮'],
])('on %i columns the title has eight or all it needs before the right part has any', (width, short, long) => {
  const top = (title: Line) => drawn(panel({ ...options, title, width, height: 1 }))[0];
  expect([top(options.title), top(line(t`A longer title than fits`))]).toEqual([short, long]);
});

test.each([
  [9, ['╭───────╮', '│ abcd… │', '╰───────╯']],
  [8, ['╭──────╮', '│ abc… │', '╰──────╯']],
  [7, ['╭─────╮', '│abcd…│', '╰─────╯']],
  [3, ['╭─╮', '│…│', '╰─╯']],
  [2, ['╭╮', '││', '╰╯']],
])('on %i columns the body has a blank to each side where there is room for it', (width, expected) => {
  expect(drawn(panel({ ...options, title: line(), body: [line(t`abcdefghij`)], width, height: 3 }))).toEqual(expected);
  expect(panelRoom(width, 3).width).toBe(Math.max(0, width >= 8 ? width - 4 : width - 2));
});

test('the edges of a pane are that pane for the mouse, its rows what they are, and those of a frame are nothing', () => {
  const hit = { kind: 'row', pane: 'list', row: 'r' } as const;
  const under = (pane?: string) => {
    const block = panel({ ...options, body: [line({ text: t`abc`, hit })], width: 12, height: 4, pane });
    return [hitAt(block, 0, 0), hitAt(block, 11, 3), hitAt(block, 0, 1), hitAt(block, 3, 1), hitAt(block, 11, 2)];
  };
  const edge = { kind: 'pane', pane: 'list' };
  expect(under('list')).toEqual([edge, edge, edge, hit, edge]);
  const none = { kind: 'nothing' };
  expect(under()).toEqual([none, none, none, hit, none]);
});

test('a selected row in a frame is reversed between its edges only, and what is focused has another edge', () => {
  const body = [select(line(t`ab`))];
  const framed = (focused: boolean) => panel({ ...options, body, focused, width: 8, height: 3 })[1]!;
  expect(framed(true).selected).toBeUndefined();
  expect(framed(true).spans.map(({ text, selected, tone }) => [text, selected, tone])).toEqual([
    ['│', undefined, 'focus'],
    [' ', undefined, undefined],
    ['ab', true, undefined],
    ['  ', true, undefined],
    [' ', undefined, undefined],
    ['│', undefined, 'focus'],
  ]);
  // The same row in another frame is drawn with that.
  expect(framed(false).spans[0]!.tone).toBe('frame');
  expect(framed(true).spans[0]!.tone).toBe('focus');
});
