import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import real from 'string-width';
import { expect, test } from 'vitest';
import { glyphs } from '../../source/theme/glyphs.ts';
import { knownWidth, stringWidth } from '../../source/theme/string-width.ts';

test('every code point alone is as wide as the package says', () => {
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10_ffff; code += 1) {
    const text = String.fromCodePoint(code);
    const known = knownWidth(text);
    if (known >= 0 && known !== real(text)) wrong.push(`${code.toString(16)}: ${known} for ${real(text)}`);
  }
  expect(wrong).toEqual([]);
});

test('no known character joins with a neighbour', () => {
  const known: string[] = [];
  for (let code = 0x20; code <= 0xffff; code += 1) {
    const text = String.fromCodePoint(code);
    if (code !== 0x1b && knownWidth(text) >= 0) known.push(text);
  }
  expect(known.length).toBeGreaterThan(30_000);
  for (const neighbour of ['a', '한', '中', '▁', '☺']) {
    const joined = known.map((text) => `${text}${neighbour}`).join('');
    expect(stringWidth(joined)).toBe(real(joined));
  }
});

test.each([
  ['', 0],
  ['Sources', 7],
  ['╭─ ▁▃█ ❯ ● ◆ ▲ … ─╮', 19],
  ['\u001b[1;31m12%\u001b[22;39m', 3],
  ['\u001b[38;2;255;0;0mé\u001b[39m', 1],
  ['日本', 4],
  ['👨‍👩‍👧', 2],
  ['e\u0301', 1],
  ['a\tb', 2],
  ['\u001b]8;;https://x\u0007link\u001b]8;;\u0007', 4],
])('%j is %i columns', (text, columns) => {
  expect(stringWidth(text)).toBe(columns);
  expect(stringWidth(text)).toBe(real(text));
});

/** What stands on every screen: one sign of them outside the table, and every start would load the package. */
const glyphTexts = JSON.stringify([glyphs(false), glyphs(true)]).match(/[^\u0000-\u007f]/gu) ?? [];

test('common text is decided without the package', () => {
  expect(glyphTexts.length).toBeGreaterThan(30);
  for (const text of [
    'Acme Production ▾ us',
    ...glyphTexts,
    '│ ▁▁▂▃▅▇ │',
    '\u001b[2m╰──╯\u001b[22m',
    'Ελληνικά',
    'Москва',
  ]) {
    expect(knownWidth(text)).toBeGreaterThan(0);
  }
});

test('any text and option agrees with the package', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('\u001b[31m', '\u001b[m', '\u001b[;m', '\u001b[12345m', '\u001b]0;', '\u009b1m', '½', 'ｶﾞ', '각'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.boolean(), fc.boolean(), (pieces, narrow, count) => {
      const text = pieces.join('');
      expect(stringWidth(text)).toBe(real(text));
      const options = { ambiguousIsNarrow: narrow, countAnsiEscapeCodes: count };
      expect(stringWidth(text, options)).toBe(real(text, options));
    }),
    { numRuns: 500 },
  );
});

test('in a bundle the package comes along, and is evaluated only when a text needs it', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const entry = fileURLToPath(new URL('../../source/theme/string-width.ts', import.meta.url));
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `import widest from 'widest-line'; import { stringWidth } from ${JSON.stringify(entry)};
        const Segmenter = Intl.Segmenter; let made = 0;
        Intl.Segmenter = class extends Segmenter { constructor(...all) { super(...all); made += 1; } };
        export const common = [stringWidth('│ 12% ▁▃█'), widest('ab\\nabc'), made];
        export const emoji = [stringWidth('👨‍👩‍👧'), made];`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    banner: {
      js: `import { createRequire as make } from 'node:module'; const require = make(${JSON.stringify(entry)});`,
    },
    plugins: [
      {
        name: 'fast-width',
        setup(of) {
          of.onResolve({ filter: /^string-width$/ }, ({ importer }) =>
            importer === entry ? undefined : { path: entry },
          );
        },
      },
    ],
  });
  expect(Object.keys(metafile.inputs)).toContain('node_modules/string-width/index.js');
  const made = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]!.text)}`);
  expect(made.common).toEqual([9, 3, 0]);
  expect(made.emoji).toEqual([2, 1]);
});
