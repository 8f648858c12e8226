import { uncutWidth } from '../../../components/table/columns.ts';
import { tableMargin } from '../../../components/table/table.ts';
import { besideFrom, isShortOn } from '../../../state/table-look.ts';
import { remembered } from '../remembered.ts';
import type { TableModel } from '../table-model.ts';
import type { TableViewSpec } from '../table-spec.ts';
import type { DrawContext, PaneView } from '../view.ts';

/** A detail is read in short lines: what is wider belongs to the table. */
const widestDetail = 64;
const usualShare = 0.6;
/** What a detail keeps beside a list whose columns would be cut. */
const leastDetail = 38;
/** Columns of a framed list that are no cell's: edges and blanks, pointer and mark. */
const tableFrame = 4 + tableMargin;
/** Rows of a framed list that are no row's: its edges and the names of its columns. */
const listFrame = 3;
/** Rows of a screen that are not the page's, and those that details need under a short list. */
const chrome = 3;
const leastUnder = 5;
/** Least rows in which a detail stands under the list, and those it gets there at most. */
const underRows = 14;
const mostUnder = 12;
/** Rows that a list leaves on a wide screen from which on its details stand under it, with the answer beside them. */
const leastAnswered = 18;
/** The part of the width that details take beside an answer, and the least they are read in. */
const detailShare = 0.45;
const leastBesideAnswer = 48;

/** Where the detail stands, and the room it leaves to the list. */
export interface TableLayout {
  readonly aside: 'beside' | 'under' | 'answered' | 'none';
  readonly width: number;
  readonly height: number;
}

const widthOf = remembered<number>();

/** The share of the list; more where columns that matter would be cut, as long as the details can still be read. */
function listWidth<Row>(spec: TableViewSpec<Row>, model: TableModel<Row>, context: DrawContext): number {
  const { width, glyphs, now } = context;
  const share = Math.max(Math.floor(width * (spec.share ?? usualShare)), width - widestDetail);
  return widthOf(context, [model, width, spec], () => {
    const rows = model.shown.slice(0, 60);
    const most = Math.max(share, width - leastDetail);
    return uncutWidth(model.columns, rows, [share - tableFrame, most - tableFrame], { glyphs, now }) + tableFrame;
  });
}

/** Columns of the detail where the answer stands beside it. */
export const detailWidth = (width: number): number =>
  Math.max(leastBesideAnswer, Math.min(widestDetail, Math.floor(width * detailShare)));

/**
 * Where list and details stand: beside each other where it is wide. A list that leaves half of a wide screen empty gets its
 * whole width, and what is below it goes to the details and to the answer beside them.
 */
export function tableLayout<Row>(
  spec: TableViewSpec<Row>,
  model: TableModel<Row>,
  { state }: PaneView,
  context: DrawContext,
  height: number,
): TableLayout {
  const { width } = context;
  const ofList = model.lines.length + listFrame;
  const wanted = state.look?.aside ?? width >= (spec.detailFrom ?? besideFrom);
  const isShort = isShortOn(model.lines.length, context.height + chrome);
  const answered = spec.answer && width >= besideFrom && height - ofList >= leastAnswered;
  if (!spec.detail || state.look?.aside === false) return { aside: 'none', width, height };
  if (answered && isShort) return { aside: 'answered', width, height: ofList };
  if (!wanted)
    return isShort && height - ofList >= leastUnder
      ? { aside: 'under', width, height: ofList }
      : { aside: 'none', width, height };
  if (width >= besideFrom) return { aside: 'beside', width: listWidth(spec, model, context), height };
  if (height < underRows) return { aside: 'none', width, height };
  return { aside: 'under', width, height: height - Math.min(mostUnder, Math.floor(height * 0.45)) };
}
