import { iso, minute, second } from '../../domain/time.ts';
import type { ModelDocument } from '../data/documents.ts';
import { duration, humanDuration } from '../duration.ts';
import { chance, textHash } from '../hash.ts';
import type { Row } from '../world.ts';

const runsKept = 48;

/** What the audit trail said of a run, which then ended that way. */
export interface RunReport {
  readonly at: number;
  readonly failed: boolean;
}

/** Reads what a row of the audit trail says of a run of the model, if it does. */
export const runReport =
  (modelId: string) =>
  (row: Row): RunReport[] => {
    const [, word] = /^reverse etl sync (failed|partial)/i.exec(String(row.type)) ?? [];
    return word === undefined || row.resourceId !== modelId
      ? []
      : [{ at: Date.parse(String(row.timestamp)), failed: /failed/i.test(word) }];
  };

/** How far back the rows of a model reach, ms. */
export const runsReach = (model: ModelDocument): number => (runsKept + 1) * duration(model.every);

/** ReverseETLSyncStatus rows of a model, newest first; every count is text on the wire (rule 17). */
export function reverseEtlSyncs(
  seed: number,
  model: ModelDocument,
  sourceId: string,
  now: number,
  reports: readonly RunReport[] = [],
): Row[] {
  const every = duration(model.every);
  const hash = textHash(model.id) ^ seed;
  const offset = (hash % 20) * minute;
  const newest = Math.floor((now - offset) / every) * every + offset;
  return Array.from({ length: runsKept }, (_, i) => {
    const start = newest - i * every;
    // What was reported last goes on: a run soon after it ends as that one did.
    const report =
      reports.find(({ at }) => at >= start && at < start + every) ??
      reports.find(({ at }) => at < start && start - at < 2 * every && reports.every((each) => each.at <= at));
    return sync(hash, model, sourceId, start, now, report);
  });
}

function sync(
  hash: number,
  model: ModelDocument,
  sourceId: string,
  start: number,
  now: number,
  report: RunReport | undefined,
): Row {
  const run = Math.floor(start / minute);
  const luck = chance(hash, run, 51);
  const took = (60 + Math.floor(240 * chance(hash, run, 52))) * second;
  const extracted = start + Math.floor(took / 3000) * second;
  const running = start + took > now;
  const failed = !running && (report ? report.failed : luck < 0.015);
  const added = Math.floor(40 + 300 * chance(hash, run, 53));
  const updated = Math.floor(20 + 120 * chance(hash, run, 54));
  const refused = (report ? !report.failed : luck >= 0.015 && luck < 0.06)
    ? 1 + Math.floor(9 * chance(hash, run, 55))
    : 0;
  const end = Math.min(now, start + took);
  return {
    syncId: String(run % 10_000_000),
    modelId: model.id,
    sourceId,
    syncStatus: running ? 'IN_PROGRESS' : failed ? 'FAIL' : refused > 0 ? 'PARTIAL_SUCCESS' : 'SUCCESS',
    duration: humanDuration(end - start),
    startedAt: iso(start),
    ...(running ? {} : { finishedAt: iso(end) }),
    ...(failed
      ? { error: 'the warehouse closed the connection while rows were read', errorCode: 'EXTRACT_CONNECTION_LOST' }
      : {}),
    ...(extracted > now
      ? {}
      : {
          extractPhase: {
            addedCount: String(failed ? 0 : added),
            updatedCount: String(failed ? 0 : updated),
            deletedCount: '0',
            extractCount: String(failed ? 0 : added + updated),
            errorCode: failed ? 'EXTRACT_CONNECTION_LOST' : '',
            startedAt: iso(start),
            finishedAt: iso(extracted),
          },
        }),
    ...(running || failed
      ? {}
      : {
          loadPhase: {
            deliverSuccessCount: String(added + updated - refused),
            deliverFailureCount: String(refused),
            errorCode: '',
            startedAt: iso(extracted),
            finishedAt: iso(end),
          },
        }),
  };
}
