import type { Block } from '../../components/block.ts';
import type { Notice } from '../../components/notice.ts';
import type { Column } from '../../components/table/columns.ts';
import type { SafeText } from '../../domain/text.ts';
import type { Scope } from '../../keys/keymap.ts';
import type { Target, ViewId } from '../../state/pages.ts';
import type { PaneTable } from '../../state/pane.ts';
import type { Line } from '../../theme/line.ts';
import type { Attention } from '../../workspace/needs/overview.ts';
import type { Need, Resource } from '../../workspace/polling/resource.ts';
import type { Answer } from './answer/answer.ts';
import type { Ground } from './need-states.ts';
import type { PageEntry, PaneRow, Subject, ViewContext } from './view.ts';

/** One list page: everything else (filter, sort, groups, window, selection, help, crumbs) comes from the table view. */
export interface TableViewSpec<Row> {
  readonly id: ViewId;
  readonly page?: PageEntry;
  readonly aliases: readonly string[];
  readonly gate?: Resource<unknown>;
  title(context: ViewContext): SafeText;
  /** In their natural order: worst first. */
  rows(context: ViewContext): readonly Row[];
  /** As a function where they depend on the data, such as one for each label. */
  readonly columns: readonly Column<Row>[] | ((context: ViewContext) => readonly Column<Row>[]);
  rowKey(row: Row): string;
  /**
   * What rows stand together under, unless they are sorted, narrowed to problems, or the user wants one list. The group
   * with the worst row is the first.
   */
  group?(row: Row, context: ViewContext): SafeText;
  /** Lines that unfold under a row. */
  under?(row: Row, context: ViewContext): readonly UnderRow[];
  open?(row: Row, context: ViewContext): Target | undefined;
  subject?(row: Row, context: ViewContext): Subject | undefined;
  /** Everything known of a row, for a pager; what its columns show unless given. Secrets are hidden afterwards. */
  json?(row: Row, context: ViewContext): unknown;
  /** Where `p` goes. */
  payload?(row: Row, context: ViewContext): Target | undefined;
  /** Rows that `z` narrows the list to; left out where there are none without problems. */
  problem?(row: Row): boolean;
  /** The keys of the list's own, besides those of every list. */
  readonly scope?: Scope;
  /** What a row holds for them. */
  holds?(row: Row, context: ViewContext): PaneRow['holds'];
  /** What `y` copies where that is the list and not the row. */
  copies?(context: ViewContext): PaneTable['copies'];
  /** What the whole list is about, such as the source whose events these are. */
  about?(context: ViewContext): Subject | undefined;
  /** Rows of text above the table. */
  head?(context: ViewContext, rows: readonly Row[], width: number): Block;
  /** The pane beside or under the table that explains the selected row; without a graph of its own where the answer has it. */
  detail?(row: Row, context: ViewContext, width: number, isAnswered: boolean): Block;
  /** How it went, why, what changed, what to do next: beside the detail where the list leaves half of a wide screen. */
  answer?(row: Row, context: ViewContext): Answer | undefined;
  /** Columns of the screen from which on the detail stands there by itself; `besideFrom` unless given. */
  readonly detailFrom?: number;
  /** Part of the width that the table keeps beside its detail at least; `usualShare` unless given. */
  readonly share?: number;
  /** Where Enter goes from the detail pane: makes it a pane of its own for Tab, the only one drawn where both find no room. */
  detailOpen?(row: Row, context: ViewContext): Target;
  /** What the rows are made from, where that is more than one list: while some of it is under way, counts are so far. */
  ground?(context: ViewContext): Ground;
  /** Why there are no rows: loading, empty, error or no access. */
  empty(context: ViewContext): Notice;
  /** Depends on the data and the place, and on the selected row only in a list that grows. */
  needs(context: ViewContext, attention: Attention, list: ListState): readonly Need[];
  /** More rows are read as the selection comes near the end. */
  readonly grows?: boolean;
  /** When the row happened, ms: `since:2h` and `before:` then narrow the list. */
  when?(row: Row): number | undefined;
  /** False for rows that come all the time, where being new is nothing to mark. */
  readonly marksChanges?: false;
  /** Row ids that the poller should serve first while they are on screen. */
  visible?(row: Row): string | undefined;
}

/** A line under an unfolded row. */
export interface UnderRow {
  /** One of its own among those of the row. */
  readonly key: string;
  readonly line: Line;
  readonly open?: Target | undefined;
  readonly subject?: Subject | undefined;
}

/** How much of a list there is below the selected row: lists that grow while one goes down look at it. */
export interface ListState {
  readonly shown: number;
  readonly selected: number;
}
