import * as z from 'zod/mini';
import {
  type MaskedSubjects,
  maskedSubjects,
  mostMasked,
  type Suppressions,
} from '../../../domain/privacy/regulations.ts';
import type { Answer, Problem } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { Client } from '../../client.ts';
import { listOf, text } from '../../reading/fields.ts';
import { readPages } from '../../reading/pages.ts';
import { RowReader } from '../../reading/rows.ts';

const operation = 'GET /suppressions';

/** A workspace may suppress millions: enough pages to count them, too few to be a download. */
const pages = 10;

/** Identifiers of people: kept raw only until they are counted and masked, within the same function. */
export const identifiers = listOf('identifiers', z.string(), true);

const schema = z.pipe(
  z.object({ subjectType: text, subjectIds: identifiers }),
  z.transform(({ subjectType, subjectIds }) => maskedSubjects(subjectType, subjectIds)),
);

/** Who is suppressed now, as counts and masked identifiers: no raw identifier leaves this read. */
export async function readSuppressions(client: Client, options?: ReadOptions): Promise<Answer<Suppressions>> {
  const reader = new RowReader<MaskedSubjects>(schema);
  const problems: Problem[] = [];
  let more = false;
  for await (const { rows, next, problem } of readPages(client, { operation, key: 'suppressed', pages }, options)) {
    reader.add(rows);
    if (problem) problems.push(problem);
    more = next !== undefined;
  }
  problems.push(...reader.problems(operation));
  return { value: { subjects: added(reader.values), isWhole: !more && problems.length === 0 }, problems };
}

/** Pages split one kind of identifier into many rows, which are put together again. */
function added(rows: readonly MaskedSubjects[]): MaskedSubjects[] {
  const byType = new Map<string, MaskedSubjects>();
  for (const { type, count, some } of rows) {
    const before = byType.get(type);
    const shown = before ? [...before.some, ...some].slice(0, mostMasked) : some;
    byType.set(type, { type, count: (before?.count ?? 0) + count, some: shown });
  }
  return [...byType.values()];
}
