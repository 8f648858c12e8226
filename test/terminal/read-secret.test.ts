import { expect, test, vi } from 'vitest';
import { lineInput } from '../../source/keys/line-input.ts';
import { readSecret } from '../../source/terminal/read-secret.ts';

/** A terminal on which these chunks are typed. */
function typing(chunks: readonly string[], isTTY = true) {
  const setRawMode = vi.fn();
  const written: string[] = [];
  const input = Object.assign(
    (async function* () {
      yield* chunks;
    })(),
    { isTTY, setRawMode },
  );
  return {
    read: () =>
      readSecret(
        input,
        { write: (text) => written.push(text) },
        'Token: ',
        lineInput(() => 0),
      ),
    written,
    setRawMode,
  };
}

test.each([
  ['a line', ['sgp_x\r'], 'sgp_x'],
  ['a line in pieces', ['s', 'gp_', 'x', '\n'], 'sgp_x'],
  ['what stands before the end of the input', ['sgp_x'], 'sgp_x'],
  ['one line only', ['sgp_x\nsgp_y\n'], 'sgp_x'],
  ['corrected', ['sgp_y\u007fx\r'], 'sgp_x'],
  ['begun anew', ['abc\u0015sgp_x\r'], 'sgp_x'],
  ['a bracketed paste', ['\u001b[200~sgp_x\u001b[201~\r'], 'sgp_x'],
  ['a late answer of the terminal', ['sgp_\u001b]11;rgb:0/0/0\u0007x', '\u001b[?62c\r'], 'sgp_x'],
  ['given up', ['sgp_x\u0003'], ''],
  ['ended', ['sgp_x\u0004\r'], ''],
  ['corrected by the other backspace', ['sgp_yy\b\bx\r'], 'sgp_x'],
  ['corrected beyond its start', ['a\u007f\u007f\u007fsgp_x\r'], 'sgp_x'],
  ['begun anew in another piece', ['abc', '\u0015', 'sgp_x', '\r'], 'sgp_x'],
  ['an empty line', ['\r', 'sgp_x\r'], ''],
  ['nothing', [], ''],
])('%s', async (_, chunks, expected) => {
  const { read, written, setRawMode } = typing(chunks);
  expect(await read()).toBe(expected);
  expect(written).toEqual(['Token: ', '\n']);
  expect(setRawMode.mock.calls).toEqual([[true], [false]]);
});

test('what comes through a pipe is no key of a terminal', async () => {
  expect(await typing(['sgp_\u001b[Ax\n'], false).read()).toBe('sgp_\u001b[Ax');
});

test('a pipe is left as it is, and not read without end', async () => {
  const { read, setRawMode } = typing(
    Array.from({ length: 100 }, () => 'x'.repeat(1000)),
    false,
  );
  expect((await read()).length).toBeLessThan(6000);
  expect(setRawMode).not.toHaveBeenCalled();
});
