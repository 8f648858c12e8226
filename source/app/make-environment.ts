import type { Environment } from '../actions/environment.ts';
import { t } from '../domain/text.ts';
import { views } from '../views/registry.ts';
import { favoriteRefs } from './favorite-items.ts';
import type { Runtime } from './runtime.ts';
import type { Screen } from './screen.ts';
import { webLink } from './web-link.ts';

/** The hands of the terminal that only the running program has. */
export interface Hands {
  redraw(): void;
  suspend(): void;
  exit(): void;
}

/** Gives the actions what they may reach of a running dashboard. */
export function makeEnvironment(runtime: Runtime, screen: Screen, hands: Hands): Environment {
  const { store, poller, clock } = runtime;
  return {
    store,
    now: () => clock.now(),
    panes: () => screen.scene.panes,
    pageHeight: () => screen.pageHeight,
    pages: () =>
      views
        .filter(({ aliases }) => aliases.length > 0)
        .map(({ id, aliases }) => ({ names: aliases, target: { view: id, params: {} } })),
    worst: () => {
      const { triage, fleet } = screen.scene.context.overview;
      const item = triage.find(({ kind }) => kind === 'connection');
      const id = item?.kind === 'connection' ? item.connection.id : fleet.failing[0]?.id;
      return id === undefined ? undefined : { view: 'destination', params: { id } };
    },
    refresh: (all) => {
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
    pause: (paused) => (paused ? poller.pause() : poller.resume()),
    candidates: () => favoriteRefs(screen.scene),
    saveFavorites: runtime.saveFavorites,
    savePeriod: runtime.savePeriod,
    webLink: (subject) => webLink(runtime.webApp, screen.scene, subject),
    copy: (text) => {
      runtime.copy(text);
      return t`Copied`;
    },
    ...hands,
  };
}
