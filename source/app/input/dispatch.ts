import { scopesHere } from '../../actions/current.ts';
import type { Environment } from '../../actions/environment.ts';
import { run } from '../../actions/index.ts';
import { leaveToast } from '../../actions/toast.ts';
import { afterEngine, isEngineComing } from '../../domain/filter/engine.ts';
import type { CommandId } from '../../keys/keymap.ts';
import { resolve } from '../../keys/resolver.ts';
import type { Press } from '../../keys/strokes.ts';
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
        if (!environment.isLent()) one(environment, screen, presses[next]!);
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
  if (!found.command) return;
  const before = store.getState();
  run(environment, found.command);
  leaveToast(environment, before);
}

/** Pasted text goes into a line being typed; anywhere else it does nothing. */
export function paste(environment: Environment, screen: Screen, text: string): void {
  afterEngine(() => {
    const open = opened(environment.store.getState());
    open?.of.paste?.(open.data, text, { environment, scene: screen.scene });
  });
}
