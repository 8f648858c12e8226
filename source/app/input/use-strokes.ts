import { useEffect, useEffectEvent } from 'react';
import type { MouseAct } from '../../keys/mouse.ts';
import type { Press } from '../../keys/strokes.ts';
import type { AppKeyboard } from './own-terminal.ts';

/** The one listener of the keyboard: the key presses of each read together, pasted text and the mouse apart from them, in order. */
export function useStrokes(
  keyboard: AppKeyboard,
  onPresses: (presses: readonly Press[]) => void,
  onPaste: (text: string) => void,
  onMouse: (act: MouseAct) => void = () => undefined,
): void {
  const hear = useEffectEvent((events: Parameters<Parameters<AppKeyboard['listen']>[0]>[0]) => {
    let presses: Press[] = [];
    const handOver = (): void => {
      if (presses.length > 0) onPresses(presses);
      presses = [];
    };
    for (const event of events) {
      if (event.kind === 'press') presses.push(event.press);
      else {
        handOver();
        if (event.kind === 'mouse') onMouse(event.mouse);
        else onPaste(event.text);
      }
    }
    handOver();
  });
  useEffect(() => keyboard.listen((events) => hear(events)), [keyboard]);
}
