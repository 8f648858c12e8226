import { expect, it } from 'vitest';
import { Handover } from '../../source/terminal/handover.ts';

/** A terminal with somebody on it, and a list of what happened to it. */
function held() {
  const steps: string[] = [];
  const handover = new Handover();
  handover.hold({
    leave: async () => void steps.push('left'),
    take: async () => void steps.push('taken'),
  });
  const use = (name: string) => async () => {
    steps.push(name);
    await Promise.resolve();
    steps.push(`${name} over`);
    return name;
  };
  return { handover, steps, use };
}

it('gives the terminal away at once, and takes it again when the other is done', async () => {
  const { handover, steps, use } = held();
  const lent = handover.lend(use('pager'));
  expect([handover.isAway, steps]).toEqual([true, ['left']]);
  expect(await lent).toBe('pager');
  expect([handover.isAway, steps]).toEqual([false, ['left', 'pager', 'pager over', 'taken']]);
});

it('is lent until the other is done: keys that come while it is taken again are for the dashboard', async () => {
  const handover = new Handover();
  const seen: boolean[] = [];
  const look = async () => void seen.push(handover.isLent);
  handover.hold({ leave: look, take: look });
  await look();
  const lent = handover.lend(look);
  await lent;
  expect([...seen, handover.isLent]).toEqual([false, true, true, false, false]);
});

it('is asked for once by a key that is pressed twice', async () => {
  const { handover, steps, use } = held();
  const first = handover.lendIfFree(use('pager'));
  expect(handover.lendIfFree(use('second'))).toBeUndefined();
  await first;
  expect(steps).toEqual(['left', 'pager', 'pager over', 'taken']);
  expect(await handover.lendIfFree(use('third'))).toBe('third');
});

it('gives it to those who wait one after the other, and to no key in between', async () => {
  const { handover, steps, use } = held();
  const turns = [handover.lend(use('pager')), handover.lend(use('code')), handover.lend(use('again'))];
  void turns[0]!.then(() => handover.lendIfFree(use('key')));
  await Promise.all(turns);
  expect(steps.join(' ')).toBe('left pager pager over taken left code code over taken left again again over taken');
  expect(handover.isAway).toBe(false);
});

it('takes the terminal again when the other failed, and when it could not be left', async () => {
  const { handover, steps } = held();
  await expect(handover.lend(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect([handover.isAway, steps]).toEqual([false, ['left', 'taken']]);
  handover.hold({
    leave: () => Promise.reject(new Error('stuck')),
    take: async () => void steps.push('taken after all'),
  });
  await expect(handover.lend(async () => undefined)).rejects.toThrow('stuck');
  expect([handover.isAway, steps.at(-1)]).toEqual([false, 'taken after all']);
});

it('runs what asks for a terminal that nobody holds, and gives nothing back to one who has left', async () => {
  const handover = new Handover();
  expect(await handover.lend(async () => 'code')).toBe('code');
  const steps: string[] = [];
  const letGo = handover.hold({
    leave: async () => void steps.push('left'),
    take: async () => void steps.push('taken'),
  });
  await handover.lend(async () => letGo());
  expect(steps).toEqual(['left']);
});

it('gives it to the screen that came while another program had it, which may have been painted over', async () => {
  const handover = new Handover();
  const steps: string[] = [];
  const holder = (name: string) => ({
    leave: async () => void steps.push(`${name} left`),
    take: async () => void steps.push(`${name} taken`),
  });
  const letGo = handover.hold(holder('first'));
  await handover.lend(async () => {
    letGo();
    handover.hold(holder('second'));
  });
  expect(steps).toEqual(['first left', 'second taken']);
});
