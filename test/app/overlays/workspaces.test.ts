import { describe, expect, test } from 'vitest';
import { beginning, showKnown, showSettings, whenChosen } from '../../../source/app/overlays/workspaces/choice.ts';
import type { Settings } from '../../../source/config/settings.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { createAppStore } from '../../../source/state/store.ts';

const profile = (name: string) => ({
  name: sanitise(name),
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

const known = (name: string, openedAt: number) => ({ profile: name, openedAt, slug: `${name}-slug` }) as never;

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

  const many = { ...settings, profiles: ['prod', 'a', 'b', 'c', 'd', 'e', 'f'].map(profile) } as Settings;
  test.each<[string, Settings, readonly string[], number, number]>([
    ['the line that leads to all', settings, ['eu'], 4, 4],
    ['the line that leads to all, of more than are shown', many, ['f'], 6, 6],
    ['the last that is shown', many, ['d'], 5, 5],
    ['one that moves up', many, ['d'], 4, 1],
    ['one that is not shown any more, so on the first', many, ['f', 'd'], 5, 0],
  ])('keeps the cursor on %s', (_, given, names, at, to) => {
    const store = createAppStore({});
    showKnown(store, given, []);
    store.setState({ overlay: { kind: 'workspaces', entries: store.getState().workspaces, at } });
    showKnown(
      store,
      given,
      names.map((name, index) => known(name, 9 - index)),
    );
    expect(store.getState().overlay).toMatchObject({ at: to });
  });

  test('is open from the start only where one has to be chosen, and then all waits for that', async () => {
    expect(beginning(settings).overlay).toBeUndefined();
    const asking = { ...settings, choose: true } as Settings;
    const { workspaces, overlay } = beginning(asking);
    expect(overlay).toEqual({ kind: 'workspaces', entries: workspaces, at: 0 });
    const store = createAppStore({ workspaces, overlay });
    const said: string[] = [];
    const chosen = whenChosen(store, asking).then(() => said.push('chosen'));
    await whenChosen(store, settings).then(() => said.push('not asked'));
    store.setState({ overlay: { kind: 'workspaces', entries: workspaces, at: 1 } });
    await whenChosen(createAppStore({ workspaces }), asking).then(() => said.push('shut'));
    store.setState({ overlay: undefined });
    await chosen;
    expect(said).toEqual(['not asked', 'shut', 'chosen']);
  });
});
