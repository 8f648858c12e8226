import { type Block, clip, stack } from '../../components/block.ts';
import { list } from '../../components/list.ts';
import { notice } from '../../components/notice.ts';
import { panel, panelRoom } from '../../components/panel.ts';
import { positionText } from '../../components/table/table.ts';
import { parseFilter } from '../../domain/filter/filter.ts';
import { atHand } from '../../domain/proof.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import type { Target } from '../../state/pages.ts';
import { rowHit } from '../../theme/hit.ts';
import { highlight, indent, type Line, line, lineText, span } from '../../theme/line.ts';
import { keyText } from './key-words.ts';
import { type DrawContext, type Drawn, type PaneRow, type PaneView, paneOf, type Subject } from './view.ts';

/**
 * One row of a page of facts. Where it has a key the selection can stand on it; keys must not depend on the width, while the
 * lines that a row takes may.
 */
export interface FactRow {
  readonly line: Line;
  /** What did not fit on the first line. */
  readonly more?: readonly Line[] | undefined;
  readonly key?: string | undefined;
  readonly open?: Target | undefined;
  /** What keys of its own kind work on. */
  readonly holds?: PaneRow['holds'];
  /** What `y` copies. */
  readonly subject?: Subject | undefined;
  /** What Enter folds or unfolds on this row. */
  readonly fold?: string | undefined;
}

/** The rows that the keys work on. */
export function stopsOf(rows: readonly FactRow[]): readonly PaneRow[] {
  return rows.flatMap(({ key, open, subject, holds, fold }) =>
    key === undefined ? [] : [{ key, open, subject, holds, fold }],
  );
}

/** Rows with a key that match a filter line, the matches marked; all rows without a filter. */
export function filteredRows(rows: readonly FactRow[], text: string): readonly FactRow[] {
  if (text === '') return rows;
  const filter = parseFilter(text);
  const marked = ({ spans }: Line): Line => ({
    spans: spans.flatMap((part) => highlight(part.text, filter.spans(part.text), part.tone)),
  });
  return rows.flatMap((row) => {
    const more = row.more ?? [];
    const whole = [row.line, ...more].map(lineText).join(' ');
    return row.key !== undefined && filter.matches(whole)
      ? [{ ...row, line: marked(row.line), more: more.map(marked) }]
      : [];
  });
}

const indented = 2;

/** The width that is left to a row inside a section of a page this wide. */
export const sectionWidth = (width: number): number => width - 1 - indented;

/** Sections under their titles, their rows indented; the first may go without a title. */
export function sectionRows(
  sections: readonly (readonly [title: SafeText | undefined, rows: readonly FactRow[]])[],
): FactRow[] {
  return sections.flatMap(([title, own]): FactRow[] => [
    ...(title ? [{ line: line() }, { line: line(span(title, 'strong')) }] : []),
    ...own.map((row) => ({
      ...row,
      line: indent(row.line, indented),
      more: row.more?.map((each) => indent(each, indented)),
    })),
  ]);
}

interface RowPage {
  readonly pane: string;
  readonly title: SafeText;
  /** Lines above the frame, such as tabs. */
  readonly head: Block;
  rows(width: number): readonly FactRow[];
}

/** Rows in a frame with the selected one on screen, and what stands above the first and below the last. */
export function drawRowPage({ pane: id, title, head, rows: rowsFor }: RowPage, context: DrawContext): Drawn {
  const { width, height, glyphs } = context;
  const pane = paneOf(context, id);
  const bodyHeight = Math.max(2, height - head.length);
  const room = panelRoom(width, bodyHeight);
  const rows = rowsFor(room.width);
  const lines = rows.flatMap(({ line, more = [], key }) => [
    { line, key },
    ...more.map((each) => ({ line: each, key: undefined })),
  ]);
  const stops = lines.flatMap(({ key }, index) => (key === undefined ? [] : [index]));
  const at = lines.findIndex(({ key }) => key !== undefined && key === pane.selectedKey);
  const drawn = list({
    count: lines.length,
    lineAt: (index) => lines[index]!.line,
    selectedIndex: at,
    offset: offsetOf(pane, at, stops, lines.length, room.height),
    ...room,
    focused: true,
    hitOf: (index) => rowHit(id, lines[index]?.key),
    glyphs,
  });
  const none = notice(
    { kind: 'empty', proof: atHand, title: t`No row matches`, help: keyText(context, 'back', t`clears the filter`) },
    room.width,
    room.height,
  );
  const body = panel({
    title: titleOf(title, pane),
    ...(stops.length > 0 ? { right: line(span(positionText(stops.indexOf(at), stops.length), 'dim')) } : {}),
    body: lines.length > 0 ? drawn.block : none,
    width,
    height: bodyHeight,
    focused: true,
    pane: id,
    glyphs,
  });
  return {
    block: clip(stack(head, body), width, height),
    offsets: { [id]: drawn.offset },
    pageRows: Math.max(1, room.height),
  };
}

/** From the first row on all above it is shown, from the last all below, and of any other all its lines. */
function offsetOf({ state }: PaneView, at: number, stops: readonly number[], count: number, height: number): number {
  if (at === stops[0] && at < height) return 0;
  const next = stops.find((stop) => stop > at) ?? count;
  return Math.max(state.offset, Math.min(at, next - height));
}

function titleOf(title: SafeText, { state: { filter } }: PaneView): Line {
  const typed =
    filter === '' ? undefined : span(t`  /${sanitise(filter)}`, parseFilter(filter).invalid ? 'bad' : 'match');
  return line(span(title, 'strong'), typed);
}
