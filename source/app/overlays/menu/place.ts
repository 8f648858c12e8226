import type { Hit } from '../../../theme/hit.ts';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

const widest = 46;

/** Where the menu stands: in the middle of the screen, with as many items as there is room for. */
export function menuPlace(count: number, { columns, rows }: Size) {
  const width = Math.min(widest, columns);
  const height = Math.min(rows, count + 2);
  return { width, height, top: Math.floor((rows - height) / 2), left: Math.floor((columns - width) / 2) };
}

/**
 * The item at a cell of the screen. Where not all are shown the list begins so that the one under the cursor is the last, as
 * ink-select-input does when it is drawn anew.
 */
export function itemAt(count: number, at: number, size: Size, column: number, row: number): Hit | undefined {
  const { width, height, top, left } = menuPlace(count, size);
  if (column < left || column >= left + width || row < top || row >= top + height) return undefined;
  const shown = Math.max(1, height - 2);
  const line = row - top - 1;
  if (line < 0 || line >= Math.min(shown, count)) return { kind: 'nothing' };
  return { kind: 'item', at: line + Math.max(0, at + 1 - shown) };
}
