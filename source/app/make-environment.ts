import { keyIn } from '../actions/action.ts';
import { readOnlyReason } from '../actions/changes/changes.ts';
import type { Environment, Program, Reader } from '../actions/environment.ts';
import { renewPrompt } from '../actions/finding/palette.ts';
import { run, whyNot } from '../actions/index.ts';
import { ownActor } from '../domain/local.ts';
import { sanitise, t } from '../domain/text.ts';
import { bare } from '../state/pages.ts';
import { placeOf } from '../state/place.ts';
import { loadedViews } from '../views/loaded.ts';
import { auditEcho } from '../workspace/audit/echo.ts';
import { auditKeys, madeOld } from '../workspace/needs/change-reads.ts';
import { changeGate } from '../workspace/polling/change-gate.ts';
import { exporting } from './exporting.ts';
import type { Screen } from './frame/screen.ts';
import { favoriteLabel, favoriteRefs } from './overlays/favorites/items.ts';
import type { FileHands } from './own-files.ts';
import { changeReads } from './scene/change-reads.ts';
import { changeableState } from './scene/changeable-state.ts';
import type { Runtime } from './scene/runtime.ts';
import { sightOf } from './scene/sight.ts';
import { subjectPages } from './scene/subject-pages.ts';
import { things } from './scene/things.ts';
import { webLink } from './scene/web-link.ts';

/** What only the running program can do with the terminal. */
export type Hands = Omit<Reader, 'keepFile'> & Program & FileHands;

/** Builds the environment of the actions from a running dashboard. */
export function makeEnvironment(runtime: Runtime, screen: Screen, hands: Hands): Environment {
  const { store, poller, clock } = runtime;
  /** Ids of audit events that were shown as the effect of a change: each belongs to one change only. */
  const shownIds = new Set<string>();
  const webApp = () => screen.scene.context.session.webApp ?? runtime.webApp;
  const gate = changeGate((change, options) => runtime.backend.change(change, options));
  const environment: Environment = {
    ...sightOf(runtime, () => screen.scene),
    store,
    pageHeight: () => screen.pageHeight,
    pages: () =>
      loadedViews()
        .filter(({ aliases }) => aliases.length > 0)
        .map(({ id, aliases, page, title }) => ({
          names: aliases,
          title: page?.label ?? title({ ...screen.scene.context, place: placeOf(id) }),
          key: page?.key,
          target: bare(id),
        })),
    things: () => things(screen.scene.context),
    pagesOf: (subject) => subjectPages(screen.scene.context, subject),
    run: (id) => run(environment, id),
    whyNot: (id) => whyNot(environment, id),
    shownText: () => {
      // Keys that came before in the same read have not been painted yet.
      screen.update();
      return screen
        .get()
        .lines.join('\n')
        .replace(/\u001b\[[\d;]*m/g, '');
    },
    refresh: (all) => {
      runtime.reloadFavorites?.();
      const { view, model, context } = screen.scene;
      poller.refresh(
        all
          ? undefined
          : view
              .needs(model, context, {})
              .filter(({ resource }) => !resource.slow)
              .map(({ resource }) => resource.key),
      );
    },
    goTo: (at) => {
      store.setState({ past: at, now: at ?? clock.now(), refreshing: undefined });
    },
    pause: (paused) => (paused ? poller.pause() : poller.resume()),
    replan: () => poller.replan?.(),
    candidates: () => favoriteRefs(screen.scene),
    favoriteName: (ref) => favoriteLabel(screen.scene, ref),
    saveFavorites: runtime.saveFavorites,
    reloadFavorites: () => runtime.reloadFavorites?.(),
    saveLocal: runtime.saveLocal,
    actOnAlert: runtime.actOnAlert,
    savePeriod: runtime.savePeriod,
    saveSort: runtime.saveSort,
    saveLook: runtime.saveLook,
    saveFilter: runtime.saveFilter,
    saveTyped: runtime.saveTyped,
    openLink: runtime.openLink,
    webLink: (subject) => webLink(webApp(), screen.scene, subject),
    copy: (text) => {
      runtime.copy(text);
      return t`Copied`;
    },
    get newWorkspaceLink() {
      return sanitise(`${webApp()}/workspaces/new`);
    },
    get mayWrite() {
      return environment.readOnly === undefined;
    },
    get readOnly() {
      // What would be changed is what there is now, not what is shown.
      if (store.getState().past !== undefined) return t`back in time: ${keyIn(environment, 'refresh')} returns to now`;
      return runtime.session.write ? undefined : readOnlyReason;
    },
    stateOf: (subject) => changeableState(screen.scene, subject),
    changeReads: changeReads(runtime, () => screen.scene),
    change: async (change, options) => {
      await gate(change, options);
      poller.reread(madeOld(change));
    },
    echo: async (change, since) => {
      const { activity } = screen.scene.context.overview;
      const known = new Set([...shownIds, ...(activity.data?.items ?? []).map(({ id }) => id)]);
      const found = await auditEcho(change, { backend: runtime.backend, clock, since, known });
      if (found.kind !== 'found') return found;
      shownIds.add(found.item.id);
      const { actor } = found.item;
      if (actor.startsWith('public-api-token/')) runtime.saveLocal((local) => ownActor(local, actor));
      poller.reread(auditKeys);
      return found;
    },
    ...exporting(runtime, screen),
    ...hands,
    pathsLike: (start) => hands.pathsLike(start, () => renewPrompt(environment)),
  };
  store.subscribe((state, before) => {
    if (state.data !== before.data) renewPrompt(environment);
  });
  return environment;
}
