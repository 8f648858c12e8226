import { expect, test } from 'vitest';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { actAt, stageOf } from '../../views/stage.ts';

test('the age of what is on screen stays there while it is read again', async () => {
  const act = actAt(await stageOf('healthy'), { view: 'home', params: {} });
  await act.settled();
  expect(act.text().split('\n')[0]).toMatch(/Updated just now/);
  act.store.setState({ now: act.store.getState().now + 180_000 });
  act.wait(180_000);
  act.press('r');
  expect(act.text().split('\n')[0]).toMatch(/Updating… 3m ago/);
});

test('before anything is read the demo is called what it is, and everything that is not known is not named', async () => {
  const never = new Proxy({} as Backend, {
    get: (_, name) =>
      name === 'wire' ? () => ({ requestsPerMinute: 0, requests: 0, queued: 0 }) : () => new Promise(() => undefined),
  });
  const act = actAt(await stageOf('healthy', () => never), { view: 'home', params: {} });
  expect(act.text().split('\n')[0]).toMatch(/^ segtop {2}mock workspace ▾/);
});
