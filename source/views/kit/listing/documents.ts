import { type Column, spansOf } from '../../../components/table/columns.ts';
import { csvText } from '../../../domain/csv.ts';
import { counted } from '../../../domain/format.ts';
import { plain, table } from '../../../domain/markdown.ts';
import { concat, joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import { isoText } from '../../../domain/time.ts';
import { glyphs } from '../../../theme/glyphs.ts';
import type { Status } from '../../../workspace/watch/status-shape.ts';
import type { ViewContext } from '../view.ts';
import type { Field } from './fields.ts';
import { isTold, type Listing } from './listing.ts';

/** Lists as texts for other programs: the same bytes whether a command prints them or the dashboard keeps them. */

/** One object a row; what is not known is null. */
export function rowObjects(
  count: number,
  fields: readonly Field[],
): Readonly<Record<string, string | number | null>>[] {
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(fields.map(({ id, value }) => [id, value(index) ?? null])),
  );
}

/** The names of the fields, then a line for each row; what is not known is empty. */
export function csvOf(count: number, fields: readonly Field[]): string {
  const rows = Array.from({ length: count }, (_, index) => fields.map(({ value }) => String(value(index) ?? '')));
  return csvText([fields.map(({ id }) => id), ...rows]);
}

/** The rows as people read them, as a table of Markdown; below it what is missing, where that is so. */
export function markdownOf(
  count: number,
  columns: readonly Column<number>[],
  { now, missing }: { readonly now: number; readonly missing?: SafeText | undefined },
): string {
  const told = columns.filter(isTold);
  const head = told.map(({ name, header }) => plain(header === '' ? (name ?? header) : header));
  const right = told.flatMap(({ align }, index) => (align === 'right' ? [head[index]!] : []));
  const rows = Array.from({ length: count }, (_, index) => told.map((column) => plain(cellText(column, index, now))));
  const note = missing === undefined ? [] : [t``, plain(missing)];
  return [...table(head, rows, right), ...note].map((line) => `${line}\n`).join('');
}

function cellText(column: Column<number>, index: number, now: number): SafeText {
  const cell = column.cell(index, { glyphs: glyphs(false), width: 0, selected: false, marked: false, now });
  return concat(spansOf(cell).map((part) => part.text));
}

/** The moment of the past that something is told of, when it was read, and what of it is not as of then. */
export interface AsOf {
  readonly at: number;
  readonly readAt: number;
  readonly notes: readonly SafeText[];
}

/** What a document says of its time. */
export const timesOf = (now: number, asOf: AsOf | undefined) =>
  asOf
    ? { at: isoText(asOf.at) ?? '', notes: asOf.notes, generatedAt: isoText(asOf.readAt) ?? '' }
    : { generatedAt: isoText(now) ?? '' };

/** What a document says besides its rows. */
export interface ListFacts {
  /** What `segtop list` calls it. */
  readonly name: string;
  readonly listing: Listing;
  readonly context: Pick<ViewContext, 'overview' | 'period' | 'now'>;
  /** Rows to tell. */
  readonly count: number;
  /** What could not be read. */
  readonly problems: Status['problems'];
  readonly asOf?: AsOf | undefined;
}

/** The list as one object, stable from its first release. */
export function documentOf({ name, listing, context, count, problems, asOf }: ListFacts, fields: readonly Field[]) {
  const { workspace } = context.overview;
  return {
    version: 1,
    list: name,
    workspace: workspace ? { id: workspace.id, slug: workspace.slug, name: workspace.name } : null,
    period: context.period,
    ...timesOf(context.now, asOf),
    rows: rowObjects(count, fields),
    more: listing.more || listing.count > count,
    problems,
  };
}

/** What a list lacks, in one line: rows that nobody has read yet, and reads that failed; undefined where it is whole. */
export function missingOf({ listing, count, problems }: Pick<ListFacts, 'listing' | 'count' | 'problems'>) {
  const { more, total } = listing;
  const read = t`${count} of ${counted(total, t`row`)} read so far; there may be more`;
  const [first] = problems;
  const lost = first && t`not read: ${sanitise(first.resource)}: ${sanitise(first.message)}`;
  const others = problems.length > 1 ? t`, and ${problems.length - 1} more` : t``;
  const parts = [...(more ? [read] : []), ...(lost ? [t`${lost}${others}`] : [])];
  return parts.length > 0 ? joined(parts, t`; `) : undefined;
}

/** A document as text. */
export const documentText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
