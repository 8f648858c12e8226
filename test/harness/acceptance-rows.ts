import { readFileSync } from 'node:fs';

/** The ids of all acceptance rows, such as H-01, in the order of docs/rows.md: test titles carry them. */
export const acceptanceRows: readonly string[] = [
  ...readFileSync('docs/rows.md', 'utf8').matchAll(/^- \*\*([A-Z]-\d\d)\*\* \S/gm),
].map(([, id]) => id!);
