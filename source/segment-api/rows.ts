import * as z from 'zod/mini';
import type { Answer, Problem } from '../domain/problem.ts';
import type { ReadOptions } from '../domain/queries.ts';
import { sanitise } from '../domain/text.ts';
import type { Client } from './client.ts';
import { failure } from './failure.ts';
import { type ListCall, readPages } from './pages.ts';

/** A schema from the wire to a value of ours. */
export type Schema<T> = z.ZodMiniType<T>;

/** Collects the rows that parse; the others are counted, with the first reason. */
export class RowReader<T> {
  readonly values: T[] = [];
  readonly #schema: Schema<T>;
  #dropped = 0;
  #reason = '';

  constructor(schema: Schema<T>) {
    this.#schema = schema;
  }

  add(rows: readonly unknown[]): void {
    for (const row of rows) {
      const result = z.safeParse(this.#schema, row);
      if (result.success) this.values.push(result.data);
      else {
        this.#reason ||= reasonOf(result.error);
        this.#dropped += 1;
      }
    }
  }

  /** One dropped-rows problem, or none. */
  problems(operation: string): Problem[] {
    if (this.#dropped === 0) return [];
    const rows = this.#dropped === 1 ? '1 row' : `${this.#dropped} rows`;
    const { problem } = failure('dropped-rows', `${rows} could not be read: ${this.#reason}`, operation, {
      status: 200,
    });
    return [problem];
  }
}

/** A whole list, page by page: each page is cut down to what we keep before the next one comes. */
export async function readList<T>(
  client: Client,
  call: ListCall,
  schema: Schema<T>,
  options?: ReadOptions,
): Promise<Answer<T[]>> {
  const reader = new RowReader(schema);
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
export function parseOne<T>(schema: Schema<T>, value: unknown, operation: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw failure('not-the-api', `an answer that cannot be read: ${reasonOf(result.error)}`, operation, { status: 200 });
}

function reasonOf({ issues }: z.core.$ZodError): string {
  const issue = issues[0];
  if (!issue) return 'unknown';
  const where = issue.path.map(String).join('.');
  return sanitise(where ? `${where}: ${whatOf(issue)}` : whatOf(issue), 120);
}

/** Our words for an issue: the small build of zod has none of its own. */
function whatOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected === 'nonoptional' ? 'missing' : `expected ${issue.expected}`;
  return issue.code === 'invalid_union' || issue.code === 'too_small' ? 'missing or of another type' : issue.message;
}
