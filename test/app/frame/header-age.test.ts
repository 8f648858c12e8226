import { expect, test } from 'vitest';
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
