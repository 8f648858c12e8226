import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const source = (name: string) => new URL(`../../source/commands/${name}`, import.meta.url).href;
const program = (body: string) => `
  const { oneShot } = await import('${source('one-shot.ts')}');
  const { UsageError } = await import('${new URL('../../source/config/usage-error.ts', import.meta.url).href}');
  await oneShot(async () => { ${body} });
`;

const run = (body: string) =>
  new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', program(body)], { timeout: 20_000 }, (error, out, err) =>
      resolve({ code: error ? error.code : 0, out, err }),
    );
  });

/** What keeps a program running. */
const open = 'setInterval(() => undefined, 1000);';
const never = 'await new Promise(() => undefined);';

describe('a command that answers once ends, with the code of what happened and one line', () => {
  test.each([
    ['all well, with something still open', `${open} console.log('told'); process.exitCode = 4;`, 4, 'told\n', ''],
    ['it throws', `${open} throw new Error('boom');`, 3, '', 'segtop: boom\n'],
    [
      'it throws of an option',
      `${open} throw new UsageError('--x', 'y', 'z');`,
      2,
      '',
      'segtop: --x: "y" is not allowed; use z\n',
    ],
    [
      'a timer throws',
      `setTimeout(() => { throw new RangeError('Invalid time value'); }, 1); ${open} ${never}`,
      3,
      '',
      'segtop: Invalid time value\n',
    ],
    [
      'a promise that nobody holds is rejected',
      `void Promise.reject(new Error('lost')); ${open} ${never}`,
      3,
      '',
      'segtop: lost\n',
    ],
    ['something is thrown that is no error', `${open} throw undefined;`, 3, '', 'segtop: undefined\n'],
    [
      'a callback throws after the answer',
      `console.log('told'); process.nextTick(() => { throw new Error('late'); }); ${never}`,
      3,
      'told\n',
      'segtop: late\n',
    ],
    ['all of a long answer is out', `process.stdout.write('x'.repeat(1_000_000));`, 0, 'x'.repeat(1_000_000), ''],
  ])('%s', async (_, body, code, out, err) => {
    expect(await run(body)).toEqual({ code, out, err });
  });

  test('what cannot be written is said in one line', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program("console.log('told');")], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let said = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([3, 'segtop: the output cannot be written: no space left on the device\n']);
  });
});
