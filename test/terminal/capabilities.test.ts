import { describe, expect, it } from 'vitest';
import { isInteractive, terminalSize } from '../../source/terminal/capabilities.ts';

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
