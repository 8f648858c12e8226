import { day, parseTime } from '../../../../domain/time.ts';
import { cut, pageAsked, usualPaging } from '../../paging.ts';
import { invalid } from '../../refusal.ts';
import { type Call, get, type Route } from '../../route.ts';
import { optionalTime } from '../../validate.ts';
import { checkOrder } from '../../windows.ts';

/** The audit trail (rule 190). */
export const auditRoutes: readonly Route[] = [get('/audit-events', auditEvents, 'business')];

/** Segment keeps 90 days. */
const kept = 90 * day;

function auditEvents({ world, query }: Call): unknown {
  const now = world.now();
  const { count } = pageAsked(query, usualPaging, () => 0);
  const cursor = readCursor(query.text('pagination.cursor'));
  const end = cursor?.end ?? optionalTime(query, 'endTime') ?? now;
  const start = optionalTime(query, 'startTime') ?? now - kept;
  if (!cursor) checkOrder({ start, end: end + 1 });
  const [resourceId, resourceType] = [query.text('resourceId'), query.text('resourceType')];
  const events = world
    .auditEvents({ start: Math.max(start, now - kept), end: end + 1 }, { resourceId, resourceType })
    .filter((row) => resourceId === undefined || row.resourceId === resourceId)
    .filter((row) => resourceType === undefined || row.resourceType === resourceType);
  const page = cut(events, count, cursor?.offset ?? 0, { ...usualPaging, total: false }, (to) => writeCursor(to, end));
  return { events: page.items, pagination: page.pagination };
}

/** The cursor freezes the end of the window, so that pages do not shift while events come in. */
function writeCursor(offset: number, end: number): string {
  const pageToken = Buffer.from(String(offset)).toString('base64');
  return Buffer.from(JSON.stringify({ pageToken, endTime: new Date(end).toISOString() })).toString('base64');
}

function readCursor(cursor: string | undefined): { offset: number; end: number } | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const { pageToken, endTime } = parsed(cursor);
  const offset = Number(Buffer.from(String(pageToken), 'base64').toString() || 'none');
  const end = parseTime(endTime);
  if (!Number.isSafeInteger(offset) || offset < 0 || end === undefined) {
    throw invalid('pagination.cursor', 'is not a valid cursor');
  }
  return { offset, end };
}

function parsed(cursor: string): { pageToken?: unknown; endTime?: unknown } {
  try {
    return Object(JSON.parse(Buffer.from(cursor, 'base64').toString()));
  } catch {
    return {};
  }
}
