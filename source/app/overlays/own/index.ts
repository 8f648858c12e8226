import { confirmOwn, questionText } from '../../../actions/own.ts';
import { dialogBlock } from '../../../components/dialog-block.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { answer } from '../buttons.ts';
import { defineOverlay } from '../overlay.ts';

const buttons = [
  { id: 'cancel', label: t`Cancel` },
  { id: 'run', label: t`Run` },
] as const;

/** Asks before a program of the user's own runs, and shows all of its arguments. */
export const own = defineOverlay({
  kind: 'own',
  closedBy: ['esc', 'q', 'n'],
  isBusy: () => false,
  draw: (overlay, { width, height, glyphs }) =>
    dialogBlock({
      title: sanitise(overlay.command.title, 50),
      text: questionText(overlay),
      buttons,
      focused: overlay.focused,
      width: Math.min(64, width),
      height,
      glyphs,
    }),
  press: (overlay, { stroke }, { environment }) =>
    answer(overlay, buttons, stroke, environment, () => confirmOwn(environment, overlay)),
  hints: (_, { key }) => [
    [key('enter'), t`choose`],
    [key('tab'), t`other button`],
    [t`y`, t`run`],
    [key('esc'), t`cancel`],
  ],
});
