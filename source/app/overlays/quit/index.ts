import { dialogBlock, nextButton } from '../../../components/dialog-block.ts';
import { joined, t } from '../../../domain/text.ts';
import { defineOverlay } from '../overlay.ts';

const buttons = [
  { id: 'cancel', label: t`Stay` },
  { id: 'quit', label: t`Quit` },
] as const;

const steps: Readonly<Record<string, 1 | -1>> = {
  ...{ tab: 1, right: 1, l: 1, down: 1, j: 1 },
  ...{ 'shift+tab': -1, left: -1, h: -1, up: -1, k: -1 },
};

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
  press(overlay, { stroke }, { environment }) {
    const step = steps[stroke];
    if (step !== undefined)
      return environment.store.setState({
        overlay: { ...overlay, focused: nextButton(buttons, overlay.focused, step) },
      });
    if (stroke === 'y' || (stroke === 'enter' && buttons[overlay.focused]?.id === 'quit')) return environment.exit();
    if (stroke === 'enter') environment.store.setState({ overlay: undefined });
  },
  hints: (_, { key }) => [
    [key('enter'), t`choose`],
    [key('tab'), t`other button`],
    [t`y`, t`quit`],
    [key('esc'), t`stay`],
  ],
});
