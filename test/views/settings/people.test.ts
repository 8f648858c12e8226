import { expect, test } from 'vitest';
import { listPane, withPane } from '../../../source/state/place.ts';
import { listedOn } from '../../../source/views/listed.ts';
import { settingsTabs } from '../../../source/views/settings/settings/tabs.ts';
import { answering, refusal } from '../scenarios.ts';
import { actAt, stageOf } from '../stage.ts';

test('people whose roles are not known have no value to sort by, and no dash for one', async () => {
  const unknown = answering((name, read) => (name === 'user' ? Promise.reject(refusal('server', 500)) : read()));
  const act = actAt(await stageOf('everything', unknown), { view: 'settings', params: {} });
  const { stack } = act.store.getState();
  const tab = settingsTabs.findIndex(({ id }) => id === 'access');
  act.store.setState({ stack: [...stack.slice(0, -1), withPane(stack.at(-1)!, listPane, { tab })] });
  await act.settled();
  const listing = listedOn(act.screen.scene)!.listing;
  const roles = listing.columns.find(({ id }) => id === 'roles')!;
  expect(listing.count).toBeGreaterThan(0);
  expect(Array.from({ length: listing.count }, (_each, index) => roles.sort?.(index))).not.toContain('–');
});
