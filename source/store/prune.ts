import { day, hour } from '../domain/time.ts';
import type { Database } from './database.ts';
import { pruneLogs } from './prune-logs.ts';
import { overRoom, take } from './prune-rows.ts';

/** An answer that nobody has renewed for so long tells nothing any more, ms. */
const oldestAnswer = 14 * day;
/** Room for all answers together, bytes; the oldest go first. */
export const answersRoom = 64 * 1024 * 1024;
/** What was seen by the hour is kept for so long, ms. */
const oldestHours = 90 * day;
/** Room for all hours together, bytes; the oldest days go first. */
export const hoursRoom = 40 * 1024 * 1024;
/** Holders that end without a word are swept by their age, ms. */
const oldestHolder = hour;
/** Rows that one step takes at most: a step must be over before the next frame. */
const rowsPerStep = 200;
const pagesPerStep = 200;

export interface Bounds {
  readonly answersRoom?: number;
  readonly logsRoom?: number;
  readonly logEvents?: number;
  readonly hoursRoom?: number;
}

/** Whether an answer was kept about now. */
export function isNear(database: Database, now: number): boolean {
  const row = database.read(() => database.sql('SELECT max(fetched_at) AS newest FROM answers').get());
  return Math.abs(now - Number(row?.newest ?? 0)) <= day;
}

/**
 * One small step of keeping each table within its bound.
 * @param isSure whether the clock may say what is old: without it only room and number bound what is kept
 * @returns whether there may be more to take away
 */
export function pruneStep(database: Database, now: number, bounds: Bounds = {}, isSure = true): boolean {
  const aged = isSure ? now : Number.NEGATIVE_INFINITY;
  const room = bounds.answersRoom ?? answersRoom;
  return (
    database.write(() => {
      const taken =
        take(database, 'DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE fetched_at < ? LIMIT ?)', [
          aged - oldestAnswer,
          rowsPerStep,
        ]) +
        overRoom(database, 'answers', 'fetched_at', room, rowsPerStep) +
        pruneLogs(database, aged, rowsPerStep, bounds) +
        oldHours(database, aged - oldestHours, bounds.hoursRoom ?? hoursRoom) +
        take(database, 'DELETE FROM leases WHERE holder NOT IN (SELECT id FROM holders)', []) +
        take(database, 'DELETE FROM holders WHERE seen_at < ?', [now - oldestHolder]);
      if (taken > 0) database.sql(`PRAGMA incremental_vacuum(${pagesPerStep})`).all();
      return taken >= rowsPerStep;
    }) ?? false
  );
}

function oldHours(database: Database, before: number, room: number): number {
  const [days] = database.sql('SELECT min(day) AS first, coalesce(sum(size), 0) AS size FROM hours').all();
  const first = days?.first === null ? Number.POSITIVE_INFINITY : Number(days?.first);
  if (first + day > before && Number(days?.size) <= room) return 0;
  return take(
    database,
    'DELETE FROM hours WHERE (access, thing, day) IN (SELECT access, thing, day FROM hours WHERE day = ? LIMIT ?)',
    [first, rowsPerStep],
  );
}
