import { missing, confirm as send } from '../../../actions/changes/confirm.ts';
import type { Environment } from '../../../actions/environment.ts';
import type { Block } from '../../../components/block.ts';
import { type DialogButton, nextButton } from '../../../components/dialog-block.ts';
import { promptLine } from '../../../components/prompt/line.ts';
import { edited, inserted, type PromptState } from '../../../components/prompt/model.ts';
import { clockSeconds } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { Confirm, DialogField, Sending } from '../../../state/dialogs.ts';
import { buttonSteps, dialogIn } from '../buttons.ts';
import { defineOverlay, type Given, type Room } from '../overlay.ts';

const dialogWidth = 64;

function buttonsOf({ verb, danger, sending }: Confirm): readonly DialogButton[] {
  return [
    { id: 'cancel', label: sending?.sent ? t`Close` : t`Cancel` },
    { id: 'do', label: verb, danger },
  ];
}

/** The question, what was typed for it, what is missing yet, and what the server said against it. */
function confirmBlock(overlay: Confirm, room: Room): Block {
  const { title, text, focused, field, refusal, sending } = overlay;
  const wide = Math.min(dialogWidth, room.width);
  const said = refusal === undefined ? text : t`Refused: ${refusal}`;
  const why = field && field.text !== '' ? missing(overlay) : undefined;
  return dialogIn(room, dialogWidth, {
    title,
    text:
      sending === undefined
        ? why && field?.kind !== 'delete'
          ? t`${said} (${why})`
          : said
        : sendingText(sending, overlay.planned.length, room.scene.context.now),
    buttons: buttonsOf(overlay),
    focused,
    ...(field ? { field: promptLine({ label: field.label, state: field, width: wide - 4 }) } : {}),
  });
}

/** How many of the changes are done, and whether the rest can still be taken back. */
function sendingText({ done, sent, until }: Sending, count: number, now: number): SafeText {
  const say = (alone: SafeText, among: SafeText) => (count > 1 ? t`${done + 1} of ${count}: ${among}` : alone);
  const rest = count > done + 1 ? t` Close stops the others.` : t``;
  if (sent) return t`${say(t`Sent`, t`sent`)}, waiting for the answer… It cannot be taken back.${rest}`;
  const cancel = done > 0 ? t`Cancel stops here.` : t`Cancel takes it back.`;
  if (until === undefined || until <= now) return t`${say(t`About to be sent`, t`about to be sent`)}… ${cancel}`;
  return t`${say(t`Not sent yet`, t`not sent yet`)}, the API's limit holds it back until ${clockSeconds(until, now)}. ${cancel}`;
}

/**
 * Enter presses the focused button, which is Cancel at first; `y` says yes where nothing has to be typed. In a line that is
 * typed letters are letters, left and right move in it, and Tab goes to the buttons.
 */
function confirmPress(environment: Environment, overlay: Confirm, { does, text }: Given): void {
  const { store } = environment;
  const { field, sending } = overlay;
  if (field && !sending && text !== undefined) return write(environment, overlay, field, inserted(field, text));
  if (does === 'dialog.no') return store.setState({ overlay: undefined });
  const step = does && buttonSteps[does];
  if (step !== undefined)
    return store.setState({ overlay: { ...overlay, focused: nextButton(buttonsOf(overlay), overlay.focused, step) } });
  if (sending) {
    if (does === 'dialog.press' && overlay.focused === 0) store.setState({ overlay: undefined });
    return;
  }
  if (does === 'dialog.press') {
    // The key that ends typing does not discard what was typed, but goes on to the button that sends it.
    if (overlay.focused === 0)
      return store.setState({ overlay: field && !missing(overlay) ? { ...overlay, focused: 1 } : undefined });
    return send(environment, overlay);
  }
  if (field) write(environment, overlay, field, edited(field, does));
  else if (does === 'dialog.yes') send(environment, overlay);
}

/** Pasted text goes into a line that asks for something new; a name that confirms a deletion is typed. */
function confirmPaste(environment: Environment, overlay: Confirm, text: string): void {
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

/** Asks before anything is changed, and shows how far it has come. */
export const confirm = defineOverlay({
  kind: 'confirm',
  scopes: ({ field, sending }) => (field && !sending ? ['edit', 'dialog'] : ['dialog']),
  isBusy: ({ field, sending }) => field !== undefined || sending !== undefined,
  isOnlyLeft: ({ sending }) => sending === undefined,
  draw: confirmBlock,
  press: (overlay, press, { environment }) => confirmPress(environment, overlay, press),
  paste: (overlay, text, { environment }) => confirmPaste(environment, overlay, text),
  hints: ({ field, sending }, { hint }) =>
    sending
      ? [hint('dialog.no', sending.sent ? t`close` : t`take it back`)]
      : [
          field ? undefined : hint('dialog.yes', t`yes`),
          hint('dialog.next', t`other button`),
          hint('dialog.press', t`press it`),
          hint('dialog.no', t`cancel`),
        ],
});
