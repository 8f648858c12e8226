import type { Environment } from '../../actions/environment.ts';
import type { Block } from '../../components/block.ts';
import { type DialogButton, type DialogOptions, dialogBlock, nextButton } from '../../components/dialog-block.ts';
import type { OverlayId } from '../../keys/overlay-keys.ts';
import type { Open, Room } from './overlay.ts';

/**
 * A question over the page. However long its text is, the last row stays free: it says what the keys do.
 * @param widest columns that it takes where there is room
 */
export const dialogIn = (
  { width, height, glyphs }: Room,
  widest: number,
  question: Omit<DialogOptions, 'width' | 'height' | 'glyphs'>,
): Block => dialogBlock({ ...question, width: Math.min(widest, width), height: height - 1, glyphs });

/** How a command moves between the buttons of a dialog. */
export const buttonSteps: Readonly<Partial<Record<OverlayId, 1 | -1>>> = { 'dialog.next': 1, 'dialog.previous': -1 };

/** A command in a question with two buttons, of which the second is yes. */
export function answer(
  overlay: Extract<Open, { readonly kind: 'quit' | 'own' | 'replace' }>,
  buttons: readonly [no: DialogButton, yes: DialogButton],
  does: OverlayId | undefined,
  { store }: Pick<Environment, 'store'>,
  yes: () => void,
): void {
  const { focused } = overlay;
  const step = does && buttonSteps[does];
  if (step !== undefined)
    return store.setState({ overlay: { ...overlay, focused: nextButton(buttons, focused, step) } });
  if (does === 'dialog.yes' || (does === 'dialog.press' && focused === 1)) return yes();
  if (does === 'dialog.no' || does === 'dialog.press') store.setState({ overlay: undefined });
}
