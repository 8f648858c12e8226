/** Where values land on a chart: a round top, a column for each value, a height in eighths of a row. */

const roundTops = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The first round number that is not below any value: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 × a power of ten; 1 for no values. */
export function roundTop(values: readonly (number | undefined)[]): number {
  const highest = values.reduce<number>((most, value) => (Number.isFinite(value) ? Math.max(most, value!) : most), 0);
  if (highest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const top = roundTops.find((factor) => factor * power >= highest);
  return (top ?? 10) * power;
}

/** The first and the last column of a value, when `count` values share `width` columns: several when there are few values. */
export function columnsOf(index: number, count: number, width: number): readonly [first: number, last: number] {
  if (count <= 0 || width <= 0) return [0, 0];
  const inside = (column: number): number => Math.max(0, Math.min(width - 1, column));
  const last = Math.floor(((index + 1) * width - 1) / count);
  return [inside(count > width ? last : Math.ceil((index * width) / count)), inside(last)];
}

/** The column that stands for a value. */
export function columnOf(index: number, count: number, width: number): number {
  const [first, last] = columnsOf(index, count, width);
  return Math.floor((first + last) / 2);
}

/** Columns that as many values share evenly, unless that leaves much of the room empty; then all of them. */
export function evenColumns(count: number, room: number): number {
  const even = count * Math.floor(room / Math.max(1, count));
  return even > 0 && even >= 0.9 * room ? even : Math.max(0, room);
}

/** Steps a value fills on so many rows of `perRow` steps each: 1 for zero (a visible floor), at least 2 for anything above it. */
export function stepsOf(value: number, top: number, rows: number, perRow: number = 8): number {
  if (value <= 0) return 1;
  return Math.max(2, Math.min(rows * perRow, Math.round((value / top) * rows * perRow)));
}
