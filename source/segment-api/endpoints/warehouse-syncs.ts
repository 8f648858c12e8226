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

/** Notices that say more than that all is well. */
const told = (all: readonly SyncNotice[]) => all.some(({ level }) => !/^(?:info|debug)$/i.test(level));

/** A word that is not known is read by the rules of the web app: notices and no rows fail, notices and rows are partial (product 2.16). */
function resultOf(word: string, end: number | undefined, rows: bigint, notices: readonly SyncNotice[]): SyncStatus {
  const status = syncStatus(word);
  if (status !== 'unknown' || end === undefined) return status;
  if (!told(notices)) return 'success';
  return rows > 0n ? 'partial' : 'failure';
}

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
      status: resultOf(status, end, count, notices),
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
