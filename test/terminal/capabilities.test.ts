import { describe, expect, it } from 'vitest';
import { colorLevel, isInteractive, terminalSize } from '../../source/terminal/capabilities.ts';

describe('isInteractive', () => {
  it.each([
    [true, true, true],
    [true, false, false],
    [undefined, true, false],
    [undefined, undefined, false],
  ])('%s %s: %s', (stdin, stdout, expected) => {
    expect(isInteractive({ isTTY: stdin }, { isTTY: stdout })).toBe(expected);
  });
});

describe('terminalSize', () => {
  it.each([
    [
      { columns: 120, rows: 40 },
      { COLUMNS: '9', LINES: '9' },
      { columns: 120, rows: 40 },
    ],
    [{}, { COLUMNS: '100', LINES: '30' }, { columns: 100, rows: 30 }],
    [{ columns: 0, rows: 0 }, {}, { columns: 80, rows: 24 }],
    [{}, { COLUMNS: 'wide', LINES: '-3' }, { columns: 80, rows: 24 }],
    [{ columns: 50 }, {}, { columns: 50, rows: 24 }],
  ])('%j %j', (stdout, env, size) => {
    expect(terminalSize(stdout, env)).toEqual(size);
  });
});

describe('colorLevel', () => {
  it.each([
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, true, true, 3],
    [{ TERM: 'xterm-256color' }, true, true, 2],
    [{ TERM: 'xterm-kitty' }, true, true, 2],
    [{ TERM: 'xterm-direct' }, true, true, 3],
    [{ TERM: 'linux' }, true, true, 1],
    [{ TERM: 'xterm-256color', CI: 'true' }, true, true, 2],
    [{ TERM: 'dumb', COLORTERM: 'truecolor' }, true, true, 0],
    [{ TERM: 'xterm-256color' }, false, true, 0],
    [{ FORCE_COLOR: '3' }, false, true, 3],
    [{ FORCE_COLOR: 'true' }, false, true, 1],
    [{ FORCE_COLOR: '' }, false, true, 1],
    [{ FORCE_COLOR: 'false' }, true, true, 0],
    [{ FORCE_COLOR: '3', NO_COLOR: '1' }, true, true, 0],
    [{ NO_COLOR: '', TERM: 'xterm' }, true, true, 1],
    [{ TERM: 'xterm', COLORTERM: 'truecolor' }, true, false, 0],
  ])('%j tty %s wanted %s: %d', (env, isTty, wanted, level) => {
    expect(colorLevel(env, isTty, wanted)).toBe(level);
  });
});
