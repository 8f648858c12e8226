import type { Problem } from '../domain/problem.ts';
import type { ReadOptions } from '../domain/queries.ts';
import { sanitise, t } from '../domain/text.ts';
import type { Call, Client } from './client.ts';
import type { Data } from './envelope.ts';
import { failure } from './failure.ts';

/** Most rows that the API gives at once (manual 1.4). */
export const fullPage = 1000;

export interface ListCall extends Call {
  /** Where the rows are in the data, such as `sources`. */
  readonly key: string;
  /** Rows asked for at once. */
  readonly count?: number;
  /** Pages read at most: for operations whose limit forbids more. */
  readonly pages?: number;
  readonly cursor?: string | undefined;
  /** Count and cursor stand at the top of the query: reverse ETL syncs alone (manual 1.3). */
  readonly flat?: boolean;
}

export interface PageOfRows {
  readonly rows: readonly unknown[];
  readonly data: Data;
  readonly next?: string | undefined;
  /** Set on the last page when the list did not end by itself. */
  readonly problem?: Problem;
}

/** More pages than any list has: a server that invents cursors must not keep us for ever. */
const mostPages = 500;

/** One page of a list. `pagination.count` is always sent: leaving it out has failed validation (manual 1.4). */
export async function readPage(client: Client, call: ListCall, options?: ReadOptions): Promise<PageOfRows> {
  const { key, count = fullPage, cursor, flat, query } = call;
  const paging = flat ? { count, cursor } : { pagination: { count, cursor } };
  const data = await client.read({ ...call, query: { ...query, ...paging } }, options);
  const rows = data[key] ?? [];
  if (!Array.isArray(rows)) throw failure('not-the-api', `${key} is no list`, call.operation, { status: 200 });
  return { rows, data, next: nextOf(data) };
}

/** Pages through a list with opaque cursors until `next` is absent or null. A page that fails fails the whole list. */
export async function* readPages(client: Client, call: ListCall, options?: ReadOptions): AsyncGenerator<PageOfRows> {
  const seen = new Set<string>();
  const most = call.pages ?? mostPages;
  let cursor = call.cursor;
  for (let number = 1; ; number += 1) {
    const page = await readPage(client, { ...call, cursor }, options);
    const looping = page.next !== undefined && (seen.has(page.next) || page.next === cursor || number === mostPages);
    if (looping) yield { ...page, problem: endless(call.operation) };
    else yield page;
    if (looping || page.next === undefined || number >= most) return;
    seen.add(page.next);
    cursor = page.next;
  }
}

/** A cursor is opaque, but seen as text and as a number (manual 1.4). */
function nextOf({ pagination }: Data): string | undefined {
  const next = (pagination as { next?: unknown } | null | undefined)?.next;
  if (typeof next === 'number') return String(next);
  return typeof next === 'string' && next !== '' ? next : undefined;
}

function endless(operation: string): Problem {
  return {
    kind: 'server',
    message: t`the list repeats itself: rows after this page are missing`,
    status: 200,
    operation: sanitise(operation),
  };
}
