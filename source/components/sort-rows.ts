/** Rows in the order of one column. */
import type { Column, SortValue } from './columns.ts';

let collator: Intl.Collator | undefined;

function compareText(a: string, b: string): number {
  // Digits by value and no case: `Source 2` before `source 10`.
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return collator.compare(a, b);
}

function compareValues(a: Exclude<SortValue, undefined>, b: Exclude<SortValue, undefined>): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'string') return 1;
  if (typeof b === 'string') return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

const missing = (value: SortValue): boolean =>
  value === undefined || (typeof value === 'number' && Number.isNaN(value));

/**
 * A sorted copy: stable, rows without a value last in both directions.
 * @param tie order of rows that are equal in this column, the same in both directions
 */
export function sortRows<Row>(
  rows: readonly Row[],
  column: Pick<Column<Row>, 'sort'>,
  descending: boolean,
  tie?: (a: Row, b: Row) => number,
): Row[] {
  const { sort } = column;
  if (!sort) return [...rows];
  const keyed = rows.map((row) => ({ row, value: sort(row) }));
  keyed.sort((a, b) => {
    const lacking = Number(missing(a.value)) - Number(missing(b.value));
    if (lacking !== 0) return lacking;
    const order = missing(a.value) ? 0 : compareValues(a.value!, b.value!);
    return (descending ? -order : order) || (tie?.(a.row, b.row) ?? 0);
  });
  return keyed.map(({ row }) => row);
}
