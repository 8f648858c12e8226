import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beside, clip, stack } from '../../source/components/block.ts';
import { panel, panelRoom } from '../../source/components/panel.ts';
import { t } from '../../source/domain/text.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { line, lineWidth, select, span } from '../../source/theme/line.ts';
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
