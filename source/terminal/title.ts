import { cut, type SafeText } from '../domain/text.ts';

const longestTitle = 200;

/** Sets the window title (OSC 2). The text is safe, so it cannot end the sequence early and start another. */
export function titleSequence(title: SafeText): string {
  return `\u001b]2;${cut(title, longestTitle)}\u0007`;
}
