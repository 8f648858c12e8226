/** Foldable trees as rows: what feeds what, with the guides that show it. */
import type { Glyphs } from '../theme/glyphs.ts';
import type { Line, Span } from '../theme/line.ts';
import { spaces } from '../theme/width.ts';

export interface TreeNode {
  readonly key: string;
  readonly line: Line;
  readonly children?: readonly TreeNode[] | undefined;
}

/** One visible node. */
export interface TreeRow {
  readonly key: string;
  readonly line: Line;
  readonly depth: number;
  /** For each level down to this one: whether the node there is the last of its siblings. */
  readonly lasts: readonly boolean[];
  readonly foldable: boolean;
  readonly folded: boolean;
}

/** The nodes not hidden in a folded one, top to bottom. */
export function treeRows(nodes: readonly TreeNode[], isFolded: (key: string) => boolean): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (siblings: readonly TreeNode[], lasts: readonly boolean[]): void => {
    siblings.forEach(({ key, line, children = [] }, index) => {
      const foldable = children.length > 0;
      const folded = foldable && isFolded(key);
      const path = [...lasts, index === siblings.length - 1];
      rows.push({ key, line, depth: lasts.length, lasts: path, foldable, folded });
      if (foldable && !folded) visit(children, path);
    });
  };
  visit(nodes, []);
  return rows;
}

/** One row with guides to its parent and its fold mark. Roots have no guides. */
export function treeLine({ line, lasts, foldable, folded }: TreeRow, glyphs: Glyphs): Line {
  const guides = lasts
    .slice(1, -1)
    .map((last): Span => ({ text: last ? spaces(2) : guide(glyphs.trunk), tone: 'frame' }));
  const own: Span[] =
    lasts.length > 1 ? [{ text: guide(lasts.at(-1) ? glyphs.lastBranch : glyphs.branch), tone: 'frame' }] : [];
  const fold: Span = { text: guide(foldable ? (folded ? glyphs.folded : glyphs.unfolded) : spaces(1)), tone: 'dim' };
  return { ...line, spans: [...guides, ...own, fold, ...line.spans] };
}

const guide = (glyph: Span['text']): Span['text'] => `${glyph} ` as Span['text'];
