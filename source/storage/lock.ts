import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as rest } from 'node:timers/promises';
import { makeFolder } from './make-folder.ts';
import { codeOf, notRegular } from './regular-file.ts';
import { sqlite } from './sqlite.ts';

/** How long to wait for other programs, ms. Each holds the lock only while one small file is written. */
const patience = 30_000;
/** Looks again after a random time up to this, ms, so that those who wait do not wake together. */
const longestRest = 40;

/** An empty file of the folder, left in place: to delete it while another waits for it would give two the lock. */
export const lockName = '.segtop.lock';

/** Turns of this process, by lock: the system's locks are between processes only. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while no other segtop does so in this folder. The lock is the operating system's, taken through SQLite: it ends with
 * the process that holds it, however that ends, so none is ever stale, taken over by mistake, or dated by a wrong clock.
 * Rejects with ELOCKED when another keeps it, and at once with the file system's error when the folder cannot be written.
 */
export async function underLock<T>(file: string, work: () => Promise<T>, wait: number = patience): Promise<T> {
  const folder = dirname(file);
  await makeFolder(folder);
  const lock = join(folder, lockName);
  const turn = (turns.get(lock) ?? Promise.resolve()).then(() => whileLocked(lock, work, wait));
  const ended = turn.then(nothing, nothing);
  turns.set(lock, ended);
  void ended.then(() => turns.get(lock) === ended && turns.delete(lock));
  return turn;
}

const nothing = (): void => undefined;

async function whileLocked<T>(lock: string, work: () => Promise<T>, wait: number): Promise<T> {
  await prepare(lock);
  const { DatabaseSync: Database } = await sqlite();
  const database = new Database(lock);
  try {
    await take(database, lock, wait);
    return await work();
  } finally {
    database.close();
  }
}

/** Makes the lock's file, for the owner only; whatever stands in its place or in it must not be taken for a database. */
async function prepare(lock: string): Promise<void> {
  const { O_RDWR, O_CREAT, O_NONBLOCK = 0 } = constants;
  const handle = await open(lock, O_RDWR | O_CREAT | O_NONBLOCK, 0o600);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw notRegular(lock, found);
    if (found.size > 0) await handle.truncate();
  } finally {
    await handle.close();
  }
}

const busy = 5;

async function take(database: DatabaseSync, lock: string, wait: number): Promise<void> {
  const until = performance.now() + wait;
  for (;;) {
    try {
      // In memory, since a lock has nothing to restore after a crash.
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
      return;
    } catch (thrown) {
      // Some network file systems have no locks: there a save must do without.
      if (!isBusy(thrown)) return;
      if (performance.now() >= until) throw Object.assign(new Error(lock), { code: 'ELOCKED' });
      await rest(1 + Math.random() * longestRest);
    }
  }
}

function isBusy(thrown: unknown): boolean {
  return codeOf(thrown) === 'ERR_SQLITE_ERROR' && (thrown as { errcode?: number }).errcode === busy;
}
