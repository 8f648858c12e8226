import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, cleanEnvironment, pinnedNode } from '../harness/terminal/pty.ts';

/** How a run of the built bin in a pipe came out. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs the built bin without a terminal, in a home of its own unless `HOME` is given.
 * @param input what it finds on stdin; it is empty without it
 */
export async function runBin(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: string | Uint8Array,
): Promise<Run> {
  const home = env.HOME ?? (await mkdtemp(join(tmpdir(), 'segtop-run-')));
  try {
    return await new Promise<Run>((resolve, reject) => {
      const child = spawn(pinnedNode(), [bin, ...args], {
        env: cleanEnvironment(home, env),
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      // It may end before it has read it.
      child.stdin.on('error', () => undefined).end(input);
      let [out, err] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text;
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, out, err }));
    });
  } finally {
    if (env.HOME === undefined) await rm(home, { recursive: true, force: true });
  }
}
