import * as z from 'zod/mini';
import type { Sync, SyncNotice, SyncStatus } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import { parseTime, second } from '../../../domain/time.ts';
import type { Client } from '../../client.ts';
import {
  bigCount,
  id,
  moment,
  noteOdd,
  optionalCount,
  optionalMoment,
  promised,
  requiredText,
  text,
  withOddFields,
} from '../../reading/fields.ts';
import { readPage } from '../../reading/pages.ts';
import { RowReader } from '../../reading/rows.ts';

/** Words of a sync, free strings in the API (rule 113); the first match counts, so a partial failure is partial. */
const words: readonly (readonly [RegExp, SyncStatus])[] = [
  [/partial/i, 'partial'],
  [/fail|error/i, 'failure'],
  [/running|progress|pending|queued/i, 'running'],
  [/(?<!un|in|not[ _-]?)(?:succe|complete)|^ok$/i, 'success'],
];

export function syncStatus(word: string): SyncStatus {
  return words.find(([pattern]) => pattern.test(word))?.[1] ?? 'unknown';
}

const level = z.pipe(
  promised('notices.level', z.string(), ''),
  z.transform((word) => sanitise(word)),
);
const notice = z.pipe(
  z.object({ level, message: text, createdAt: optionalMoment }),
  z.transform(({ level, message, createdAt }): SyncNotice => ({ level, message, at: createdAt })),
);

interface Notices {
  /** Those that can be read. */
  readonly read: readonly SyncNotice[];
  /** They are all. */
  readonly all: boolean;
}

const notices = z.pipe(
  z.optional(z.unknown()),
  z.transform((value): Notices => {
    if (!Array.isArray(value)) return { read: [], all: false };
    const read = value.flatMap((one) => z.safeParse(notice, one).data ?? []);
    return { read, all: read.length === value.length };
  }),
);

/** Null while it runs; the zero date means none as well. */
const end = z.pipe(
  promised(
    'end',
    z.custom<string | null>(
      (value) => value === null || parseTime(value) !== undefined || /^0001-01-01/.test(`${value}`),
    ),
    null,
  ),
  z.transform((value) => parseTime(value)),
);

/** Notices that report a problem. */
const hasProblem = (all: readonly SyncNotice[]) => all.some(({ level }) => !/^(?:info|debug)$/i.test(level));

/** A word that is not known is read by the rules of the web app: notices and no rows fail, notices and rows are partial (rule 113). */
function resultOf(word: string, end: number | undefined, rows: bigint | undefined, { read, all }: Notices): SyncStatus {
  const status = syncStatus(word);
  if (status !== 'unknown' || end === undefined) return status;
  if (!hasProblem(read)) return all ? 'success' : 'unknown';
  if (rows === undefined) return 'unknown';
  return rows > 0n ? 'partial' : 'failure';
}

const schema = z.pipe(
  z.object({
    sourceId: id,
    start: moment,
    end,
    status: requiredText,
    duration: optionalCount,
    count: z.catch(z.nullish(bigCount), undefined),
    notices,
  }),
  z.transform(({ sourceId, start, end, status: word, duration, count, notices }): Sync => {
    const rows = count ?? undefined;
    const status = resultOf(word, end, rows, notices);
    // What still runs has no end, and may have no rows and notices yet.
    if (end !== undefined || (status !== 'running' && status !== 'unknown')) {
      if (end === undefined) noteOdd('end: missing');
      if (rows === undefined) noteOdd('count: missing or of another type');
      if (!notices.all) noteOdd('notices: missing or of another type');
    }
    const seconds = duration ?? (end === undefined ? undefined : (end - start) / second);
    return { sourceId, start, end, status, word, seconds, rows, notices: notices.read };
  }),
);

/** The newest syncs of a warehouse, newest first. One page: two requests a minute are all there is (rule 112). */
export async function readWarehouseSyncs(
  client: Client,
  warehouseId: string,
  options?: ReadOptions,
): Promise<Answer<readonly Sync[]>> {
  const call = { operation: 'GET /warehouses/{id}/syncs', ids: [warehouseId], key: 'reports' };
  const { rows, next, problem } = await readPage(client, call, options);
  const reader = new RowReader(schema);
  reader.add(rows);
  const newest = reader.values.sort((a, b) => b.start - a.start);
  const lost = problem ? undefined : sourcesOfLost(rows, newest.length);
  const value = lost ? withProof(newest, lost, next === undefined && rows.length < fewestKept) : newest;
  return { value, problems: [...(problem ? [problem] : []), ...reader.problems(call.operation)] };
}

/** Of so many reports older ones may be gone, of fewer none is (rule 118). */
const fewestKept = 100;

const ofSource = z.object({ sourceId: id });

/** The sources whose reports could not be read; undefined where one of these does not even tell its source. */
function sourcesOfLost(rows: readonly unknown[], read: number): ReadonlySet<string> | undefined {
  if (read === rows.length) return new Set();
  const lost = rows.filter((row) => !withOddFields(() => z.safeParse(schema, row)).result.success);
  const sources = lost.flatMap((row) => z.safeParse(ofSource, row).data?.sourceId ?? []);
  return sources.length === rows.length - read ? new Set(sources) : undefined;
}

/** Marks the syncs of sources that lost no report, and the oldest one of each of these as its first where the list has a beginning. */
function withProof(newest: readonly Sync[], lost: ReadonlySet<string>, hasBeginning: boolean): readonly Sync[] {
  const firsts = new Set(hasBeginning ? new Map(newest.map((sync) => [sync.sourceId, sync])).values() : []);
  return newest.map((sync) => {
    if (lost.has(sync.sourceId)) return sync;
    const proven = lost.size > 0 ? { ...sync, noneLost: true as const } : sync;
    return firsts.has(sync) ? { ...proven, isFirst: true } : proven;
  });
}
