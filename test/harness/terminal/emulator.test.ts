import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { bytesOf } from '../keys.ts';
import { emulator } from './emulator.ts';

test('the screen has what was written, at once', () => {
  const screen = emulator({ cols: 12, rows: 3 });
  screen.write('one\r\ntwo   \u001b[3;5Hthree');
  expect(screen.text()).toBe('one\ntwo\n    three');
  expect(screen.line(-1)).toBe('    three');
  expect(screen.raw()).toBe('one\r\ntwo   \u001b[3;5Hthree');
});

test('cells tell their colours and attributes', () => {
  const screen = emulator({ cols: 10, rows: 1 });
  screen.write('\u001b[31;1ma\u001b[0;38;2;1;2;255;48;5;200;2mb\u001b[0;7;3;4mc\u001b[0md界');
  const plain = {
    fg: undefined,
    bg: undefined,
    bold: false,
    dim: false,
    italic: false,
    underline: false,
    inverse: false,
  };
  expect([0, 1, 2, 3, 4, 5].map((x) => screen.cell(x, 0))).toEqual([
    { ...plain, char: 'a', fg: 1, bold: true },
    { ...plain, char: 'b', fg: '#0102ff', bg: 200, dim: true },
    { ...plain, char: 'c', inverse: true, italic: true, underline: true },
    { ...plain, char: 'd' },
    { ...plain, char: '界' },
    { ...plain, char: '' },
  ]);
  expect(screen.cell(9, 0).char).toBe(' ');
  expect(() => screen.cell(10, 0)).toThrow('no cell at 10,0');
});

test('modes are seen on and off', () => {
  const screen = emulator();
  screen.write('\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?2004h');
  expect([screen.altScreen, screen.cursorHidden, screen.modes]).toEqual([
    true,
    true,
    { autowrap: false, bracketedPaste: true, mouse: false },
  ]);
  screen.write('\u001b[?1049l\u001b[?25h\u001b[?7h\u001b[?2004l');
  expect([screen.altScreen, screen.cursorHidden, screen.modes.autowrap]).toEqual([false, false, true]);
});

test('a screen that is too wide or too tall is noticed', () => {
  const screen = emulator({ cols: 5, rows: 2 });
  screen.write('\u001b[?1049habc');
  expect([screen.wrapped(), screen.scrolls]).toEqual([[], 0]);
  screen.write('defgh');
  expect(screen.wrapped()).toEqual([1]);
  screen.write('\r\n');
  expect(screen.scrolls).toBe(1);
});

test('rows end at the width after the terminal gets narrower', () => {
  const screen = emulator({ cols: 10, rows: 2 });
  screen.write('\u001b[?1049h0123456789');
  screen.resize(4, 2);
  expect(screen.line(0)).toBe('0123');
});

test.each(['a', '界', 'é', 'e\u0301', '👍', '👍🏽', '👩‍👩‍👧', '🇩🇪', '❤️', '❤', '1️⃣', '▁', '●', '│', 'ﬀ', '가'])(
  '%s is as wide as Ink takes it to be',
  (text) => {
    const screen = emulator({ cols: 20, rows: 1 });
    screen.write(text);
    expect(screen.cursor.x).toBe(stringWidth(text));
  },
);

test('waiting ends with the write that shows it, but not inside a synchronised frame', async () => {
  const screen = emulator({ cols: 20, rows: 1 });
  const seen = screen.waitFor(/ready/).then((text) => text);
  let done = false;
  void seen.then(() => (done = true));
  screen.write('\u001b[?2026hready');
  await Promise.resolve();
  expect(done).toBe(false);
  screen.write('!\u001b[?2026l');
  expect(await seen).toBe('ready!');
  expect(await screen.waitFor((text) => text.endsWith('!'))).toBe('ready!');
});

test('waiting in vain shows the screen', async () => {
  const screen = emulator({ cols: 4, rows: 1 });
  screen.write('here');
  await expect(screen.waitFor(/there/, 1)).rejects.toThrow('/there/ in 1 ms:\n+----+\n|here|');
});

test('the terminal answers a question about itself', () => {
  const screen = emulator();
  const replies: string[] = [];
  screen.events.on('reply', (reply) => replies.push(reply));
  screen.write('\u001b[c\u001b[6n');
  expect(replies).toEqual(['\u001b[?1;2c', '\u001b[1;1R']);
});

test.each([
  ['j', 'j'],
  ['G', 'G'],
  ['enter', '\r'],
  ['esc', '\u001b'],
  ['ctrl+c', '\u0003'],
  ['alt+x', '\u001bx'],
  ['shift+tab', '\u001b[Z'],
  ['pgdn', '\u001b[6~'],
  ['paste:a\nb', '\u001b[200~a\nb\u001b[201~'],
])('the key %s is %j', (key, bytes) => {
  expect(bytesOf(key)).toBe(bytes);
});

test('a misspelt key is an error', () => {
  expect(() => bytesOf('entr')).toThrow('no such key: entr');
});
