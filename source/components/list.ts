/** Rows of which one is selected, windowed: trees, JSON, pickers. */
import type { Glyphs } from '../theme/glyphs.ts';
import type { Hit } from '../theme/hit.ts';
import { fit, type Line, type Span, select } from '../theme/line.ts';
import { spaces } from '../theme/width.ts';
import { type Block, clip } from './block.ts';
import { offsetFor } from './table/table.ts';

export interface ListOptions {
  readonly count: number;
  /** Asked only for the rows on screen. */
  readonly lineAt: (index: number) => Line;
  readonly selectedIndex: number;
  readonly offset: number;
  readonly width: number;
  readonly height: number;
  readonly focused: boolean;
  /** What a row is for the mouse. */
  readonly hitOf?: ((index: number) => Hit | undefined) | undefined;
  readonly glyphs: Pick<Glyphs, 'pointer'>;
}

/** Exactly `height` rows of `width` columns and the offset that keeps the selected row on screen. */
export function list(options: ListOptions): { readonly block: Block; readonly offset: number } {
  const { count, lineAt, selectedIndex, width, height, focused, hitOf, glyphs } = options;
  const offset = offsetFor(selectedIndex, options.offset, height, count);
  const shown = Math.max(0, Math.min(height, count - offset));
  const rows = Array.from({ length: shown }, (_, row): Line => {
    const selected = offset + row === selectedIndex;
    const { spans } = lineAt(offset + row);
    const hit = hitOf?.(offset + row);
    const lead: Span = { text: selected ? glyphs.pointer : spaces(1), tone: 'focus', ...(hit && { hit }) };
    const whole = fit({ spans: [lead, ...spans] }, width);
    return selected && focused ? select(whole) : whole;
  });
  return { block: clip(rows, width, height), offset };
}
