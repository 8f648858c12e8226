import { t } from '../domain/text.ts';
import { pages } from '../state/pages.ts';
import type { WorkspaceOffer } from '../state/store.ts';
import { current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { followLink } from './links.ts';
import { openTarget } from './navigate.ts';
import { toast } from './toast.ts';

/** Workspaces in the modal: beyond these the page of all of them is the better list. */
const mostShown = 6;

export const offersShown = (entries: readonly WorkspaceOffer[]): readonly WorkspaceOffer[] =>
  entries.slice(0, mostShown);

/** `w`: the workspaces that the configuration knows; it needs no network, so a dead one can be left (W-08). */
export const workspaces: Action = ({ store }) => {
  const { workspaces: entries } = store.getState();
  const at = offersShown(entries).findIndex((entry) => entry.current);
  store.setState({ overlay: { kind: 'workspaces', entries, at: Math.max(0, at) } });
};

/**
 * Opens another workspace: everything of the old one is let go with its dashboard (W-09). Without one, which is the last line of
 * the modal, the page of all workspaces opens.
 */
export function chooseWorkspace(environment: Environment, offer: WorkspaceOffer | undefined): void {
  environment.store.setState({ overlay: undefined });
  if (!offer) return openTarget(environment, pages.workspaces.at());
  if (!offer.current) environment.switchTo(offer.name);
}

/** The workspace of the selected row of their page. */
export const switchWorkspace: Action = (environment) => {
  const key = current(environment)?.row?.key;
  const offer = environment.store.getState().workspaces.find(({ name }) => name === key);
  if (offer?.current) return toast(environment, t`${offer.name} is open`, 'info');
  if (offer) environment.switchTo(offer.name);
};

/** A new workspace is made in the web app: there is no call for it (W-07; rule 2). */
export const newWorkspace: Action = (environment) => {
  const link = environment.newWorkspaceLink;
  environment.store.setState({ overlay: undefined });
  followLink(environment, link);
};
