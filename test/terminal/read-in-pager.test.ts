import { expect, it } from 'vitest';
import { t } from '../../source/domain/text.ts';
import { type PagingHost, readInPager } from '../../source/terminal/read-in-pager.ts';

function host(show: PagingHost['show']) {
  const steps: string[] = [];
  const step = (name: string) => () => void steps.push(name);
  const plan: PagingHost = {
    suspendTerminal: async () => {
      steps.push('leave');
      return { resume: async () => step('redraw')() };
    },
    modes: { pause: step('pause modes'), resume: step('resume modes') },
    stopReading: async () => step('stop reading')(),
    show: async (lines) => {
      steps.push(`show ${lines.join()}`);
      return show!(lines);
    },
  };
  return { plan, steps };
}

it('gives the terminal away for the pager and takes it again', async () => {
  const { plan, steps } = host(async () => ({ ok: true }));
  expect(await readInPager([t`a`, t`b`], plan)).toBeUndefined();
  expect(steps).toEqual(['leave', 'pause modes', 'stop reading', 'show a,b', 'resume modes', 'redraw']);
});

it('tells why nothing was shown, on a terminal that is its own again', async () => {
  const { plan, steps } = host(async () => ({ ok: false, message: t`no pager found` }));
  expect(await readInPager([t`a`], plan)).toBe('no pager found');
  expect(steps.at(-1)).toBe('redraw');
});
