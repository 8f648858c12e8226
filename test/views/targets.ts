import type { Target, ViewId } from '../../source/state/pages.ts';
import { views } from '../../source/views/registry.ts';
import { everything, tabsOf, throughTabs } from './scenarios.ts';
import { type Act, actsOn, type Stage } from './stage.ts';

const isTarget = (value: unknown): value is Target =>
  typeof value === 'object' && value !== null && 'view' in value && 'params' in value;

/** Every place that the rows of a view lead to, by whatever key. */
function leadsTo({ screen }: Act): Target[] {
  return screen.scene.panes
    .flatMap((pane) => [pane, ...pane.rows])
    .flatMap((part) => Object.values(part))
    .filter(isTarget);
}

/** Places that a key alone leads to: no row opens them. */
const byKey: Readonly<Partial<Record<ViewId, (params: Target['params']) => readonly Target[]>>> = {
  home: () => [{ view: 'notifications', params: {} }],
  destination: (params) => [
    { view: 'replay', params },
    { view: 'report', params: { kind: 'destination', ...params } },
  ],
};

/** Labels count what is behind them: 12, 1.2k. */
const bare = (label: string) => label.replace(/ [\d.,]+[kM]?$/, '');

interface Found {
  /** For every view a place to look at it: where the rows and panels of other views lead to. */
  readonly targets: ReadonlyMap<string, Target>;
  /** The tabs of each view that has some. */
  readonly walked: ReadonlyMap<string, readonly string[]>;
}

let found: Promise<Found> | undefined;
/** The places in the workspace with every incident, walked once. */
export function targetsOfEverything(): Promise<Found> {
  found ??= everything().then(findTargets);
  return found;
}

/**
 * Walks the views from those with a name until each was reached: then everything that they and their tabs need has been read.
 * @param look at every view, and at each of its tabs
 */
export async function findTargets(stage: Stage, look: (act: Act) => void = () => undefined): Promise<Found> {
  const targets = new Map<string, Target>();
  const walked = new Map<string, readonly string[]>();
  const open = actsOn(stage);
  const waiting = views
    .filter(({ aliases, page }) => page !== undefined || aliases.length > 0)
    .map(({ id }): Target => ({ view: id, params: {} }));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (targets.has(next.view)) continue;
    targets.set(next.view, next);
    const act = open(next);
    waiting.push(...(byKey[next.view]?.(next.params) ?? []));
    await act.settled();
    if (tabsOf(act).length > 0) walked.set(next.view, tabsOf(act).map(bare));
    await throughTabs(act, () => {
      waiting.push(...leadsTo(act).filter((found) => !targets.has(found.view)));
      look(act);
    });
  }
  return { targets, walked };
}
