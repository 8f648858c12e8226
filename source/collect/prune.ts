import { day } from '../domain/time.ts';
import type { Database } from '../store/database.ts';
import { eventKind } from './schema.ts';

/** Of each group the newest are kept: of plain and of imported events those of a source, of others those of one event or one violation. */
const mostOf = {
  [eventKind.plain]: 500,
  [eventKind.violating]: 100,
  [eventKind.report]: 10,
  [eventKind.imported]: 5000,
} as const;
const mostViolations = 300_000;
/** Beyond, the oldest go, whatever their age; the file may be a little larger, bytes. */
const roomInFile = 192 * 1024 * 1024;
const rowsPerStep = 500;
const pagesPerStep = 500;

export interface CollectBounds {
  readonly days: number;
  readonly violations?: number;
  readonly room?: number;
}

/** Whether something was kept about now. */
export function isNear(database: Database, now: number): boolean {
  const newest = ['events', 'violations'].map((table) => {
    const row = database.read(() => database.sql(`SELECT kept_at FROM ${table} ORDER BY id DESC LIMIT 1`).get());
    return Number(row?.kept_at ?? 0);
  });
  return newest.some((at) => Math.abs(now - at) <= day);
}

/**
 * One small step of keeping what was collected within its bounds.
 * @param groups those that have grown, with their kind
 * @param isSure whether the clock may say what is old: without it only room and number bound what is kept
 * @returns whether there may be more to take away; undefined where it could not be done now
 */
export function pruneCollected(
  database: Database,
  now: number,
  groups: ReadonlyMap<string, keyof typeof mostOf>,
  { days, violations = mostViolations, room = roomInFile }: CollectBounds,
  isSure = true,
): boolean | undefined {
  const done = database.attempt(() => {
    const take = (sql: string, ...values: readonly (number | string)[]): number =>
      Number(database.sql(sql).run(...values).changes);
    const oldest = isSure ? now - days * day : Number.NEGATIVE_INFINITY;
    const taken = [
      ...[...groups].map(([group, kind]) =>
        take(
          `DELETE FROM events WHERE id IN (
             SELECT id FROM events WHERE of_group = ? ORDER BY ${kind === eventKind.imported ? 'at DESC, ' : ''}id DESC LIMIT ? OFFSET ?)`,
          group,
          rowsPerStep,
          mostOf[kind],
        ),
      ),
      // Kept while the clock ran ahead: they would stay until then, and all that came after them.
      ...['events', 'violations'].map((table) =>
        take(
          `UPDATE ${table} SET kept_at = ? WHERE id IN (SELECT id FROM ${table} ORDER BY id LIMIT ?) AND kept_at > ?`,
          now,
          rowsPerStep,
          isSure ? now + day : Number.POSITIVE_INFINITY,
        ),
      ),
      // Rows come in the order of their times, so the old ones are those at the beginning.
      ...['events', 'violations'].map((table) =>
        take(
          `DELETE FROM ${table} WHERE id IN (SELECT id FROM (SELECT id, kept_at FROM ${table} ORDER BY id LIMIT ?) WHERE kept_at < ?)`,
          rowsPerStep,
          oldest,
        ),
      ),
      take(
        `DELETE FROM violations WHERE id IN (SELECT id FROM violations
           WHERE id <= (SELECT max(id) FROM violations) - ? ORDER BY id LIMIT ?)`,
        violations,
        rowsPerStep,
      ),
      ...(usedBytes(database) > room
        ? ['events', 'violations'].map((table) =>
            take(`DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} ORDER BY id LIMIT ?)`, rowsPerStep),
          )
        : []),
    ];
    if (taken.some((count) => count > 0)) database.sql(`PRAGMA incremental_vacuum(${pagesPerStep})`).all();
    return taken.some((count) => count >= rowsPerStep);
  });
  return done.kind === 'done' ? done.value : undefined;
}

function usedBytes(database: Database): number {
  const pragma = (name: string): number => Number(Object.values(database.sql(`PRAGMA ${name}`).get() ?? {})[0] ?? 0);
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
}
