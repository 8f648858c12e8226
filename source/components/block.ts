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

/** Rows that stood beside each other before stand there as the same row, which is painted once. */
const joined = new WeakMap<Line, { readonly after: Line; readonly gap: number; readonly row: Line }>();

/**
 * Two blocks beside each other, as high as the higher one; every row `leftWidth + gap + rightWidth` columns. A selected
 * row stays reversed over its own part only.
 */
export function beside(left: Block, right: Block, leftWidth: number, rightWidth: number, gap = 0): Block {
  const space = { text: spaces(gap) };
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const before = fit(left[row] ?? blank, leftWidth);
    const after = fit(right[row] ?? blank, rightWidth);
    const last = joined.get(before);
    if (last?.after === after && last.gap === gap) return last.row;
    const spans = [...flattened(before).spans, space, ...flattened(after).spans];
    const whole = fit({ spans }, leftWidth + gap + rightWidth);
    joined.set(before, { after, gap, row: whole });
    return whole;
  });
}
