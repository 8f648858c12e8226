import * as z from 'zod/mini';
import type { Answer } from '../../../domain/problem.ts';
import type { Page, ReadOptions } from '../../../domain/queries.ts';
import type { ReverseEtlSync, ReverseEtlSyncQuery } from '../../../domain/storage/reverse-etl.ts';
import type { Client } from '../../client.ts';
import { bigCount, id, moment, optionalId, optionalMoment, requiredText, text } from '../../reading/fields.ts';
import { readPage } from '../../reading/pages.ts';
import { RowReader } from '../../reading/rows.ts';
import { syncStatus } from './syncs.ts';

/** Text on the wire (rule 17). */
const rows = z.catch(z.optional(bigCount), undefined);
const phase = { errorCode: text, startedAt: optionalMoment, finishedAt: optionalMoment };

const extract = z.catch(
  z.optional(
    z.pipe(
      z.object({ ...phase, addedCount: rows, updatedCount: rows, deletedCount: rows, extractCount: rows }),
      z.transform((row) => ({
        added: row.addedCount,
        updated: row.updatedCount,
        deleted: row.deletedCount,
        extracted: row.extractCount,
        errorCode: row.errorCode,
        start: row.startedAt,
        end: row.finishedAt,
      })),
    ),
  ),
  undefined,
);
const load = z.catch(
  z.optional(
    z.pipe(
      z.object({ ...phase, deliverSuccessCount: rows, deliverFailureCount: rows }),
      z.transform((row) => ({
        delivered: row.deliverSuccessCount,
        failed: row.deliverFailureCount,
        errorCode: row.errorCode,
        start: row.startedAt,
        end: row.finishedAt,
      })),
    ),
  ),
  undefined,
);

const schema = z.pipe(
  z.object({
    syncId: z.union([id, z.pipe(z.int().check(z.nonnegative()), z.transform(String))]),
    modelId: optionalId,
    sourceId: optionalId,
    syncStatus: requiredText,
    duration: text,
    startedAt: moment,
    finishedAt: optionalMoment,
    error: text,
    errorCode: text,
    extractPhase: extract,
    loadPhase: load,
  }),
  z.transform(
    ({ syncId, modelId, sourceId, syncStatus: word, duration, error, errorCode, ...row }): ReverseEtlSync => ({
      id: syncId,
      modelId: modelId ?? '',
      sourceId: sourceId ?? '',
      status: syncStatus(word),
      word,
      start: row.startedAt,
      end: row.finishedAt,
      duration,
      error,
      errorCode,
      extract: row.extractPhase,
      load: row.loadPhase,
    }),
  ),
);

/** Most runs that the API gives at once (rule 6). */
const mostSyncs = 100;

/** One page of a model's runs for one mapping, newest first. */
export async function readReverseEtlSyncs(
  client: Client,
  { modelId, subscriptionId, count, cursor }: ReverseEtlSyncQuery,
  options?: ReadOptions,
): Promise<Answer<Page<ReverseEtlSync>>> {
  const operation = 'GET /reverse-etl-models/{modelId}/subscriptionId/{subscriptionId}/syncs';
  const call = {
    operation,
    ids: [modelId, subscriptionId],
    key: 'syncStatuses',
    flat: true,
    count: Math.max(1, Math.min(mostSyncs, Math.trunc(count))),
    cursor,
  };
  const page = await readPage(client, call, options);
  const reader = new RowReader(schema);
  reader.add(page.rows);
  const items = reader.values.sort((a, b) => b.start - a.start);
  const problems = [...(page.problem ? [page.problem] : []), ...reader.problems(operation)];
  return { value: { items, next: page.next }, problems };
}
