import { joined, t } from '../../../domain/text.ts';
import { answer, dialogIn } from '../buttons.ts';
import { defineOverlay } from '../overlay.ts';

const buttons = [
  { id: 'cancel', label: t`Stay` },
  { id: 'quit', label: t`Quit` },
] as const;

/** Asks before the program ends, and says what would be lost with it. */
export const quit = defineOverlay({
  kind: 'quit',
  scopes: () => ['dialog'],
  isBusy: () => false,
  isOnlyLeft: () => true,
  draw: ({ unsaved, focused }, room) =>
    dialogIn(room, 50, {
      title: t`Quit segtop?`,
      text:
        unsaved.length === 0
          ? t`Nothing is lost: favorites and the period are kept.`
          : t`Lost with it, as it could not be saved: changes of ${joined(unsaved, t`, `)}.`,
      buttons,
      focused,
    }),
  press: (overlay, { does }, { environment }) => answer(overlay, buttons, does, environment, () => environment.exit()),
  hints: (_, { hint }) => [
    hint('dialog.press', t`choose`),
    hint('dialog.next', t`other button`),
    hint('dialog.yes', t`quit`),
    hint('dialog.no', t`stay`),
  ],
});
