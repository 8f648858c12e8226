import type { Settings } from '../../config/settings.ts';
import type { Local } from '../../domain/local.ts';
import { noLocal } from '../../domain/local.ts';
import type { AppState, AppStore, FavoriteRef } from '../../state/store.ts';
import type { ReportProblem } from '../../storage/document.ts';
import { type Favorites, openFavorites } from '../../storage/favorites.ts';
import { type KnownWorkspaces, openKnownWorkspaces } from '../../storage/known-workspaces.ts';
import { type LocalStore, openLocal } from '../../storage/local.ts';
import type { Preferences } from '../../storage/preferences.ts';
import type { Read } from '../../workspace/polling/read.ts';
import * as resources from '../../workspace/resources/common.ts';
import { showKnown } from '../overlays/workspaces/choice.ts';
import type { Runtime } from '../scene/runtime.ts';
import { keptFavorites } from './favorites.ts';
import { workspaceMemory } from './workspace-memory.ts';

export interface KeptOptions {
  readonly stateDir: string;
  readonly settings: Settings;
  readonly read: Read;
  /** The region that knows the token, where it had to be found. */
  readonly region: () => 'us' | 'eu' | undefined;
  /** Called with the ids that failed when this workspace was last open, and when that was, ms. */
  readonly failedBefore: (ids: readonly string[], at: number) => void;
  /** When this dashboard was opened, ms. */
  readonly openedAt: number;
  readonly preferences: Preferences;
  readonly store: AppStore;
  /** Called with a problem of a file that could not be read or written. */
  readonly report: ReportProblem;
}

/** The user's own documents: opened after the first frame, shown in the store, written as they change. */
export interface Kept {
  open(): Promise<void>;
  /** Keeps what was learnt of the open workspace, with the ids of connections that fail now where all have been looked at. */
  remember(failing: readonly string[] | undefined): void;
  /** What is kept of a workspace, for the store. */
  load(workspaceId: string): Pick<ReturnType<AppStore['getState']>, 'favorites' | 'local'>;
  readonly hands: Pick<
    Runtime,
    | 'saveFavorites'
    | 'loadFavorites'
    | 'reloadFavorites'
    | 'saveLocal'
    | 'savePeriod'
    | 'saveSort'
    | 'saveLook'
    | 'saveFilter'
    | 'saveTyped'
  >;
}

/** The scenario of the demo unless another one is asked for. */
const usualScenario = 'everything';

/** What a demo that is opened for the first time has as favorites: things of its workspace, a source, a destination and a warehouse in trouble. */
const demoFavorites: readonly FavoriteRef[] = [
  { kind: 'source', id: 'PL147pRhF1fYvmyuFgY6Eu' },
  { kind: 'destination', id: 'XFEQv4hTwcyqEiz7waK3ku' },
  { kind: 'warehouse', id: 'eK1SSyQ2PpABthA7a1oiat' },
];

/** A sort without a column is the view's own order, so preferences store it like any other. */
const ownOrder = { column: 'none', descending: false } as const;

export function kept({
  stateDir,
  settings,
  preferences,
  read,
  region,
  openedAt,
  store,
  report,
  failedBefore,
}: KeptOptions): Kept {
  const { profile, mode } = settings;
  const workspaceId = () => read(resources.workspace).data?.id;
  let favorites: Favorites | undefined;
  let local: LocalStore | undefined;
  let known: KnownWorkspaces | undefined;
  const opened = () => (mode === 'demo' ? undefined : known);
  const remember = workspaceMemory({
    opened,
    profile,
    openedAt,
    read,
    region,
    onChange: (list) => showKnown(store, settings, list),
  });
  const byHand = keptFavorites({
    opened: () => favorites,
    profile,
    workspaceId,
    first: mode === 'demo' && settings.scenario === usualScenario ? demoFavorites : [],
    onChange: (changed) => store.setState({ favorites: changed }),
  });
  const saveLocal = (change: (local: Local) => Local): void => {
    store.setState({ local: change(store.getState().local) });
    const id = workspaceId();
    if (local && id !== undefined) void local.update({ profile, workspaceId: id }, change);
  };
  return {
    open: async () => {
      [favorites, local, known] = await Promise.all([
        openFavorites(stateDir, report),
        openLocal(stateDir, report),
        openKnownWorkspaces(stateDir, report),
      ]);
      if (mode === 'api' && settings.profiles.some(({ name }) => name === profile))
        void preferences.set({ lastProfile: profile });
      showKnown(store, settings, known.list());
      const last = opened()
        ?.list()
        .find((each) => each.profile === profile);
      if (last?.failing) failedBefore(last.failing, last.openedAt);
    },
    remember,
    load: (id) => ({
      favorites: byHand.loadFavorites(id),
      local: local?.get({ profile, workspaceId: id }) ?? noLocal,
    }),
    hands: {
      ...byHand,
      saveLocal,
      savePeriod: () => void preferences.set({ period: store.getState().period }),
      saveSort: (view, sort) => void preferences.set({ sorts: { [view]: sort ?? ownOrder } }),
      saveFilter: (view, filter) => void preferences.set({ filters: { [view]: filter } }),
      saveTyped: (typed) => void preferences.set({ typed }),
      saveLook: (view, look) => void preferences.set({ looks: { [view]: look } }),
    },
  };
}

/** How the dashboard was left, for the store of the next. */
export function rememberedIn(preferences: Preferences): Pick<AppState, 'sorts' | 'looks' | 'filters' | 'typed'> {
  const { sorts, looks = {}, filters = {}, typed = {} } = preferences.get();
  return { sorts, looks, filters, typed };
}
