import { changePane, current, scopesHere, select } from '../../actions/current.ts';
import type { Environment } from '../../actions/environment.ts';
import { run } from '../../actions/index.ts';
import { sortBy } from '../../actions/look.ts';
import { leaveToast } from '../../actions/toast.ts';
import { afterEngine } from '../../domain/filter/engine.ts';
import { type CommandId, keymap } from '../../keys/keymap.ts';
import type { MouseAct } from '../../keys/mouse.ts';
import { nothingPending, resolve } from '../../keys/resolver.ts';
import { type Press, pressOf } from '../../keys/strokes.ts';
import { replaceTop } from '../../state/navigation.ts';
import { paneState, rowKeys, selectedIndex } from '../../state/place.ts';
import { place } from '../../state/store.ts';
import { type Hit, sameHit } from '../../theme/hit.ts';
import type { Screen } from '../frame/screen.ts';
import type { Hands } from '../overlays/overlay.ts';
import { commandOn, type Opened, opened } from '../overlays/registry.ts';
import { dispatch } from './dispatch.ts';

/** Two clicks on the same thing within so many ms are a double click. */
const doubleClick = 400;
/** Rows that one notch of the wheel goes. */
const notch = 3;

/** What the mouse did last: a click that opened something is not followed by one on what came under the pointer, unless a key went on from there. */
interface Before {
  readonly hit: Hit;
  readonly at: number;
  /** What it opened, or what it closed to. */
  readonly opened: string | undefined;
}

/** What the mouse does on a dashboard, one act at a time. */
export function pointerOn(environment: Environment, screen: Screen): (act: MouseAct) => void {
  let before: Before | undefined;
  const click = (hit: Hit, isOver: boolean, at: number): void => {
    const isSoon = before !== undefined && at - before.at < doubleClick;
    const was = openOn(environment);
    if (isSoon && before?.opened === was) return;
    const isDouble = isSoon && before !== undefined && sameHit(before.hit, hit);
    if (hit.kind === 'key') dispatch(environment, screen, pressesOf(hit.stroke));
    else
      screen.batch(() => {
        const state = environment.store.getState();
        clickOn(environment, screen, hit, isOver, isDouble);
        leaveToast(environment, state);
      });
    // A third click begins anew.
    const is = openOn(environment);
    before = isDouble ? undefined : { hit, at, opened: is === was ? undefined : is };
  };
  return ({ act, column, row, at }) => {
    afterEngine(() => {
      if (environment.isLent()) return;
      if (!environment.store.getState().touched) environment.store.setState({ touched: true });
      const { hit, isOver } = screen.layers.at(column, row);
      if (act !== 'click') return screen.batch(() => turn(environment, screen, act === 'up' ? -1 : 1, hit));
      if (hit) click(hit, isOver, at);
    });
  };
}

/** What is on top, as a name that changes when something opens or closes. */
function openOn({ store }: Environment): string {
  const state = store.getState();
  const { view, params } = place(state);
  return JSON.stringify([opened(state)?.data.kind, view, params]);
}

/** The presses of a key as the footer names it. */
const pressesOf = (stroke: string): readonly Press[] =>
  stroke
    .split(' ')
    .map((one) => (one === 'space' ? pressOf(' ') : [...one].length === 1 ? pressOf(one) : { stroke: one }));

function clickOn(environment: Environment, screen: Screen, hit: Hit, isOver: boolean, isDouble: boolean): void {
  const { store } = environment;
  const state = store.getState();
  const open = opened(state);
  const hands = { environment, scene: screen.scene };
  if (open && isOver)
    return hit.kind === 'button' ? clickButton(open, hit.at, hands) : open.of.click?.(open.data, hit, hands);
  // A dialog is answered first; a filter that is typed leaves the rows within reach.
  if (open && open.data.kind !== 'filter') return;
  if (hit.kind === 'command') {
    if (!open) run(environment, hit.id as CommandId);
    return;
  }
  if (hit.kind !== 'pane' && hit.kind !== 'row' && hit.kind !== 'column') return;
  if (!focusOn(environment, hit.pane)) return;
  const here = current(environment);
  if (!here) return;
  if (hit.kind === 'column') {
    const column = here.pane.columns?.find(({ id }) => id === hit.column);
    const { sort } = here.state;
    if (!column) return;
    const descending = sort?.column === column.id ? !sort.descending : column.largestFirst;
    return sortBy(environment, here, { column: column.id, descending });
  }
  if (hit.kind === 'row') {
    const index = here.pane.rows.findIndex(({ key }) => key === hit.row);
    if (index >= 0 && index !== here.index) select(environment, here, index);
  }
  if (isDouble && !open) enter(environment);
}

/** The first button changes nothing and is pressed at once; another one on the second click, so that no hurried one says yes. */
function clickButton(open: Opened, at: number, hands: Hands): void {
  const { data } = open;
  if (!('focused' in data)) return;
  if (at === 0) return commandOn(open, 'dialog.no', hands);
  if (data.focused === at) return commandOn(open, 'dialog.press', hands);
  hands.environment.store.setState({ overlay: { ...data, focused: at } });
}

/** What Enter means here, also where the user gave that to another key. */
function enter(environment: Environment): void {
  const { command } = resolve(nothingPending, 'enter', scopesHere(environment), keymap);
  if (command) run(environment, command);
}

/** @returns whether there is such a pane */
function focusOn({ store, panes }: Environment, id: string): boolean {
  const state = store.getState();
  const top = place(state);
  const pane = panes().findIndex((one) => one.id === id);
  if (pane >= 0 && pane !== top.pane) store.setState(replaceTop(state, { ...top, pane }));
  return pane >= 0;
}

/** The wheel moves what is open, else the rows of the pane under the pointer, which need not be the focused one. */
function turn(environment: Environment, screen: Screen, by: 1 | -1, hit: Hit | undefined): void {
  const state = environment.store.getState();
  const open = opened(state);
  if (open && open.data.kind !== 'filter') return open.of.wheel?.(open.data, by, { environment, scene: screen.scene });
  const top = place(state);
  const panes = environment.panes();
  const under = hit && 'pane' in hit ? panes.find(({ id }) => id === hit.pane) : undefined;
  const pane = under ?? panes[Math.min(top.pane, panes.length - 1)];
  if (!pane || pane.rows.length === 0) return;
  const own = paneState(top, pane.id);
  const index = selectedIndex(own, rowKeys(pane.rows), pane.initial);
  const next = Math.max(0, Math.min(index + by * notch, pane.rows.length - 1));
  if (next === index) return;
  // The row keeps its place on the screen as long as there is more to come.
  const offset = Math.max(0, own.offset + (next - index));
  changePane(environment, pane, { selected: pane.rows[next]?.key, index: next, offset, follow: undefined });
}
