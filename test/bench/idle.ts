import { setTimeout as elapsed } from 'node:timers/promises';
import type { PtyTerminal } from '../harness/terminal/pty.ts';
import type { Row } from './numbers.ts';
import { usageOf } from './usage.ts';

/** What a dashboard costs that nobody touches. */
export async function measureIdle(terminal: PtyTerminal, seconds: number): Promise<readonly Row[]> {
  const before = usageOf(terminal.pid);
  terminal.forget();
  const start = performance.now();
  await elapsed(seconds * 1000);
  const ms = performance.now() - start;
  const after = usageOf(terminal.pid);
  return [
    { name: 'idle processor', value: (100 * (after.cpuMs - before.cpuMs)) / ms, unit: '%' },
    { name: 'idle output', value: Buffer.byteLength(terminal.raw()) / (ms / 1000), unit: 'B/s' },
    { name: 'memory at rest', value: after.rssMb, unit: 'MB' },
  ];
}
