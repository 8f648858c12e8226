import { scopesHere } from '../../actions/current.ts';
import type { Environment } from '../../actions/environment.ts';
import { run } from '../../actions/index.ts';
import { isOnlyWayBack } from '../../actions/navigate.ts';
import { leaveToast } from '../../actions/toast.ts';
import { afterEngine, isEngineComing } from '../../domain/filter/engine.ts';
import type { CommandId } from '../../keys/keymap.ts';
import { leaving, overlayCommand } from '../../keys/overlay-keys.ts';
import { resolve } from '../../keys/resolver.ts';
import { escapeKey, type Press } from '../../keys/strokes.ts';
import { sameTarget } from '../../state/place.ts';
import type { AppState } from '../../state/store.ts';
import { areViewsLoaded } from '../../views/loaded.ts';
import { isOverviewKey, toOverview } from '../frame/overview-key.ts';
import type { Screen } from '../frame/screen.ts';
import { opened, pressOn } from '../overlays/registry.ts';

/**
 * Passes the key presses of one read to what listens now: the overlay, or the keymap. Presses after a key that handed the
 * terminal over belong to the program that has it; those after a regular expression wait until it can be read.
 */
export function dispatch(environment: Environment, screen: Screen, presses: readonly Press[]): void {
  const from = (at: number) => (): void =>
    screen.batch(() => {
      if (!environment.store.getState().touched) environment.store.setState({ touched: true });
      for (let next = at; next < presses.length; next += 1) {
        if (isEngineComing()) return afterEngine(from(next));
        if (environment.isLent()) continue;
        const before = environment.store.getState();
        one(environment, screen, presses[next]!);
        leaveToast(environment, before);
      }
    });
  from(0)();
}

/** Commands on the terminal itself work over whatever is open, unless their key types something. */
const anywhere: readonly CommandId[] = ['redraw', 'suspend'];

function one(environment: Environment, screen: Screen, press: Press): void {
  const { store } = environment;
  const { stroke } = press;
  const { pending, keymap, ...state } = store.getState();
  if (stroke === 'ctrl+c') return run(environment, 'quit.now');
  const bound = (id: CommandId) => keymap.some((command) => command.id === id && command.keys.includes(stroke));
  const ofTerminal = press.text === undefined ? anywhere.find(bound) : undefined;
  if (ofTerminal) return run(environment, ofTerminal);
  if (isOverviewKey(environment, stroke)) return toOverview(environment);
  const open = opened(state);
  if (open) return pressOn(open, press, { environment, scene: screen.scene });
  const found = resolve(pending, stroke, scopesHere(environment), keymap);
  if (found.pending !== pending) store.setState({ pending: found.pending });
  if (found.command) run(environment, found.command);
}

/** Whether Esc only changes what is shown here: nothing that is kept, sent or run. */
function isEscapeHarmless(environment: Environment): boolean {
  const { keymap, pending, ...state } = environment.store.getState();
  const uses = keymap.filter(({ keys }) => keys.includes(escapeKey.stroke)).map(({ id }) => id);
  if (anywhere.some((id) => uses.includes(id)) || uses.includes('page.overview')) return false;
  const open = opened(state);
  if (open) {
    const does = overlayCommand(keymap, open.of.scopes(open.data), escapeKey.stroke);
    return does !== undefined && leaving.includes(does) && (open.of.isOnlyLeft?.(open.data) ?? false);
  }
  const { command } = resolve(pending, escapeKey.stroke, scopesHere(environment), keymap);
  return command === undefined || (command === 'back' && isOnlyWayBack(environment));
}

/**
 * Does at once what Esc does, where it can be taken back should it be the beginning of another key.
 * @returns takes it back; undefined where nothing was done
 */
export function likelyEscape(environment: Environment, screen: Screen): (() => void) | undefined {
  const { store } = environment;
  if (!areViewsLoaded() || isEngineComing() || environment.isLent() || !isEscapeHarmless(environment)) return undefined;
  const before = store.getState();
  dispatch(environment, screen, [escapeKey]);
  const after = store.getState();
  return () => {
    const now = store.getState();
    // What something else has changed meanwhile stays.
    const mine = (Object.keys(after) as (keyof AppState)[]).filter(
      (key) => before[key] !== after[key] && (now[key] === after[key] || (key === 'stack' && isAt(now, after))),
    );
    screen.batch(() => store.setState(Object.fromEntries(mine.map((key) => [key, before[key]]))));
  };
}

/** At the same places, however drawing them has settled where their rows stand. */
const isAt = ({ stack }: AppState, { stack: other }: AppState): boolean =>
  stack.length === other.length && stack.every((each, index) => sameTarget(each, other[index]!));

/** Pasted text goes into a line being typed; anywhere else it does nothing. */
export function paste(environment: Environment, screen: Screen, text: string): void {
  afterEngine(() => {
    const open = opened(environment.store.getState());
    open?.of.paste?.(open.data, text, { environment, scene: screen.scene });
  });
}
