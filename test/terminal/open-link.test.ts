import { expect, test } from 'vitest';
import { canOpenLinks } from '../../source/terminal/open-link.ts';

test.each<[string, Record<string, string>, NodeJS.Platform, boolean]>([
  ['a desktop with a screen', { DISPLAY: ':0' }, 'linux', true],
  ['a desktop without X', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  ['a Mac', {}, 'darwin', true],
  ['a Mac reached by ssh', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, 'darwin', false],
  ['a forwarded screen', { DISPLAY: 'localhost:10', SSH_TTY: '/dev/pts/1' }, 'linux', false],
  ['a server', {}, 'linux', false],
  ['somebody who wants none', { DISPLAY: ':0', BROWSER: 'none' }, 'linux', false],
])('%s', (_, env, platform, can) => {
  expect(canOpenLinks(env, platform)).toBe(can);
});
