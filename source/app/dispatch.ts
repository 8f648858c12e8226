import { scopesHere } from '../actions/availability.ts';
import type { Environment } from '../actions/environment.ts';
import { actions } from '../actions/index.ts';
import { filterBy } from '../actions/look.ts';
import { prompts, runFind, runLine } from '../actions/palette.ts';
import { leaveToast, toast } from '../actions/toast.ts';
import { edited, inserted, type PromptState } from '../components/prompt-model.ts';
import { t } from '../domain/text.ts';
import { mostCount, nothingPending, resolve, takesCount } from '../keys/resolver.ts';
import { type Stroke, typed } from '../keys/strokes.ts';
import type { Digits, Overlay, Prompt } from '../state/store.ts';
import { confirmPaste, confirmStroke } from './confirm.ts';
import { copiedLinks } from './help-links.ts';
import { beginsLine, isLogo, toOverview } from './logo.ts';
import { menuStroke } from './menu-strokes.ts';
import { outcomeStroke } from './outcome.ts';
import { quitButtons } from './overlays.ts';
import { pickerStroke } from './picker-strokes.ts';
import type { Screen } from './screen.ts';
import { workspacesStroke } from './workspaces.ts';

/** Feeds the strokes of one input event to whatever listens now: an overlay, a line being typed, or the keymap. */
export function dispatch(environment: Environment, screen: Screen, strokes: readonly Stroke[]): void {
  screen.batch(() => {
    if (!environment.store.getState().touched) environment.store.setState({ touched: true });
    strokes.forEach((stroke, index) => {
      if (beginsLine(environment, stroke) || isCount(environment, strokes, index)) return;
      if (isLogo(environment, strokes, index)) toOverview(environment, stroke);
      else one(environment, screen, stroke);
    });
  });
}

const isDigit = (stroke: Stroke | undefined): boolean => stroke !== undefined && /^\d$/.test(stroke);

/** Digits that arrived together with the motion after them are its count (`5j`): no page is opened for a moment. */
function isCount(environment: Environment, strokes: readonly Stroke[], index: number): boolean {
  const { overlay, prompt, keymap } = environment.store.getState();
  if (overlay || prompt || !isDigit(strokes[index])) return false;
  const motion = strokes.slice(index).find((stroke) => !isDigit(stroke));
  if (motion === undefined || !takesCount(resolve(nothingPending, motion, scopesHere(environment), keymap).command))
    return false;
  keepDigit(environment, strokes[index]!);
  return true;
}

function one(environment: Environment, screen: Screen, stroke: Stroke): void {
  const { store } = environment;
  const { overlay, prompt, pending, keymap } = store.getState();
  if (stroke === 'ctrl+c') return actions['quit.now'](environment, 1);
  if (overlay) return overlayStroke(environment, screen, overlay, stroke);
  if (prompt) return promptStroke(environment, prompt, stroke);
  if (isDigit(stroke)) keepDigit(environment, stroke);
  const found = resolve(pending, stroke, scopesHere(environment), keymap);
  if (found.pending !== pending) store.setState({ pending: found.pending });
  if (!found.command) return;
  const count = isDigit(stroke) ? 1 : takeCount(environment, takesCount(found.command));
  const before = store.getState();
  actions[found.command](environment, count);
  leaveToast(environment, before);
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
  const typing = overlay.kind === 'favorites' || overlay.kind === 'columns' || overlay.kind === 'confirm';
  if (stroke === 'esc' || (stroke === 'q' && !typing)) return store.setState({ overlay: undefined });
  if (overlay.kind === 'workspaces') return workspacesStroke(environment, overlay, stroke);
  if (overlay.kind === 'confirm') return confirmStroke(environment, overlay, stroke);
  if (overlay.kind === 'outcome') return outcomeStroke(environment, overlay, stroke);
  if (overlay.kind === 'menu') return menuStroke(environment, overlay, stroke);
  if (overlay.kind === 'help') return helpStroke(environment, screen, overlay, stroke);
  if (overlay.kind === 'quit') return quitStroke(environment, overlay, stroke);
  if (overlay.kind === 'favorites' || overlay.kind === 'columns')
    pickerStroke(environment, screen.scene, overlay, stroke);
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

function promptStroke(environment: Environment, prompt: Prompt, stroke: Stroke): void {
  const { store } = environment;
  if (stroke === 'esc') {
    if (prompt.kind === 'filter') filterBy(environment, '');
    return store.setState({ prompt: undefined });
  }
  if (stroke === 'enter') return takeLine(environment, prompt);
  if (stroke === 'down' || stroke === 'up') {
    if (prompt.kind === 'filter') return environment.run(stroke === 'down' ? 'move.down' : 'move.up');
    const last = (prompt.offers?.length ?? 0) - 1;
    const at = Math.max(0, Math.min((prompt.at ?? 0) + (stroke === 'down' ? 1 : -1), last));
    return store.setState({ prompt: { ...prompt, at } });
  }
  if (stroke === 'tab' && prompt.kind !== 'filter') {
    const name = prompt.offers?.[prompt.at ?? 0]?.name;
    if (name !== undefined) typeInto(environment, prompt, { text: `${name} `, cursor: name.length + 1 });
    return;
  }
  const text = typed(stroke);
  const next = text === undefined ? edited(prompt, stroke) : inserted(prompt, text);
  if (next) typeInto(environment, prompt, next);
}

function takeLine(environment: Environment, prompt: Prompt): void {
  environment.store.setState({ prompt: undefined });
  if (prompt.kind !== 'filter')
    (prompt.kind === 'find' ? runFind : runLine)(environment, prompt.text, chosenOffer(prompt));
}

/** The offer that Enter takes; an empty line takes one only when it was chosen with the arrows. */
function chosenOffer({ text, offers, at = 0 }: Prompt): string | undefined {
  return text.trim() === '' && at === 0 ? undefined : offers?.[at]?.id;
}

/** A changed line: a filter works at once, a command offers what it may become. */
function typeInto(environment: Environment, { kind }: Prompt, { text, cursor }: PromptState): void {
  environment.store.setState({ prompt: prompts[kind](environment, text, cursor) });
  if (kind === 'filter') filterBy(environment, text);
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
