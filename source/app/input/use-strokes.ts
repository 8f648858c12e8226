import { useEffect, useEffectEvent, useRef } from 'react';
import type { InputEvent } from '../../keys/input.ts';
import type { MouseAct } from '../../keys/mouse.ts';
import { escapeKey, type Press } from '../../keys/strokes.ts';
import type { AppKeyboard } from './own-terminal.ts';

/**
 * The one listener of the keyboard: the key presses of each read together, pasted text and the mouse apart from them, in order.
 * @param onLikelyEscape may do at once what Esc does, and returns how to take that back; where it does nothing, and returns nothing,
 * Esc is a press like others as soon as it is certain
 */
export function useStrokes(
  keyboard: AppKeyboard,
  onPresses: (presses: readonly Press[]) => void,
  onPaste: (text: string) => void,
  onMouse: (act: MouseAct) => void = () => undefined,
  onLikelyEscape: () => (() => void) | undefined = () => undefined,
): void {
  const takeBack = useRef<(() => void) | undefined>(undefined);
  /** What is no press. @returns takes it back */
  const apart = (event: Exclude<InputEvent, { kind: 'press' }>, undo: (() => void) | undefined) => {
    if (event.kind === 'mouse') onMouse(event.mouse);
    else if (event.kind === 'paste') onPaste(event.text);
    else if (event.is === 'likely') return onLikelyEscape();
    else undo?.();
    return undefined;
  };
  const hear = useEffectEvent((events: readonly InputEvent[]) => {
    let presses: Press[] = [];
    const handOver = (): void => {
      if (presses.length > 0) onPresses(presses);
      presses = [];
    };
    for (const event of events) {
      // Whatever comes after a likely Esc has shown what it was, or the splitter has forgotten it.
      const undo = takeBack.current;
      takeBack.current = undefined;
      if (event.kind === 'press') presses.push(event.press);
      else if (event.kind === 'escape' && event.is === 'sure') presses.push(...(undo ? [] : [escapeKey]));
      else {
        handOver();
        takeBack.current = apart(event, undo);
      }
    }
    handOver();
  });
  useEffect(() => keyboard.listen((events) => hear(events)), [keyboard]);
}
