import { keep } from '../../../actions/exporting.ts';
import { t } from '../../../domain/text.ts';
import { answer, dialogIn } from '../buttons.ts';
import { defineOverlay } from '../overlay.ts';

const buttons = [
  { id: 'cancel', label: t`Keep the old one` },
  { id: 'replace', label: t`Replace` },
] as const;

/** Asks before a file of the user's is replaced. */
export const replace = defineOverlay({
  kind: 'replace',
  scopes: () => ['dialog'],
  isBusy: () => false,
  isOnlyLeft: () => true,
  draw: ({ file, focused }, room) =>
    dialogIn(room, 72, {
      title: t`Replace the file?`,
      text: t`${file} exists already. What it holds would be gone.`,
      buttons,
      focused,
    }),
  press: (overlay, { does }, { environment }) =>
    answer(overlay, buttons, does, environment, () => {
      environment.store.setState({ overlay: undefined });
      void keep(environment, overlay.wanted, true);
    }),
  hints: (_, { hint }) => [
    hint('dialog.press', t`choose`),
    hint('dialog.next', t`other button`),
    hint('dialog.yes', t`replace`),
    hint('dialog.no', t`cancel`),
  ],
});
