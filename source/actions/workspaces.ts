import type { Action, Environment } from './environment.ts';

/** `w`: the workspaces that the configuration knows; it needs no network, so a dead one can be left (W-08). */
export const workspaces: Action = ({ store, workspaces: offered }) => {
  const at = Math.max(
    0,
    offered.findIndex(({ current }) => current),
  );
  store.setState({ overlay: { kind: 'workspaces', entries: offered, at } });
};

/** Opens another workspace: everything of the old one is let go with its dashboard (W-09). */
export function chooseWorkspace(environment: Environment, at: number): void {
  const entry = environment.workspaces[at];
  environment.store.setState({ overlay: undefined });
  if (entry && !entry.current) environment.switchTo(entry.name);
}
