import { t } from '../domain/text.ts';
import { replaceTop } from '../state/navigation.ts';
import type { Pane } from '../state/pane.ts';
import { paneState } from '../state/place.ts';
import { place } from '../state/store.ts';
import { type Action, on } from './action.ts';
import { type Current, changePane, current, select } from './current.ts';
import type { Here, Paging, Sight } from './environment.ts';
import { goBack, openRow } from './navigate.ts';
import { foldRow, unfold } from './table.ts';

/** A motion over the rows; at their end it stays, and says nothing, since such keys are held down. */
const move = (to: (here: Current, page: number) => number): Action<Here & Paging> =>
  on(
    (sight) => {
      const here = current(sight);
      const count = here?.pane.rows.length ?? 0;
      if (here && count > 1) return here;
      return { why: count === 1 ? t`there is one row only` : t`there are no rows` };
    },
    (environment: Here & Paging, here) => select(environment, here, to(here, environment.pageHeight())),
  );

export const down = move(({ index }) => index + 1);
export const up = move(({ index }) => index - 1);
export const first = move(() => 0);
export const last = move(() => Number.MAX_SAFE_INTEGER);
export const pageDown = move(({ index }, page) => index + page);
export const pageUp = move(({ index }, page) => index - page);

const focusPane = (step: number): Action => ({
  why: (sight) => (sight.panes().length > 1 ? undefined : { why: t`there is one panel only` }),
  run(environment) {
    const state = environment.store.getState();
    const top = place(state);
    const count = environment.panes().length;
    const from = Math.min(top.pane, count - 1);
    environment.store.setState(replaceTop(state, { ...top, pane: (from + step + count) % count }));
  },
});

export const nextPane = focusPane(1);
export const previousPane = focusPane(-1);

/** In the drawer the tabs turn also while the list under them is focused. */
function tabbedPane(sight: Sight, focused: Pane): Pane | undefined {
  if (focused.tabs || focused.scope !== 'payload') return focused;
  return sight.panes().find(({ tabs }) => tabs);
}

const turnTab = (step: number): Action =>
  on(
    (sight) => {
      const here = current(sight);
      const pane = here && tabbedPane(sight, here.pane);
      return here && pane?.tabs ? { here, pane, tabs: pane.tabs } : { why: t`there are no tabs` };
    },
    (environment: Here, { here, pane, tabs }) => {
      const { tab } = paneState(here.top, pane.id);
      changePane(environment, pane, {
        tab: (tab + step + tabs.length) % tabs.length,
        selected: undefined,
        index: 0,
        offset: 0,
      });
    },
  );

/** On a graph: the next or previous of its points, the newest at first (H-15). */
const turnPoint = (step: number): Action =>
  on(
    (sight) => {
      const here = current(sight);
      const points = here?.row?.points;
      return here && points ? { here, points } : { why: t`the row is no graph` };
    },
    (environment: Here, { here, points }) => {
      const known = points.indexOf(here.state.options?.point ?? '');
      const at = Math.max(0, Math.min((known < 0 ? points.length - 1 : known) + step, points.length - 1));
      changePane(environment, here.pane, { options: { ...here.state.options, point: points[at]! } });
    },
  );

/** The first of these that has something to do; where none has, the last one says why. */
const firstOf = (...tried: readonly Action[]): Action => ({
  why: (sight) => {
    const whys = tried.map(({ why }) => why?.(sight));
    return whys.includes(undefined) ? undefined : whys.at(-1);
  },
  run: (environment) => tried.find(({ why }) => why?.(environment) === undefined)?.run(environment),
});

/** Right goes on in a graph, turns a tab where there are tabs, else unfolds the row (S-05), else opens it; left the other way round, else goes back. */
export const nextTab = firstOf(turnPoint(1), turnTab(1), unfold, openRow);
export const previousTab = firstOf(turnPoint(-1), turnTab(-1), foldRow, goBack);
