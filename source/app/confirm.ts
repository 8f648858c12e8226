import { confirm, missing } from '../actions/changes.ts';
import type { Environment } from '../actions/environment.ts';
import type { Block } from '../components/block.ts';
import { type DialogButton, dialogBlock, nextButton } from '../components/dialog-block.ts';
import { promptLine } from '../components/prompt-line.ts';
import { edited, inserted } from '../components/prompt-model.ts';
import { t } from '../domain/text.ts';
import { type Stroke, typed } from '../keys/strokes.ts';
import type { Confirm } from '../state/store.ts';
import type { Glyphs } from '../theme/glyphs.ts';

const dialogWidth = 64;

function buttonsOf({ verb, danger }: Confirm): readonly DialogButton[] {
  return [
    { id: 'cancel', label: t`Cancel` },
    { id: 'do', label: verb, danger },
  ];
}

/** The question, what was typed to confirm it, and what the server said against it. */
export function confirmBlock(overlay: Confirm, width: number, height: number, glyphs: Glyphs): Block {
  const { title, text, focused, typed: field, refusal, sending } = overlay;
  const wide = Math.min(dialogWidth, width);
  const said = refusal === undefined ? text : t`Refused: ${refusal}`;
  return dialogBlock({
    title,
    text: sending ? t`Sending…` : said,
    buttons: buttonsOf(overlay),
    focused,
    width: wide,
    height,
    glyphs,
    ...(field ? { field: promptLine({ label: t`Name: `, state: field, width: wide - 4 }) } : {}),
  });
}

const steps: Readonly<Record<string, 1 | -1>> = { tab: 1, right: 1, down: 1, 'shift+tab': -1, left: -1, up: -1 };

/** Enter presses the focused button, which is Cancel at first; `y` says yes where no name has to be typed. */
export function confirmStroke(environment: Environment, overlay: Confirm, stroke: Stroke): void {
  const { store } = environment;
  if (overlay.sending) return;
  const step = steps[stroke];
  if (step !== undefined)
    return store.setState({ overlay: { ...overlay, focused: nextButton(buttonsOf(overlay), overlay.focused, step) } });
  if (stroke === 'enter') {
    if (overlay.focused === 0) return store.setState({ overlay: undefined });
    return confirm(environment, overlay);
  }
  const field = overlay.typed;
  if (!field) {
    if (stroke === 'y') confirm(environment, overlay);
    if (stroke === 'n' || stroke === 'q') store.setState({ overlay: undefined });
    return;
  }
  const text = typed(stroke);
  const next = text === undefined ? edited(field, stroke) : inserted(field, text);
  if (!next) return;
  const changed: Confirm = { ...overlay, typed: { ...field, text: next.text, cursor: next.cursor } };
  store.setState({ overlay: { ...changed, focused: missing(changed) ? 0 : overlay.focused } });
}
