import fc from 'fast-check';
import { type SafeText, sanitise } from '../../source/domain/text.ts';
import type { Line } from '../../source/theme/line.ts';

const nasty = [
  'plain text',
  '日本語のテキスト',
  '한글',
  '👨‍👩‍👧‍👦',
  '🇩🇪🇫🇷',
  'e\u0301\u0301\u0301',
  '\u0301',
  'ﾞ',
  '\u20e3',
  '\u0d4e',
  'ကာ',
  '\u001b[31mred',
  '\u001b]0;title',
  'عربي',
  'a\r\nb',
  '\t',
  '',
  '😀',
];

/** Foreign text of any script and malice, through the one door. */
export const safeText: fc.Arbitrary<SafeText> = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.string()), {
    maxLength: 4,
  })
  .map((parts) => sanitise(parts.join('')));

const tone = fc.constantFrom('text', 'dim', 'bad', 'match', undefined);

export const anyLine: fc.Arbitrary<Line> = fc.record({
  spans: fc.array(fc.record({ text: safeText, tone }), { maxLength: 5 }),
  selected: fc.boolean(),
});

/** Screen sizes from the smallest on. */
export const size = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 120 }));
