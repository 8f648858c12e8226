import { t } from '../domain/text.ts';
import { pages } from '../state/pages.ts';
import type { WorkspaceOffer } from '../state/store.ts';
import { type Action, on } from './action.ts';
import { current } from './current.ts';
import type { Here, Links, Program } from './environment.ts';
import { followLink } from './links.ts';
import { openTarget } from './open-target.ts';

/** Workspaces in the modal: beyond these the page of all of them is the better list. */
const mostShown = 6;

export const offersShown = (entries: readonly WorkspaceOffer[]): readonly WorkspaceOffer[] =>
  entries.slice(0, mostShown);

/** `w`: the workspaces that the configuration knows; it needs no network, so a dead one can be left (W-08). */
export const workspaces: Action = {
  run({ store }) {
    const { workspaces: entries } = store.getState();
    const at = offersShown(entries).findIndex((entry) => entry.current);
    store.setState({ overlay: { kind: 'workspaces', entries, at: Math.max(0, at) } });
  },
};

/**
 * Opens another workspace: everything of the old one is let go with its dashboard (W-09). Without one, which is the last line of
 * the modal, the page of all workspaces opens.
 */
export function chooseWorkspace(environment: Here & Program, offer: WorkspaceOffer | undefined): void {
  environment.store.setState({ overlay: undefined });
  if (!offer) return openTarget(environment, pages.workspaces.at());
  if (!offer.current) environment.switchTo(offer.name);
}

/** The workspace of the selected row of their page. */
export const switchWorkspace: Action<Here & Program> = on(
  (sight) => {
    const key = current(sight)?.row?.key;
    const offer = sight.store.getState().workspaces.find(({ name }) => name === key);
    if (!offer) return { why: t`no workspace is selected` };
    return offer.current ? { why: t`${offer.name} is open` } : offer;
  },
  (environment: Here & Program, { name }) => environment.switchTo(name),
);

/** A new workspace is made in the web app: there is no call for it (W-07; rule 2). */
export const newWorkspace: Action<Here & Links> = {
  run(environment) {
    environment.store.setState({ overlay: undefined });
    followLink(environment, environment.newWorkspaceLink);
  },
};
