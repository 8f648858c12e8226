import { replaceTop } from '../state/navigation.ts';
import { type Place, paneState, withPane } from '../state/place.ts';
import { place } from '../state/store.ts';
import type { Action } from './action.ts';
import { changePane, current } from './current.ts';
import type { Here, Sight } from './environment.ts';
import { goBack, openRow } from './navigate.ts';

/** Enter on a node: unfolds a type of several and the rest of a group, and opens what is one. */
export const openNode: Action = {
  why: (sight) => (current(sight)?.row?.fold === undefined ? openRow.why?.(sight) : undefined),
  run(environment) {
    const here = current(environment);
    const fold = here?.row?.fold;
    if (!here || fold === undefined) return openRow.run(environment);
    const toggled = new Set(here.state.folded);
    if (!toggled.delete(fold)) toggled.add(fold);
    changePane(environment, here.pane, { folded: [...toggled] });
  },
};

/** The page with the column beside this one focused: on the row that was left there where it is joined with this one, else on the worst that is. */
function crossed(sight: Sight, step: 1 | -1): Place | undefined {
  const here = current(sight);
  const panes = sight.panes();
  const next = here && panes[panes.indexOf(here.pane) + step];
  if (!here || !next || next.rows.length === 0) return undefined;
  const peers = here.row?.peers?.() ?? [];
  const { selected } = paneState(here.top, next.id);
  const keep = peers.length === 0 || (selected !== undefined && peers.includes(selected));
  const focused = { ...place(sight.store.getState()), pane: panes.indexOf(next) };
  const index = next.rows.findIndex(({ key }) => key === peers[0]);
  return keep || index < 0 ? focused : withPane(focused, next.id, { selected: peers[0], index });
}

/** Goes to the column beside this one; where there is none, does something else. */
const cross = (step: 1 | -1, instead: Action): Action => ({
  why: (sight) => (crossed(sight, step) ? undefined : instead.why?.(sight)),
  run(environment: Here) {
    const top = crossed(environment, step);
    if (top) environment.store.setState(replaceTop(environment.store.getState(), top));
    else instead.run(environment);
  },
});

export const right = cross(1, openNode);
export const left = cross(-1, goBack);
