import { type Block, clip, stack } from '../components/block.ts';
import { type Column, spansOf } from '../components/columns.ts';
import { type Notice, notice } from '../components/notice.ts';
import { panel, panelRoom } from '../components/panel.ts';
import { sortRows } from '../components/sort-rows.ts';
import { type Heading, positionText, table } from '../components/table.ts';
import type { SafeText } from '../domain/text.ts';
import { t } from '../domain/text.ts';
import type { Scope } from '../keys/keymap.ts';
import { listPane, type PaneState, paneState, selectedIndex, type Target } from '../state/place.ts';
import { parseRowQuery, type RowQuery } from '../state/row-query.ts';
import { type Line, line, span } from '../theme/line.ts';
import type { Attention } from '../workspace/overview-needs.ts';
import type { Need, Resource } from '../workspace/resource.ts';
import { remembered } from './remembered.ts';
import { starredKeys } from './stars.ts';
import {
  type DrawContext,
  defineView,
  type PageEntry,
  type Pane,
  type PaneRow,
  paneOf,
  type Subject,
  type View,
  type ViewContext,
} from './view.ts';

/** One list page: everything else (filter, sort, window, selection, help, crumbs) comes from here. */
export interface TableViewSpec<Row> {
  readonly id: string;
  readonly page?: PageEntry;
  readonly aliases: readonly string[];
  readonly gate?: Resource<unknown>;
  title(context: ViewContext): SafeText;
  /** In their natural order: worst first. */
  rows(context: ViewContext): readonly Row[];
  readonly columns: readonly Column<Row>[];
  rowKey(row: Row): string;
  open?(row: Row, context: ViewContext): Target | undefined;
  subject?(row: Row): Subject | undefined;
  /** Where `p` goes. */
  payload?(row: Row, context: ViewContext): Target | undefined;
  /**
   * The group a row stands in, whose name is drawn above its rows; rows come group by group. Sorting by a column dissolves them.
   */
  group?(row: Row, context: ViewContext): SafeText;
  /** Rows that `z` narrows the list to; left out where there are none without problems. */
  problem?(row: Row): boolean;
  /** The keys of the list's own, besides those of every list. */
  readonly scope?: Scope;
  /** What those keys act on. */
  acts?(row: Row, context: ViewContext): Pick<PaneRow, 'field' | 'cell'>;
  /** What `y` copies where that is the list and not the row. */
  copies?(context: ViewContext): Pane['copies'];
  /** What the whole list is about, such as the source whose events these are. */
  about?(context: ViewContext): Subject | undefined;
  /** Rows of text above the table. */
  head?(context: ViewContext, rows: readonly Row[], width: number): Block;
  /** The pane beside or under the table that explains the selected row. */
  detail?(row: Row, context: ViewContext, width: number): Block;
  /** Where Enter goes from the detail pane: makes it a pane of its own for Tab, the only one drawn where both find no room. */
  detailOpen?(row: Row, context: ViewContext): Target;
  /** Why there are no rows: loading, empty, error or no access. */
  empty(context: ViewContext): Notice;
  /** Depends on the data and the place, and on the selected row only in a list that grows. */
  needs(context: ViewContext, attention: Attention, list: ListState): readonly Need[];
  /** More rows are read as the selection comes near the end. */
  readonly grows?: boolean;
  /** When the row happened, ms: `since:2h` and `before:` then narrow the list. */
  when?(row: Row): number | undefined;
  /** Row ids that the poller should serve first while they are on screen. */
  visible?(row: Row): string | undefined;
}

/** How much of a list there is below the selected row: lists that grow while one goes down look at it. */
export interface ListState {
  readonly shown: number;
  readonly selected: number;
}

interface Model<Row> {
  readonly all: readonly Row[];
  readonly shown: readonly Row[];
  /** The same with the names of groups between them. */
  readonly laid: readonly (Row | Heading)[];
  readonly query: RowQuery<Row>;
}

const detailPane = 'detail';
/** Least columns in which a detail pane may stand beside the table. */
const besideFrom = 110;
/** A detail is read in short lines: what is wider belongs to the table. */
const widestDetail = 64;

export function tableView<Row>(spec: TableViewSpec<Row>): View {
  const models = remembered<Model<Row>>();
  const kept: Kept<Row> = { rows: remembered(), texts: remembered() };
  const panesOf = remembered<readonly PaneRow[]>();
  const needsOf = remembered<readonly Need[]>();
  const model = (context: ViewContext): Model<Row> => {
    const { filter, sort, options } = paneState(context.place, listPane);
    const { overview, now, favorites, local, place } = context;
    const parts = [overview, now, favorites, local, place.params, filter, sort, options];
    return models(parts, () => modelOf(spec, context, kept));
  };
  return defineView<Model<Row>>({
    id: spec.id,
    page: spec.page,
    aliases: spec.aliases,
    gate: spec.gate,
    title: spec.title,
    model,
    panes: ({ shown, query }, context) => [
      {
        id: listPane,
        rows: panesOf([shown], () =>
          shown.map((row) => ({
            key: spec.rowKey(row),
            open: spec.open?.(row, context),
            subject: spec.subject?.(row),
            payload: spec.payload?.(row, context),
            ...spec.acts?.(row, context),
          })),
        ),
        subject: spec.about?.(context),
        narrows: spec.problem !== undefined,
        columns: spec.columns
          .filter(({ sort }) => sort)
          .map(({ id, align }) => ({ id, largestFirst: align === 'right' })),
        copies: spec.copies?.(context),
        scope: spec.scope ?? 'rows',
        filter: { names: fieldNames(spec), invalid: query.invalid },
      },
      ...detailPanes(spec, shown, context),
    ],
    draw: (model, context) => draw(spec, model, context),
    needs: ({ shown }, context, attention) => {
      const pane = paneState(context.place, listPane);
      const parts = [shown, pane.offset, context.overview, context.period, spec.grows === true && pane.index];
      return needsOf(parts, () => {
        const onScreen = shown.slice(pane.offset, pane.offset + 60).flatMap((row) => spec.visible?.(row) ?? []);
        const visible = new Set([...(attention.visible ?? []), ...onScreen]);
        return spec.needs(context, { ...attention, visible }, { shown: shown.length, selected: pane.index });
      });
    },
  });
}

/** What is the same for every filter and order of a list. */
interface Kept<Row> {
  readonly rows: ReturnType<typeof remembered<readonly Row[]>>;
  /** What a filter searches of each row. */
  readonly texts: ReturnType<typeof remembered<Map<Row, string>>>;
}

/** A picture, which no filter means. */
const graph = 'graph';

function modelOf<Row>(spec: TableViewSpec<Row>, context: ViewContext, kept: Kept<Row>): Model<Row> {
  const { filter, sort, options } = paneState(context.place, listPane);
  const { overview, now, favorites, local, place } = context;
  const all = kept.rows([overview, now, favorites, local, place.params, options], () => spec.rows(context));
  const cells = { glyphs: context.glyphs, width: 0, selected: false, marked: false, now: context.now };
  const fields = spec.columns.map((column) => ({
    id: column.id,
    names: namesOf(column),
    text: (row: Row) =>
      column.found?.(row) ??
      spansOf(column.cell(row, cells))
        .map(({ text }) => text)
        .join(''),
  }));
  const texts = kept.texts([now, all], () => new Map());
  const searched = fields.filter(({ id }) => id !== graph);
  const whole = (row: Row): string => {
    const known = texts.get(row);
    if (known !== undefined) return known;
    const text = searched.map((field) => field.text(row)).join('\u0001');
    texts.set(row, text);
    return text;
  };
  const query = parseRowQuery(filter, { fields, whole, when: spec.when, now });
  const narrowed = options?.problems && spec.problem ? all.filter((row) => spec.problem?.(row)) : all;
  const matching = filter === '' ? narrowed : narrowed.filter((row) => query.matches(row));
  const column = sort && spec.columns.find(({ id }) => id === sort.column);
  const shown = column && sort ? sortRows(matching, column, sort.descending) : matching;
  const laid = spec.group && !column ? grouped(shown, (row) => spec.group!(row, context)) : shown;
  return { all, shown, laid, query };
}

/** The rows with the name and the size of each group above it. */
function grouped<Row>(rows: readonly Row[], groupOf: (row: Row) => SafeText): readonly (Row | Heading)[] {
  const names = rows.map(groupOf);
  const sizes = new Map<SafeText, number>();
  for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  return rows.flatMap((row, index): (Row | Heading)[] => {
    const name = names[index]!;
    if (name === names[index - 1]) return [row];
    return [{ heading: line(span(t`  ${name}`, 'strong'), span(t`  ${sizes.get(name) ?? 0}`, 'dim')) }, row];
  });
}

/** What a column is called in a filter line: its header in one word, and its id. */
function namesOf<Row>({ id, header }: Column<Row>): string[] {
  const word = header.toLowerCase().replaceAll(' ', '-');
  return word === '' || word === id ? [id] : [word, id];
}

/** The names that a filter line may use, for the words beside it. */
function fieldNames<Row>({ columns, when }: TableViewSpec<Row>): readonly string[] {
  const named = columns
    .filter(({ header }) => header !== '')
    // Words before numbers: those are what one asks for.
    .toSorted((a, b) => Number(a.align === 'right') - Number(b.align === 'right') || a.priority - b.priority)
    .map((column) => namesOf(column)[0]!);
  return when ? ['since', 'before', ...named] : named;
}

/** The detail as a pane of its own: one row, which leads where the detail says. */
function detailPanes<Row>(spec: TableViewSpec<Row>, shown: readonly Row[], context: ViewContext): Pane[] {
  if (!spec.detailOpen || shown.length === 0) return [];
  const row = shown[selectedIndex(paneState(context.place, listPane), shown.map(spec.rowKey))]!;
  const open = spec.detailOpen(row, context);
  return [{ id: detailPane, rows: [{ key: spec.rowKey(row), open, subject: spec.subject?.(row) }] }];
}

function draw<Row>(spec: TableViewSpec<Row>, { all, shown, laid, query }: Model<Row>, context: DrawContext) {
  const { width, height, glyphs } = context;
  const pane = paneOf(context, listPane);
  const head = spec.head?.(context, all, width) ?? [];
  const at = pane.selectedKey === undefined ? -1 : shown.findIndex((row) => spec.rowKey(row) === pane.selectedKey);
  const selected = shown[at];
  const onDetail = context.panes.some(({ id, focused }) => id === detailPane && focused);
  const beside = spec.detail !== undefined && width >= besideFrom && shown.length > 0;
  const listWidth = beside ? Math.max(Math.floor(width * 0.6), width - widestDetail) : width;
  const bodyHeight = Math.max(2, height - head.length);
  const room = panelRoom(listWidth, bodyHeight);
  const drawn = table({
    columns: spec.columns,
    rows: laid,
    rowKey: spec.rowKey,
    ...room,
    selectedKey: pane.selectedKey,
    offset: pane.state.offset,
    sort: pane.state.sort,
    marked: new Set(pane.state.marked),
    starred: starredKeys(pane, context.favorites),
    glyphs,
    focused: !onDetail,
    now: context.now,
    ...(pane.state.filter === '' ? {} : { match: query.spans }),
  });
  const none = shown.length === 0;
  const body = none
    ? notice(all.length > 0 ? filteredOut(pane.state, all.length) : spec.empty(context), room.width, room.height)
    : drawn.block;
  const list = panel({
    title: titleLine(spec, context, pane.state, query.invalid),
    right: none ? undefined : line(span(positionText(at, shown.length, all.length), 'dim')),
    body,
    width: listWidth,
    height: bodyHeight,
    focused: !onDetail,
    glyphs,
  });
  const alone = onDetail && !beside && selected ? detailPanel(spec, selected, context, width, bodyHeight, true) : list;
  const block =
    beside && selected ? besideDetail(spec, selected, list, context, listWidth, bodyHeight, onDetail) : alone;
  return {
    block: clip(stack(head, block), width, height),
    offsets: { [listPane]: drawn.offset },
    pageRows: Math.max(1, room.height - 1),
  };
}

function besideDetail<Row>(
  spec: TableViewSpec<Row>,
  row: Row,
  list: Block,
  context: DrawContext,
  listWidth: number,
  height: number,
  focused: boolean,
): Block {
  const aside = detailPanel(spec, row, context, context.width - listWidth, height, focused);
  return list.map((left, index) => ({ spans: [...left.spans, ...(aside[index]?.spans ?? [])] }));
}

function detailPanel<Row>(
  spec: TableViewSpec<Row>,
  row: Row,
  context: DrawContext,
  width: number,
  height: number,
  focused: boolean,
): Block {
  const { glyphs } = context;
  const body = spec.detail?.(row, context, panelRoom(width, height).width) ?? [];
  return panel({ title: line(span(t`Details`, focused ? 'strong' : 'dim')), body, width, height, focused, glyphs });
}

/** The title says what the rows went through: a sort, also by a column that is not on screen, and a filter. */
function titleLine<Row>(
  spec: TableViewSpec<Row>,
  context: DrawContext,
  { filter, sort, options }: PaneState,
  invalid: boolean,
): Line {
  const { ascending, descending } = context.glyphs;
  const column = sort && spec.columns.find(({ id }) => id === sort.column);
  const by = column && t`  by ${column.header} ${sort?.descending ? descending : ascending}`;
  return line(
    span(spec.title(context), 'strong'),
    by && span(by, 'accent'),
    options?.problems ? span(t`  only with problems`, 'accent') : undefined,
    filter === '' ? undefined : span(t`  /${filter as SafeText}`, invalid ? 'bad' : 'match'),
  );
}

function filteredOut({ filter, options }: PaneState, count: number): Notice {
  if (options?.problems && filter === '')
    return {
      kind: 'good',
      title: t`No row has problems`,
      text: t`${count} rows without are hidden`,
      help: t`z shows them`,
    };
  return {
    kind: 'empty',
    title: t`No row matches`,
    text: t`${count} rows are hidden by the filter`,
    help: t`esc clears it`,
  };
}
