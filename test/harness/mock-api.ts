import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { runMockApi } from '../../source/commands/mock-api.ts';
import { bin, cleanEnvironment, pinnedNode } from './terminal/pty.ts';

/** One request that the mock workspace answered. */
interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: unknown;
  readonly status: number;
  readonly at: number | string;
}

/** A mock workspace served over HTTP. */
export interface MockApi extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  /** What it was asked so far. */
  requests(): Promise<readonly LoggedRequest[]>;
}

const token = 'sgp_bench_not_a_secret';

async function requestsOf(url: string): Promise<readonly LoggedRequest[]> {
  const response = await fetch(new URL('/__requests', url));
  return ((await response.json()) as { readonly requests: readonly LoggedRequest[] }).requests;
}

/**
 * Runs the command `segtop mock-api` in this process, on a free port of its own: what it answers with has been loaded and compiled, and
 * no program is started. Nothing may block this process while it is asked.
 * @param args more of its arguments, such as `--scenario healthy`
 */
export async function mockApi(args: readonly string[] = []): Promise<MockApi> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ scenario: { type: 'string' }, limits: { type: 'string' }, webhooks: { type: 'string' } },
      ...{ secret: { type: 'string' }, 'bad-signatures': { type: 'string' } },
    },
  });
  const stopping = new AbortController();
  const told: string[] = [];
  const listening = Promise.withResolvers<string>();
  const ended = runMockApi(
    { ...values, token, badSignatures: values['bad-signatures'] },
    {
      out: (line) => listening.resolve(line.replace(/^listening /, '')),
      err: (line) => void told.push(line),
      stop: stopping.signal,
    },
  );
  ended.then(
    (code) => listening.reject(new Error(`mock-api ended with ${code}: ${told.join('\n')}`)),
    listening.reject,
  );
  const url = await listening.promise;
  return {
    url,
    token,
    requests: () => requestsOf(url),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await ended;
    },
  };
}

/**
 * Starts `segtop mock-api` on a free port of its own.
 * @param args more of its arguments, such as `--scenario healthy`
 * @throws when it ends before it listens
 */
export async function spawnMockApi(args: readonly string[] = []): Promise<MockApi> {
  const home = mkdtempSync(join(tmpdir(), 'segtop-mock-'));
  const child = spawn(pinnedNode(), [bin, 'mock-api', '--port', '0', '--token', token, ...args], {
    env: cleanEnvironment(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await listening(child);
  return {
    url,
    token,
    requests: () => requestsOf(url),
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
