import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedNode } from '../harness/terminal/pty.ts';
import { median, type Row } from './numbers.ts';

/** Commands whose work is their start. */
const commands = [
  ['--version'],
  ['--help'],
  ['status', '--help'],
  ['list', '--help'],
  ['completion', 'bash'],
  ['complete', '--', 'list', 'so'],
  ['config', 'schema'],
];

/** Milliseconds from the start of a Node with these arguments to its end. */
async function timed(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const start = performance.now();
  await once(spawn(pinnedNode(), [...args], { stdio: 'ignore', env }), 'exit');
  return performance.now() - start;
}

/** Each command beside a Node that does nothing, in turns; the first round warms the caches and is thrown away. */
export async function measureCommands(program: string, times: number): Promise<readonly Row[]> {
  const home = await mkdtemp(join(tmpdir(), 'segtop-bench-'));
  const env = { ...process.env, HOME: home, XDG_CACHE_HOME: join(home, 'cache') };
  const rounds: number[][] = [];
  for (let round = 0; round <= times; round += 1) {
    const one = [await timed(['-e', '0'], env)];
    for (const args of commands) one.push(await timed([program, ...args], env));
    rounds.push(one);
  }
  await rm(home, { recursive: true });
  const of = (index: number) => median(rounds.slice(1).map((round) => round[index]!));
  const against = { value: of(0), what: 'bare node' };
  return commands.map((args, index) => ({
    name: `segtop ${args.join(' ')}`,
    value: of(index + 1),
    unit: 'ms',
    against,
  }));
}
