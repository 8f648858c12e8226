import type { Collection, Row, World } from '../world.ts';
import type { Gate } from './gates.ts';
import { type PagingStyle, pageOf, usualPaging } from './paging.ts';
import type { Query } from './query.ts';
import { notFound } from './refusal.ts';

/** Switches of the mock that the real API does not show. */
export interface ReplyOptions {
  /** Send empty buckets as zeros; by default they are missing, as the client must be ready for both. */
  readonly zeroFill?: boolean;
  /** Where links to failure logs lead: another host than that of the API. */
  readonly logsUrl?: string;
}

/** What a handler sees. */
export interface Call {
  readonly world: World;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
  readonly options: ReplyOptions;
}

/** One operation of the API. */
export interface Route {
  readonly method: string;
  /** Path template, spelled as in the contract: /sources/{sourceId}. */
  readonly path: string;
  readonly gate?: Gate | undefined;
  /** Status of success; 200 when absent. */
  readonly status?: number;
  /** A member token may not run it. */
  readonly changes?: boolean;
  /** Works out in steps what takes long, so that a program that answers itself does something else between them. */
  readonly prepare?: (call: Call) => Iterable<unknown>;
  /** Answers the value of `data`; throws a Refusal otherwise. */
  readonly handle: (call: Call) => unknown;
}

/** How a row leaves the mock. */
export type Show = (row: Row, call: Call) => unknown;

const asIs: Show = (row) => row;

export function get(path: string, handle: Route['handle'], gate?: Gate): Route {
  return { method: 'GET', path, gate, handle };
}

/** A write: refused to a member token. */
export function write(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  handle: Route['handle'],
  options: { readonly gate?: Gate; readonly status?: number } = {},
): Route {
  return { method, path, handle, changes: true, ...options };
}

interface ListOptions {
  readonly gate?: Gate;
  readonly paging?: Partial<PagingStyle>;
  readonly show?: Show;
}

/** A paged list: `rows` under `key` beside `pagination`. */
export function list(
  path: string,
  key: string,
  rows: (call: Call) => readonly unknown[],
  options: Omit<ListOptions, 'show'> = {},
): Route {
  const style = { ...usualPaging, ...options.paging };
  return get(
    path,
    (call) => {
      const { items, pagination } = pageOf(rows(call), call.query, style);
      return { [key]: items, pagination };
    },
    options.gate,
  );
}

/** The paged list of a whole collection. */
export function collection(path: string, key: string, name: Collection, options: ListOptions = {}): Route {
  const show = options.show ?? asIs;
  return list(path, key, (call) => call.world.list(name).map((row) => show(row, call)), options);
}

/** One row of a collection by its id; `kind` names it in the 404. */
export function single(
  path: string,
  param: string,
  key: string,
  [name, kind]: readonly [Collection, string],
  options: { readonly gate?: Gate; readonly show?: Show } = {},
): Route {
  const show = options.show ?? asIs;
  return get(path, (call) => ({ [key]: show(rowOf(call, name, param, kind), call) }), options.gate);
}

/** The row that a path parameter names, or the documented 404. */
export function rowOf(call: Call, name: Collection, param: string, kind: string): Row {
  const id = call.params[param] ?? '';
  const row = call.world.get(name, id);
  if (!row) throw notFound(kind, id);
  return row;
}
