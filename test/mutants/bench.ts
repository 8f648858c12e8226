import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { applied, type Mutant } from './mutate.ts';
import type { Answer, Ask, Begun } from './runner.ts';

const execute = promisify(execFile);

/** What is not copied: made, installed or somebody else's. */
const left = new Set(['node_modules', 'dist', '.git']);

export interface Outcome extends Answer {
  /** Milliseconds that each test file took. */
  readonly took: ReadonlyMap<string, number>;
  readonly timedOut: boolean;
}

/** A copy of the project in which files are changed and tests run: the checkout itself is never touched. */
export class Bench {
  readonly folder: string;
  #runner: ChildProcess | undefined;
  #changed = new Set<string>();
  #built: string | undefined;

  constructor(from: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'segtop-mutants-'));
    for (const name of readdirSync(from))
      if (!left.has(name)) cpSync(join(from, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(from, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Runs something while the changes stand in the copy, and takes them back whatever happens. */
  async with<T>(mutants: readonly Mutant[], run: () => Promise<T>): Promise<T> {
    const before = mutants.map((mutant) => [mutant, readFileSync(join(this.folder, mutant.path), 'utf8')] as const);
    try {
      for (const [mutant, text] of before) this.#write(mutant.path, applied(text, mutant));
      return await run();
    } finally {
      for (const [{ path }, text] of before) this.#write(path, text);
    }
  }

  #write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
    this.#changed.add(path);
    this.#built = undefined;
  }

  /** The paths in which the types are wrong. */
  async typeErrors(): Promise<ReadonlySet<string>> {
    const { stdout } = await execute(
      process.execPath,
      ['node_modules/typescript/lib/tsc.js', '--noEmit', '--pretty', 'false'],
      {
        cwd: this.folder,
        maxBuffer: 2 ** 26,
      },
    ).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
    return new Set([...stdout.matchAll(/^([^\s(][^(\n]*)\(\d+,\d+\): error/gm)].map(([, path = '']) => path));
  }

  /** Builds the bin of the copy; a word when that fails. */
  async build(): Promise<string> {
    this.#built ??= await execute(process.execPath, ['build.mjs'], { cwd: this.folder }).then(
      () => '',
      (error: unknown) => `the bin could not be built: ${String(error)}`,
    );
    return this.#built;
  }

  /** Runs test files in the copy as it stands until one fails; one that takes longer than `most` milliseconds is ended. */
  async test(tests: readonly string[], most: number): Promise<Outcome> {
    const runner = await this.#started();
    const took = new Map<string, number>();
    let running = tests[0]!;
    let since = performance.now();
    const note = () => took.set(running, performance.now() - since);
    const answer = new Promise<Answer | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), most);
      runner.on('message', (given: Begun | Answer) => {
        if (!('begun' in given)) {
          clearTimeout(timer);
          return resolve(given);
        }
        if (given.begun === running) return;
        note();
        since = performance.now();
        running = given.begun;
        timer.refresh();
      });
      runner.once('exit', () => {
        clearTimeout(timer);
        resolve({ failed: running, why: 'the tests ended their own process' });
      });
    });
    runner.send({ tests, changed: [...this.#changed] } satisfies Ask);
    this.#changed.clear();
    const given = await answer;
    runner.removeAllListeners('message').removeAllListeners('exit');
    note();
    if (given !== undefined) return { ...given, took, timedOut: false };
    this.#end();
    return { failed: running, why: 'timed out', took, timedOut: true };
  }

  async #started(): Promise<ChildProcess> {
    if (this.#runner?.connected) return this.#runner;
    // A group of its own, so that workers end with it.
    this.#runner = fork(join(this.folder, 'test/mutants/runner.ts'), {
      cwd: this.folder,
      detached: true,
      env: { ...process.env, TZ: 'UTC', NO_COLOR: '1' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [first] = await Promise.race([once(this.#runner, 'message'), once(this.#runner, 'exit')]);
    if (first !== 'ready') throw new Error('the test runner did not start');
    return this.#runner;
  }

  #end(): void {
    const pid = this.#runner?.pid;
    this.#runner = undefined;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  close(): void {
    this.#end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
