import { expect, test } from 'vitest';
import { disallowed, tokens } from './sequences.ts';

test.each([
  ['text, line feeds and wide characters', 'héllo 界 👩‍👩‍👧\r\n'],
  ['colours', '\u001b[1;31;48;5;8mred\u001b[0m\u001b[38;2;5;6;8mrgb\u001b[m\u001b[38:2:5:6:8m'],
  ['motion', '\u001b[3;4H\u001b[A\u001b[12G\u001b[E\u001b[2d'],
  ['erasure', '\u001b[2J\u001b[K\u001b[1K\u001b[5X'],
  ['a window title and its keeping', '\u001b[22;2t\u001b]2;segtop – Acme\u0007\u001b[23;2t'],
  ['modes', '\u001b[?1049h\u001b[?25l\u001b[?2026h\u001b[?2004h\u001b[?7l\u001b[?1007h\u001b[2 q'],
])('allows %s', (_name, raw) => {
  expect(disallowed(raw)).toEqual([]);
});

test.each([
  ['wiping the scrollback', '\u001b[3J'],
  ['concealed text', '\u001b[8m'],
  ['blinking after a colour', '\u001b[38;5;8;5m'],
  ['mouse reports', '\u001b[?1000h'],
  ['insert and delete', '\u001b[2L'],
  ['scroll regions', '\u001b[1;5r'],
  ['a device query', '\u001b[6n'],
  ['the clipboard', '\u001b]52;c;AAAA\u0007'],
  ['a title that is also the icon', '\u001b]0;x\u0007'],
  ['a link', '\u001b]8;;https://example.com\u001b\\'],
  ['a device control string', '\u001bPq#0\u001b\\'],
  ['an OSC without an end', '\u001b]0;runs on'],
  ['a reset', '\u001bc'],
  ['a charset shift', '\u001b(0'],
  ['a lone escape', '\u001b'],
  ['a bell', '\u0007'],
  ['a tab', '\t'],
  ['a C1 order', '\u009b'],
  ['an override of direction', '\u202e'],
  ['a zero-width space', '\u200b'],
])('reports %s', (_name, raw) => {
  expect(disallowed(`ok${raw}`)).toEqual([raw]);
});

test('splits orders from text', () => {
  expect(tokens('a\u001b[1mb\u0007').map((token) => [token.text, token.isOrder])).toEqual([
    ['a', false],
    ['\u001b[1m', true],
    ['b', false],
    ['\u0007', true],
  ]);
});
