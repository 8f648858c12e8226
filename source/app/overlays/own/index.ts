import { confirmOwn, questionText } from '../../../actions/own.ts';
import { dialogBlock, nextButton } from '../../../components/dialog-block.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { defineOverlay } from '../overlay.ts';

const buttons = [
  { id: 'cancel', label: t`Cancel` },
  { id: 'run', label: t`Run` },
] as const;

const steps: Readonly<Record<string, 1 | -1>> = {
  ...{ tab: 1, right: 1, l: 1, down: 1, j: 1 },
  ...{ 'shift+tab': -1, left: -1, h: -1, up: -1, k: -1 },
};

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
  press(overlay, { stroke }, { environment }) {
    const step = steps[stroke];
    if (step !== undefined)
      return environment.store.setState({
        overlay: { ...overlay, focused: nextButton(buttons, overlay.focused, step) },
      });
    if (stroke === 'y' || (stroke === 'enter' && buttons[overlay.focused]?.id === 'run'))
      return confirmOwn(environment, overlay);
    if (stroke === 'enter') environment.store.setState({ overlay: undefined });
  },
  hints: (_, { key }) => [
    [key('enter'), t`choose`],
    [key('tab'), t`other button`],
    [t`y`, t`run`],
    [key('esc'), t`cancel`],
  ],
});
