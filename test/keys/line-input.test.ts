import { expect, test } from 'vitest';
import { lineInput } from '../../source/keys/line-input.ts';

test.each([
  ['text and the end of the line', ['sgp_', 'x\r'], 'sgp_x\r'],
  ['what edits it', ['a\u007fb\u0015c\u0003\u0004'], 'a\u007fb\u0015c\u0003\u0004'],
  ['a paste', ['\u001b[200~sgp_x\u001b[20', '1~\r'], 'sgp_x\r'],
  ['arrows and other keys', ['a\u001b[D\u001b[3~\tb'], 'ab'],
  ['answers of the terminal', ['a\u001b]11;rgb:1e1e/1e', '1e/1e1e\u0007b\u001b[?62;22cc'], 'abc'],
])('a line that is typed gets %s', (_, reads, line) => {
  const heard = lineInput(() => 0);
  expect(reads.map(heard).join('')).toBe(line);
});

test('an answer without an end does not keep the rest of the line', () => {
  let now = 0;
  const heard = lineInput(() => now);
  expect(heard('\u001b]11;rgb')).toBe('');
  now = 1_000;
  expect(heard('x\r')).toBe('x\r');
});
