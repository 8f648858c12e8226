import { describe, expect, it } from 'vitest';
import { isInteractive, speaksInLines, terminalSize } from '../../source/terminal/capabilities.ts';

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

describe('speaksInLines', () => {
  it.each([
    [{}, undefined, false],
    [{ TERM: 'xterm-256color' }, false, false],
    [{ TERM: 'xterm-256color' }, true, true],
    [{ TERM: 'dumb' }, undefined, true],
    [{ INK_SCREEN_READER: 'true' }, undefined, true],
    [{ INK_SCREEN_READER: '1' }, undefined, false],
    [{ INK_SCREEN_READER: 'false' }, undefined, false],
  ])('%j %s: %s', (env, asked, expected) => {
    expect(speaksInLines(env, asked)).toBe(expected);
  });
});
