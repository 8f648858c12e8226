/** What lies under the pointer: pieces of a row say what they are, and whoever draws over them takes that along. */
import type { Hit, Line } from './span.ts';
import { widthOf } from './width.ts';

export type { Hit } from './span.ts';

/** What goes on to the next piece that says what it is: a row does between its cells, a key does not. */
const spreads: ReadonlySet<Hit['kind']> = new Set(['pane', 'row', 'item', 'nothing']);

/** What is at a cell, columns and rows from 0; undefined where nothing says what it is. */
export function hitAt(block: readonly Line[], column: number, row: number): Hit | undefined {
  let from = 0;
  let under: Hit | undefined;
  for (const { text, hit } of block[row]?.spans ?? []) {
    const to = from + widthOf(text);
    if (hit && spreads.has(hit.kind)) under = hit;
    if (column < to) return column < from ? undefined : (hit ?? under);
    from = to;
  }
  return undefined;
}

/** The same place, whatever the screen looks like by now. */
export const sameHit = (a: Hit, b: Hit): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A row of a pane, or where it has no key, that cannot be selected, the pane. */
export const rowHit = (pane: string, row: string | undefined): Hit =>
  row === undefined ? { kind: 'pane', pane } : { kind: 'row', pane, row };

/** The whole row is one thing. */
export const withHit = (of: Line, hit: Hit): Line => ({ ...of, spans: of.spans.map((part) => ({ ...part, hit })) });
