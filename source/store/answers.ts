import type { Problem } from '../domain/problem.ts';
import type { Access } from './access.ts';
import { decode, encode } from './codec.ts';
import type { Database } from './database.ts';

/** What one segtop was answered. Times are those of the workspace's clock, ms. */
export interface StoredAnswer {
  readonly data: unknown;
  readonly problems: readonly Problem[];
  readonly fetchedAt: number;
  /** When the read began: its window is that of this moment. */
  readonly askedAt: number;
}

/** A key whose answer is newer than what this program has seen of it. */
export interface NewAnswer {
  readonly key: string;
  readonly fetchedAt: number;
}

/** The newest answer of each resource, as one access sees them. */
export class Answers {
  readonly #database: Database;
  readonly #access: Access;
  /** The row up to which `news` has told. */
  #told = 0;

  constructor(database: Database, access: Access) {
    this.#database = database;
    this.#access = access;
  }

  /** Within a transaction. */
  put(key: string, { data, problems, fetchedAt, askedAt }: StoredAnswer): void {
    const bytes = encode({ data, problems });
    if (!bytes) return;
    const value = this.#access.seal(bytes, key);
    const { id } = this.#access;
    const isOlder = (this.timesOf(key)?.fetchedAt ?? 0) > Math.round(fetchedAt);
    if (isOlder) return;
    this.#database
      .sql('INSERT OR REPLACE INTO answers (access, key, fetched_at, asked_at, size, value) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, key, Math.round(fetchedAt), Math.round(askedAt), value.length, value);
  }

  /** Within a transaction. */
  remove(key: string): void {
    this.#database.sql('DELETE FROM answers WHERE access = ? AND key = ?').run(this.#access.id, key);
  }

  get(key: string): StoredAnswer | undefined {
    const row = this.#database.read(() =>
      this.#database
        .sql('SELECT fetched_at, asked_at, value FROM answers WHERE access = ? AND key = ?')
        .get(this.#access.id, key),
    );
    if (!row) return undefined;
    const bytes = this.#access.open(row.value as Uint8Array, key);
    const value = bytes && decode(bytes);
    if (!isAnswer(value)) return undefined;
    return { ...value, fetchedAt: Number(row.fetched_at), askedAt: Number(row.asked_at) };
  }

  /** When the answer of a key was read and asked for. Throws as SQLite does: within a transaction. */
  timesOf(key: string): { readonly fetchedAt: number; readonly askedAt: number } | undefined {
    const row = this.#database
      .sql('SELECT fetched_at, asked_at FROM answers WHERE access = ? AND key = ?')
      .get(this.#access.id, key);
    return row && { fetchedAt: Number(row.fetched_at), askedAt: Number(row.asked_at) };
  }

  /** What was kept since the last call, by whomever; all there is the first time. */
  news(): readonly NewAnswer[] {
    const rows = this.#database.read(() =>
      this.#database
        .sql('SELECT id, key, fetched_at FROM answers WHERE id > ? AND access = ? ORDER BY id')
        .all(this.#told, this.#access.id),
    );
    this.#told = Math.max(this.#told, ...(rows ?? []).slice(-1).map(({ id }) => Number(id)));
    return (rows ?? []).map(({ key, fetched_at }) => ({ key: String(key), fetchedAt: Number(fetched_at) }));
  }
}

function isAnswer(value: unknown): value is Pick<StoredAnswer, 'data' | 'problems'> {
  return typeof value === 'object' && value !== null && 'data' in value && 'problems' in value;
}
