import { day, minute } from '../../domain/time.ts';
import type { ReportProblem } from '../../storage/document.ts';
import { openLastSyncs, type ReadSyncs } from '../../storage/last-syncs.ts';
import type { Poller } from '../../workspace/polling/poller.ts';
import { wholeOf } from '../../workspace/polling/proof.ts';
import * as resources from '../../workspace/resources/common.ts';

export interface KeptSyncsOptions {
  readonly cacheDir: string;
  /** Whose warehouses they are; undefined for the demo, which has them in the program. */
  readonly where: string | undefined;
  readonly poller: Pick<Poller, 'snapshot' | 'recall'>;
  readonly now: () => number;
  readonly report: ReportProblem;
}

/** Syncs that were read longer ago than this say nothing of today. */
const forgotten = 7 * day;

/**
 * Puts before the poller what `segtop status` or an earlier start has read of the warehouses, where the store has nothing of them:
 * the API allows two of these reads a minute, so that a workspace of many warehouses is known after many minutes only. Keeps what
 * is read, for `status` and the next start.
 * @returns what to call whenever data has changed
 */
export async function keptSyncs({ cacheDir, where, poller, now, report }: KeptSyncsOptions): Promise<() => void> {
  if (where === undefined) return () => undefined;
  const last = await openLastSyncs(cacheDir, where, report);
  /** Up to when each is kept, or on its way to the file. */
  const keptAt = new Map<string, number>();
  return () => {
    const { data: warehouses = [] } = poller.snapshot(resources.warehouses);
    const news = warehouses.flatMap(({ id }): (readonly [string, ReadSyncs])[] => {
      const resource = resources.warehouseSyncs(id);
      if (!keptAt.has(id)) {
        const kept = last.of(id);
        // A clock that was ahead for a while must not hold back all that is read until then.
        const isPast = kept !== undefined && kept.at <= now() + minute;
        if (isPast && kept.at >= now() - forgotten) poller.recall(resource, kept.syncs, kept.at);
        keptAt.set(id, isPast ? kept.at : 0);
      }
      const snapshot = poller.snapshot(resource);
      const syncs = wholeOf(snapshot);
      const { fetchedAt: at } = snapshot;
      if (!syncs || at === undefined || at <= (keptAt.get(id) ?? 0)) return [];
      keptAt.set(id, at);
      return [[id, { at, syncs }]];
    });
    if (news.length > 0) void last.keep(new Map(news), now() - forgotten);
  };
}
