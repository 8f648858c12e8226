/** Pieces of a screen as rows of data, put under and beside each other. */
import { blank, fit, flattened, type Line } from '../theme/line.ts';
import { spaces } from '../theme/width.ts';

/** A piece of screen: its rows from the top. */
export type Block = readonly Line[];

/** Blocks under each other. */
export function stack(...blocks: readonly Block[]): Block {
  return blocks.flat();
}

/** Exactly `height` rows of exactly `width` columns: cut at the right and bottom, padded with blanks. */
export function clip(block: Block, width: number, height: number): Block {
  return Array.from({ length: Math.max(0, height) }, (_, row) => fit(block[row] ?? blank, width));
}

/**
 * Two blocks beside each other, as high as the higher one; every row `leftWidth + gap + rightWidth` columns. A selected
 * row stays reversed over its own part only.
 */
export function beside(left: Block, right: Block, leftWidth: number, rightWidth: number, gap = 0): Block {
  const space = { text: spaces(gap) };
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const before = flattened(fit(left[row] ?? blank, leftWidth));
    const after = flattened(fit(right[row] ?? blank, rightWidth));
    return fit({ spans: [...before.spans, space, ...after.spans] }, leftWidth + gap + rightWidth);
  });
}
