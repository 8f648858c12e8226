import type { Problem } from '../../domain/problem.ts';
import type { AppState } from '../../state/store.ts';
import { remembered } from '../../views/kit/remembered.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import type { Read } from '../../workspace/polling/read.ts';
import { isRenewed } from '../../workspace/polling/renewed.ts';
import type { Need, Resource } from '../../workspace/polling/resource.ts';
import { isStale } from '../../workspace/polling/snapshot.ts';

/** How far the reads of a page are. */
export interface Progress {
  readonly done: number;
  readonly all: number;
}

/** How the reads of a page stand: those whose age is the page's, and all of them. */
export interface NeedsTally extends Progress {
  /** When the oldest of what is shown was read; undefined where nothing was. */
  readonly oldest: number | undefined;
  /** The same of what could not be renewed. */
  readonly stale: number | undefined;
  /** Of an earlier start, or of another program that has ended, and not renewed since. */
  readonly earlier: number | undefined;
  readonly isAnyFailed: boolean;
  readonly isAllFailed: boolean;
  /** When the oldest of what is being renewed was read, 0 for what was not read yet. */
  readonly renewing: number | undefined;
  /** Answers that had to leave something out, once each. */
  readonly lost: readonly { readonly resource: Resource<unknown>; readonly problems: readonly Problem[] }[];
}

const kept = remembered<NeedsTally>();

/** Thousands of reads are gone through for it, so once for each change of the data, for all that asks. */
export function needsTally(
  { read, now }: Pick<ViewContext, 'read' | 'now'>,
  needs: readonly Need[],
  { data, refreshing }: Pick<AppState, 'data' | 'refreshing'>,
): NeedsTally {
  return kept({ read }, [needs, data, refreshing, now], () => tallied(read, needs, now));
}

const older = (a: number | undefined, b: number): number => (a === undefined || b < a ? b : a);

/** @param needs of which reads that the API gives twice a minute are no progress: they would hold it up for an hour */
export function tallied(read: Read, needs: readonly Need[], now: number): NeedsTally {
  const isOfPage = isRenewed(needs);
  let [done, all] = [0, 0];
  let [oldest, stale, earlier, renewing]: (number | undefined)[] = [];
  let [isAnyFailed, isAllFailed] = [false, true];
  const lost = new Map<string, NeedsTally['lost'][number]>();
  for (const { resource } of needs) {
    const snapshot = read(resource);
    const { data, fetchedAt, error, status, recalled, problems } = snapshot;
    if (!resource.slow) {
      all += 1;
      if (fetchedAt !== undefined || error !== undefined) done += 1;
    }
    if (data !== undefined && problems.length > 0) lost.set(resource.key, { resource, problems });
    if (!isOfPage(resource)) continue;
    if (error) isAnyFailed = true;
    else isAllFailed = false;
    if (!error && status === 'loading') renewing = older(renewing, fetchedAt ?? 0);
    if (fetchedAt === undefined) continue;
    oldest = older(oldest, fetchedAt);
    if (isStale(snapshot)) stale = older(stale, fetchedAt);
    if (recalled && fetchedAt + resource.every < now) earlier = older(earlier, fetchedAt);
  }
  return { done, all, oldest, stale, earlier, renewing, isAnyFailed, isAllFailed, lost: [...lost.values()] };
}
