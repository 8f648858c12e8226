import { constants } from 'node:fs';
import { chmod, lstat, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout as rest } from 'node:timers/promises';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { ReportProblem } from '../storage/document.ts';
import { underLock } from '../storage/lock.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { codeOf, notRegular } from '../storage/regular-file.ts';
import { sqlite } from '../storage/sqlite.ts';
import { migrations as ofStore } from './migrations.ts';
import { type Trouble, troubleOf, troubleText } from './trouble.ts';

export interface DatabaseOptions {
  readonly report: ReportProblem;
  /** How long opening waits for others that hold the file, ms. */
  readonly patience?: number;
  /** How long one statement waits for others, ms: the screen stands still meanwhile. */
  readonly busy?: number;
  /** Largest size of the file, bytes. */
  readonly largest?: number;
  /** What the file is made by, version by version; a store's without it. */
  readonly migrations?: readonly string[];
  /** FULL: what was committed survives the loss of power too, and each commit waits for the disk. */
  readonly synchronous?: 'NORMAL' | 'FULL';
}

/** How a transaction ended whose caller must know. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly trouble: Trouble | 'closed'; readonly why: SafeText };

const pageSize = 4096;
/** What the tables may hold at most takes half as much again in pages and indexes, and all of it must fit. */
export const largestStore = 320 * 1024 * 1024;
/** After a statement that waited in vain, so long nothing is written: a store that is locked costs no more than one wait. */
const restAfterBusy = 2000;

/**
 * A SQLite file that may fail at any moment without harm: work that cannot be done is not done, its trouble is told once.
 * Open in any number of processes at once.
 */
export class Database {
  readonly file: string;
  readonly #database: DatabaseSync;
  readonly #tell: (message: SafeText) => void;
  readonly #statements = new Map<string, StatementSync>();
  readonly #onCorrupt: () => void;
  #isOpen = true;
  #busyUntil = 0;

  constructor(file: string, database: DatabaseSync, tell: (message: SafeText) => void, onCorrupt: () => void) {
    this.file = file;
    this.#database = database;
    this.#tell = tell;
    this.#onCorrupt = onCorrupt;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** A prepared statement, made once. Throws as SQLite does: to be used within `read` and `write`. */
  sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.#database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** The result of `work`, or undefined where the store cannot be read. */
  read<T>(work: () => T): T | undefined {
    if (!this.#isOpen) return undefined;
    try {
      return work();
    } catch (thrown) {
      this.#failed(thrown);
      return undefined;
    }
  }

  /** Runs `work` as one transaction, alone among all processes: all of it is kept, or, where the answer is undefined, nothing. */
  write<T>(work: () => T): T | undefined {
    if (!this.#isOpen || performance.now() < this.#busyUntil) return undefined;
    try {
      return this.#transaction(work);
    } catch (thrown) {
      this.#failed(thrown);
      return undefined;
    }
  }

  /** Runs `work` as `write` does, at once whatever happened before, and says whether all of it was kept. */
  attempt<T>(work: () => T): Attempt<T> {
    if (!this.#isOpen) return { kind: 'failed', trouble: 'closed', why: t`it is closed` };
    try {
      return { kind: 'done', value: this.#transaction(work) };
    } catch (thrown) {
      rollBack(this.#database);
      this.#closeCorrupt(thrown);
      return { kind: 'failed', trouble: troubleOf(thrown), why: troubleText(thrown) };
    }
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    const value = work();
    this.#database.exec('COMMIT');
    return value;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#statements.clear();
    try {
      this.#database.close();
    } catch {
      // What it could not write is lost either way.
    }
  }

  #failed(thrown: unknown): void {
    rollBack(this.#database);
    const trouble = troubleOf(thrown);
    if (trouble === 'busy') this.#busyUntil = performance.now() + restAfterBusy;
    else if (trouble === 'other') this.#tell(t`What was read is not kept: ${troubleText(thrown)}.`);
    this.#closeCorrupt(thrown);
  }

  #closeCorrupt(thrown: unknown): void {
    if (troubleOf(thrown) !== 'corrupt' || !this.#isOpen) return;
    this.close();
    this.#onCorrupt();
  }
}

/** Opens a store's file, or makes it. Undefined where that cannot be done: the reason is reported and segtop works without. */
export async function openDatabase(file: string, options: DatabaseOptions): Promise<Database | undefined> {
  const told = new Set<string>();
  const tell = (message: SafeText): void => {
    if (told.has(message)) return;
    told.add(message);
    options.report({ file, message });
  };
  try {
    await prepare(file);
    try {
      return await opened(file, options, tell);
    } catch (thrown) {
      if (troubleOf(thrown) !== 'corrupt') throw thrown;
      await underLock(file, () => setAside(file, tell));
      return await opened(file, options, tell);
    }
  } catch (thrown) {
    tell(
      thrown instanceof NewerStore
        ? t`The store ${sanitise(file)} was written by a newer segtop; this one works without it.`
        : t`The store ${sanitise(file)} cannot be used: ${troubleText(thrown)}. segtop works without it.`,
    );
    return undefined;
  }
}

class NewerStore extends Error {}

/** SQLite makes its files as everyone's to read, those beside the first one with its rights: so the first one is made here. */
async function prepare(file: string): Promise<void> {
  await makeFolder(dirname(file));
  const { O_RDWR, O_CREAT, O_NONBLOCK = 0 } = constants;
  const handle = await open(file, O_RDWR | O_CREAT | O_NONBLOCK, 0o600);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw notRegular(file, found);
    if ((found.mode & 0o077) !== 0) await chmod(file, 0o600);
  } finally {
    await handle.close();
  }
}

async function opened(file: string, options: DatabaseOptions, tell: (message: SafeText) => void): Promise<Database> {
  const { patience = 20_000, busy = 250 } = options;
  const { DatabaseSync } = await sqlite();
  const until = performance.now() + patience;
  for (;;) {
    const database = new DatabaseSync(file);
    try {
      // Short at first: who opens it among fifty others waits between its attempts, not in them.
      database.exec('PRAGMA busy_timeout = 20');
      setUp(database, options);
      database.exec(`PRAGMA busy_timeout = ${busy}`);
      return new Database(file, database, tell, () => void underLock(file, () => setAside(file, tell)).catch(nothing));
    } catch (thrown) {
      database.close();
      if (troubleOf(thrown) !== 'busy' || performance.now() >= until) throw thrown;
      await rest(5 + Math.random() * 40);
    }
  }
}

function setUp(
  database: DatabaseSync,
  { largest = largestStore, synchronous = 'NORMAL', migrations = ofStore }: DatabaseOptions,
): void {
  if (versionOf(database) > migrations.length) throw new NewerStore();
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${synchronous}`);
  database.exec(`PRAGMA journal_size_limit = ${4 * 1024 * 1024}`);
  database.exec(`PRAGMA max_page_count = ${Math.ceil(largest / pageSize)}`);
  if (versionOf(database) < migrations.length) migrate(database, migrations);
  // A file that begins well may be cut or overwritten further on.
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
}

/** Under SQLite's own lock: of several that open an old store at once, one migrates it and the others find it done. */
function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const from = versionOf(database);
    if (from > migrations.length) throw new NewerStore();
    for (const step of migrations.slice(from)) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (thrown) {
    rollBack(database);
    throw thrown;
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // It has ended by itself, or never began.
  }
}

function versionOf(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return Number(row?.user_version ?? 0);
}

/** Renames a file that is no store to the first free NAME.corrupt-<n>, unless another segtop has just put a good one there. */
async function setAside(file: string, tell: (message: SafeText) => void): Promise<void> {
  const { DatabaseSync } = await sqlite();
  if (isSound(file, DatabaseSync)) return;
  const kept = await freeName(file);
  await rename(file, kept);
  // Its journal belongs to it: left here it would be applied to the new file.
  for (const end of ['-wal', '-shm']) {
    if (end === '-wal') await rename(`${file}${end}`, `${kept}${end}`).catch(nothing);
    else await rm(`${file}${end}`, { force: true }).catch(nothing);
  }
  tell(t`The store could not be read; it was kept as ${sanitise(kept)}.`);
  await prepare(file);
}

function isSound(file: string, DatabaseOf: typeof DatabaseSync): boolean {
  const database = new DatabaseOf(file);
  try {
    return Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})[0] === 'ok';
  } catch (thrown) {
    return troubleOf(thrown) !== 'corrupt';
  } finally {
    database.close();
  }
}

const nothing = (): void => undefined;

async function freeName(file: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const name = `${file}.corrupt-${count}`;
    const isFree = await lstat(name).then(
      () => false,
      (thrown: unknown) => codeOf(thrown) === 'ENOENT',
    );
    if (isFree) return name;
  }
}
