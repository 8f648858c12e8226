import * as z from 'zod/mini';
import type { Sync, SyncNotice, SyncStatus } from '../../domain/entities.ts';
import type { Answer } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { second } from '../../domain/time.ts';
import type { Client } from '../client.ts';
import { bigCountOrNone, id, moment, optionalCount, optionalMoment, text } from '../fields.ts';
import { readList } from '../rows.ts';

/** Words of a sync, free strings in the API (manual 2.4); the first match counts, so a partial failure is partial. */
const words: readonly (readonly [RegExp, SyncStatus])[] = [
  [/partial/i, 'partial'],
  [/fail|error/i, 'failure'],
  [/running|progress|pending|queued/i, 'running'],
  [/succe|complete|^ok$/i, 'success'],
];

export function syncStatus(word: string): SyncStatus {
  return words.find(([pattern]) => pattern.test(word))?.[1] ?? 'unknown';
}

const notice = z.pipe(
  z.object({ level: text, message: text, createdAt: optionalMoment }),
  z.transform(({ level, message, createdAt }): SyncNotice => ({ level, message, at: createdAt })),
);
const notices = z.pipe(
  z.catch(z.array(z.catch(z.nullable(notice), null)), []),
  z.transform((all) => all.filter((one) => one !== null)),
);

const schema = z.pipe(
  z.object({
    sourceId: id,
    start: moment,
    end: optionalMoment,
    status: text,
    duration: optionalCount,
    count: bigCountOrNone,
    notices,
  }),
  z.transform(
    ({ sourceId, start, end, status, duration, count, notices }): Sync => ({
      sourceId,
      start,
      end,
      status: syncStatus(status),
      word: status,
      seconds: duration ?? (end === undefined ? 0 : (end - start) / second),
      rows: count,
      notices,
    }),
  ),
);

/** The newest syncs of a warehouse, newest first. One page: two requests a minute are all there is (manual 1.6). */
export async function readWarehouseSyncs(
  client: Client,
  warehouseId: string,
  options?: ReadOptions,
): Promise<Answer<readonly Sync[]>> {
  const call = { operation: 'GET /warehouses/{id}/syncs', ids: [warehouseId], key: 'reports', pages: 1 };
  const { value, problems } = await readList(client, call, schema, options);
  return { value: value.sort((a, b) => b.start - a.start), problems };
}
