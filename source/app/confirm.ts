import { confirm, missing } from '../actions/confirm.ts';
import type { Environment } from '../actions/environment.ts';
import type { Block } from '../components/block.ts';
import { type DialogButton, dialogBlock, nextButton } from '../components/dialog-block.ts';
import { promptLine } from '../components/prompt-line.ts';
import { edited, inserted, type PromptState } from '../components/prompt-model.ts';
import { t } from '../domain/text.ts';
import { type Stroke, typed } from '../keys/strokes.ts';
import type { Confirm, DialogField } from '../state/dialogs.ts';
import type { Glyphs } from '../theme/glyphs.ts';

const dialogWidth = 64;

function buttonsOf({ verb, danger }: Confirm): readonly DialogButton[] {
  return [
    { id: 'cancel', label: t`Cancel` },
    { id: 'do', label: verb, danger },
  ];
}

/** The question, what was typed for it, what is missing yet, and what the server said against it. */
export function confirmBlock(overlay: Confirm, width: number, height: number, glyphs: Glyphs): Block {
  const { title, text, focused, field, refusal, sending, planned } = overlay;
  const wide = Math.min(dialogWidth, width);
  const said = refusal === undefined ? text : t`Refused: ${refusal}`;
  const why = field && field.text !== '' ? missing(overlay) : undefined;
  const progress = planned.length > 1 && sending !== undefined ? t` ${sending + 1} of ${planned.length}` : t``;
  return dialogBlock({
    title,
    text:
      sending === undefined ? (why && field?.kind !== 'delete' ? t`${said} (${why})` : said) : t`Sending…${progress}`,
    buttons: buttonsOf(overlay),
    focused,
    width: wide,
    height,
    glyphs,
    ...(field ? { field: promptLine({ label: field.label, state: field, width: wide - 4 }) } : {}),
  });
}

const steps: Readonly<Record<string, 1 | -1>> = { tab: 1, right: 1, down: 1, 'shift+tab': -1, left: -1, up: -1 };

/**
 * Enter presses the focused button, which is Cancel at first; `y` says yes where nothing has to be typed. In a line that is
 * typed left and right move in it, and Tab goes to the buttons.
 */
export function confirmStroke(environment: Environment, overlay: Confirm, stroke: Stroke): void {
  const { store } = environment;
  if (overlay.sending !== undefined) return;
  const { field } = overlay;
  const step = field && (stroke === 'left' || stroke === 'right') ? undefined : steps[stroke];
  if (step !== undefined)
    return store.setState({ overlay: { ...overlay, focused: nextButton(buttonsOf(overlay), overlay.focused, step) } });
  if (stroke === 'enter') {
    // What was typed is not thrown away by the key that ends typing: it goes on to the button that sends it.
    if (overlay.focused === 0)
      return store.setState({ overlay: field && !missing(overlay) ? { ...overlay, focused: 1 } : undefined });
    return confirm(environment, overlay);
  }
  if (!field) {
    if (stroke === 'y') confirm(environment, overlay);
    if (stroke === 'n' || stroke === 'q') store.setState({ overlay: undefined });
    return;
  }
  const text = typed(stroke);
  write(environment, overlay, field, text === undefined ? edited(field, stroke) : inserted(field, text));
}

/** Pasted text goes into a line that asks for something new; a name that confirms a deletion is typed. */
export function confirmPaste(environment: Environment, overlay: Confirm, text: string): void {
  const { field, sending } = overlay;
  if (field && field.kind !== 'delete' && sending === undefined)
    write(environment, overlay, field, inserted(field, text));
}

/** The changed line; where it cannot be sent, Cancel is focused. */
function write({ store }: Environment, overlay: Confirm, field: DialogField, next: PromptState | undefined): void {
  if (!next) return;
  const changed: Confirm = { ...overlay, field: { ...field, text: next.text, cursor: next.cursor } };
  store.setState({ overlay: { ...changed, focused: missing(changed) ? 0 : overlay.focused } });
}
