import type { Environment } from '../../actions/environment.ts';
import { type DialogButton, nextButton } from '../../components/dialog-block.ts';
import type { Stroke } from '../../keys/strokes.ts';
import type { Open } from './overlay.ts';

/** How a key moves between the buttons of a dialog. */
export const buttonSteps: Readonly<Record<Stroke, 1 | -1>> = {
  ...{ tab: 1, right: 1, down: 1 },
  ...{ 'shift+tab': -1, left: -1, up: -1 },
};

const withLetters: Readonly<Record<Stroke, 1 | -1>> = { ...buttonSteps, l: 1, j: 1, h: -1, k: -1 };

/** A key in a question with two buttons, of which the second is yes: `y` says it too. */
export function answer(
  overlay: Extract<Open, { readonly kind: 'quit' | 'own' }>,
  buttons: readonly [no: DialogButton, yes: DialogButton],
  stroke: Stroke,
  { store }: Pick<Environment, 'store'>,
  yes: () => void,
): void {
  const { focused } = overlay;
  const step = withLetters[stroke];
  if (step !== undefined)
    return store.setState({ overlay: { ...overlay, focused: nextButton(buttons, focused, step) } });
  if (stroke === 'y' || (stroke === 'enter' && focused === 1)) return yes();
  if (stroke === 'enter') store.setState({ overlay: undefined });
}
