import type { Database } from './database.ts';

/** Runs a deletion. @returns how many rows it took */
export function take(database: Database, sql: string, values: readonly number[]): number {
  return Number(database.sql(sql).run(...values).changes);
}

/** Deletes the oldest rows of a table whose sizes add up to what is over its room. */
export function overRoom(database: Database, table: string, age: string, room: number, rows: number): number {
  const size = Number(database.sql(`SELECT coalesce(sum(size), 0) AS size FROM ${table}`).get()?.size);
  if (size <= room) return 0;
  return take(
    database,
    `DELETE FROM ${table} WHERE id IN (
       SELECT id FROM (SELECT id, size, sum(size) OVER (ORDER BY ${age}, id) AS upto FROM ${table})
       WHERE upto - size < ? LIMIT ?)`,
    [size - room, rows],
  );
}
