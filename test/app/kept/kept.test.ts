import { expect, test } from 'vitest';
import { kept } from '../../../source/app/kept/kept.ts';
import type { Settings } from '../../../source/config/settings.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { createAppStore } from '../../../source/state/store.ts';
import type { Preferences } from '../../../source/storage/preferences.ts';
import { unread } from '../../../source/workspace/polling/snapshot.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

/** What one dashboard keeps, with what it asked to be remembered of how pages look. */
async function opened(settings: Partial<Settings>) {
  const remembered: Parameters<Preferences['set']>[0][] = [];
  const store = createAppStore({ columns: 80, rows: 24, now: 0, workspaces: [] });
  const all = kept({
    stateDir: await temporaryFolder(),
    settings: { profile: 'default', profiles: [], ...settings } as unknown as Settings,
    read: () => unread as never,
    region: () => undefined,
    failedBefore: () => undefined,
    openedAt: 0,
    preferences: {
      set: async (change: Parameters<Preferences['set']>[0]) => void remembered.push(change),
    } as Preferences,
    store,
    report: () => undefined,
  });
  await all.open();
  return { all, store, remembered };
}

test.each([
  ['demo', 'everything', true],
  ['demo', 'healthy', false],
  ['api', 'everything', false],
  ['api', undefined, false],
] as const)(
  'favorites that nobody chose are there in the usual demo alone: %s %s',
  async (mode, scenario, expected) => {
    const { all } = await opened({ mode, scenario } as Partial<Settings>);
    const { favorites } = all.load('w');
    expect(favorites.map(({ kind }) => kind)).toEqual(expected ? ['source', 'destination', 'warehouse'] : []);
  },
);

test('how pages look is remembered as it is changed', async () => {
  const { all, store, remembered } = await opened({ mode: 'demo' } as Partial<Settings>);
  const { hands } = all;
  store.setState({ period: '7d' });
  hands.savePeriod();
  hands.saveSort('sources', { column: 'name', descending: true });
  hands.saveSort('sources', undefined);
  hands.saveFilter('sources', 'ios');
  hands.saveLook('sources', { grouped: true });
  hands.saveTyped({} as never);
  expect(remembered).toEqual([
    { period: '7d' },
    { sorts: { sources: { column: 'name', descending: true } } },
    { sorts: { sources: { column: 'none', descending: false } } },
    { filters: { sources: 'ios' } },
    { looks: { sources: { grouped: true } } },
    { typed: {} },
  ]);
});

test('the profile of a real workspace is the one that is opened next, where it is one of the user’s', async () => {
  const profiles = [{ name: 'prod' }] as unknown as Settings['profiles'];
  const last = async (settings: Partial<Settings>) => (await opened(settings)).remembered;
  expect(await last({ mode: 'api', profile: sanitise('prod'), profiles })).toEqual([{ lastProfile: 'prod' }]);
  expect(await last({ mode: 'api', profile: sanitise('other'), profiles })).toEqual([]);
  expect(await last({ mode: 'demo', profile: sanitise('prod'), profiles } as Partial<Settings>)).toEqual([]);
});
