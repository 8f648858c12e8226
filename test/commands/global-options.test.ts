import { expect, test } from 'vitest';
import { defaultTimeout, timeoutOf } from '../../source/commands/global-options.ts';

test('a command that answers once waits for half a minute unless told otherwise', () => {
  expect(defaultTimeout).toBe(30_000);
});

test.each([
  ['1', 1_000],
  ['0.5', 500],
  ['12.345', 12_345],
  ['3600', 3_600_000],
])('--timeout %s is %i ms', (text, ms) => {
  expect(timeoutOf(text)).toBe(ms);
});

test.each([['0'], ['-1'], ['3600.001'], ['3601'], ['1e3'], ['0x10'], ['5s'], [''], [' 5'], ['12345'], ['1.2345']])(
  '--timeout %j is refused with what is allowed',
  (text) => {
    expect(() => timeoutOf(text)).toThrow(`--timeout: "${text}" is not allowed; use seconds above 0 and up to 3600`);
  },
);
