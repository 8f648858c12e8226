import { spawn } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { compiledByAll } from '../harness/terminal/compiled.ts';
import { storeStage } from './stage.ts';

/** The children's clock is the tests' own. */
const clock = new URL('../harness/terminal/test-clock.mjs', import.meta.url).href;
const child = join(import.meta.dirname, '../harness/fixtures/store-program.ts');

/** Programs on one store; fifty in the long form. */
const many = process.env.SEGTOP_LONG_TESTS === '1' ? 50 : 16;

/** Another program, and the lines that it says; `limit` bounds the size of its files, in blocks of 1,024 bytes. */
function program(stateDir: string, task: 'hold' | 'keep' | 'fill', name = 'one', limit?: number, user = {}) {
  const own = [
    process.execPath,
    `--import=${clock}`,
    '--disable-warning=ExperimentalWarning',
    child,
    stateDir,
    task,
    name,
  ];
  const [file = '', ...args] =
    limit === undefined ? own : ['bash', '-c', `trap '' XFSZ; ulimit -f ${limit}; exec "$@"`, 'bash', ...own];
  // What one of them has stripped of its types and compiled, the next one need not.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '../..', compiledByAll) };
  const run = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env, ...user });
  onTestFinished(() => void run.kill('SIGKILL'));
  const lines: string[] = [];
  for (const stream of [run.stdout, run.stderr]) createInterface(stream).on('line', (line) => lines.push(line));
  const ended = new Promise<number | null>((resolve) => run.once('close', resolve));
  return { lines, ended, kill: () => run.kill('SIGKILL') };
}

// Before the others, as what these programs compile is kept when they end in peace.
describe('a place that cannot be written', () => {
  it('is full: one line, and what fits is kept', async () => {
    const stateDir = await temporaryFolder();
    const run = program(stateDir, 'fill', 'one', 1024);
    expect(await run.ended).toBe(0);
    expect(run.lines.filter((line) => line.startsWith('problem'))).toEqual([
      expect.stringMatching(/^problem What was read is not kept: the disk (?:is full|gives an error)\.$/),
    ]);
    expect(run.lines.at(-1)).toMatch(/^kept \d+$/);
    const after = program(stateDir, 'keep', 'two');
    expect(await after.ended).toBe(0);
    expect(after.lines).toEqual(['kept 20']);
  }, 60_000);

  it('has no room for a single page: one line, and no store', async () => {
    const stateDir = await temporaryFolder();
    const run = program(stateDir, 'keep', 'one', 0);
    expect(await run.ended).toBe(0);
    expect(run.lines).toEqual([
      expect.stringMatching(/^problem The store .* cannot be used: .* segtop works without it\.$/),
      'no store',
    ]);
  }, 60_000);

  it('is a home that may only be read: one line, and no store', async () => {
    const stateDir = await temporaryFolder();
    await chmod(stateDir, 0o555);
    // Root may write anywhere: then it is somebody else.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const run = program(stateDir, 'keep', 'one', undefined, user);
    expect(await run.ended).toBe(0);
    expect(run.lines).toEqual([
      expect.stringMatching(/^problem The store .* cannot be used: .* segtop works without it\.$/),
      'no store',
    ]);
    await chmod(stateDir, 0o700);
  }, 60_000);
});

describe('several programs with one store', () => {
  it('go on within the lease time when the one that asks is killed', async () => {
    const stage = await storeStage();
    const held = program(stage.stateDir, 'hold');
    await expect.poll(() => held.lines, { timeout: 30_000 }).toEqual(['mine']);
    const store = await stage.open({ clock: undefined as never });
    const any = { fetchedAfter: 0, askedFrom: 0, priority: 1 };
    expect(store.claim('a', any)).toBe('other');
    held.kill();
    await held.ended;
    expect(store.claim('a', any)).toBe('mine');
  }, 60_000);

  it('are many that open it at once: each keeps what it read, and none says a word', async () => {
    const stateDir = await temporaryFolder();
    const all = Array.from({ length: many }, (_, index) => program(stateDir, 'keep', `p${index}`));
    await Promise.all(all.map(({ ended }) => ended));
    expect(all.flatMap(({ lines }) => lines)).toEqual(Array.from({ length: many }, () => 'kept 20'));
  }, 180_000);

  it('are killed while they write: what is there is whole, and the next one opens it', async () => {
    const stage = await storeStage();
    for (const round of [1, 2, 3]) {
      const writing = program(stage.stateDir, 'fill', `r${round}`);
      const store = (await stage.stores({ clock: undefined as never }).of('w'))?.store;
      await expect.poll(() => store?.answer(`r${round} 3`) !== undefined, { timeout: 30_000 }).toBe(true);
      writing.kill();
      await writing.ended;
      expect(store?.claim(`r${round}`, { fetchedAfter: 0, askedFrom: 0, priority: 1 })).toBe('mine');
      store?.close();
    }
    expect(stage.problems).toEqual([]);
  }, 120_000);
});

describe('a store that is written half', () => {
  it.each([
    ['a journal without its file', ['']],
    ['its file without the shared memory', ['-shm']],
    ['its file without the journal', ['-wal', '-shm']],
  ])(
    'is %s: it opens, and nothing is said',
    async (_, missing) => {
      const stage = await storeStage();
      const run = program(stage.stateDir, 'hold');
      await expect.poll(() => run.lines, { timeout: 30_000 }).toEqual(['mine']);
      run.kill();
      await run.ended;
      const file = join(stage.stateDir, 'store', 'w-50e721e49c01.db');
      for (const end of missing) await rm(`${file}${end}`, { force: true });
      const store = await stage.open();
      store.keep('a', { data: 'good', problems: [], fetchedAt: 1, askedAt: 1 });
      store.flush();
      expect(store.answer('a')?.data).toBe('good');
      expect(stage.problems).toEqual([]);
    },
    60_000,
  );
});
