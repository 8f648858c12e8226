import * as z from 'zod/mini';
import type { Answer, Problem } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { sanitise } from '../../domain/text.ts';
import type { Client } from '../client.ts';
import { failure } from '../failure.ts';
import { withOddFields } from './fields.ts';
import { type ListCall, readPages } from './pages.ts';

/** A schema from the wire to a value of ours. */
export type Schema<T> = z.ZodMiniType<T>;

/** What makes two rows the same one, for lists whose rows have no id and are added up. */
export type KeyOf = (row: unknown) => string | undefined;

/**
 * Collects the rows that parse. Others are counted, with the first reason, and so are promised fields that could not be read in
 * rows that stand, and rows that came again on a later page, which count once.
 */
export class RowReader<T> {
  readonly values: T[] = [];
  readonly #schema: Schema<T>;
  readonly #keyOf: KeyOf | undefined;
  readonly #seen = new Set<string | undefined>();
  #dropped = 0;
  #reason = '';
  #odd = 0;
  #oddField = '';
  #again = 0;
  #twins = 0;

  constructor(schema: Schema<T>, keyOf?: KeyOf) {
    this.#schema = schema;
    this.#keyOf = keyOf;
  }

  /** Adds one page of rows. */
  add(rows: readonly unknown[]): void {
    const keys: (string | undefined)[] = [];
    const ids = new Set<string | undefined>();
    for (const row of rows) {
      const id = idOf(row);
      if (id !== undefined && ids.has(id)) {
        this.#twins += 1;
        continue;
      }
      ids.add(id);
      const key = this.#keyOf?.(row);
      if (key !== undefined && this.#seen.has(key)) {
        this.#again += 1;
        continue;
      }
      keys.push(key);
      this.#parse(row);
    }
    // Rows of one page may be equal where they are grouped by a field that they do not carry.
    for (const key of keys) this.#seen.add(key);
  }

  #parse(row: unknown): void {
    const { result, odd } = withOddFields(() => z.safeParse(this.#schema, row));
    if (!result.success) {
      this.#reason ||= reasonOf(result.error);
      this.#dropped += 1;
      return;
    }
    this.values.push(result.data);
    const [field] = odd;
    if (field === undefined) return;
    this.#oddField ||= field;
    this.#odd += 1;
  }

  /** What was lost, and what is only unclear; empty when all is well. */
  problems(operation: string): Problem[] {
    const problem = (kind: Problem['kind'], words: string): Problem =>
      failure(kind, words, operation, { status: 200 }).problem;
    return [
      ...(this.#dropped > 0
        ? [problem('dropped-rows', `${rowsOf(this.#dropped)} could not be read: ${this.#reason}`)]
        : []),
      ...(this.#again > 0
        ? [problem('dropped-rows', `${rowsOf(this.#again)} came twice and counted once: others may be missing`)]
        : []),
      ...(this.#twins > 0 ? [problem('dropped-rows', `${rowsOf(this.#twins)} had the id of another one`)] : []),
      ...(this.#odd > 0 ? [oddFields(rowsOf(this.#odd), this.#oddField, operation)] : []),
    ];
  }
}

/** No two rows of a page share an id. On later pages a row may come again, because a new one has moved the list on. */
function idOf(row: unknown): string | undefined {
  const id = typeof row === 'object' && row !== null ? (row as { readonly id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : undefined;
}

const rowsOf = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

function oddFields(what: string, field: string, operation: string): Problem {
  return failure('odd-fields', `${what} could be read only in part: ${field}`, operation, { status: 200 }).problem;
}

/** A whole list, page by page: each page is reduced to what is kept before the next one comes. */
export async function readList<T>(
  client: Client,
  call: ListCall,
  schema: Schema<T>,
  options?: ReadOptions,
  keyOf?: KeyOf,
): Promise<Answer<T[]>> {
  const reader = new RowReader(schema, keyOf);
  const problems: Problem[] = [];
  for await (const { rows, problem } of readPages(client, call, options)) {
    reader.add(rows);
    if (problem) problems.push(problem);
  }
  return { value: reader.values, problems: [...problems, ...reader.problems(call.operation)] };
}

/** Keeps the first of rows with the same id: a list that changes while it is paged may show one twice. */
export function uniqueById<T extends { readonly id: string }>(answer: Answer<T[]>): Answer<T[]> {
  const seen = new Set<string>();
  const first = answer.value.filter(({ id }) => !seen.has(id) && seen.add(id));
  return first.length === answer.value.length ? answer : { ...answer, value: first };
}

/** One object of an answer. @throws ReadError of kind not-the-api when it is not what the API describes */
export function parseOne<T>(schema: Schema<T>, value: unknown, operation: string): Answer<T> {
  const { result, odd } = withOddFields(() => z.safeParse(schema, value));
  if (result.success)
    return { value: result.data, problems: odd[0] === undefined ? [] : [oddFields('it', odd[0], operation)] };
  throw failure('not-the-api', `an answer that cannot be read: ${reasonOf(result.error)}`, operation, { status: 200 });
}

function reasonOf({ issues }: z.core.$ZodError): string {
  const issue = issues[0]!;
  const where = issue.path.map(String).join('.');
  return sanitise(where ? `${where}: ${whatOf(issue)}` : whatOf(issue), 120);
}

/** Our own words for an issue, since the small build of zod has none. */
function whatOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  return issue.code === 'invalid_union' || issue.code === 'too_small' ? 'missing or of another type' : issue.message;
}
