import { asThen } from '../../app/frame/past-line.ts';
import { paneViews } from '../../app/scene/context.ts';
import { sanitise } from '../../domain/text.ts';
import { type Line, lineText, slice, span } from '../../theme/line.ts';
import { paint } from '../../theme/paint.ts';
import type { Palette } from '../../theme/palette.ts';
import { widthOf } from '../../theme/width.ts';
import type { ViewRead } from '../reading/read-view.ts';

/** Rows that a page is drawn on: more than any page of one thing fills, so that nothing is left out below. */
const height = 400;

/** The page as lines without frames, keys and selection, as it is drawn this wide. */
export function pageLines({ view, context, model, asOf }: ViewRead, width: number): readonly Line[] {
  const panes = view.panes(model, context);
  const views = paneViews({ view, context, model, panes }).map((pane) => ({
    ...pane,
    focused: false,
    selectedKey: undefined,
  }));
  const { block } = view.draw(model, { ...context, panes: views, width, height });
  const shown = asOf ? asThen(block, asOf.at) : block;
  return tidy(shown.flatMap(unframed));
}

/** Widths to speak a page at, the one that cuts least first. */
const widths = [400, 200, 140, 110] as const;
/** Two frames side by side. */
const beside = /[│|╮╯+] ?[│|╭╰+]/u;

/**
 * The page as lines for who hears them: so wide that next to nothing in it is cut, as long as its parts stand below each other;
 * what stands beside something else would be read as one.
 */
export function wholeLines(read: ViewRead, least: number): readonly Line[] {
  for (const width of widths) {
    const lines = pageLines(read, width);
    if (!lines.some((row) => beside.test(lineText(row)))) return lines;
  }
  return pageLines(read, least);
}

const topEdge = /^[╭+](?:[─-]+|[─ -]? ?(.*?) [─-]*(?: .*? [─-])?)[╮+]$/u;
const bottomEdge = /^[╰+][─-]+[╯+]$/u;

/** The title of a frame, what is in it, and nothing of its bottom. A frame may end before the row does: nothing stands beside it. */
function unframed(row: Line): readonly Line[] {
  const text = sanitise(lineText(row).trimEnd());
  if (bottomEdge.test(text)) return [];
  const title = topEdge.exec(text)?.[1];
  if (title !== undefined) return [{ spans: [] }, { spans: [span(sanitise(title.trim()), 'strong')] }];
  if (topEdge.test(text)) return [{ spans: [] }];
  return /^[│|].*[│|]$/u.test(text) ? [slice(row, 2, widthOf(text) - 4)] : [row];
}

/** One blank row at most between others, none at the ends. */
function tidy(rows: readonly Line[]): readonly Line[] {
  const isBlank = (row: Line | undefined): boolean => row === undefined || /^[\s│|]*$/u.test(lineText(row));
  const last = rows.findLastIndex((row) => !isBlank(row));
  return rows.slice(0, last + 1).filter((row, index) => !isBlank(row) || !isBlank(rows[index - 1]));
}

/** Lines as text that ends where they end. */
export function printed(lines: readonly Line[], palette: Palette): string {
  return lines
    .map((line) => paint(line, widthOf(lineText(line)), palette).replace(/ +((?:\u001b\[[\d;]*m)*)$/, '$1'))
    .map((line) => `${line}\n`)
    .join('');
}
