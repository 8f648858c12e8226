import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { violation } from '../collect/stage.ts';
import type { Served } from './serve.ts';

export interface KillingOptions {
  readonly secret: string;
  readonly start: () => Promise<Served>;
  /** How many events, how many of them in one request, and how many requests a second. */
  readonly events: number;
  readonly batch: number;
  readonly perSecond: number;
  /** How often the daemon is killed, evenly over the time. */
  readonly kills: number;
}

export interface Killed {
  /** Ids that were answered with 202. */
  readonly acknowledged: ReadonlySet<string>;
  /** Requests that were sent again, as they were not answered. */
  readonly again: number;
  /** Of the daemons together: seconds of CPU, and the most memory, MB, that one of them had. */
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly seconds: number;
}

/**
 * Posts as Segment does, each request until it is answered with 202, while the daemon is ended with SIGKILL and started anew.
 */
export async function postWhileKilled(options: KillingOptions): Promise<Killed> {
  const { secret, start, events, batch, perSecond, kills } = options;
  const acknowledged = new Set<string>();
  const usage = { cpu: 0, megabytes: 0 };
  let again = 0;
  let served: Promise<Served> = start();
  await served;
  const began = performance.now();
  const post = async (ids: readonly string[]): Promise<void> => {
    const all = ids.map((id) => violation(id));
    const body = JSON.stringify(all.length === 1 ? all[0] : all);
    const signed = createHmac('sha1', secret).update(JSON.stringify(all[0])).digest('hex');
    for (;;) {
      const { url } = await served;
      const headers = { 'content-type': 'application/json', 'x-signature': signed };
      const signal = AbortSignal.timeout(patience);
      const status = await fetch(`${url}/collect/default`, { method: 'POST', body, headers, signal }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 202) break;
      again += 1;
      await rest(20);
    }
    for (const id of ids) acknowledged.add(id);
  };
  const requests = Math.ceil(events / batch);
  const running = new Set<Promise<void>>();
  const killAt = Array.from({ length: kills }, (_, index) => Math.floor(((index + 1) * requests) / (kills + 1)));
  for (let index = 0; index < requests; index += 1) {
    const ids = Array.from({ length: Math.min(batch, events - index * batch) }, (_, i) => `sch-${index * batch + i}`);
    while (running.size >= mostAtOnce) await Promise.race(running);
    const one: Promise<void> = post(ids).finally(() => running.delete(one));
    running.add(one);
    if (killAt.includes(index)) {
      const before = await served;
      note(before.pid, usage);
      served = before.end('SIGKILL').then(start);
    }
    const ahead = ((index + 1) * 1000) / perSecond - (performance.now() - began);
    if (ahead > 1) await rest(ahead);
  }
  await Promise.all(running);
  const seconds = (performance.now() - began) / 1000;
  const last = await served;
  note(last.pid, usage);
  await last.end();
  return { acknowledged, again, cpuSeconds: usage.cpu, megabytes: usage.megabytes, seconds };
}

/** Segment waits so long for an answer, ms, and has no endless number of them under way. */
const patience = 5000;
const mostAtOnce = 150;

const ticksPerSecond = 100;

/** What the system tells of a process, where it tells it in files. */
function note(pid: number, usage: { cpu: number; megabytes: number }): void {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    usage.cpu += (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    const [, most = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    usage.megabytes = Math.max(usage.megabytes, Number(most) / 1024);
  } catch {
    // Another system than Linux.
  }
}
