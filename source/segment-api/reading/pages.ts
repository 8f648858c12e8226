import type { Problem } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { sanitise } from '../../domain/text.ts';
import type { Call, Client } from '../client.ts';
import { failure } from '../failure.ts';
import type { Data } from './envelope.ts';

/** Most rows that the API gives at once (rule 5). */
export const fullPage = 1000;

export interface ListCall extends Call {
  /** Where the rows are in the data, such as `sources`. */
  readonly key: string;
  /** Rows asked for at once. */
  readonly count?: number;
  /** Pages read at most: for operations whose limit forbids more. */
  readonly pages?: number;
  readonly cursor?: string | undefined;
  /** Count and cursor stand at the top of the query: reverse ETL syncs alone (rule 6). */
  readonly flat?: boolean;
}

export interface PageOfRows {
  readonly rows: readonly unknown[];
  readonly data: Data;
  readonly next?: string | undefined;
  /** Why the list ends here although it is not known to be whole. */
  readonly problem?: Problem;
}

/** More pages than any list has: a server that invents cursors must not keep this reading for ever. */
const mostPages = 500;
/** A bound on pages with few rows: a list has one, its last, and a server that cuts its pages short has a few more. */
const mostShortPages = 25;
const fewRows = 50;

/** One page of a list. `pagination.count` is always sent: leaving it out has failed validation (rule 5). */
export async function readPage(client: Client, call: ListCall, options?: ReadOptions): Promise<PageOfRows> {
  const { key, count = fullPage, cursor, flat, query, operation } = call;
  const paging = flat ? { count, cursor } : { pagination: { count, cursor } };
  const data = await client.read({ ...call, query: { ...query, ...paging } }, options);
  const rows = rowsOf(data, key, operation);
  return { rows, data, ...nextOf(data, { rows: rows.length, count, cursor, operation }) };
}

/**
 * The list that an answer must carry: without it nothing is known, which is not the same as nothing.
 * @throws ReadError of kind not-the-api where it is missing, null or no list
 */
export function rowsOf(data: Data, key: string, operation: string): readonly unknown[] {
  const rows = data[key];
  if (Array.isArray(rows)) return rows;
  const words = rows === undefined || rows === null ? 'is missing' : 'is no list';
  throw failure('not-the-api', `${key} ${words}`, operation, { status: 200 });
}

/**
 * Pages through a list with opaque cursors until `next` is absent or null. A page that fails fails the whole list; a page that
 * was read before, whatever its cursor, is left out and ends it.
 */
export async function* readPages(client: Client, call: ListCall, options?: ReadOptions): AsyncGenerator<PageOfRows> {
  const { pages: most = mostPages, count = fullPage, operation } = call;
  const cursors = new Set<string | undefined>([call.cursor]);
  const looks = new Set<string>();
  let short = 0;
  let { cursor } = call;
  for (let number = 1; ; number += 1) {
    const page = await readPage(client, { ...call, cursor }, options);
    const look = lookOf(page.rows);
    if (looks.has(look)) {
      const rest = { data: page.data, problem: incomplete(operation, 'the list repeats itself') };
      return yield { rows: [], ...rest };
    }
    looks.add(look);
    if (page.rows.length < Math.min(count, fewRows)) short += 1;
    const { next } = page;
    if (page.problem || next === undefined || (number >= most && call.pages !== undefined)) return yield page;
    if (cursors.has(next)) return yield { ...page, problem: incomplete(operation, 'the list repeats itself') };
    if (number >= mostPages || short >= mostShortPages)
      return yield { ...page, problem: incomplete(operation, `the list does not end after ${number} pages`) };
    yield page;
    cursors.add(next);
    cursor = next;
  }
}

/** What identifies a page: no two pages of a list begin and end with the same rows. */
function lookOf(rows: readonly unknown[]): string {
  return rows.length === 0 ? '' : JSON.stringify([rows.length, rows[0], rows.at(-1)]);
}

interface PageAsked {
  readonly rows: number;
  readonly count: number;
  readonly cursor: string | undefined;
  readonly operation: string;
}

/** A cursor is opaque, but seen as text and as a number (rule 5). One that cannot be read hides the rest of the list. */
function nextOf(
  { pagination }: Data,
  { rows, count, cursor, operation }: PageAsked,
): Pick<PageOfRows, 'next' | 'problem'> {
  const odd = { problem: incomplete(operation, 'the place of the next page could not be read') };
  if (pagination === undefined || pagination === null) return rows >= count ? odd : {};
  if (typeof pagination !== 'object' || Array.isArray(pagination)) return odd;
  const { next } = pagination as { readonly next?: unknown };
  if (next === undefined || next === null || next === '') return {};
  if (typeof next !== 'string' && !(typeof next === 'number' && Number.isSafeInteger(next))) return odd;
  const text = String(next);
  return text === cursor ? { problem: incomplete(operation, 'the list repeats itself') } : { next: text };
}

function incomplete(operation: string, words: string): Problem {
  return {
    kind: 'server',
    message: sanitise(`${words}: rows may be missing`),
    status: 200,
    operation: sanitise(operation),
  };
}
