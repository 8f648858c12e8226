import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip } from '../../source/components/block.ts';
import { dialogBlock, nextButton } from '../../source/components/dialog-block.ts';
import { centred, overlaid } from '../../source/components/overlay.ts';
import { pickerBlock } from '../../source/components/picker/block.ts';
import { moved, type PickerItem, pickable, toggled } from '../../source/components/picker/model.ts';
import { promptLine } from '../../source/components/prompt/line.ts';
import { edited, emptyPrompt, inserted, type PromptState, promptParts } from '../../source/components/prompt/model.ts';
import { atHand } from '../../source/domain/proof.ts';
import { sanitise, t } from '../../source/domain/text.ts';
import { overlayCommand, overlayKeymap } from '../../source/keys/overlay-keys.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { line, lineText, lineWidth, select } from '../../source/theme/line.ts';
import { anyLine, safeText, size } from '../theme/hostile.ts';
import { drawn } from './drawn.ts';

const unicode = glyphs(false);

/** A prompt written with its cursor as `|`. */
const prompt = (text: string): PromptState => ({ text: text.replace('|', ''), cursor: text.indexOf('|') });
const promptOf = (text: string): PromptState => inserted(emptyPrompt, text);
const pickerOf = (...picked: string[]) => ({ filter: emptyPrompt, picked: new Set(picked), offset: 0 });
/** What a stroke does to a line with the keys as they are. */
const struck = (state: PromptState, stroke: string) => edited(state, overlayCommand(overlayKeymap, ['edit'], stroke));
const written = ({ text, cursor }: PromptState): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

test.each([
  ['ab|c', 'backspace', 'a|c'],
  ['|abc', 'backspace', '|abc'],
  ['a👨‍👩‍👧|', 'backspace', 'a|'],
  ['a|bc', 'delete', 'a|c'],
  ['abc|', 'delete', 'ab|'],
  ['one two|', 'ctrl+w', 'one |'],
  ['one two  |x', 'ctrl+w', 'one |x'],
  ['one tw|o', 'ctrl+u', '|o'],
  ['one tw|o', 'ctrl+k', 'one tw|'],
  ['ae\u0301|b', 'left', 'a|e\u0301b'],
  ['a|e\u0301b', 'right', 'ae\u0301|b'],
  ['ab|', 'right', 'ab|'],
  ['ab|c', 'home', '|abc'],
  ['ab|c', 'ctrl+e', 'abc|'],
])('%s then %s is %s', (before, stroke, after) => {
  expect(written(struck(prompt(before), stroke)!)).toBe(after);
});

test.each([
  ['|', 'ctrl+w', '|'],
  ['   |', 'ctrl+w', '|'],
  ['one two|three', 'ctrl+w', 'one |three'],
  ['a-b/c.d|', 'ctrl+w', '|'],
  ['one |two', 'ctrl+w', '|two'],
  ['|abc', 'delete', '|bc'],
  ['|', 'delete', '|'],
  ['a|👨‍👩‍👧b', 'delete', 'a|b'],
  ['a👍|b', 'backspace', 'a|b'],
  ['a👍|', 'delete', 'a|'],
  ['👍|b', 'left', '|👍b'],
  ['|👍b', 'right', '👍|b'],
  ['|ab', 'left', '|ab'],
  ['one tw|o', 'end', 'one two|'],
  ['|', 'ctrl+u', '|'],
  ['ab|', 'ctrl+k', 'ab|'],
])('of %s then %s leaves %s', (before, stroke, after) => {
  expect(written(struck(prompt(before), stroke)!)).toBe(after);
});

test.each<[string, [string, string, string]]>([
  ['|', ['', ' ', '']],
  ['|abc', ['', 'a', 'bc']],
  ['a|bc', ['a', 'b', 'c']],
  ['abc|', ['abc', ' ', '']],
  ['a|e\u0301b', ['a', 'e\u0301', 'b']],
  ['a|👨‍👩‍👧b', ['a', '👨‍👩‍👧', 'b']],
])('of %s the cursor is on one character', (text, [head, under, tail]) => {
  expect(promptParts(prompt(text))).toEqual({ head, under, tail });
});

test('a prompt takes 500 characters, wherever they are typed, and no command that is none', () => {
  const long = promptOf('x'.repeat(499));
  const more = inserted({ ...long, cursor: 1 }, 'ab');
  expect([more.text.length, more.cursor, more.text.slice(0, 3)]).toEqual([500, 2, 'xax']);
  expect(inserted(more, 'c')).toEqual(more);
  expect(edited(long, undefined)).toBeUndefined();
  expect(edited(long, 'edit.unheard')).toBeUndefined();
  expect(edited(long, 'constructor')).toBeUndefined();
});

describe('prompt', () => {
  test('a stroke that edits nothing is left to others', () => {
    expect(struck(prompt('a|'), 'enter')).toBeUndefined();
  });
  test('a paste loses its line breaks and whatever a terminal could obey', () => {
    expect(written(inserted(prompt('a|d'), 'b\r\nc\u001b[2J\n'))).toBe('ab c|d');
    expect(promptOf('x'.repeat(9999)).text.length).toBeLessThan(1000);
  });
  test('any sequence of edits leaves the cursor inside the text', () => {
    const stroke = fc.constantFrom('backspace', 'delete', 'ctrl+u', 'ctrl+w', 'left', 'right', 'home', 'end');
    fc.assert(
      fc.property(fc.array(fc.oneof(stroke, safeText)), (steps) => {
        const end = steps.reduce<PromptState>(
          (state, step) => struck(state, step) ?? inserted(state, step),
          promptOf(''),
        );
        expect(end.cursor).toBeGreaterThanOrEqual(0);
        expect(end.cursor).toBeLessThanOrEqual(end.text.length);
        expect(end.text.isWellFormed()).toBe(true);
      }),
    );
  });
  test.each([
    [':', 'sources|', 12, ':sources    '],
    [':', 'delivery @prod|', 8, ': @prod '],
    ['/', '|', 3, '/  '],
  ])('%s%s on %i columns', (label, text, width, expected) => {
    expect(lineText(promptLine({ label: sanitise(label), state: prompt(text), width }))).toBe(expected);
  });
  test.each<[string, number, string | undefined, string]>([
    ['abc|', 12, 'defghij', ': abc defghi'],
    ['a|bc', 12, 'defghij', ': abc       '],
    ['abc|', 8, 'defghij', ': abc de'],
    ['abcdefgh|', 8, undefined, ': defgh '],
    ['|abcdefgh', 8, undefined, ': abcdef'],
    ['abcde|fgh', 8, undefined, ': abcdef'],
    ['abcdef|gh', 8, undefined, ': bcdefg'],
    ['漢字漢字|', 8, undefined, ':  漢字 '],
    ['ab|', 1, undefined, ':'],
    ['ab|', 0, undefined, ''],
  ])('%s on %i columns, with what it may become %s', (text, width, suggestion, expected) => {
    const row = promptLine({
      label: t`: `,
      state: prompt(text),
      width,
      ...(suggestion && { suggestion: sanitise(suggestion) }),
    });
    expect(lineText(row)).toBe(expected);
    if (width > 2) expect(row.spans.filter(({ selected }) => selected)).toHaveLength(1);
  });
  test('a secret shows one mark a character', () => {
    expect(lineText(promptLine({ label: t`token `, state: promptOf('sgp_1'), width: 13, secret: t`•` }))).toBe(
      'token •••••  ',
    );
  });
  test('exactly the asked width', () => {
    fc.assert(
      fc.property(safeText, size, fc.nat(3), (text, width, back) => {
        let state = promptOf(text);
        for (let step = 0; step < back; step += 1) state = struck(state, 'left')!;
        expect(lineWidth(promptLine({ label: t`: `, state, width, suggestion: text }))).toBe(width);
      }),
    );
  });
});

const items: readonly PickerItem[] = [
  { id: 'a', label: t`Web (prod)`, hint: t`source` },
  { id: 'b', label: t`Braze`, hint: t`destination` },
  { id: 'c', label: t`Web (dev)`, disabled: t`already there` },
];

describe('picker', () => {
  const none = {
    kind: 'empty',
    proof: atHand,
    title: t`Nothing matches`,
    help: t`backspace widens the filter`,
  } as const;
  test('filter, cursor, choice', () => {
    const filtered = { ...pickerOf('b'), filter: promptOf('web') };
    expect(pickable(items, filtered).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(pickable(items, { ...filtered, filter: promptOf('WEB') })).toEqual([]);
    const down = moved(items, filtered, 5);
    expect(down.at).toBe('c');
    expect(toggled(items, down).picked).toEqual(new Set(['b']));
    expect([...toggled(items, moved(items, down, -9)).picked].sort()).toEqual(['a', 'b']);
  });

  const named = (...names: readonly string[]): readonly PickerItem[] =>
    names.map((name) => ({ id: name, label: sanitise(name), hint: t`kept` }));
  test.each<[string, readonly string[]]>([
    ['prod', ['Web prod', 'Zürich PROD', 'İstanbul prod']],
    ['PROD', ['Zürich PROD']],
    ['zurich', ['Zürich PROD']],
    ['zu\u0308rich', ['Zürich PROD']],
    ['zürich', ['Zürich PROD']],
    ['cafe\u0301', ['Cafe\u0301 a+b']],
    ['a+b', ['Cafe\u0301 a+b']],
    ['  web ', ['Web prod']],
    ['kept', ['Web prod', 'Zürich PROD', 'İstanbul prod', 'Cafe\u0301 a+b']],
    ['', ['Web prod', 'Zürich PROD', 'İstanbul prod', 'Cafe\u0301 a+b']],
    ['web kept', []],
  ])('the filter %j lets through %j, as the one of a table does', (filter, names) => {
    const all = named('Web prod', 'Zürich PROD', 'İstanbul prod', 'Cafe\u0301 a+b');
    const state = { ...pickerOf(), filter: { text: filter, cursor: filter.length } };
    expect(pickable(all, state).map(({ id }) => id)).toEqual(names);
  });

  test.each([
    ['Web prod', 'prod', 'prod'],
    ['İstanbul prod', 'prod', 'prod'],
    ['Zürich PROD', 'zurich', 'Zürich'],
    ['Cafe\u0301 bar', 'cafe', 'Cafe\u0301'],
    ['Web prod', 'kept', ''],
  ])('in %s the filter %s shows %j as what it found', (name, filter, found) => {
    const state = { ...pickerOf(), filter: promptOf(filter) };
    const block = pickerBlock({
      ...{ title: t`All`, items: named(name), state, none },
      ...{ width: 40, height: 5, glyphs: unicode },
    });
    const matched = block[2]!.spans.filter(({ tone }) => tone === 'match').map(({ text }) => text);
    expect(matched.join('')).toBe(found);
  });

  test.each<[string, string | undefined, number, string | undefined]>([
    ['', undefined, 0, 'a'],
    ['', 'b', 0, 'b'],
    ['', 'b', 1, 'c'],
    ['', 'b', 9, 'c'],
    ['', 'b', -9, 'a'],
    ['', 'gone', 1, 'b'],
    ['web', 'b', 0, 'a'],
    ['web', 'b', 1, 'c'],
    ['no such', 'b', 1, undefined],
  ])('filtered by %j with the cursor on %s, %i further on is %s', (filter, at, by, to) => {
    const state = { ...pickerOf(), filter: promptOf(filter), at };
    expect(moved(items, state, by).at).toBe(to);
  });

  test('what is chosen can be given back, what cannot be chosen stays, and of nothing nothing is chosen', () => {
    const at = (id: string, ...picked: string[]) => ({ ...pickerOf(...picked), at: id });
    const picked = (id: string, ...before: string[]) => [...toggled(items, at(id, ...before)).picked];
    expect([picked('a'), picked('a', 'a'), picked('a', 'b'), picked('c'), picked('c', 'c')]).toEqual([
      ['a'],
      [],
      ['b', 'a'],
      [],
      ['c'],
    ]);
    const none = { ...at('a'), filter: promptOf('no such') };
    expect(toggled(items, none)).toBe(none);
  });

  test('drawn', () => {
    const state = { ...pickerOf('b'), at: 'b' };
    expect(
      drawn(pickerBlock({ title: t`Favorites`, items, state, none, width: 40, height: 7, glyphs: unicode })),
    ).toEqual([
      '╭ Favorites ──────────────── 1 chosen ─╮',
      '│ /                                    │',
      '│  [ ] Web (prod)               source │',
      '│ ❯[✓] Braze               destination │',
      '│  [ ] Web (dev)         already there │',
      '│                                      │',
      '╰──────────────────────────────────────╯',
    ]);
  });

  test.each([
    [6, ' 1 chosen ─╮'],
    [5, ' 1 chosen  2/3 ─╮'],
  ])('in %i rows it says where the cursor is only if not all have room', (height, end) => {
    const state = { ...pickerOf('b'), at: 'b' };
    const [top] = drawn(pickerBlock({ title: t`Favorites`, items, state, none, width: 40, height, glyphs: unicode }));
    expect(top?.endsWith(`─${end}`)).toBe(true);
  });
});

test('a picker without an item to show says why, below its filter', () => {
  const none = { kind: 'loading', title: t`Reading sources…` } as const;
  const state = { ...pickerOf('b'), filter: promptOf('no such') };
  const options = { title: t`All`, items, state, none, width: 30, height: 6, glyphs: unicode };
  expect(drawn(pickerBlock(options)).map((row) => row.replace(/ {2,}/g, ' '))).toEqual([
    '╭ All ──────────── 1 chosen ─╮',
    '│ / no such │',
    '│ │',
    '│ · Reading sources… │',
    '│ │',
    '╰────────────────────────────╯',
  ]);
});

describe('dialog', () => {
  const buttonsRow = '  Delete    [ Cancel ]';
  const buttons = [
    { id: 'delete', label: t`Delete`, danger: true },
    { id: 'cancel', label: t`Cancel` },
  ];
  test('arrows go around', () => {
    expect([nextButton(buttons, 1, 1), nextButton(buttons, 0, -1), nextButton([], 0, 1)]).toEqual([0, 1, -1]);
  });
  test('drawn', () => {
    const options = {
      title: t`Delete`,
      text: t`Deletes the source Web (prod) of Acme for good.`,
      buttons,
      focused: 1,
      glyphs: unicode,
    };
    expect(drawn(dialogBlock({ ...options, width: 36, height: 10 }))).toEqual([
      '╭ Delete ──────────────────────────╮',
      '│ Deletes the source Web (prod) of │',
      '│ Acme for good.                   │',
      '│                                  │',
      '│   Delete    [ Cancel ]           │',
      '╰──────────────────────────────────╯',
    ]);
    expect(drawn(dialogBlock({ ...options, width: 36, height: 3 }))[1]).toBe('│   Delete    [ Cancel ]           │');
  });
  test.each<[number, boolean, string[]]>([
    [7, false, ['Deletes the source Web (prod) of', 'Acme for good, with 3', 'connections.', '', buttonsRow]],
    [6, false, ['Deletes the source Web (prod) of', 'Acme for good, with 3', 'connections.', buttonsRow]],
    [5, false, ['Deletes the source Web (prod) of', 'Acme for good, with 3 …', buttonsRow]],
    [4, false, ['Deletes the source Web (prod) o…', buttonsRow]],
    [3, false, [buttonsRow]],
    [2, false, []],
    [6, true, ['Deletes the source Web (prod) of', 'Acme for good, with 3 …', '> web', buttonsRow]],
    [4, true, ['> web', buttonsRow]],
    [3, true, [buttonsRow]],
  ])(
    'on %i rows what is typed and the buttons stay, and a sentence that is cut says so',
    (height, isTyped, expected) => {
      const block = dialogBlock({
        ...{ title: t`Delete`, buttons, focused: 1, width: 36, height, glyphs: unicode },
        text: t`Deletes the source Web (prod) of Acme for good, with 3 connections.`,
        ...(isTyped && { field: line(t`> web`) }),
      });
      const inner = drawn(block).slice(1, -1);
      expect(inner.map((row) => row.slice(2, -2).trimEnd())).toEqual(expected);
      expect(block).toHaveLength(height);
    },
  );

  test.each([
    [0, ['[ Delete ]', 'bad', true], ['  Cancel  ', undefined, undefined]],
    [1, ['  Delete  ', 'bad', undefined], ['[ Cancel ]', 'focus', true]],
    [2, ['  Delete  ', 'bad', undefined], ['  Cancel  ', undefined, undefined]],
  ])('with button %i focused only what destroys is red, and each can be clicked', (focused, ...looks) => {
    const [, , row] = dialogBlock({ title: t`x`, text: t`y`, buttons, focused, width: 36, height: 4, glyphs: unicode });
    const found = row!.spans.filter(({ hit }) => hit?.kind === 'button');
    expect(found.map(({ text, tone, selected }) => [text, tone, selected])).toEqual(looks);
    expect(found.map(({ hit }) => hit)).toEqual([0, 1].map((at) => ({ kind: 'button', at })));
  });
});

describe('overlay', () => {
  const under = clip([line(t`0123456789`), line(t`日本語日本`), line(t`abcdefghij`)], 10, 3);
  test('covers, and leaves spaces where it cuts a wide character', () => {
    expect(drawn(overlaid(under, [line(t`XXX`), line(t`YYY`)], { left: 3, top: 0 }, 10))).toEqual([
      '012XXX6789',
      '日 YYY日本',
      'abcdefghij',
    ]);
  });
  test.each<[number, number, readonly string[]]>([
    [0, 0, ['XXX3456789', 'YYY 語日本', 'abcdefghij']],
    [8, 1, ['0123456789', '日本語日X…', 'abcdefghY…']],
    [2, 2, ['0123456789', '日本語日本', 'abXXXfghij']],
    [1, 1, ['0123456789', ' XXX語日本', 'aYYYefghij']],
  ])('laid at column %i of row %i', (left, top, rows) => {
    const laid = overlaid(under, [line(t`XXX`), line(t`YYY`)], { left, top }, 10);
    expect(drawn(laid)).toEqual(rows);
  });
  test('keeps the reverse of rows it does not cover, of its own and of what is left beside it', () => {
    const [first, second] = overlaid(
      [select(line(t`abcdef`)), select(line(t`ghijkl`))],
      [select(line(t`XY`))],
      { left: 2, top: 1 },
      6,
    );
    expect(first).toEqual(select(line(t`abcdef`)));
    expect(second!.spans.map(({ text, selected }) => [text, selected])).toEqual([
      ['gh', true],
      ['XY', true],
      ['kl', true],
    ]);
  });
  test('centred', () => {
    expect(centred([line(t`X`)], 4, 10, 3)).toEqual({ left: 3, top: 1 });
    expect(centred([line(t`X`)], 40, 10, 0)).toEqual({ left: 0, top: 0 });
  });
  test('rows keep their width', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 4 }), anyLine, size, fc.nat(30), (rows, over, width, left) => {
        const laid = overlaid(clip(rows, width, 4), [over], { left, top: 1 }, width);
        expect(laid.map(lineWidth)).toEqual(Array(4).fill(width));
      }),
    );
  });
});
