import { expect, test, vi } from 'vitest';
import { progress } from '../../source/commands/progress.ts';

function drawn(isTTY: boolean, ascii = false) {
  let text = '';
  let now = 0;
  const output = {
    isTTY,
    write: (more: string) => {
      text += more;
    },
  };
  const line = progress(output, ascii, () => now);
  const at = (ms: number) => {
    now = ms;
  };
  return { line, at, text: () => text };
}

test('nothing is drawn of what is over at once, nor on anything but a terminal', () => {
  const { line, at, text } = drawn(true);
  line.update(1, 9);
  at(299);
  line.update(2, 9);
  line.end();
  expect(text()).toBe('');
  const piped = drawn(false);
  piped.at(5000);
  piped.line.update(1, 9);
  piped.line.end();
  expect(piped.text()).toBe('');
});

test('the line is drawn over itself at most ten times a second, and nothing of it is left', () => {
  const { line, at, text } = drawn(true);
  at(300);
  line.update(34, 120);
  at(399);
  line.update(35, 120);
  at(400);
  line.update(36, 120);
  line.end();
  line.end();
  expect(text()).toBe('\r\u001b[Kreading 34 of 120 …\r\u001b[Kreading 36 of 120 …\r\u001b[K');
});

test('it is ASCII where that is asked for', () => {
  const { line, at, text } = drawn(true, true);
  at(300);
  line.update(1, 2);
  expect(text()).toBe('\r\u001b[Kreading 1 of 2 ...');
});

test.each([
  ['TERM', 'dumb'],
  ['INK_SCREEN_READER', 'true'],
])('with %s=%s nothing is drawn over itself', (name, value) => {
  vi.stubEnv(name, value);
  const { line, at, text } = drawn(true);
  at(5000);
  line.update(1, 9);
  line.end();
  vi.unstubAllEnvs();
  expect(text()).toBe('');
});
