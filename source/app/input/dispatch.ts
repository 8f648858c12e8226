import { scopesHere } from '../../actions/availability.ts';
import type { Environment } from '../../actions/environment.ts';
import { actions } from '../../actions/index.ts';
import { leaveToast, toast } from '../../actions/toast.ts';
import { inserted } from '../../components/prompt/model.ts';
import { t } from '../../domain/text.ts';
import type { CommandId } from '../../keys/keymap.ts';
import { resolve } from '../../keys/resolver.ts';
import type { Press, Stroke } from '../../keys/strokes.ts';
import type { Overlay } from '../../state/store.ts';
import { isLogo, toOverview } from '../frame/logo.ts';
import type { Screen } from '../frame/screen.ts';
import { confirmPaste, confirmPress } from '../overlays/confirm/index.ts';
import { outcomeStroke } from '../overlays/confirm/outcome.ts';
import { copiedLinks } from '../overlays/help/links.ts';
import { menuStroke } from '../overlays/menu/strokes.ts';
import { quitButtons } from '../overlays/overlays.ts';
import { pickerPress } from '../overlays/picker/strokes.ts';
import { workspacesStroke } from '../overlays/workspaces/index.ts';
import { promptPress, typeInto } from './prompt.ts';

/**
 * Feeds the key presses of one read to whatever listens now: an overlay, a line being typed, or the keymap. Those behind a key
 * that gave the terminal away are for whoever has it.
 */
export function dispatch(environment: Environment, screen: Screen, presses: readonly Press[]): void {
  screen.batch(() => {
    if (!environment.store.getState().touched) environment.store.setState({ touched: true });
    for (const press of presses) if (!environment.isLent()) one(environment, screen, press);
  });
}

/** Commands on the terminal itself work over whatever is open, unless their key types something. */
const anywhere: readonly CommandId[] = ['redraw', 'suspend'];

function one(environment: Environment, screen: Screen, press: Press): void {
  const { store } = environment;
  const { stroke } = press;
  const { overlay, prompt, pending, keymap } = store.getState();
  if (stroke === 'ctrl+c') return actions['quit.now'](environment);
  const bound = (id: CommandId) => keymap.some((command) => command.id === id && command.keys.includes(stroke));
  const ofTerminal = press.text === undefined ? anywhere.find(bound) : undefined;
  if (ofTerminal) return actions[ofTerminal](environment);
  if (isLogo(environment, stroke)) return toOverview(environment);
  if (overlay) return overlayPress(environment, screen, overlay, press);
  if (prompt) return promptPress(environment, prompt, press);
  const found = resolve(pending, stroke, scopesHere(environment), keymap);
  if (found.pending !== pending) store.setState({ pending: found.pending });
  if (!found.command) return;
  const before = store.getState();
  actions[found.command](environment);
  leaveToast(environment, before);
}

function overlayPress(environment: Environment, screen: Screen, overlay: Overlay, press: Press): void {
  const { store } = environment;
  const { stroke } = press;
  const typing = overlay.kind === 'favorites' || overlay.kind === 'columns' || overlay.kind === 'confirm';
  if (stroke === 'esc' || (stroke === 'q' && !typing)) return store.setState({ overlay: undefined });
  if (overlay.kind === 'workspaces') return workspacesStroke(environment, overlay, stroke);
  if (overlay.kind === 'confirm') return confirmPress(environment, overlay, press);
  if (overlay.kind === 'outcome') return outcomeStroke(environment, overlay, stroke);
  if (overlay.kind === 'menu') return menuStroke(environment, overlay, stroke);
  if (overlay.kind === 'help') return helpStroke(environment, screen, overlay, stroke);
  if (overlay.kind === 'quit') return quitStroke(environment, overlay, stroke);
  if (overlay.kind === 'favorites' || overlay.kind === 'columns')
    pickerPress(environment, screen.scene, overlay, press);
}

const helpSteps: Readonly<Record<string, number | 'page' | '-page'>> = {
  j: 1,
  down: 1,
  k: -1,
  up: -1,
  'ctrl+d': 'page',
  pgdn: 'page',
  space: 'page',
  'ctrl+u': '-page',
  pgup: '-page',
  g: Number.NEGATIVE_INFINITY,
  home: Number.NEGATIVE_INFINITY,
  G: Number.POSITIVE_INFINITY,
  end: Number.POSITIVE_INFINITY,
};

/** Scrolls the help, copies its links; it closes with the key that opened it, and with those that end anything. */
function helpStroke(
  environment: Environment,
  screen: Screen,
  overlay: Extract<Overlay, { kind: 'help' }>,
  stroke: Stroke,
): void {
  const { store } = environment;
  if (stroke === '?' || stroke === 'enter') return store.setState({ overlay: undefined });
  if (stroke === 'y')
    return toast(environment, t`${environment.copy(copiedLinks)}: the links to support and tour`, 'good');
  const step = helpSteps[stroke];
  if (step === undefined) return;
  const { room, last } = screen.helpRoom;
  const by = step === 'page' ? room : step === '-page' ? -room : step;
  store.setState({ overlay: { ...overlay, offset: Math.max(0, Math.min(overlay.offset + by, last)) } });
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

/** Pasted text goes into a line being typed; anywhere else it does nothing. */
export function paste(environment: Environment, text: string): void {
  const { prompt, overlay } = environment.store.getState();
  if (prompt) return typeInto(environment, prompt, inserted(prompt, text));
  if (overlay?.kind === 'confirm') return confirmPaste(environment, overlay, text);
  if (overlay?.kind !== 'favorites' && overlay?.kind !== 'columns') return;
  const { picker } = overlay;
  const filter = inserted(picker.filter, text);
  environment.store.setState({ overlay: { ...overlay, picker: { ...picker, filter, at: undefined, offset: 0 } } });
}
