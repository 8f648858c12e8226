import { describe, expect, test } from 'vitest';
import { showKnown, showSettings } from '../../../source/app/overlays/workspaces/choice.ts';
import type { Settings } from '../../../source/config/settings.ts';
import { t } from '../../../source/domain/text.ts';
import { createAppStore } from '../../../source/state/store.ts';

const profile = (name: 'prod' | 'staging' | 'eu') => ({
  name: { prod: t`prod`, staging: t`staging`, eu: t`eu` }[name],
  where: t`us`,
  token: t`environment`,
  changes: 'never',
});
const settings = {
  mode: 'live',
  profile: t`prod`,
  profiles: [profile('prod'), profile('staging'), profile('eu')],
  region: 'us',
  token: { kind: 'environment' },
} as unknown as Settings;

const known = (name: 'staging' | 'eu', openedAt: number) =>
  ({ profile: name, openedAt, slug: `${name}-slug` }) as never;

describe('the list of workspaces', () => {
  const names = (store: ReturnType<typeof createAppStore>) => store.getState().workspaces.map(({ name }) => `${name}`);

  test('has the open one first, then those opened last, the others and the demo', () => {
    const store = createAppStore({});
    showKnown(store, settings, [known('eu', 2)]);
    expect(names(store)).toEqual(['prod', 'eu', 'staging', 'demo']);
  });

  test('keeps the cursor on its workspace when more is known, and what is known when the settings change', () => {
    const store = createAppStore({});
    showKnown(store, settings, []);
    expect(names(store)).toEqual(['prod', 'staging', 'eu', 'demo']);
    const entries = store.getState().workspaces;
    store.setState({ overlay: { kind: 'workspaces', entries, at: 2 } as never });
    showKnown(store, settings, [known('eu', 2)]);
    expect(store.getState().overlay).toMatchObject({ at: 1, entries: [{}, { name: 'eu', slug: 'eu-slug' }, {}, {}] });
    showSettings(store, settings);
    expect(store.getState().workspaces.find(({ name }) => name === t`eu`)).toMatchObject({ slug: 'eu-slug' });
  });
});
