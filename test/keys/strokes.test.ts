import { describe, expect, test } from 'vitest';
import { type KeyFlags, toStrokes, typed } from '../../source/keys/strokes.ts';

describe('one event is split into strokes', () => {
  test.each<[name: string, input: string, key: KeyFlags, strokes: string[]]>([
    ['a letter', 'j', {}, ['j']],
    ['a capital', 'G', { shift: true }, ['G']],
    ['letters that came together', 'jjj', {}, ['j', 'j', 'j']],
    ['a sequence', 'gg', {}, ['g', 'g']],
    ['a whole command line', ':q\r', {}, [':', 'q', 'enter']],
    ['tabs and blanks in a chunk', 'a\t b\n', {}, ['a', 'tab', 'space', 'b', 'enter']],
    ['a carriage return with a line feed', 'x\r\n', {}, ['x', 'enter']],
    ['rubbing out in a chunk', 'a\u007f\b', {}, ['a', 'backspace', 'backspace']],
    ['control letters in a chunk', '\u0004\u0015', {}, ['ctrl+d', 'ctrl+u']],
    ['an escape in a chunk', 'a\u001b', {}, ['a', 'esc']],
    ['letters of other scripts', 'äß漢', {}, ['ä', 'ß', '漢']],
    ['a letter made of two code points', 'e\u0301', {}, ['e\u0301']],
    ['an emoji of several code points', '👩‍👧🇵🇹', {}, ['👩‍👧', '🇵🇹']],
    ['up', '', { upArrow: true }, ['up']],
    ['down', '', { downArrow: true }, ['down']],
    ['left', '', { leftArrow: true }, ['left']],
    ['right', '', { rightArrow: true }, ['right']],
    ['page up', '', { pageUp: true }, ['pgup']],
    ['page down', '', { pageDown: true }, ['pgdn']],
    ['home', '', { home: true }, ['home']],
    ['end', '', { end: true }, ['end']],
    ['return', '\r', { return: true }, ['enter']],
    ['tab', '\t', { tab: true }, ['tab']],
    ['shift and tab', '', { tab: true, shift: true }, ['shift+tab']],
    ['backspace', '', { backspace: true }, ['backspace']],
    ['delete', '', { delete: true }, ['delete']],
    ['escape', '', { escape: true }, ['esc']],
    ['escape as a byte', '\u001b', { escape: true }, ['esc']],
    ['escape twice at once', '', { escape: true, meta: true }, ['esc', 'esc']],
    ['control and a letter', 'd', { ctrl: true }, ['ctrl+d']],
    ['control and a capital', 'D', { ctrl: true, shift: true }, ['ctrl+d']],
    ['control and blank', ' ', { ctrl: true }, ['ctrl+space']],
    ['control and nothing known', '', { ctrl: true }, []],
    ['alt and a letter', 'f', { meta: true }, ['alt+f']],
    ['alt alone', '', { meta: true }, ['esc']],
    ['an answer of the terminal', ']11;rgb:0000/0000/0000', { meta: true }, []],
    ['a function key', '', {}, []],
  ])('%s', (_, input, key, strokes) => {
    expect(toStrokes(input, key)).toEqual(strokes);
  });
});

test.each([
  ['j', 'j'],
  ['space', ' '],
  ['漢', '漢'],
  ['👩‍👧', '👩‍👧'],
  ['e\u0301', 'e\u0301'],
  ['+', '+'],
  ['enter', undefined],
  ['ctrl+d', undefined],
  ['pgup', undefined],
  ['alt+f', undefined],
])('the stroke %s types %s', (stroke, text) => {
  expect(typed(stroke)).toBe(text);
});
