import { day, minute } from '../domain/time.ts';
import type { Database } from './database.ts';
import { overRoom, take } from './prune-rows.ts';

/** Segment keeps its logs as long; what came later than it happened counts from when it came, ms. */
const oldestLog = 28 * day;
/** Room for all exchanges together, bytes; the oldest go first. */
export const logsRoom = 24 * 1024 * 1024;
export const mostEvents = 100_000;
/** Requests are counted over a day. */
const oldestRequest = 2 * day;

interface LogBounds {
  readonly logsRoom?: number;
  readonly logEvents?: number;
}

/** One small step of keeping what came out of failure logs within its bounds. @returns how many rows it took */
export function pruneLogs(database: Database, now: number, rows: number, bounds: LogBounds): number {
  const byAge = (table: string) =>
    take(database, `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE kept_at < ? LIMIT ?)`, [
      now - oldestLog,
      rows,
    ]);
  return (
    byAge('log_exchanges') +
    byAge('log_events') +
    overRoom(database, 'log_exchanges', 'kept_at', bounds.logsRoom ?? logsRoom, rows) +
    tooMany(database, bounds.logEvents ?? mostEvents, rows) +
    take(database, 'DELETE FROM log_hours WHERE asked_at < ?', [now - oldestLog]) +
    take(database, 'DELETE FROM log_requests WHERE at < ? AND closed_until < ?', [now - oldestRequest, now - minute])
  );
}

function tooMany(database: Database, most: number, rows: number): number {
  const count = Number(database.sql('SELECT count(*) AS count FROM log_events').get()?.count);
  if (count <= most) return 0;
  return take(database, 'DELETE FROM log_events WHERE id IN (SELECT id FROM log_events ORDER BY kept_at, id LIMIT ?)', [
    Math.min(rows, count - most),
  ]);
}
