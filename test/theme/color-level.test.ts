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
  [{ FORCE_COLOR: '1', COLORTERM: 'truecolor' }, true, '16'],
  [{ FORCE_COLOR: '' }, false, '16'],
  [{ FORCE_COLOR: 'TRUE' }, false, '16'],
  [{ FORCE_COLOR: 'False', COLORTERM: 'truecolor' }, true, 'none'],
  [{ FORCE_COLOR: 'false', TERM: 'xterm' }, true, 'none'],
  [{ FORCE_COLOR: 'always' }, false, '16'],
  [{ FORCE_COLOR: '9' }, false, '16'],
  [{ FORCE_COLOR: '1' }, false, '16'],
  [{ FORCE_COLOR: 'constructor' }, false, '16'],
  [{ FORCE_COLOR: '__proto__' }, false, '16'],
  [{ FORCE_COLOR: '2', TERM: 'dumb' }, true, '256'],
  [{ NO_COLOR: 'false', FORCE_COLOR: '3' }, true, 'none'],
  [{ WT_SESSION: 'x' }, true, 'truecolor'],
  [{ WT_SESSION: '' }, true, '16'],
  [{ COLORTERM: 'TrueColor', TERM: 'xterm' }, true, 'truecolor'],
  [{ COLORTERM: 'yes', TERM: 'xterm' }, true, '16'],
  [{ COLORTERM: 'truecolor', TERM: 'xterm' }, false, 'none'],
  [{ COLORTERM: 'truecolours', TERM: 'xterm' }, true, '16'],
  [{ TERM: 'tmux-256color' }, true, '256'],
  [{ TERM: 'screen-256color-bce' }, true, '256'],
  [{ TERM: 'xterm-256color-italic' }, true, '256'],
  // Over ssh, where COLORTERM does not come along: what their terminfo promises.
  [{ TERM: 'xterm-kitty' }, true, '256'],
  [{ TERM: 'xterm-ghostty' }, true, '256'],
  [{ TERM: 'alacritty' }, true, '256'],
  [{ TERM: 'alacritty-direct' }, true, 'truecolor'],
  [{ TERM: 'foot' }, true, '256'],
  [{ TERM: 'foot-extra' }, true, '256'],
  [{ TERM: 'wezterm' }, true, '256'],
  [{ TERM: 'footling' }, true, '16'],
  [{ TERM: 'xterm-kitty', COLORTERM: 'truecolor' }, true, 'truecolor'],
  [{ TERM: 'rxvt-256' }, true, '256'],
  [{ TERM: 'xterm-2560' }, true, '16'],
  [{ TERM: 'konsole-direct' }, true, 'truecolor'],
  [{ TERM: 'directfb' }, true, '16'],
  [{}, true, '16'],
  [{}, false, 'none'],
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
  [{ LANG: 'C', LC_CTYPE: 'C.UTF-8' }, false],
  [{ LC_CTYPE: 'C.UTF-8', LC_ALL: 'POSIX' }, true],
  [{ LC_ALL: 'en_US.UTF-8', LANG: 'C', LC_CTYPE: 'C' }, false],
  [{ LANG: 'de_DE.ISO-8859-1' }, true],
  [{ LANG: 'de_DE@euro' }, true],
  [{ LANG: '' }, false],
  [{ LANG: 'en_US.UTF-8', TERM: 'linux-16color' }, false],
  [{}, false],
])('%j is ASCII only: %s', (env, expected) => {
  expect(asciiOnly(env)).toBe(expected);
});

test('the flag decides in both directions', () => {
  expect(asciiOnly({ LANG: 'en_US.UTF-8' }, true)).toBe(true);
  expect(asciiOnly({ LANG: 'C' }, false)).toBe(false);
});
