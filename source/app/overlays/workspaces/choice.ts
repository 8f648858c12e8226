import { offersShown } from '../../../actions/workspaces.ts';
import type { Settings } from '../../../config/settings.ts';
import type { AppState, AppStore } from '../../../state/store.ts';
import type { KnownWorkspace } from '../../../storage/known-workspaces.ts';
import { workspaceOffers } from './offers.ts';

/** The list of workspaces at the start: open before anything else where several could be meant, the last one chosen (W-02). */
export function beginning(settings: Settings): Pick<AppState, 'workspaces' | 'overlay'> {
  const workspaces = workspaceOffers(settings, []);
  return { workspaces, overlay: settings.choose ? { kind: 'workspaces', entries: workspaces, at: 0 } : undefined };
}

/** Puts what is known of the workspaces into the list, whether it is open or not; the cursor stays on its line. */
export function showKnown(store: AppStore, settings: Settings, known: readonly KnownWorkspace[]): void {
  const workspaces = workspaceOffers(settings, known);
  const { overlay } = store.getState();
  if (overlay?.kind !== 'workspaces') return store.setState({ workspaces });
  const [before, shown] = [overlay.entries, workspaces].map(offersShown) as [typeof workspaces, typeof workspaces];
  const name = before[overlay.at]?.name;
  // Below those that are shown is the line that leads to all of them.
  const at = name === undefined ? shown.length : shown.findIndex((offer) => offer.name === name);
  store.setState({ workspaces, overlay: { ...overlay, entries: workspaces, at: Math.max(0, at) } });
}

/** Takes other settings over into the list; what was known of the workspaces stays. */
export function showSettings(store: AppStore, settings: Settings): void {
  const before = store.getState().workspaces;
  const workspaces = workspaceOffers(settings, []).map((offer) => {
    const known = before.find(({ name }) => name === offer.name);
    return known ? { ...known, ...offer, where: offer.where === '' ? known.where : offer.where } : offer;
  });
  store.setState({ workspaces });
}

/** Nothing is read of a workspace that may not be the one that is wanted: resolves when the list is closed. */
export function whenChosen(store: AppStore, { choose }: Settings): Promise<void> {
  if (!choose || store.getState().overlay?.kind !== 'workspaces') return Promise.resolve();
  return new Promise((resolve) => {
    const stop = store.subscribe(({ overlay }) => {
      if (overlay?.kind === 'workspaces') return;
      stop();
      resolve();
    });
  });
}
