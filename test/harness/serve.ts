import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bin, cleanEnvironment, pinnedNode } from './terminal/pty.ts';

/** One event of the daemon's log. */
type Logged = Readonly<Record<string, unknown>>;

/** A `segtop serve` of its own. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** What it has told on stderr so far, as text. */
  told(): string;
  /** The same, line by line. */
  events(): readonly Logged[];
  /** Sends a signal; resolves to the exit code, or the signal that ended it. */
  end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/**
 * Starts the built bin with `serve` on a free port.
 * @param limit of the size of its files, in blocks of 1,024 bytes; it can be lifted while it runs
 * @throws with what it said, when it ends before it listens
 */
export async function spawnServe(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  limit?: number,
): Promise<Served> {
  const home = mkdtempSync(join(tmpdir(), 'segtop-serve-'));
  const own = [pinnedNode(), bin, 'serve', '--listen', '127.0.0.1:0', ...args];
  const [file = '', ...rest] =
    limit === undefined ? own : ['bash', '-c', `trap '' XFSZ; ulimit -S -f ${limit}; exec "$@"`, 'bash', ...own];
  const child = spawn(file, rest, {
    env: cleanEnvironment(home, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const exit = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const end = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return exit;
  };
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, found] = /^listening (\S+)$/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void exit.then((code) => reject(new Error(`serve ended with ${code}: ${told}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    told: () => told,
    events: () =>
      told
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Logged),
    end,
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
      await rm(home, { recursive: true, force: true });
    },
  };
}
