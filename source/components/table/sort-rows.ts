/** Rows in the order of one column. */
import type { Column, SortValue } from './columns.ts';

let collator: Intl.Collator | undefined;

function compareText(a: string, b: string): number {
  // Digits by value and no case: `Source 2` before `source 10`.
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return collator.compare(a, b);
}

/** From here on texts are compared by a key made once for each: nearly the same order in a tenth of the time. */
const manyRows = 2000;

/** Digits by value and no case, for plain comparison. */
function sortKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(16, '0'));
}

type Present = Exclude<SortValue, undefined>;

const order = (a: Present, b: Present): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers before texts. */
function compareValues(a: Present, b: Present, compareTexts: (a: string, b: string) => number): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'string') return 1;
  if (typeof b === 'string') return -1;
  return order(a, b);
}

const missing = (value: SortValue): boolean =>
  value === undefined || value === '' || (typeof value === 'number' && Number.isNaN(value));

/**
 * A sorted copy: stable, rows without a value, also with an empty text, last in both directions.
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
  const isLarge = rows.length > manyRows;
  const keyed = rows.map((row) => {
    const value = sort(row);
    return { row, value: isLarge && typeof value === 'string' ? sortKey(value) : value };
  });
  const compareTexts = isLarge ? order : compareText;
  keyed.sort((a, b) => {
    const lacking = Number(missing(a.value)) - Number(missing(b.value));
    if (lacking !== 0) return lacking;
    const found = missing(a.value) ? 0 : compareValues(a.value!, b.value!, compareTexts);
    return (descending ? -found : found) || (tie?.(a.row, b.row) ?? 0);
  });
  return keyed.map(({ row }) => row);
}
