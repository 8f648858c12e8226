import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Words that no engineer says of a screen, with what to say instead. */
const glossary: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\btold\b/i, 'given, known, read'],
  [/\bin vain\b/i, 'without success, or what happened'],
  [/\bnone of\b/i, '0 of, or what there is instead'],
  [/\bor none\b/i, 'on or off, or what there is instead'],
];
/** What is counted on screen, and never in the plural after a single one. */
const one =
  /(?<![\d.,/–-]|of )\b1 (?:connections|destinations|sources|events|rows|runs|syncs|rules|violations|ids|others|samples|requests|fields|errors|times|favorites|warehouses|users|hours|days)\b/;

const root = new URL('../..', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Texts of the screen: what stands between backticks after `t`, without what is put into it, and titles of the keymap. */
function textsOf(code: string): string[] {
  const bare = code.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  return [...bare.matchAll(/\bt`([^`]*)`/g), ...bare.matchAll(/\b(?:title|hint): '([^']*)'/g)].map(([, text = '']) =>
    text.replace(/\$\{[^}]*\}?/g, '0'),
  );
}

const sources = globSync('source/**/*.{ts,tsx}', { cwd: root });
const screens = globSync('test/golden/screens/**/*.txt', { cwd: root });

test('finds words in texts of the screen, and in nothing else', () => {
  expect(textsOf(`// was told\nconst told = t\`1 \${told} row\`; title: 'or none'`)).toEqual(['1 0 row', 'or none']);
  expect(sources.length).toBeGreaterThan(500);
  expect(screens.length).toBeGreaterThan(150);
});

describe.each(glossary)('%s', (word, instead) => {
  test(`stands in no text: ${instead}`, () => {
    const found = sources.flatMap((path) =>
      textsOf(read(path)).flatMap((text) => (word.test(text) ? [`${path}: ${text}`] : [])),
    );
    expect(found).toEqual([]);
  });

  test(`stands on no screen: ${instead}`, () => {
    expect(screens.filter((path) => word.test(read(path)))).toEqual([]);
  });
});

test('one of a thing is in the singular on every screen', () => {
  const found = screens.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((row) => (one.test(row) ? [`${path}: ${row.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});
