import type { Line } from '../../source/theme/line.ts';
import { lineText } from '../../source/theme/line.ts';

/** A block as its rows of text. */
export function drawn(block: readonly Line[]): string[] {
  return block.map(lineText);
}
