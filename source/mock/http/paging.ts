import type { Query } from './query.ts';
import { invalid } from './refusal.ts';
import { wholeNumber } from './validate.ts';

/** How one operation pages. */
export interface PagingStyle {
  /** Query prefix; `flat` reads count and cursor at the top level (reverse ETL syncs). */
  readonly name: string;
  readonly most: number;
  readonly fallback: number;
  /** What stands for "no more": the API leaves `next` out on some lists and sends null on others (rule 7). */
  readonly end: 'omit' | 'null';
  readonly total: boolean;
}

export const usualPaging: PagingStyle = { name: 'pagination', most: 1000, fallback: 200, end: 'omit', total: true };

/** A page with its wire envelope. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly pagination: Readonly<Record<string, string | number | null>>;
}

/** Cuts the page that the query asks for out of the whole list. */
export function pageOf<T>(all: readonly T[], query: Query, style: PagingStyle = usualPaging): Page<T> {
  const { count, offset } = pageAsked(query, style, readCursor);
  return cut(all, count, offset, style, writeCursor);
}

/** Space filters alone page by number: 1 to 10 rows, numeric cursor. */
export function numericPageOf<T>(all: readonly T[], query: Query): Page<T> {
  const style: PagingStyle = { ...usualPaging, most: 10, fallback: 10 };
  const read = (cursor: string, field: string) => wholeNumber(field, cursor, 0, Number.MAX_SAFE_INTEGER);
  const { count, offset } = pageAsked(query, style, read);
  const { items, pagination } = cut(all, count, offset, style, (at) => at);
  const { current, next, totalEntries } = pagination;
  return { items, pagination: withoutUndefined({ current, next, totalEntries }) };
}

/** Count and offset of a request, checked. */
export function pageAsked(query: Query, style: PagingStyle, read: (cursor: string, field: string) => number) {
  const prefix = style.name === '' ? '' : `${style.name}.`;
  const asked = query.text(`${prefix}count`);
  const cursor = query.text(`${prefix}cursor`);
  return {
    count: asked === undefined ? style.fallback : wholeNumber(`${prefix}count`, asked, 1, style.most),
    offset: cursor === undefined || cursor === '' ? 0 : read(cursor, `${prefix}cursor`),
  };
}

/** Cuts one page and writes its envelope. */
export function cut<T, C extends string | number>(
  all: readonly T[],
  count: number,
  offset: number,
  style: PagingStyle,
  cursorAt: (offset: number) => C,
): Page<T> {
  const next = offset + count;
  return {
    items: all.slice(offset, next),
    pagination: withoutUndefined({
      current: cursorAt(offset),
      next: next < all.length ? cursorAt(next) : style.end === 'null' ? null : undefined,
      previous: offset > 0 ? cursorAt(Math.max(0, offset - count)) : style.end === 'null' ? null : undefined,
      totalEntries: style.total ? all.length : undefined,
    }),
  };
}

function withoutUndefined(value: Record<string, string | number | null | undefined>) {
  return Object.fromEntries(
    Object.entries(value).filter((entry) => entry[1] !== undefined),
  ) as Page<never>['pagination'];
}

/** base64(offset), as seen on the wire: MA== is 0. */
export function writeCursor(offset: number): string {
  return Buffer.from(String(offset)).toString('base64');
}

function readCursor(cursor: string, field: string): number {
  const text = Buffer.from(cursor, 'base64').toString();
  const offset = Number(text);
  if (!/^\d+$/.test(text) || writeCursor(offset) !== cursor) {
    throw invalid(field, 'is not a valid cursor');
  }
  return offset;
}
