import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { t } from '../../source/domain/text.ts';
import { line, select, span } from '../../source/theme/line.ts';
import { paint, paintAll, screenPainter } from '../../source/theme/paint.ts';
import { palette } from '../../source/theme/palette.ts';
import { stringWidth } from '../../source/theme/string-width.ts';
import { anyLine, size } from './hostile.ts';

const visible = (painted: string): string => painted.replaceAll('\u001b', '␛');
const colours = palette('16');

test.each([
  ['no code for plain text', line(t`a b`), 4, 'a b '],
  ['ended once', line(span(t`ab`, 'bad')), 2, '␛[31mab␛[39m'],
  ['not repeated between equal tones', line(span(t`a`, 'bad'), span(t`b`, 'bad')), 2, '␛[31mab␛[39m'],
  ['nor around blanks', line(span(t`a`, 'bad'), t`  `, span(t`b`, 'bad')), 4, '␛[31ma  b␛[39m'],
  ['one code for a change', line(span(t`a`, 'bad'), span(t`b`, 'good')), 2, '␛[31ma␛[39;32mb␛[39m'],
  ['bold and colour', line(span(t`a`, 'focus')), 1, '␛[1;36ma␛[22;39m'],
  ['selected over the whole width', select(line(span(t`a`, 'bad'), t`b`)), 4, '␛[7mab  ␛[27m'],
  ['a match stays visible there', select(line(span(t`a`, 'match'))), 2, '␛[7;4ma␛[27;24;7m ␛[27m'],
  [
    'a mark keeps its colour',
    select(line({ text: t`x`, tone: 'bad', mark: true }, t`b`)),
    3,
    '␛[7;31mx␛[27;39;7mb ␛[27m',
  ],
  ['a selected part', line({ text: t`a `, selected: true }, t`b`), 3, '␛[7ma ␛[27mb'],
])('%s', (_, of, width, expected) => {
  expect(visible(paint(of, width, colours))).toBe(expected);
});

describe('without colour', () => {
  const none = palette('none');
  test('tones leave no colour code', () => {
    for (const tone of ['bad', 'good', 'warn', 'info', 'dim', 'frame'] as const) {
      expect(paint(line(span(t`x`, tone)), 1, none)).toBe('x');
    }
  });
  test('the selected row is still reversed', () => {
    expect(visible(paint(select(line(t`x`)), 2, none))).toBe('␛[7mx ␛[27m');
  });
});

test('what is empty leaves no code behind, in whatever tone', () => {
  const own = palette('256', { tones: { bad: { underline: true } } });
  expect(paint(line(span(t``, 'bad'), t`a`, { ...span(t``, 'good'), selected: true }), 1, own)).toBe('a');
});

test('in ASCII mode no mark of ours leaves, foreign text does', () => {
  const ascii = palette('none', {}, true);
  expect(paint(line(t`╭─ ● Zürich ◆ ▁▃█ 12/40 → … ─╮`), 32, ascii)).toBe('+- o Zürich # _:# 12/40 > ~ -+  ');
});

test('and else they stay as they are', () => {
  expect(paint(line(t`╭─ ● Zürich →`), 13, palette('none'))).toBe('╭─ ● Zürich →');
});

test('a workspace accent and a restyled tone', () => {
  const own = palette('truecolor', { accent: '#d70000', tones: { good: { color: 'bright-blue', underline: true } } });
  expect(visible(paint(line(span(t`a`, 'accent')), 1, own))).toBe('␛[1;38;2;215;0;0ma␛[22;39m');
  expect(visible(paint(line(span(t`a`, 'good')), 1, own))).toBe('␛[4;94ma␛[24;39m');
});

test('every row is exactly the asked width, with only colour codes in it', () => {
  fc.assert(
    fc.property(anyLine, size, fc.constantFrom('none' as const, '256' as const), (of, width, level) => {
      const [painted] = paintAll([of], width, palette(level));
      expect(stringWidth(painted!)).toBe(width);
      expect(painted!.replace(/\u001b\[[\d;]+m/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }),
    { numRuns: 300 },
  );
});

describe('screen after screen', () => {
  test('each is what it is painted alone, whatever stood there before', () => {
    const looks = [palette('16'), palette('none'), palette('truecolor', { accent: '#d70000' })];
    const screen = fc.tuple(fc.array(anyLine, { maxLength: 4 }), size, fc.constantFrom(...looks));
    fc.assert(
      fc.property(fc.array(screen, { minLength: 2, maxLength: 6 }), (screens) => {
        const painter = screenPainter();
        for (const [rows, width, look] of screens) {
          // The same again, and the same made anew.
          for (const again of [rows, structuredClone(rows)])
            expect(painter(again, width, look)).toEqual(paintAll(structuredClone(rows), width, look));
        }
      }),
    );
  });

  test.each([
    ['its text', line(span(t`a`, 'bad')), line(span(t`b`, 'bad'))],
    ['its tone', line(span(t`a`, 'bad')), line(span(t`a`, 'good'))],
    ['its selection', line(span(t`a`, 'bad')), select(line(span(t`a`, 'bad')))],
    ['a part that is selected', line(span(t`a`, 'bad')), line({ ...span(t`a`, 'bad'), selected: true })],
    ['a mark on a selected row', select(line(span(t`a`, 'bad'))), select(line({ ...span(t`a`, 'bad'), mark: true }))],
    ['a part behind others', line(span(t`a`, 'bad'), t`b`), line(span(t`a`, 'bad'), t`c`)],
    ['one part more', line(span(t`a`, 'bad')), line(span(t`a`, 'bad'), span(t`b`, 'bad'))],
  ])('a row of which only %s differs is painted again', (_, before, after) => {
    const painter = screenPainter();
    const [first] = painter([before], 3, colours);
    expect(painter([after], 3, colours)).toEqual([paint(structuredClone(after), 3, colours)]);
    expect(painter([after], 3, colours)).not.toEqual([first]);
  });
});
