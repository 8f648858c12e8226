import { changePane, current } from '../actions/current.ts';
import type { Environment } from '../actions/environment.ts';
import { choose } from '../actions/favorites.ts';
import { actions } from '../actions/index.ts';
import { runLine } from '../actions/program.ts';
import { moved, toggled } from '../components/picker-model.ts';
import { edited, inserted } from '../components/prompt-model.ts';
import type { Scope } from '../keys/keymap.ts';
import { mostCount, nothingPending, resolve, takesCount } from '../keys/resolver.ts';
import { type Stroke, typed } from '../keys/strokes.ts';
import type { Digits, Overlay, Prompt } from '../state/store.ts';
import { favoriteItems } from './favorite-items.ts';
import { quitButtons } from './overlays.ts';
import type { Screen } from './screen.ts';

/** Feeds the strokes of one input event to whatever listens now: an overlay, a line being typed, or the keymap. */
export function dispatch(environment: Environment, screen: Screen, strokes: readonly Stroke[]): void {
  strokes.forEach((stroke, index) => {
    if (!isCount(environment, screen, strokes, index)) one(environment, screen, stroke);
  });
}

const isDigit = (stroke: Stroke | undefined): boolean => stroke !== undefined && /^\d$/.test(stroke);

/** Digits that arrived together with the motion after them are its count (`5j`): no page is opened for a moment. */
function isCount(environment: Environment, screen: Screen, strokes: readonly Stroke[], index: number): boolean {
  const { overlay, prompt } = environment.store.getState();
  if (overlay || prompt || !isDigit(strokes[index])) return false;
  const motion = strokes.slice(index).find((stroke) => !isDigit(stroke));
  if (motion === undefined || !takesCount(resolve(nothingPending, motion, scopesOf(screen)).command)) return false;
  keepDigit(environment, strokes[index]!);
  return true;
}

function scopesOf(screen: Screen): Scope[] {
  const { panes, context } = screen.scene;
  const pane = panes[Math.min(context.place.pane, panes.length - 1)];
  return pane?.scope ? [pane.scope] : [];
}

function one(environment: Environment, screen: Screen, stroke: Stroke): void {
  const { store } = environment;
  const { overlay, prompt, pending } = store.getState();
  if (stroke === 'ctrl+c') return actions['quit.now'](environment, 1);
  if (overlay) return overlayStroke(environment, screen, overlay, stroke);
  if (prompt) return promptStroke(environment, prompt, stroke);
  if (isDigit(stroke)) keepDigit(environment, stroke);
  const found = resolve(pending, stroke, scopesOf(screen));
  if (found.pending !== pending) store.setState({ pending: found.pending });
  if (!found.command) return;
  const count = isDigit(stroke) ? 1 : takeCount(environment, takesCount(found.command));
  actions[found.command](environment, count);
}

/** A digit opens its page at once; a motion within this time takes it back and moves by so many rows instead. */
const countWithin = 400;

function recentDigits({ store, now }: Environment): Digits | undefined {
  const { digits } = store.getState();
  return digits && now() - digits.at <= countWithin ? digits : undefined;
}

function keepDigit(environment: Environment, digit: Stroke): void {
  const { store, now } = environment;
  const before = recentDigits(environment);
  const stack = before?.stack ?? store.getState().stack;
  store.setState({ digits: { text: `${before?.text ?? ''}${digit}`, at: now(), stack } });
}

/** The count before a command that takes one, the page its digits opened undone; any other command forgets them. */
function takeCount(environment: Environment, counts: boolean): number {
  const digits = recentDigits(environment);
  if (environment.store.getState().digits) environment.store.setState({ digits: undefined });
  if (!digits || !counts || Number(digits.text) === 0) return 1;
  environment.store.setState({ stack: digits.stack });
  return Math.min(mostCount, Number(digits.text));
}

function overlayStroke(environment: Environment, screen: Screen, overlay: Overlay, stroke: Stroke): void {
  const { store } = environment;
  if (stroke === 'esc' || (stroke === 'q' && overlay.kind !== 'favorites'))
    return store.setState({ overlay: undefined });
  if (overlay.kind === 'help') return store.setState({ overlay: undefined });
  if (overlay.kind === 'quit') return quitStroke(environment, overlay, stroke);
  if (overlay.kind === 'favorites') pickerStroke(environment, screen, overlay, stroke);
}

function quitStroke(environment: Environment, overlay: Extract<Overlay, { kind: 'quit' }>, stroke: Stroke): void {
  const step = ['tab', 'right', 'l', 'down', 'j'].includes(stroke)
    ? 1
    : ['shift+tab', 'left', 'h', 'up', 'k'].includes(stroke)
      ? -1
      : 0;
  if (step !== 0) {
    const focused = (overlay.focused + step + quitButtons.length) % quitButtons.length;
    return environment.store.setState({ overlay: { ...overlay, focused } });
  }
  if (stroke === 'y' || (stroke === 'enter' && quitButtons[overlay.focused]?.id === 'quit')) return environment.exit();
  if (stroke === 'n' || stroke === 'enter') environment.store.setState({ overlay: undefined });
}

function pickerStroke(
  environment: Environment,
  screen: Screen,
  overlay: Extract<Overlay, { kind: 'favorites' }>,
  stroke: Stroke,
): void {
  const items = favoriteItems(screen.scene);
  const { picker } = overlay;
  const keep = (next: typeof picker) => environment.store.setState({ overlay: { kind: 'favorites', picker: next } });
  if (stroke === 'enter') return choose(environment, picker.picked);
  if (stroke === 'down' || stroke === 'ctrl+n') return keep(moved(items, picker, 1));
  if (stroke === 'up' || stroke === 'ctrl+p') return keep(moved(items, picker, -1));
  if (stroke === 'pgdn') return keep(moved(items, picker, 10));
  if (stroke === 'pgup') return keep(moved(items, picker, -10));
  if (stroke === 'space') return keep(moved(items, toggled(items, picker), 1));
  const text = typed(stroke);
  const filter = text === undefined ? edited(picker.filter, stroke) : inserted(picker.filter, text);
  if (filter) keep({ ...picker, filter, at: undefined, offset: 0 });
}

function promptStroke(environment: Environment, prompt: Prompt, stroke: Stroke): void {
  const { store } = environment;
  if (stroke === 'esc') {
    if (prompt.kind === 'filter') filterBy(environment, '');
    return store.setState({ prompt: undefined });
  }
  if (stroke === 'enter') {
    store.setState({ prompt: undefined });
    if (prompt.kind === 'command') runLine(environment, prompt.text);
    return;
  }
  const text = typed(stroke);
  const next = text === undefined ? edited(prompt, stroke) : inserted(prompt, text);
  if (!next) return;
  store.setState({ prompt: { kind: prompt.kind, text: next.text, cursor: next.cursor } });
  if (prompt.kind === 'filter') filterBy(environment, next.text);
}

function filterBy(environment: Environment, filter: string): void {
  const here = current(environment);
  if (here) changePane(environment, here.pane, { filter, index: 0, offset: 0, selected: undefined });
}

/** Pasted text goes into a line being typed; anywhere else it does nothing. */
export function paste({ store }: Environment, text: string): void {
  const { prompt } = store.getState();
  if (!prompt) return;
  const next = inserted(prompt, text);
  store.setState({ prompt: { kind: prompt.kind, text: next.text, cursor: next.cursor } });
}
