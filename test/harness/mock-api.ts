import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bin, cleanEnvironment, pinnedNode } from './terminal/pty.ts';

/** One request that the mock workspace answered. */
interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: unknown;
  readonly status: number;
  readonly at: number | string;
}

/** A mock workspace served over HTTP by the built bin. */
export interface MockApi extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  /** What it was asked so far. */
  requests(): Promise<readonly LoggedRequest[]>;
}

/**
 * Starts `segtop mock-api` on a free port of its own.
 * @param args more of its arguments, such as `--scenario incident`
 * @throws when it ends before it listens
 */
export async function spawnMockApi(args: readonly string[] = []): Promise<MockApi> {
  const token = 'sgp_bench_not_a_secret';
  const home = mkdtempSync(join(tmpdir(), 'segtop-mock-'));
  const child = spawn(pinnedNode(), [bin, 'mock-api', '--port', '0', '--token', token, ...args], {
    env: cleanEnvironment(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await listening(child);
  return {
    url,
    token,
    async requests() {
      const response = await fetch(new URL('/__requests', url));
      return ((await response.json()) as { readonly requests: readonly LoggedRequest[] }).requests;
    },
    async [Symbol.asyncDispose]() {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function listening(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /^listening (\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('mock-api ended before it listened');
}
