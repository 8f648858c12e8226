import { expect, test } from 'vitest';
import { asciiOnly, colorLevel } from '../../source/theme/color-level.ts';

test.each([
  [{ TERM: 'xterm-256color' }, true, '256'],
  [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, true, 'truecolor'],
  [{ TERM: 'xterm', COLORTERM: '24bit' }, true, 'truecolor'],
  [{ TERM: 'xterm-direct' }, true, 'truecolor'],
  [{ TERM: 'linux' }, true, '16'],
  [{ TERM: 'screen' }, true, '16'],
  [{ TERM: 'dumb', COLORTERM: 'truecolor' }, true, 'none'],
  [{ TERM: 'xterm-256color' }, false, 'none'],
  [{ TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: '3' }, true, 'none'],
  [{ TERM: 'xterm-256color', NO_COLOR: '' }, true, '256'],
  [{ FORCE_COLOR: '3' }, false, 'truecolor'],
  [{ FORCE_COLOR: '2' }, false, '256'],
  [{ FORCE_COLOR: 'true' }, false, '16'],
  [{ FORCE_COLOR: '0', TERM: 'xterm' }, true, 'none'],
  [{ WT_SESSION: 'x' }, true, 'truecolor'],
])('%j on a terminal %s: %s', (env, isTTY, expected) => {
  expect(colorLevel(env, isTTY)).toBe(expected);
});

test('--no-color wins', () => {
  expect(colorLevel({ FORCE_COLOR: '3', TERM: 'xterm' }, true, { noColor: true })).toBe('none');
});

test.each([
  [{ LANG: 'en_US.UTF-8' }, false],
  [{ LANG: 'de_DE.utf8' }, false],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, true],
  [{ LC_CTYPE: 'POSIX' }, true],
  [{ LC_ALL: '', LANG: 'C.UTF-8' }, false],
  [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, true],
  [{}, false],
])('%j is ASCII only: %s', (env, expected) => {
  expect(asciiOnly(env)).toBe(expected);
});

test('the flag decides in both directions', () => {
  expect(asciiOnly({ LANG: 'en_US.UTF-8' }, true)).toBe(true);
  expect(asciiOnly({ LANG: 'C' }, false)).toBe(false);
});
