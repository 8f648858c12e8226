import { asThen } from '../../app/frame/past-line.ts';
import { paneViews } from '../../app/scene/context.ts';
import { counted, whole } from '../../domain/format.ts';
import { sanitise, t } from '../../domain/text.ts';
import { type Line, lineText, slice, span } from '../../theme/line.ts';
import { paint } from '../../theme/paint.ts';
import type { Palette } from '../../theme/palette.ts';
import { widthOf } from '../../theme/width.ts';
import type { ViewRead } from '../reading/read-view.ts';

/** Rows that a page is drawn on: more than any page of one thing fills. Of a long list the rest is left out, which is said. */
const height = 400;

/** The page as lines without frames, keys and selection, as it is drawn this wide; a list that is cut says so at its end. */
export function pageLines(read: ViewRead, width: number): readonly Line[] {
  const { view, context, model } = read;
  const lines = linesOn(read, width, height);
  const listing = view.listing?.(model, context);
  if (!listing || !isCut(lines, listing.count, () => linesOn(read, width, 2 * height))) return lines;
  const rows = counted(listing.count, t`row`, undefined, whole);
  const all = listing.more ? t`${rows}, and there may be more` : rows;
  return [
    ...lines,
    { spans: [] },
    { spans: [span(t`This page is cut here; it has ${all}. segtop list prints whole lists.`)] },
  ];
}

/** Fewer lines than rows are never all of them; as many may have headings among them, and then more room shows more. */
const isCut = (lines: readonly Line[], rows: number, withMoreRoom: () => readonly Line[]): boolean =>
  lines.length < rows || (lines.length > height / 2 && withMoreRoom().length > lines.length);

function linesOn({ view, context, model, asOf }: ViewRead, width: number, height: number): readonly Line[] {
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
