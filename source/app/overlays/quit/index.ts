import { dialogBlock } from '../../../components/dialog-block.ts';
import { joined, t } from '../../../domain/text.ts';
import { answer } from '../buttons.ts';
import { defineOverlay } from '../overlay.ts';

const buttons = [
  { id: 'cancel', label: t`Stay` },
  { id: 'quit', label: t`Quit` },
] as const;

/** Asks before the program ends, and says what would be lost with it. */
export const quit = defineOverlay({
  kind: 'quit',
  closedBy: ['esc', 'q', 'n'],
  isBusy: () => false,
  draw: ({ unsaved, focused }, { width, height, glyphs }) =>
    dialogBlock({
      title: t`Quit segtop?`,
      text:
        unsaved.length === 0
          ? t`Nothing is lost: favorites and the period are kept.`
          : t`Lost with it, as it could not be saved: changes of ${joined(unsaved, t`, `)}.`,
      buttons,
      focused,
      width: Math.min(50, width),
      height,
      glyphs,
    }),
  press: (overlay, { stroke }, { environment }) =>
    answer(overlay, buttons, stroke, environment, () => environment.exit()),
  hints: (_, { key }) => [
    [key('enter'), t`choose`],
    [key('tab'), t`other button`],
    [t`y`, t`quit`],
    [key('esc'), t`stay`],
  ],
});
