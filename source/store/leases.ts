import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Database } from './database.ts';

/** A holder that was not seen for so long has ended or stands still: what it had taken is free, ms. */
export const holderLives = 10_000;
/** No read takes longer; a lease that is older was forgotten, ms. */
const longestLease = 10 * 60_000;
/** An urgent read waits so long for one that another has taken up less urgently, ms. */
const politeness = 2000;

/** One program's part in who asks for what. */
export interface Leases {
  /** Says that this program lives. */
  beat(): void;
  /** Since when a program that lives watches the workspace without a screen, ms; undefined where none does. */
  watched(): number | undefined;
  /** Takes the lease of a key, or finds another with it. Throws as SQLite does: within a transaction. */
  take(key: string, priority: number): boolean;
  /** Gives it back. Within a transaction. */
  give(key: string): void;
  /** Gives back all, and is gone. */
  end(): void;
}

/** @param watchesSince when this program began to watch without a screen, where it does */
export function leasesOf(
  database: Database,
  access: string,
  now: () => number,
  watchesSince?: number | undefined,
): Leases {
  const own = { id: randomUUID(), machine: machine(), pid: process.pid };
  const isAlive = (holder: string): boolean => {
    const row = database.sql('SELECT machine, pid, seen_at FROM holders WHERE id = ?').get(holder);
    if (!row || Math.abs(now() - Number(row.seen_at)) > holderLives) return false;
    return row.machine !== own.machine || isRunning(Number(row.pid));
  };
  return {
    beat: () => {
      database.write(() =>
        database
          .sql(
            `INSERT INTO holders (id, machine, pid, seen_at, watches_since) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
          )
          .run(own.id, own.machine, own.pid, now(), watchesSince ?? null),
      );
    },
    watched: () => {
      const rows = database.read(() =>
        database
          .sql('SELECT id, watches_since FROM holders WHERE watches_since IS NOT NULL ORDER BY watches_since')
          .all(),
      );
      const since = rows?.find(({ id }) => database.read(() => isAlive(String(id))))?.watches_since;
      return since === undefined || since === null ? undefined : Number(since);
    },
    take: (key, priority) => {
      const row = database
        .sql('SELECT holder, priority, taken_at FROM leases WHERE access = ? AND key = ?')
        .get(access, key);
      if (row && row.holder !== own.id) {
        const age = now() - Number(row.taken_at);
        const isHeld = age >= -holderLives && age <= longestLease && isAlive(String(row.holder));
        const isMoreUrgent = priority < Number(row.priority) && age >= politeness;
        if (isHeld && !isMoreUrgent) return false;
      }
      database
        .sql('INSERT OR REPLACE INTO leases (access, key, holder, priority, taken_at) VALUES (?, ?, ?, ?, ?)')
        .run(access, key, own.id, priority, now());
      return true;
    },
    give: (key) => {
      database.sql('DELETE FROM leases WHERE access = ? AND key = ? AND holder = ?').run(access, key, own.id);
    },
    end: () => {
      database.write(() => {
        database.sql('DELETE FROM leases WHERE holder = ?').run(own.id);
        database.sql('DELETE FROM holders WHERE id = ?').run(own.id);
      });
    },
  };
}

/** Where process ids mean the same: a container has its own. */
function machine(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
