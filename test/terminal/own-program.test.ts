import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { programEnvironment, runOnTerminal, runProgram } from '../../source/terminal/own-program.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const node = process.execPath;
const ran = (code: string, ...rest: readonly string[]) => runProgram([node, '-e', code, ...rest], true).ended;

test('what a program prints, both ways, and how it ended', async () => {
  expect(await ran('console.log("out"); console.error("err"); process.exitCode = 3')).toMatchObject({
    kind: 'ended',
    code: 3,
    output: expect.stringMatching(/^(?:out\nerr|err\nout)\n$/),
    cut: false,
  });
});

test('arguments reach it one by one, whatever is in them: no shell', async () => {
  const odd = ['$HOME `id`; rm', 'a b', '', '"\'', '*'];
  const ended = await ran('console.log(JSON.stringify(process.argv.slice(1)))', ...odd);
  expect(ended).toMatchObject({ code: 0, output: `${JSON.stringify(odd)}\n` });
});

test('it gets no secret of segtop, nothing to read and no terminal', async () => {
  vi.stubEnv('SEGTOP_TOKEN', 'sgp_secret');
  vi.stubEnv('SEGTOP_COLLECT_SECRET', 'secret');
  vi.stubEnv('FORCE_COLOR', '3');
  const ended = await ran(`
    const fs = require('node:fs');
    let tty = 'reached';
    try { fs.openSync('/dev/tty', 'r+'); } catch { tty = 'none'; }
    const { SEGTOP_TOKEN, SEGTOP_COLLECT_SECRET, FORCE_COLOR, NO_COLOR } = process.env;
    console.log(JSON.stringify([fs.readFileSync(0, 'utf8'), tty, { SEGTOP_TOKEN, SEGTOP_COLLECT_SECRET, FORCE_COLOR, NO_COLOR }]))`);
  vi.unstubAllEnvs();
  expect(ended.kind === 'ended' && JSON.parse(ended.output)).toEqual(['', 'none', { NO_COLOR: '1' }]);
});

test('on a terminal it has colours, and no secret either', () => {
  expect(programEnvironment({ SEGTOP_TOKEN: 'x', FORCE_COLOR: '3', PATH: '/bin' }, false)).toEqual({ PATH: '/bin' });
});

test.each([[['/no/such/program']], [['']], [['bad\u0000name']]])('%j cannot be started', async (argv) => {
  expect(await runProgram(argv, true).ended).toMatchObject({ kind: 'absent' });
  expect(await runOnTerminal(argv, async () => undefined)).toMatchObject({ kind: 'absent' });
});

test('one that does not end is ended with all it started', async () => {
  const program = runProgram(['/bin/sh', '-c', 'sleep 1000 & echo $!; wait'], true, 300);
  expect(await program.ended).toEqual({ kind: 'late' });
});

test('what it started is ended as well where it has ended itself', async () => {
  const pipe = join(await temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const written = text(createReadStream(pipe));
  const program = runProgram(['/bin/sh', '-c', 'sleep 1000 > "$0" &', pipe], true, 300);
  expect(await program.ended).toEqual({ kind: 'late' });
  // At its end when nobody can write into it any more.
  expect(await written).toBe('');
});

test('more than a megabyte is cut, and it is not held up by that', async () => {
  const ended = await ran('process.stdout.write("x".repeat(3 << 20))');
  expect(ended).toMatchObject({ kind: 'ended', code: 0, cut: true });
  expect(ended.kind === 'ended' && ended.output.length).toBe(1 << 20);
});

test('nothing is kept of one whose output is for nobody', async () => {
  expect(await runProgram([node, '-e', 'console.log(1); process.exitCode = 4'], false).ended).toEqual({
    kind: 'ended',
    code: 4,
    output: '',
    cut: false,
  });
});

test.each([
  ['is over at once', 0, 60_000, 1],
  ['failed', 2, 0, 1],
  ['was used', 0, 0, 0],
])('a key is waited for after a program on the terminal that %s', async (_, code, within, times) => {
  const anyKey = vi.fn(async () => undefined);
  const ended = await runOnTerminal([node, '-e', `process.exitCode = ${code}`], anyKey, within);
  expect([ended, anyKey.mock.calls.length]).toEqual([{ kind: 'ended', code, output: '', cut: false }, times]);
});
