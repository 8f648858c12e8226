import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as elapsed } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quiet, type SpawnOptions, spawnFile, spawnTerminal } from '../harness/terminal/pty.ts';
import { measurePress } from './keys.ts';
import { median, percentile, type Row } from './numbers.ts';
import { usageOf } from './usage.ts';

/** What people use in a terminal instead or beside: arguments, and keys that move something on the first screen. */
const peers: Readonly<Record<string, { readonly args: readonly string[]; readonly keys: readonly string[] }>> = {
  htop: { args: [], keys: ['down', 'down', 'down', 'up', 'up', 'down'] },
  btop: { args: [], keys: ['down', 'down', 'down', 'up', 'up', 'down'] },
  top: { args: [], keys: ['down', 'down', 'up', 'down', 'up'] },
  tig: { args: [], keys: ['j', 'j', 'j', 'k', 'k', 'j'] },
  gtop: { args: [], keys: ['c', 'm', 'p', 'c', 'm', 'p'] },
};

const found = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

const isScript = (file: string) => execFileSync('head', ['-c', '2', file]).toString() === '#!';

/** Where the key presses of a program that reads one key and writes one row land: the floor of the platform. */
export async function measureEcho(options: SpawnOptions, presses: number): Promise<readonly Row[]> {
  const program = fileURLToPath(new URL('echo-floor.mjs', import.meta.url));
  await using terminal = spawnTerminal({ ...options, args: [], program });
  await terminal.waitFor(/ready/, 10_000);
  const times: number[] = [];
  for (let press = 0; press < presses; press += 1) times.push((await measurePress(terminal, 'j')).ms ?? Number.NaN);
  return [
    { name: 'echo: key to paint, p50', value: percentile(times, 0.5), unit: 'ms' },
    { name: 'echo: key to paint, p99', value: percentile(times, 0.99), unit: 'ms' },
  ];
}

/** Each of the peers that this machine has: its start, keys and idling, measured as segtop's are. */
export async function measurePeers(options: SpawnOptions, rounds: number, seconds: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, { args, keys }] of Object.entries(peers)) {
    const file = found(name);
    if (file === undefined) continue;
    const start = performance.now();
    // A script runs on the same Node as segtop, not on whichever is first on the path.
    await using terminal = isScript(file)
      ? spawnTerminal({ ...options, args, program: file })
      : spawnFile(file, () => [...args], options);
    let last = Number.NaN;
    terminal.events.on('data', () => {
      last = performance.now() - start;
    });
    await terminal.waitFor(/\S/, 20_000);
    // What redraws itself all the time has no moment at which it is filled: keys are measured after a while.
    const isStill = await Promise.race([quiet(terminal, 700).then(() => true), elapsed(8_000, false)]);
    const filled = isStill ? last : Number.NaN;
    const times: number[] = [];
    const bytes: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const key of keys) {
        const press = await measurePress(terminal, key);
        if (press.ms === undefined || press.least === 0) continue;
        times.push(press.ms);
        bytes.push(press.bytes);
      }
    const before = usageOf(terminal.pid);
    terminal.forget();
    const from = performance.now();
    await elapsed(seconds * 1000);
    const ms = performance.now() - from;
    const after = usageOf(terminal.pid);
    rows.push(
      { name: `${name}: screen filled`, value: filled, unit: 'ms' },
      { name: `${name}: key to paint, p50`, value: median(times), unit: 'ms' },
      { name: `${name}: key to paint, p99`, value: percentile(times, 0.99), unit: 'ms' },
      { name: `${name}: bytes per key`, value: median(bytes), unit: 'B' },
      { name: `${name}: idle processor`, value: (100 * (after.cpuMs - before.cpuMs)) / ms, unit: '%' },
      { name: `${name}: idle output`, value: Buffer.byteLength(terminal.raw()) / (ms / 1000), unit: 'B/s' },
      { name: `${name}: memory`, value: after.rssMb, unit: 'MB' },
    );
  }
  return rows;
}
