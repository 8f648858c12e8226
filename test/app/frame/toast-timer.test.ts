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

test('after the end nothing waits', () => {
  const { clock, timer, say } = timed();
  say(5000);
  timer.stop();
  expect(clock.pending()).toBe(0);
});
