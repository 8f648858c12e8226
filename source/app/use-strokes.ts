import { useInput, usePaste } from 'ink';
import { type Stroke, toStrokes } from '../keys/strokes.ts';

/**
 * The one listener of the keyboard: single strokes of each input event, since a terminal delivers keys that arrive
 * together as one, and pasted text apart from them.
 */
export function useStrokes(onStrokes: (strokes: readonly Stroke[]) => void, onPaste: (text: string) => void): void {
  useInput((input, key) => onStrokes(toStrokes(input, key)));
  usePaste(onPaste);
}
