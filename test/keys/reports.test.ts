import { describe, expect, test } from 'vitest';
import { keypadKey, reportedKey } from '../../source/keys/reports.ts';
import { firstGrapheme, type Press, pressesOf, pressOf } from '../../source/keys/strokes.ts';

/** A press in a word: what it types, else its name in brackets. */
function word(press: Press | undefined): string {
  if (press === undefined) return '';
  return press.text === undefined
    ? `(${press.stroke})`
    : press.text === press.stroke
      ? press.stroke
      : `<${press.text}>`;
}

/** The key of what stands between CSI and the end of a sequence, with its last character. */
const key = (report: string): string => word(reportedKey(report.slice(0, -1), report.slice(-1)));

/** Numbers of the kitty keyboard protocol, as its document lists them. */
const byCode = {
  '9 13 27 127': ['(tab)', '(enter)', '(esc)', '(backspace)'],
  '57399 57400 57401 57402 57403 57404 57405 57406 57407 57408': [...'0123456789'],
  '57409 57410 57411 57412 57413 57414 57415 57416': ['.', '/', '*', '-', '+', '(enter)', '=', ','],
  '57417 57418 57419 57420 57421 57422': ['(left)', '(right)', '(up)', '(down)', '(pgup)', '(pgdn)'],
  '57423 57424 57425 57426 57427': ['(home)', '(end)', '', '(delete)', ''],
  // Caps lock, F13, volume, a shift alone; the private range ends beyond them.
  '57358 57376 57438 57441 57344 63743': ['', '', '', '', '', ''],
  '57343 63744 55295 55296': ['', '\uf900', '\ud7ff', ''],
  '0 -1 1114111 1114112 1.5': ['', '', '\u{10ffff}', '', ''],
};

describe('a key by its number', () => {
  test.each(Object.entries(byCode))('%s', (codes, keys) => {
    expect(codes.split(' ').map((code) => key(`${code}u`))).toEqual(keys);
  });

  test.each([
    ['a letter, also where it is repeated', ['106u', '106;u', '106;1u', '106;1:1u', '106;1:2u'], 'j'],
    ['one that is let go', ['106;1:3u', '57419;1:3u', '1;1:3A', '3;5:3~'], ''],
    ['with Shift, its other form told or not', ['106:74;2u', '106;2u', '27;2;74~'], 'J'],
    ['with the caps lock', ['106;65u', '106;193u'], 'J'],
    ['with the caps lock and Shift', ['106;66u'], 'j'],
    ['a letter whose capital is two', ['223;2u'], 'ß'],
    ['a sign that Shift makes', ['49:33;2u', '49;2;33u', '49:33;2;33u'], '!'],
    ['with the number lock, which is nothing', ['106;129u'], 'j'],
    ['with super, hyper or meta', ['106;9u', '106;17u', '106;33u', '100;13u', '57419;9u'], ''],
    ['with control', ['100;5u', '100;69u', '68;5u', '100:68;6u', '27;5;100~', '27;6;68~'], '(ctrl+d)'],
    ['with control, in the place of d on another keyboard', ['1074::100;5u', '1074:1042:100;6u'], '(ctrl+d)'],
    ['with control, on a keyboard that tells of no place', ['1074;5u'], '(ctrl+в)'],
    ['with control, where its own letter is of the alphabet', ['101::100;5u'], '(ctrl+e)'],
    ['with control and Alt', ['100;7u'], ''],
    ['with Alt', ['102;3u', '102;67u'], '(alt+f)'],
    ['with Alt and Shift', ['102;4u', '102:70;4u'], '(alt+F)'],
    ['with Alt on another keyboard', ['1072::102;3u'], '(alt+f)'],
    ['of the keypad with Alt', ['57401;3u'], '(alt+2)'],
    ['of the keypad with control', ['57401;5u'], '(ctrl+2)'],
    ['a blank', ['32u', '32;2u'], '< >'],
    ['a blank with control', ['32;5u'], '(ctrl+space)'],
    ['those with control that are other keys', ['109;5u', '106;5u', '13;5u'], '(enter)'],
    ['Tab with control', ['105;5u', '9;5u', '9u'], '(tab)'],
    ['Tab with Shift', ['9;2u', '9;6u', '1;2Z', 'Z'], '(shift+tab)'],
    ['Backspace with control', ['104;5u', '127;5u'], '(backspace)'],
    ['Esc with control', ['91;5u', '27;5u'], '(esc)'],
    ['with the text it typed', ['101;;233u', '101;1;233u'], 'é'],
    ['with a text of two characters', ['101;;101:769u'], 'e\u0301'],
    ['with a text that is a control, or none', ['97;;27u', '97;;97:10u', '97;;1114112u', '97;;:u'], 'a'],
  ])('%s', (_, reports, is) => {
    expect(reports.map(key)).toEqual(reports.map(() => is));
  });
});

test.each([
  ['A B C D H F Z', ['(up)', '(down)', '(right)', '(left)', '(home)', '(end)', '(shift+tab)']],
  ['1;5A 1;9B', ['(up)', '(down)']],
  ['a b c d', ['(up)', '(down)', '(right)', '(left)']],
  ['1~ 2~ 3~ 4~ 5~ 6~ 7~ 8~', ['(home)', '', '(delete)', '(end)', '(pgup)', '(pgdn)', '(home)', '(end)']],
  ['3^ 3$ 5^ 3;5~', ['(delete)', '(delete)', '(pgup)', '(delete)']],
  // F1 to F12, answers of the terminal, focus.
  ['P Q S 11~ 15~ 24~', ['', '', '', '', '', '']],
  ['?62c ?1u >0;1c 0n 1;1R I O', ['', '', '', '', '', '', '']],
])('sequences of the usual keys: %s', (reports, keys) => {
  expect(reports.split(' ').map(key)).toEqual(keys);
});

test.each([
  ['ABCDHF', ['(up)', '(down)', '(right)', '(left)', '(home)', '(end)']],
  // Small letters are the keypad's, though rxvt ends arrows with Shift so.
  ['abcd', ['', '', '', '']],
  ['pqrstuvwxy', [...'0123456789']],
  ['MIX', ['(enter)', '(tab)', '=']],
  ['jklmno', ['*', '+', ',', '-', '.', '/']],
  ['PQRSZ', ['', '', '', '', '']],
])('keys of the application keypad: %s', (finals, keys) => {
  expect([...finals].map((final) => word(keypadKey(final)))).toEqual(keys);
});

test('each control byte is a key of its own, or the one that a terminal does not tell it from', () => {
  const names = Array.from({ length: 33 }, (_, code) => word(pressOf(String.fromCharCode(code))));
  expect(names.join(' ')).toBe(
    [
      '(ctrl+space) (ctrl+a) (ctrl+b) (ctrl+c) (ctrl+d) (ctrl+e) (ctrl+f) (ctrl+g) (backspace) (tab) (enter)',
      '(ctrl+k) (ctrl+l) (enter) (ctrl+n) (ctrl+o) (ctrl+p) (ctrl+q) (ctrl+r) (ctrl+s) (ctrl+t) (ctrl+u) (ctrl+v)',
      '(ctrl+w) (ctrl+x) (ctrl+y) (ctrl+z) (esc) (ctrl+\\) (ctrl+]) (ctrl+^) (ctrl+_) < >',
    ].join(' '),
  );
  expect(word(pressOf('\u007f'))).toBe('(backspace)');
});

test.each([
  ['jjj', ['j', 'j', 'j']],
  ['e\u0301👨‍👩‍👧x', ['e\u0301', '👨‍👩‍👧', 'x']],
  ['\r\na', ['(enter)', 'a']],
  ['\u0080\ufffd', []],
  ['a\u009fb', ['a', 'b']],
  ['', []],
])('plain text is a press for each character that a reader sees: %j', (text, presses) => {
  expect(pressesOf(text).map(word)).toEqual(presses);
});

test.each([
  ['e\u0301x', 'e\u0301'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
  ['', ''],
])('the first character that a reader sees of %j', (text, first) => expect(firstGrapheme(text)).toBe(first));
