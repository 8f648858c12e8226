import { describe, expect, it } from 'vitest';
import { jobContinued, type SuspendHost, suspend } from '../../source/terminal/suspend.ts';

function host(platform: NodeJS.Platform, stop: () => void = () => undefined) {
  const steps: string[] = [];
  const step = (name: string) => () => {
    steps.push(name);
  };
  const plan: SuspendHost = {
    platform,
    suspendTerminal: async () => {
      steps.push('leave');
      return { resume: async () => step('redraw')() };
    },
    modes: { pause: step('pause modes'), resume: step('resume modes') },
    stop: () => {
      steps.push('stop');
      stop();
    },
    continued: async () => step('wait')(),
  };
  return { plan, steps };
}

describe('suspend', () => {
  it('gives everything back before it stops, and takes it again in reverse order', async () => {
    const { plan, steps } = host('linux');
    await suspend(plan);
    expect(steps).toEqual(['leave', 'pause modes', 'wait', 'stop', 'resume modes', 'redraw']);
  });

  it('takes the terminal again even when it could not stop', async () => {
    const { plan, steps } = host('linux', () => {
      throw new Error('EPERM');
    });
    await expect(suspend(plan)).rejects.toThrow('EPERM');
    expect(steps.slice(-2)).toEqual(['resume modes', 'redraw']);
  });

  it('does nothing without job control', async () => {
    const { plan, steps } = host('win32');
    await suspend(plan);
    expect(steps).toEqual([]);
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
