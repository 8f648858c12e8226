import { describe, expect, it } from 'vitest';
import { Handover } from '../../source/terminal/handover.ts';
import { JobControl, type JobHost, jobContinued } from '../../source/terminal/job-control.ts';

function job(platform: NodeJS.Platform = 'linux', stopJob: () => void = () => undefined) {
  const steps: string[] = [];
  const listeners = { SIGTSTP: new Set<() => void>(), SIGCONT: new Set<() => void>() };
  const handover = new Handover();
  handover.hold({ leave: async () => void steps.push('leave'), take: async () => void steps.push('take') });
  let goOn = (): void => undefined;
  const host: JobHost = {
    platform,
    stopJob: () => {
      steps.push(`stop the job, heard by ${listeners.SIGTSTP.size}`);
      stopJob();
    },
    stopSelf: () => void steps.push('stop'),
    stopIfShell: () => void steps.push(`stop where a shell is, heard by ${listeners.SIGTSTP.size}`),
    continued: () =>
      new Promise((resolve) => {
        goOn = resolve;
      }),
    on: (signal, run) => void listeners[signal].add(run),
    off: (signal, run) => void listeners[signal].delete(run),
  };
  const control = new JobControl(handover, host);
  const send = async (signal: 'SIGTSTP' | 'SIGCONT') => {
    for (const run of [...listeners[signal]]) run();
    if (signal === 'SIGCONT') goOn();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { control, handover, steps, listeners, send };
}

describe('ctrl+z', () => {
  it('gives everything back before the job stops, and takes it again when it goes on', async () => {
    const { control, steps, send, listeners } = job();
    control.follow();
    control.suspend();
    control.suspend();
    await Promise.resolve();
    await send('SIGCONT');
    expect(steps).toEqual(['leave', 'stop the job, heard by 0', 'take']);
    expect(listeners.SIGTSTP.size).toBe(1);
  });

  it('takes the terminal again even when it could not stop', async () => {
    const { control, handover, steps, send } = job('linux', () => {
      throw new Error('EPERM');
    });
    control.suspend();
    await send('SIGTSTP');
    expect([steps.at(-1), handover.isAway]).toEqual(['take', false]);
  });

  it('does nothing without job control', async () => {
    const { control, steps, send, listeners } = job('win32');
    control.follow();
    control.suspend();
    await send('SIGCONT');
    expect([steps, listeners.SIGTSTP.size, listeners.SIGCONT.size]).toEqual([[], 0, 0]);
  });
});

describe('a stop from outside', () => {
  it('is obeyed after the terminal was given back, and ends with everything set anew', async () => {
    const { control, steps, send } = job();
    control.follow();
    await send('SIGTSTP');
    expect(steps).toEqual(['leave', 'stop']);
    await send('SIGCONT');
    expect(steps).toEqual(['leave', 'stop', 'take']);
  });

  it('stops while a pager has the terminal without touching it', async () => {
    const { control, handover, steps, send, listeners } = job();
    control.follow();
    const { promise, resolve } = Promise.withResolvers<void>();
    const paging = handover.lend(() => promise);
    await send('SIGTSTP');
    await send('SIGCONT');
    const stopped = ['leave', 'stop where a shell is, heard by 0'];
    expect(steps).toEqual(stopped);
    resolve();
    await paging;
    expect(steps).toEqual([...stopped, 'take']);
    expect(listeners.SIGTSTP.size).toBe(1);
  });

  it('typed while a pager had the terminal, and heard only now, stops nothing for good where there is no shell', async () => {
    const { control, handover, steps, send } = job();
    control.follow();
    await handover.lend(async () => undefined);
    await send('SIGTSTP');
    await send('SIGCONT');
    expect(steps).toEqual(['leave', 'take', 'leave', 'stop where a shell is, heard by 0', 'take']);
  });

  it('that nobody could hear of is followed by setting everything anew too', async () => {
    const { control, steps, send } = job();
    const stop = control.follow();
    await send('SIGCONT');
    expect(steps).toEqual(['leave', 'take']);
    stop();
    await send('SIGCONT');
    expect(steps).toEqual(['leave', 'take']);
  });
});

describe('jobContinued', () => {
  it('ends with SIGCONT', async () => {
    const before = process.listenerCount('SIGCONT');
    const continued = jobContinued(60_000);
    process.kill(process.pid, 'SIGCONT');
    await continued;
    expect(process.listenerCount('SIGCONT')).toBe(before);
  });

  it('ends by itself when nothing ever stopped', async () => {
    await expect(jobContinued(1)).resolves.toBeUndefined();
  });
});
