import type { AuditItem } from '../../domain/entities.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Standing } from '../../domain/proof.ts';
import type { Page } from '../../domain/queries.ts';
import { t } from '../../domain/text.ts';
import { day, hour, type Period, type Window } from '../../domain/time.ts';
import { standingOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { askedAt, type Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { trailStart } from './signals.ts';

/** Segment keeps the trail this long (rule 190). */
export const kept = 90 * day;
/** Rows of one read: a few reads reach back weeks. */
const pageSize = 500;
/** Rows to have ready below the selected one. */
const ahead = 80;

/** The first page of the trail, of everything or of one resource. Later pages hang on its cursor, so it is seldom read again. */
function firstPage(resourceId: string | undefined): Resource<Page<AuditItem>> {
  return {
    key: `audit-trail:${resourceId ?? ''}`,
    every: hour,
    load: (backend, options, now) =>
      backend.auditEvents({ window: { start: now - kept, end: now }, resourceId, count: pageSize }, options),
  };
}

function laterPage(cursor: string, resourceId: string | undefined): Resource<Page<AuditItem>> {
  return {
    key: `audit-trail:${resourceId ?? ''}:${cursor}`,
    every: day,
    load: (backend, options, now) =>
      backend.auditEvents({ window: { start: now - kept, end: now }, resourceId, count: pageSize, cursor }, options),
  };
}

export interface AuditTrail {
  /** Newest first, each event once. */
  readonly items: readonly AuditItem[];
  /** The whole kept trail has been read, with what happened since, and no event of it was lost. */
  readonly complete: boolean;
  /** Its end was reached, or what follows repeats itself: nothing more is read. */
  readonly ended: boolean;
  /** Of this span every event was read; undefined where one was lost, as that may be any. */
  readonly span: Window | undefined;
  /** What was lost of the pages that were read. */
  readonly lost: Problem | undefined;
  /** Why what is missing of it could not be read: an older page, or what happened since the first one was read. */
  readonly error: Problem | undefined;
  /** The page that is being read or failed. */
  readonly last: Snapshot<Page<AuditItem>>;
  readonly pages: readonly Resource<Page<AuditItem>>[];
}

/** The trail as far as it has been read: the pages back from when it was opened, with what happened since on top. */
export function auditTrail(read: Read, period: Period, resourceId?: string): AuditTrail {
  const pages: Resource<Page<AuditItem>>[] = [firstPage(resourceId)];
  const items = new Map<string, AuditItem>();
  for (const item of read(resources.recentAudit(period)).data?.items ?? []) {
    if (resourceId === undefined || item.resourceId === resourceId) items.set(item.id, item);
  }
  const first = read(pages[0]!);
  let last = first;
  let start = Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  let repeats: boolean;
  for (;;) {
    for (const item of last.data?.items ?? []) {
      items.set(item.id, item);
      start = Math.min(start, item.at);
    }
    const next = last.data?.next;
    repeats = next !== undefined && seen.has(next);
    if (next === undefined || repeats) break;
    seen.add(next);
    const page = laterPage(next, resourceId);
    pages.push(page);
    last = read(page);
  }
  const sorted = [...items.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const lost = [read(resources.recentAudit(period)), ...pages.map((page) => read(page))].flatMap(
    ({ problems }) => problems.find(({ kind }) => kind !== 'odd-fields') ?? [],
  )[0];
  const ended = repeats || (last.data !== undefined && last.data.next === undefined);
  const recent = read(resources.recentAudit(period));
  const newest = reachOf(recent, period, first);
  const gone = lost ?? (repeats ? repeated : undefined);
  const span = gone ? undefined : { start: ended ? Number.NEGATIVE_INFINITY : start, end: newest.end };
  const all = gone ?? (newest.isCut ? cut : undefined);
  const complete = ended && all === undefined && isRenewed(recent);
  const error = last.error ?? (isRenewed(recent) ? undefined : recent.error);
  return { items: sorted, complete, ended, span, lost: all, error, last, pages };
}

/** What is recent was read since this start. */
const isRenewed = ({ data, recalled }: Snapshot): boolean => data !== undefined && !recalled;

/**
 * Up to when nothing is missing: without end while what is recent is renewed and goes back to when the first page was read. Where it
 * is cut before that, what happened between the two is missing.
 */
function reachOf(
  recent: Snapshot<Page<AuditItem>>,
  period: Period,
  first: Snapshot<Page<AuditItem>>,
): { readonly end: number; readonly isCut: boolean } {
  const end = askedAt(first, Number.NEGATIVE_INFINITY);
  const until = askedAt(recent, end);
  if (recent.data === undefined) return { end, isCut: false };
  if (trailStart(recent, period, until) > end) return { end, isCut: first.data !== undefined };
  return { end: recent.error || recent.recalled ? Math.max(end, until) : Number.POSITIVE_INFINITY, isCut: false };
}

/** More has happened since the first page was read than is read of what is recent. */
const cut: Problem = {
  kind: 'dropped-rows',
  status: 200,
  message: t`more has happened since it was read than is read at once: events may be missing`,
  operation: t`GET /audit-events`,
};

/** Pages whose cursors run in a circle. */
const repeated: Problem = {
  kind: 'server',
  status: 200,
  message: t`the list repeats itself: rows may be missing`,
  operation: t`GET /audit-events`,
};

/** What a sentence about the whole trail stands on: while older pages are left, what was read is not all. */
export function trailStanding({ last, lost, error }: Pick<AuditTrail, 'last' | 'lost' | 'error'>): Standing {
  if (lost) return { kind: 'partial', problem: lost };
  const stands = standingOf(last);
  const hasUnreadNews = error !== undefined && error !== last.error;
  return hasUnreadNews && stands.kind === 'whole' ? { kind: 'failed', problem: error, read: 1, of: 2 } : stands;
}

/**
 * The pages worth reading: those read before, and one more when the selection comes near the end of what is shown.
 * @param shown rows after the filter
 * @param selected index of the selected one
 */
export function auditTrailNeeds({ pages, last }: AuditTrail, shown: number, selected: number): Need[] {
  const more = last.data === undefined && (pages.length === 1 || shown - selected < ahead);
  const wanted = last.data === undefined && !more ? pages.slice(0, -1) : pages;
  return wanted.map((resource) => ({ resource: resource as Resource<unknown>, priority: 0 }));
}
