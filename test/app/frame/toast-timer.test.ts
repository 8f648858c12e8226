import { expect, test } from 'vitest';
import { ToastTimer } from '../../../source/app/frame/toast-timer.ts';
import { t } from '../../../source/domain/text.ts';
import { createAppStore, type Toast } from '../../../source/state/store.ts';
import { fakeClock } from '../../harness/world-clock.ts';

function timed() {
  const clock = fakeClock(0);
  const store = createAppStore({});
  const timer = new ToastTimer(store, clock);
  store.subscribe(() => timer.follow());
  const say = (until: number): Toast => {
    const toast: Toast = { text: t`hello`, tone: 'info', until };
    store.setState({ toast });
    return toast;
  };
  return { clock, store, timer, say };
}

test('a message leaves at its time, not before', async () => {
  const { clock, store, say } = timed();
  const toast = say(5000);
  await clock.advance(4999);
  expect(store.getState().toast).toBe(toast);
  await clock.advance(1);
  expect(store.getState().toast).toBeUndefined();
  expect(clock.pending()).toBe(0);
});

test('a newer message has its own time', async () => {
  const { clock, store, say } = timed();
  say(5000);
  await clock.advance(3000);
  const second = say(8000);
  await clock.advance(4000);
  expect(store.getState().toast).toBe(second);
  await clock.advance(1000);
  expect(store.getState().toast).toBeUndefined();
});

test('a message that is followed again keeps the time it began with, also where the clock is set back', async () => {
  const waits: number[] = [];
  let now = 10_000;
  const clock = {
    ...fakeClock(0),
    now: () => now,
    setTimer: (_: () => void, ms: number) => {
      waits.push(ms);
      return () => undefined;
    },
  };
  const store = createAppStore({});
  const timer = new ToastTimer(store, clock);
  store.setState({ toast: { text: t`hello`, tone: 'info', until: 15_000 } });
  timer.follow();
  now = 0;
  timer.follow();
  expect(waits).toEqual([5000]);
  now = 20_000;
  store.setState({ toast: { text: t`late`, tone: 'info', until: 15_000 } });
  timer.follow();
  expect(waits).toEqual([5000, 0]);
});

test('after the end nothing waits', () => {
  const { clock, timer, say } = timed();
  say(5000);
  timer.stop();
  expect(clock.pending()).toBe(0);
});
