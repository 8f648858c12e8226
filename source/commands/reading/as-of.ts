import { UsageError } from '../../config/usage-error.ts';
import { deletedSince, missingWords } from '../../domain/audit/as-of.ts';
import { momentOf } from '../../domain/moment.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { second } from '../../domain/time.ts';
import type { Read } from '../../workspace/polling/read.ts';
import type { Need, Resource } from '../../workspace/polling/resource.ts';
import { isRead } from '../../workspace/polling/settle.ts';
import { type Snapshot, unread } from '../../workspace/polling/snapshot.ts';
import { warehouseSyncs } from '../../workspace/resources/common.ts';
import { PastReads, type TrailSince } from '../../workspace/watch/past-reads.ts';
import { pastKnowledge } from '../../workspace/watch/travel.ts';
import type { ReadOnceOptions, ReadPicture } from '../read-once.ts';
import type { OpenWorkspace } from './open-workspace.ts';

/** A look now and then, for what ends without telling anybody. */
const again = second / 4;

/**
 * The workspace as of a moment, as the dashboard shows it back in time; the same one where no moment is named.
 * @param at as the user writes it
 * @throws UsageError for what is no time of the last thirty days
 */
export function asOf(workspace: OpenWorkspace, at: string | undefined): OpenWorkspace {
  if (at === undefined) return workspace;
  const named = momentOf(at, workspace.clock.now());
  if ('why' in named) throw new UsageError('--at', at, `a time: ${named.why}`);
  return { ...workspace, at: named.at, read: (options) => readThen(options, named.at) };
}

/** Reads what is needed, as of a moment, and never longer than until its time. */
async function readThen(options: ReadOnceOptions, at: number): Promise<ReadPicture> {
  const { backend, clock, until, onProgress } = options;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timers: (() => void)[] = [clock.setTimer(resolve, Math.max(0, until - clock.now()))];
  const past: PastReads = new PastReads(at, recalledOf(options, at), {
    backend,
    clock,
    batchMs: 10,
    onChange: () => guarded(),
  });
  const needs = (): readonly Need[] => options.needsOf?.(past) ?? [];
  let isPatient = false;
  const look = (): void => {
    const wanted = needs();
    past.want(wanted);
    const done = wanted.filter(({ resource }) => isRead(past, resource)).length;
    onProgress?.(done, wanted.length);
    if (past.trail === 'reading' && wanted.length > 0) return;
    if (done === wanted.length) return resolve();
    const isSettled = wanted.every(({ resource }) => resource.slow || isRead(past, resource));
    if (!isSettled || isPatient) return;
    isPatient = true;
    timers.push(clock.setTimer(resolve, options.patience ?? 3 * second));
  };
  /** An error in a timer would reach nobody. */
  const guarded = (): void => {
    try {
      look();
    } catch (thrown) {
      reject(thrown);
    }
  };
  const watch = (): void => {
    guarded();
    timers.push(clock.setTimer(watch, again));
  };
  try {
    watch();
    await promise;
    return { poller: past, needs, stop: () => past.stop(), notes: () => notesOf(past, needs()) };
  } catch (thrown) {
    past.stop();
    throw thrown;
  } finally {
    for (const stop of timers) stop();
  }
}

/**
 * Syncs of warehouses, of which the API gives two a minute, as an earlier run has read them: those that were read after the moment, as an
 * older list does not have all that was before it.
 */
function recalledOf({ lastSyncs }: ReadOnceOptions, at: number): Read {
  const family = warehouseSyncs('').key;
  const recalled = ({ key }: Resource<unknown>): Snapshot => {
    const kept = key.startsWith(family) ? lastSyncs?.of(key.slice(family.length)) : undefined;
    return kept && kept.at >= at ? { ...unread, status: 'ready', data: kept.syncs, fetchedAt: kept.at } : unread;
  };
  return recalled as Read;
}

const trailWords: Readonly<Record<TrailSince, SafeText>> = {
  whole: t`what is on or off is turned back by the audit trail`,
  reading: t`what is on or off is as of now: the audit trail was not read in time`,
  unknown: t`what is on or off is as of now: no audit trail`,
};

/** What of the answer is not as it was then. */
function notesOf(past: PastReads, needs: readonly Need[]): readonly SafeText[] {
  const { hasNow, trail } = pastKnowledge(past, needs);
  const gone = trail === 'whole' ? deletedSince(past.changes, past.at) : 0;
  return [
    ...(trail === undefined ? [] : [trailWords[trail]]),
    ...missingWords(gone),
    ...(hasNow ? [t`settings and payloads are as of now`] : []),
  ];
}
