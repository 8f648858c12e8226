import { expect, test } from 'vitest';
import { firstGrapheme, type Press, pressesOf } from '../../source/keys/strokes.ts';

/** Names of the presses, those that type nothing in brackets. */
const told = (presses: readonly Press[]) =>
  presses.map(({ stroke, text }) => (text === undefined ? `(${stroke})` : stroke)).join(' ');

test.each([
  ['a letter', 'j', 'j'],
  ['letters that came together', 'jjj', 'j j j'],
  ['a whole command line', ':q\r', ': q (enter)'],
  ['tabs and blanks', 'a\t b\n', 'a (tab) space b (enter)'],
  ['a carriage return with a line feed', 'x\r\n', 'x (enter)'],
  ['rubbing out', 'a\u007f\b', 'a (backspace) (backspace)'],
  ['control letters', '\u0004\u0015\u001a', '(ctrl+d) (ctrl+u) (ctrl+z)'],
  ['control and a sign', '\u0000\u001c\u001d\u001e\u001f', '(ctrl+space) (ctrl+\\) (ctrl+]) (ctrl+^) (ctrl+_)'],
  ['letters of other scripts', 'äß漢', 'ä ß 漢'],
  ['a letter made of two code points', 'e\u0301', 'e\u0301'],
  ['an emoji of several code points', '👩‍👧🇵🇹', '👩‍👧 🇵🇹'],
  ['what is no text', '\ufffda\u0085', 'a'],
  ['nothing', '', ''],
])('%s', (_, text, presses) => {
  expect(told(pressesOf(text))).toBe(presses);
});

test('a press carries what it types, and a key with a name types nothing', () => {
  expect(pressesOf(' +\u0001')).toEqual([
    { stroke: 'space', text: ' ' },
    { stroke: '+', text: '+' },
    { stroke: 'ctrl+a' },
  ]);
});

test.each([
  ['jjj', 'j'],
  ['👩‍👧x', '👩‍👧'],
  ['e\u0301x', 'e\u0301'],
  ['\r\nx', '\r\n'],
])('the first character of %j is %j', (text, first) => expect(firstGrapheme(text)).toBe(first));

test.each([
  ['\u001b', '(esc)'],
  ['\u001f', '(ctrl+_)'],
  ['!', '!'],
])('one alone, %j, is %s', (text, press) => expect(told(pressesOf(text))).toBe(press));
