import { type SafeText, t } from '../../../domain/text.ts';
import type { Hit } from '../../../theme/hit.ts';
import { widthOf } from '../../../theme/width.ts';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

interface Item {
  readonly label: SafeText;
  readonly disabled?: SafeText | undefined;
  readonly hint?: SafeText | undefined;
}

/** A menu of short words is as wide as others are. */
const usual = 46;
/** Frame and pointer on the left, frame on the right, and two columns before the remark. */
const around = 8;

/**
 * Where the menu stands: in the middle of the screen, as wide as its longest reason, with as many items as there is room for
 * above the keys in the last row, Cancel among them.
 */
export function menuPlace(items: readonly Item[], { columns, rows }: Size) {
  const needed = items.map(({ label, disabled, hint }) => widthOf(label) + widthOf(disabled ?? hint ?? t``) + around);
  const width = Math.min(Math.max(usual, ...needed), columns);
  const height = Math.min(rows, Math.max(3, rows - 1), items.length + 3);
  return { width, height, top: Math.floor((rows - height) / 2), left: Math.floor((columns - width) / 2) };
}

/**
 * The item at a cell of the screen. Where not all are shown the list begins so that the one under the cursor is the last, as
 * ink-select-input does when it is drawn anew.
 */
export function itemAt(items: readonly Item[], at: number, size: Size, column: number, row: number): Hit | undefined {
  const count = items.length + 1;
  const { width, height, top, left } = menuPlace(items, size);
  if (column < left || column >= left + width || row < top || row >= top + height) return undefined;
  const shown = Math.max(1, height - 2);
  const line = row - top - 1;
  if (line < 0 || line >= Math.min(shown, count)) return { kind: 'nothing' };
  return { kind: 'item', at: line + Math.max(0, at + 1 - shown) };
}
