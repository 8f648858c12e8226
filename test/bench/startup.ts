import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnMockApi } from '../harness/mock-api.ts';
import { pinnedNode, type SpawnOptions, spawnTerminal } from '../harness/terminal/pty.ts';
import { median, type Row } from './numbers.ts';

const frameEnd = '\u001b[?2026l';

/** Milliseconds from the start of a Node that does nothing to its end. */
async function bareNode(): Promise<number> {
  const start = performance.now();
  await once(spawn(pinnedNode(), ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - start;
}

/** Milliseconds from the start to the first byte, the first complete frame, and the screen that `filled` matches. */
async function coldStart(options: SpawnOptions, filled: RegExp) {
  const start = performance.now();
  let [firstByte, firstFrame] = [Number.NaN, Number.NaN];
  await using terminal = spawnTerminal(options);
  terminal.events.on('data', (data) => {
    if (Number.isNaN(firstByte)) firstByte = performance.now() - start;
    if (Number.isNaN(firstFrame) && data.includes(frameEnd) && terminal.text().trim() !== '')
      firstFrame = performance.now() - start;
  });
  await terminal.waitFor(filled, 30_000);
  const took = performance.now() - start;
  // The compile cache is written when the program ends by itself.
  terminal.press('ctrl+c', 'ctrl+c');
  await terminal.exit;
  return { firstByte, firstFrame, filled: took };
}

/** Medians over `times` starts; the first, which warms the caches, is thrown away. */
export async function measureStartup(options: SpawnOptions, filled: RegExp, times: number): Promise<readonly Row[]> {
  const [bare, starts]: [number[], Awaited<ReturnType<typeof coldStart>>[]] = [[], []];
  const cache = await mkdtemp(join(tmpdir(), 'segtop-bench-'));
  const env = { ...options.env, XDG_CACHE_HOME: cache };
  for (let run = 0; run <= times; run += 1) {
    bare.push(await bareNode());
    starts.push(await coldStart({ ...options, env }, filled));
  }
  await rm(cache, { recursive: true });
  const stored = await measureStored(options, filled, times);
  const against = { value: median(bare.slice(1)), what: 'bare node' };
  const of = (pick: (one: (typeof starts)[number]) => number) => median(starts.slice(1).map(pick));
  return [
    { name: 'bare node -e 0', value: against.value, unit: 'ms' },
    { name: 'first byte', value: of((one) => one.firstByte), unit: 'ms', against },
    { name: 'first complete frame', value: of((one) => one.firstFrame), unit: 'ms', against },
    { name: 'home filled', value: of((one) => one.filled), unit: 'ms', against },
    ...stored.map((row) => ({ ...row, against })),
  ];
}

/** Starts with what an earlier dashboard has kept: the first frame has numbers, with their age. */
async function measureStored(options: SpawnOptions, filled: RegExp, times: number): Promise<readonly Row[]> {
  await using api = await spawnMockApi();
  const home = await mkdtemp(join(tmpdir(), 'segtop-bench-'));
  const folders = { XDG_CACHE_HOME: join(home, 'cache'), XDG_STATE_HOME: home, SEGTOP_STATE_DIR: join(home, 'segtop') };
  const env = { ...folders, SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token };
  const starts: Awaited<ReturnType<typeof coldStart>>[] = [];
  for (let run = 0; run <= times; run += 1) starts.push(await coldStart({ ...options, args: [], env }, filled));
  await rm(home, { recursive: true });
  const of = (pick: (one: (typeof starts)[number]) => number) => median(starts.slice(1).map(pick));
  return [
    { name: 'first complete frame, from the store', value: of((one) => one.firstFrame), unit: 'ms' },
    { name: 'home filled, from the store', value: of((one) => one.filled), unit: 'ms' },
  ];
}
