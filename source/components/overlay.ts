/** A block laid over another: dialogs and menus on top of the screen. */
import { fit, flattened, type Line, lineWidth, slice } from '../theme/line.ts';
import type { Block } from './block.ts';

export interface Corner {
  readonly left: number;
  readonly top: number;
}

/** `over` laid on `under`: as many rows as `under` has, each of exactly `width` columns. */
export function overlaid(under: Block, over: Block, { left, top }: Corner, width: number): Block {
  return under.map((row, index): Line => {
    const whole = flattened(fit(row, width));
    const cover = index < top ? undefined : over[index - top];
    if (!cover) return row;
    const middle = flattened(cover);
    const right = left + lineWidth(middle);
    const parts = [slice(whole, 0, left), middle, slice(whole, right, width - right)];
    return fit({ spans: parts.flatMap(({ spans }) => spans) }, width);
  });
}

/** Where a block of this size is in the middle of a screen. */
export function centred(over: Block, overWidth: number, width: number, height: number): Corner {
  return {
    left: Math.max(0, Math.floor((width - overWidth) / 2)),
    top: Math.max(0, Math.floor((height - over.length) / 2)),
  };
}
