import type { Notice } from '../../../components/notice.ts';
import { type Column, spansOf } from '../../../components/table/columns.ts';
import { concat } from '../../../domain/text.ts';
import { isoText } from '../../../domain/time.ts';
import type { Target } from '../../../state/pages.ts';
import type { Subject } from '../../../state/pane.ts';
import { glyphs } from '../../../theme/glyphs.ts';

/** The rows of a page as a command prints them: all that a filter leaves, in their order, without groups. */
export interface Listing {
  /** The view whose rows they are, where a page shows one of several. */
  readonly of?: object | undefined;
  /** Every column there is; a row is its index. */
  readonly columns: readonly Column<number>[];
  /** Those that the list shows, where there is room. */
  readonly shown: readonly Column<number>[];
  readonly count: number;
  /** Rows before the filter. */
  readonly total: number;
  /** The filter has a part that cannot be understood. */
  readonly invalid: boolean;
  /** Further rows are read only when they are asked for. */
  readonly more: boolean;
  /** Why there is no row. */
  empty(): Notice;
  open(index: number): Target | undefined;
  subject(index: number): Subject | undefined;
  /** Everything known of a row; secrets are hidden afterwards. */
  json(index: number): unknown;
}

/** What a list is made of, besides its columns and rows. */
export interface ListingSpec<Row> {
  readonly of?: object;
  readonly columns: readonly Column<Row>[];
  /** Those that the list shows; all that do not wait to be chosen unless given. */
  readonly shown?: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly total: number;
  readonly invalid: boolean;
  readonly more?: boolean;
  empty(): Notice;
  open(row: Row): Target | undefined;
  subject(row: Row): Subject | undefined;
  json?(row: Row): unknown;
}

/** A list whose rows are addressed by number, so that lists of all kinds are handled alike. */
export function listingOf<Row>(spec: ListingSpec<Row>, { now }: { readonly now: number }): Listing {
  const { rows, total, invalid, more = false, empty } = spec;
  const columns = spec.columns.map((column) => over(column, rows));
  const shown = new Set((spec.shown ?? spec.columns.filter(({ optional }) => !optional)).map(({ id }) => id));
  const at = (index: number): Row => rows[index]!;
  return {
    of: spec.of,
    columns,
    shown: columns.filter(({ id }) => shown.has(id)),
    count: rows.length,
    total,
    invalid,
    more,
    empty,
    open: (index) => spec.open(at(index)),
    subject: (index) => spec.subject(at(index)),
    json: (index) =>
      spec.json
        ? spec.json(at(index))
        : Object.fromEntries(
            columns.filter(isTold).map((column) => [column.id, listValue(column, index, now) ?? null]),
          ),
  };
}

function over<Row>(column: Column<Row>, rows: readonly Row[]): Column<number> {
  const { cell, sort, found, export: told, ...same } = column;
  return {
    ...same,
    cell: (index, context) => cell(rows[index]!, context),
    sort: sort && ((index) => sort(rows[index]!)),
    found: found && ((index) => found(rows[index]!)),
    export: told && ((index) => told(rows[index]!)),
  };
}

/** Marks and pictures mean nothing to a program: what they show is in other columns too. */
export function isTold({ id, header, name }: Column<number>): boolean {
  return id !== 'graph' && (name ?? header) !== '';
}

/** What a field may be; undefined where it is not known. */
export type ListValue = string | number | undefined;

/** Texts that say that nothing is known. */
const unknown = /^[–-]?$/;
/** Marks before or behind a word, which say to the eye what the word says. */
const marked = /^[●◆▲△○◇•✓✗☆★]\s+|\s+[●◆▲△○◇]$/gu;
const plain = glyphs(false);

/**
 * What a column tells a program of a row, whatever the terminal can show: an ISO time, a number without its unit, or the text of
 * its cell. Counts that no JSON number holds are texts.
 */
export function listValue(column: Column<number>, index: number, now: number): ListValue {
  const isNumber = column.align === 'right' && column.sort !== undefined;
  const isOwn = column.export !== undefined || isNumber || column.isTime === true;
  const told = isOwn ? (column.export ?? column.sort)?.(index) : undefined;
  if (column.isTime) return typeof told === 'number' ? isoText(told) : undefined;
  if (typeof told === 'bigint') return told > BigInt(Number.MAX_SAFE_INTEGER) ? String(told) : Number(told);
  if (typeof told === 'number') return Number.isFinite(told) ? Math.round(told * 10_000) / 10_000 : undefined;
  if (column.export) return told;
  if (isNumber && told === undefined) return undefined;
  const cell = column.cell(index, { glyphs: plain, width: 0, selected: false, marked: false, now });
  const text = concat(spansOf(cell).map((part) => part.text))
    .trim()
    .replace(marked, '');
  return unknown.test(text) ? undefined : text;
}
