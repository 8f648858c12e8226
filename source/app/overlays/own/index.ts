import { confirmOwn, questionText } from '../../../actions/own.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { answer, dialogIn } from '../buttons.ts';
import { defineOverlay } from '../overlay.ts';

const buttons = [
  { id: 'cancel', label: t`Cancel` },
  { id: 'run', label: t`Run` },
] as const;

/** Asks before a program of the user's own runs, and shows all of its arguments. */
export const own = defineOverlay({
  kind: 'own',
  scopes: () => ['dialog'],
  isBusy: () => false,
  isOnlyLeft: () => true,
  draw: (overlay, room) =>
    dialogIn(room, 64, {
      title: sanitise(overlay.command.title, 50),
      text: questionText(overlay),
      buttons,
      focused: overlay.focused,
    }),
  press: (overlay, { does }, { environment }) =>
    answer(overlay, buttons, does, environment, () => confirmOwn(environment, overlay)),
  hints: (_, { hint }) => [
    hint('dialog.press', t`choose`),
    hint('dialog.next', t`other button`),
    hint('dialog.yes', t`run`),
    hint('dialog.no', t`cancel`),
  ],
});
