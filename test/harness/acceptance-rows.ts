/** How many rows of acceptance each area of the product has: what is promised of Segment's own pages, row by row. */
const rowsOf = { H: 23, F: 10, R: 4, U: 5, W: 9, O: 8, S: 5, D: 3, C: 4, E: 4, T: 6, X: 5, P: 5, G: 2 } as const;

/** The ids of all rows, such as H-01: test titles carry them. */
export const acceptanceRows: readonly string[] = Object.entries(rowsOf).flatMap(([area, count]) =>
  Array.from({ length: count }, (_, index) => `${area}-${String(index + 1).padStart(2, '0')}`),
);
