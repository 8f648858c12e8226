import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capital,
  concat,
  cut,
  joined,
  lineNumber,
  longestText,
  lower,
  sanitise,
  sliced,
  split,
  t,
  without,
  word,
} from '../../source/domain/text.ts';
import { readSources } from '../harness/imports.ts';

const forbidden =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u00ad\ufff9-\ufffb]/;
const loneJoiner =
  /(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})/u;

const hostile = fc.constantFrom(
  '\u001b',
  '\u001b[',
  '\u001b[2J',
  '\u001b[8m',
  '\u001b]52;c;',
  '\u001b]8;;https://evil.example\u0007',
  '\u001b\\',
  '\u0007',
  '\u009b31m',
  '\u009d',
  '\u009c',
  '\u0090',
  '\u202e',
  '\u2066',
  '\u2028',
  '\u200b',
  '\u200d',
  '\ufe0f',
  '\ufe00',
  '\u{e0041}',
  '\u0301',
  '\u20e3',
  '👩',
  '🏽',
  '1',
  '\ud83d',
  '\n',
  '\r\n',
  '\t',
  'ع',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.oneof(hostile, fc.string({ maxLength: 3 })), { maxLength: 25 }).map((parts) => parts.join('')),
);

describe('sanitise, whatever comes in', () => {
  it('leaves nothing that a terminal obeys or hides', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = sanitise(text);
        expect(clean).not.toMatch(forbidden);
        expect(clean).not.toMatch(loneJoiner);
        expect(clean).not.toMatch(/\p{M}{3}|^\p{M}/u);
        expect(clean.isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = sanitise(text);
        expect(sanitise(clean)).toBe(clean);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws and never grows, whatever the value', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(sanitise(value, 50).length).toBeLessThanOrEqual(50);
      }),
    );
  });
});

describe('sanitise', () => {
  it.each([
    ['a family', '👨‍👩‍👧‍👦'],
    ['a skin tone in a sequence', '👩🏽‍🚀'],
    ['a heart with its selector', '❤️‍🔥'],
    ['a flag', '🇩🇪'],
    ['a keycap', '1️⃣ #️⃣'],
    ['Arabic', 'مرحبا بالعالم'],
    ['Arabic vowel marks', 'مُحَمَّد'],
    ['Hebrew, Hindi, Thai', 'שלום नमस्ते สวัสดี'],
    ['an accent in two parts', 'Cafe\u0301'],
    ['wide letters', '日本語のソース'],
    ['plain text', 'Web (prod) ~ 100%'],
  ])('keeps %s', (_, text) => {
    expect(sanitise(text)).toBe(text);
  });

  it.each([
    ['colour', '\u001b[31mred\u001b[0m', 'red'],
    ['a hyperlink', '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007', 'click'],
    ['a clipboard write', 'a\u001b]52;c;ZXZpbA==\u001b\\b', 'ab'],
    ['an unfinished string sequence, with all it would swallow', 'name\u001b]0;title', 'name'],
    ['C1 forms', 'a\u009b2Jb\u009d0;t\u009cc', 'abc'],
    ['a reset', '\u001bcx', 'x'],
    ['bidi controls', 'user\u202egnp.exe', 'usergnp.exe'],
    ['a joiner between letters', 'pay\u200dpal', 'paypal'],
    ['tag letters', 'a\u{e0061}\u{e0062}', 'a'],
    ['a selector after a letter', 'a\ufe0fb', 'ab'],
    ['piled marks', `a${'\u0301'.repeat(50)}`, 'a\u0301\u0301'],
    ['a mark on nothing', '\u0301a', 'a'],
    ['half a pair', 'a\ud83d', 'a\ufffd'],
  ])('removes %s', (_, text, clean) => {
    expect(sanitise(text)).toBe(clean);
  });

  it.each([
    ['a\nb\r\nc\u2028d\u0085e', 'a⏎b⏎c⏎d⏎e'],
    ['key\tvalue', 'key→value'],
  ])('shows breaks: %j', (text, clean) => {
    expect(sanitise(text)).toBe(clean);
  });

  it.each([
    [undefined, ''],
    [null, ''],
    [0, '0'],
    [false, 'false'],
    [12n, '12'],
    [{ a: [1] }, '{"a":[1]}'],
    [Symbol('x'), 'Symbol(x)'],
  ])('writes %s', (value, clean) => {
    expect(sanitise(value)).toBe(clean);
  });

  it('survives values that cannot be written', () => {
    const round: Record<string, unknown> = {};
    round.self = round;
    expect(sanitise(round)).toBe('[object Object]');
    expect(sanitise(Object.create(null))).toBe('{}');
  });

  it('cuts before it looks', () => {
    expect(sanitise('x'.repeat(5_000_000))).toHaveLength(longestText);
    expect(sanitise(`${'x'.repeat(9)}\u001b[31m`, 5)).toBe('xxxxx');
  });
});

describe('building safe text', () => {
  it('puts safe parts and numbers into a literal of ours', () => {
    expect(t`${sanitise('a\u001b[31mb')} failing ${3} of ${4n}`).toBe('ab failing 3 of 4');
  });

  it('joins', () => {
    expect(joined([sanitise('a'), sanitise('b')], t`, `)).toBe('a, b');
    expect(joined([sanitise('a'), sanitise('b')], sanitise(' · '))).toBe('a · b');
  });

  it.each([
    ['abcdef', 3, 'abc'],
    ['abc', 9, 'abc'],
    ['a👩b', 2, 'a'],
    ['👩‍🚀', 3, '👩'],
    ['👩‍🚀', 4, '👩'],
    ['abc', -1, ''],
  ])('cuts %j at %d', (text, length, expected) => {
    expect(cut(sanitise(text), length)).toBe(expected);
  });
});

describe('safe text', () => {
  it('is made here and where text is cut by columns; nowhere else is anything called safe by a cast', () => {
    const cast = /\bas [\w\s.<>|[\]]*\bSafeText\b/;
    const makers = ['source/domain/text.ts', 'source/theme/width.ts'];
    const files = readSources('source').filter(({ text }) => cast.test(text.replace(/^import[^;]*;$/gm, '')));
    expect(files.map(({ path }) => path).sort()).toEqual(makers);
  });

  it.each([
    [word('LOST'), 'LOST'],
    [concat([t`a`, t`b`]), 'ab'],
    [sliced(t`14:02`, -2), '02'],
    [without(t`ana@acme.example`, /@.*$/), 'ana'],
    [lower(t`STRING`), 'string'],
    [capital(t`not read yet`), 'Not read yet'],
    [capital(t``), ''],
    [lineNumber(7, 3), '  7'],
  ])('has makers that keep it safe: %j', (made, expected) => {
    expect(made).toBe(expected);
  });

  it('comes in pieces', () => {
    expect(split(t`a b  c`, / +/)).toEqual(['a', 'b', 'c']);
  });

  it('takes a word only of what the type lists letter by letter', () => {
    const foreign: string = 'from the wire';
    // @ts-expect-error A plain string may hold anything.
    expect(word(foreign)).toBe(foreign);
  });
});
