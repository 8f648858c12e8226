import { type Column, spansOf } from '../../components/table/columns.ts';
import { sortRows } from '../../components/table/sort-rows.ts';
import type { TableLine } from '../../components/table/table.ts';
import { engine } from '../../domain/filter/engine.ts';
import { parseRowQuery, type RowQuery } from '../../domain/filter/row-query.ts';
import { concat, type SafeText, t } from '../../domain/text.ts';
import { groupsByItself, listPane, paneState } from '../../state/place.ts';
import type { TableLook } from '../../state/table-look.ts';
import { line, span } from '../../theme/line.ts';
import type { remembered } from './remembered.ts';
import type { TableViewSpec, UnderRow } from './table-spec.ts';
import type { ViewContext } from './view.ts';

/** A line that can be selected: a row, or one that belongs to it. */
export interface Entry<Row> {
  readonly key: string;
  readonly row: Row;
  /** Where the row stands among the rows that are shown. */
  readonly index: number;
  /** Where the line stands among all lines. */
  readonly line: number;
  readonly under?: UnderRow | undefined;
}

export interface TableModel<Row> {
  readonly all: readonly Row[];
  /** How many of them a filter looks through: all, or those with problems. */
  readonly sought: number;
  /** Rows that are shown, in their order on screen. */
  readonly shown: readonly Row[];
  readonly lines: readonly TableLine<Row>[];
  readonly entries: readonly Entry<Row>[];
  /** Undefined where rows have no groups. */
  readonly grouped: boolean | undefined;
  /** Every column there is, and those the user wants. */
  readonly every: readonly Column<Row>[];
  readonly columns: readonly Column<Row>[];
  readonly query: RowQuery<Row>;
  /** The filter of an earlier visit matches no row now, so that it hides none. */
  readonly idle: boolean;
}

/** What is the same for every filter and order of a list. */
export interface Kept<Row> {
  readonly rows: Remembered<readonly Row[]>;
  /** What a filter searches of each row: a row that is the same after a read says the same. */
  readonly texts: Remembered<WeakMap<WeakKey, string>>;
  /** What the last filters found. */
  readonly found: Remembered<Found<Row>[]>;
}

interface Found<Row> {
  readonly filter: string;
  readonly rows: readonly Row[];
}

/** Filters whose rows are kept: those of a word that is typed and taken back. */
const mostFound = 8;
/** Words alone: whatever is typed behind them leaves fewer rows, never others. */
const wordsOnly = /^[\p{L}\p{N} ]+$/u;

/** The rows that a filter leaves; of those that a shorter one has left already, where that says the same. */
function foundBy<Row>(
  earlier: Found<Row>[],
  filter: string,
  all: readonly Row[],
  query: RowQuery<Row>,
): readonly Row[] {
  const known = earlier.find((one) => one.filter === filter);
  if (known) return known.rows;
  const within = wordsOnly.test(filter) ? earlier.filter((one) => filter.startsWith(one.filter)) : [];
  const least = within.reduce((rows, one) => (one.rows.length < rows.length ? one.rows : rows), all);
  const rows = least.filter((row) => query.matches(row));
  earlier.push({ filter, rows });
  if (earlier.length > mostFound) earlier.shift();
  return rows;
}

type Remembered<Value> = ReturnType<typeof remembered<Value>>;

/** A picture, which a filter cannot match. */
const graph = 'graph';

/** The rows as they are shown: narrowed, filtered, sorted, in groups, with the lines of those unfolded. */
export function tableModel<Row>(spec: TableViewSpec<Row>, context: ViewContext, kept: Kept<Row>): TableModel<Row> {
  const state = paneState(context.place, listPane);
  const { filter, sort, options, look } = state;
  const every = typeof spec.columns === 'function' ? spec.columns(context) : spec.columns;
  const { overview, now, favorites, local, alerts, log, place, glyphs } = context;
  const all = kept.rows(context, [overview, now, favorites, local, alerts, log, place.params, options], () =>
    spec.rows(context),
  );
  const fields = every.map((column) => ({ id: column.id, names: namesOf(column), text: textOf(column, context) }));
  // Columns that are made for the page may say something else of the same row once anything has changed.
  const made = typeof spec.columns === 'function' ? [all, overview, favorites, local, alerts, log, place.params] : [];
  const texts = kept.texts(context, [now, glyphs, ...made], () => new WeakMap());
  const searched = fields.filter(({ id }) => id !== graph);
  const whole = (row: Row): string => {
    const known = texts.get(row as WeakKey);
    if (known !== undefined) return known;
    const text = searched.map((field) => field.text(row)).join('\u0001');
    texts.set(row as WeakKey, text);
    return text;
  };
  const query = parseRowQuery(filter, { fields, whole, when: spec.when, now });
  const narrowed = options?.problems && spec.problem ? all.filter((row) => spec.problem?.(row)) : all;
  const earlier = kept.found(context, [now, glyphs, all, options, engine(), ...made], () => []);
  const found = filter === '' ? narrowed : foundBy(earlier, filter, narrowed, query);
  const idle = state.recalled === true && found.length === 0 && narrowed.length > 0;
  const matching = idle ? narrowed : found;
  const column = sort && every.find(({ id }) => id === sort.column);
  const sorted = column && sort ? sortRows(matching, column, sort.descending) : matching;
  const grouped = spec.group && (look?.grouped ?? groupsByItself(state));
  const groups = grouped ? groupsOf(sorted, (row) => spec.group!(row, context)) : undefined;
  const shown = groups ? groups.flatMap(({ rows }) => rows) : sorted;
  return {
    all,
    sought: narrowed.length,
    shown,
    ...linesOf(spec, context, groups ?? [{ rows: sorted }]),
    grouped,
    every,
    columns: every
      .filter((each) => isShown(each, look))
      .map((each) => (look?.columns?.[each.id] ? wanted(each) : each)),
    query,
    idle,
  };
}

interface Group<Row> {
  readonly title?: SafeText;
  readonly rows: readonly Row[];
}

/** In the order of their first rows: the group of the worst row is the first. */
function groupsOf<Row>(rows: readonly Row[], group: (row: Row) => SafeText): Group<Row>[] {
  const byTitle = new Map<SafeText, Row[]>();
  for (const row of rows) {
    const title = group(row);
    const known = byTitle.get(title);
    if (known) known.push(row);
    else byTitle.set(title, [row]);
  }
  return [...byTitle].map(([title, own]) => ({ title, rows: own }));
}

function linesOf<Row>(
  spec: TableViewSpec<Row>,
  context: ViewContext,
  groups: readonly Group<Row>[],
): Pick<TableModel<Row>, 'lines' | 'entries'> {
  const unfolded = new Set(spec.under ? paneState(context.place, listPane).unfolded : []);
  const lines: TableLine<Row>[] = [];
  const entries: Entry<Row>[] = [];
  let index = 0;
  for (const { title, rows } of groups) {
    if (title !== undefined)
      lines.push({ heading: line(t`  `, span(title, 'accent'), span(t`  ${rows.length}`, 'dim')) });
    for (const row of rows) {
      const key = spec.rowKey(row);
      entries.push({ key, row, index, line: lines.length });
      lines.push(row);
      if (unfolded.has(key))
        for (const under of spec.under!(row, context)) {
          const own = `${key}/${under.key}`;
          entries.push({ key: own, row, index, line: lines.length, under });
          lines.push({ under: under.line, key: own });
        }
      index += 1;
    }
  }
  return { lines, entries };
}

/** What a cell of the column says as a whole, without its colours. */
export function textOf<Row>(column: Column<Row>, { glyphs, now }: Pick<ViewContext, 'glyphs' | 'now'>) {
  const cell = { glyphs, width: 0, selected: false, marked: false, now };
  return (row: Row): SafeText => column.found?.(row) ?? concat(spansOf(column.cell(row, cell)).map(({ text }) => text));
}

/** Columns that tell a state: what they say differs only when something has happened. Counts and ages differ at every reading. */
const stateColumns: ReadonlySet<string> = new Set(['mark', 'state', 'status', 'verdict', 'reason', 'enabled']);
/** In longer lists nobody looks for a mark, and to compare all rows would hold up the keys. */
const mostCompared = 2000;

/** The state of every row, filtered or not, in words to compare; undefined for lists that are too long for that. */
export function statesOf<Row>(
  spec: TableViewSpec<Row>,
  { all, every }: TableModel<Row>,
  context: ViewContext,
): ReadonlyMap<string, string> | undefined {
  if (all.length > mostCompared) return undefined;
  const texts = every.filter(({ id }) => stateColumns.has(id)).map((column) => textOf(column, context));
  return new Map(all.map((row) => [spec.rowKey(row), texts.map((text) => text(row)).join('\u0001')]));
}

/** Columns that say which row it is, and marks without a name, are always there. */
export function isChoosable<Row>({ header, name, priority }: Column<Row>): boolean {
  return priority > 0 && (name ?? header) !== '';
}

function isShown<Row>(column: Column<Row>, look: TableLook | undefined): boolean {
  return (isChoosable(column) ? look?.columns?.[column.id] : undefined) ?? column.optional !== true;
}

/** What the user has chosen by hand comes before what is only added where there is room. */
const wanted = <Row>(column: Column<Row>): Column<Row> => ({ ...column, priority: Math.min(column.priority, 2) });

/** What a column is called in a filter line: its header in one word, and its id. */
function namesOf<Row>({ id, header }: Column<Row>): string[] {
  const word = header.toLowerCase().replaceAll(' ', '-');
  return word === '' || word === id ? [id] : [word, id];
}

/** The names that a filter line may use, for the words beside it. */
export function fieldNames<Row>(columns: readonly Column<Row>[], hasTime: boolean): readonly string[] {
  const named = columns
    .filter(({ header }) => header !== '')
    // Text columns before number columns, as those are asked for more often.
    .toSorted((a, b) => Number(a.align === 'right') - Number(b.align === 'right') || a.priority - b.priority)
    .map((column) => namesOf(column)[0]!);
  return hasTime ? ['since', 'before', ...named] : named;
}
