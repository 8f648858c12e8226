/** One measured number with what it is measured against. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'B' | 'B/s' | '%' | 'MB' | 'requests' | 'requests/min' | 'times' | 'keys';
  /** The number it is held against (of the same run), and what that is. */
  readonly against?: { readonly value: number; readonly what: string };
}

/** The value below which `share` (0–1) of the values lie, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

const shown = (value: number) => {
  if (!Number.isFinite(value)) return '—';
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
};

/** The rows as an aligned table, with ratios where there is something to hold a number against. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['measured', 'value', 'unit', 'ratio', 'against'],
    ...rows.map(({ name, value, unit, against }) => [
      name,
      shown(value),
      unit,
      against === undefined ? '' : `${shown(value / against.value)}×`,
      against === undefined ? '' : `${against.what} (${shown(against.value)})`,
    ]),
  ];
  return aligned(cells, [1, 3]);
}

/** Cells in columns of one width each, those named aligned to the right. */
export function aligned(cells: readonly (readonly string[])[], right: readonly number[]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (right.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
