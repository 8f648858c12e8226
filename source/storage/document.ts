import { access, realpath, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { type Held, underLock } from './lock.ts';
import { codeOf, privateFile } from './private-file.ts';

/** Something that storage could not do. The program goes on with what it has in memory. */
export interface StorageProblem {
  readonly file: string;
  readonly message: SafeText;
}

export type ReportProblem = (problem: StorageProblem) => void;

/** What one document looks like. Its file is `{version, ...value}`. */
export interface DocumentShape<T extends object> {
  /** File name, such as favorites.json. */
  readonly name: string;
  /** Files of a higher version are read as far as possible and never written. */
  readonly version: number;
  readonly empty: T;
  /** The value of a file, of this version or an older one; throws when it is none. */
  check(content: unknown): T | Promise<T>;
}

/** A small JSON document that several running programs share. */
export interface StoredDocument<T> {
  /** The last known value; never fails. */
  value(): T;
  /** Reads the file again. */
  reload(): Promise<T>;
  /**
   * Applies a change to what the file holds now, under a lock, so that no other program's change is lost. Never
   * rejects: where the file cannot be written the change stays in memory and goes along with the next one.
   */
  update(change: (value: T) => T): Promise<T>;
}

/** Content that cannot be used as it is. */
class Unusable extends Error {
  readonly reason: 'corrupt' | 'newer';
  constructor(reason: 'corrupt' | 'newer', options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Unusable';
    this.reason = reason;
  }
}

/** Opens a document of a folder and reads it. Missing file: the empty value. Every trouble is reported, once each. */
export async function openDocument<T extends object>(
  directory: string,
  shape: DocumentShape<T>,
  report: ReportProblem,
): Promise<StoredDocument<T>> {
  const named = join(directory, shape.name);
  // A link into a dotfiles folder stays a link: its target is replaced.
  const file = await realpath(named).catch(() => named);
  const db = new Low<unknown>(privateFile(file), null);
  const told = new Set<string>();
  let known = shape.empty;
  let pending: ((value: T) => T)[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const tell = (message: SafeText): void => {
    if (told.has(message)) return;
    told.add(message);
    report({ file, message });
  };

  const stored = async (): Promise<T> => {
    try {
      await db.read();
    } catch (error) {
      if (error instanceof SyntaxError) throw new Unusable('corrupt', { cause: error });
      throw error;
    }
    if (db.data === null) return shape.empty;
    const version = versionOf(db.data);
    if (version === undefined) throw new Unusable('corrupt');
    if (version > shape.version) throw new Unusable('newer');
    try {
      return await shape.check(db.data);
    } catch (error) {
      throw new Unusable('corrupt', { cause: error });
    }
  };

  /** Under the lock only, or a program could set aside the good file that another has just written. */
  const storedOrSetAside = async (): Promise<T> => {
    try {
      return await stored();
    } catch (error) {
      if (!(error instanceof Unusable) || error.reason !== 'corrupt') throw error;
      const kept = await setAside(file);
      tell(t`${sanitise(shape.name)} could not be read; it was kept as ${sanitise(kept)}.`);
      db.data = null;
      return shape.empty;
    }
  };

  const reload = async (): Promise<T> => {
    try {
      known = await stored().catch((error: unknown) => {
        if (error instanceof Unusable && error.reason === 'corrupt') return underLock(file, storedOrSetAside);
        throw error;
      });
    } catch (error) {
      tell(explain(shape.name, 'read', error));
    }
    known = applied(pending, known);
    return known;
  };

  const write = async ({ ours }: Held): Promise<void> => {
    const changes = pending;
    const value = applied(changes, await storedOrSetAside());
    if (!ours()) throw Object.assign(new Error('lock lost'), { code: 'ELOCKED' });
    db.data = { version: shape.version, ...value };
    await db.write();
    known = value;
    pending = pending.filter((change) => !changes.includes(change));
  };

  const update = async (change: (value: T) => T): Promise<T> => {
    known = change(known);
    pending = [...pending, change];
    const turn = queue.then(async () => {
      try {
        if (pending.length > 0) await underLock(file, write);
      } catch (error) {
        tell(explain(shape.name, 'saved', error));
      }
      return known;
    });
    queue = turn;
    return turn;
  };

  await reload();
  return { value: () => known, reload, update };
}

function applied<T>(changes: readonly ((value: T) => T)[], value: T): T {
  let result = value;
  for (const change of changes) result = change(result);
  return result;
}

function versionOf(content: unknown): number | undefined {
  const version = typeof content === 'object' && content !== null && 'version' in content ? content.version : undefined;
  return typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : undefined;
}

/** Renames an unreadable file to the first free NAME.corrupt-<n>. */
async function setAside(file: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const kept = `${file}.corrupt-${count}`;
    const taken = await access(kept).then(
      () => true,
      () => false,
    );
    if (taken) continue;
    await rename(file, kept);
    return kept;
  }
}

const reasons: Readonly<Record<string, SafeText>> = {
  EROFS: t`the file system is read-only`,
  EACCES: t`permission denied`,
  EPERM: t`permission denied`,
  ENOSPC: t`the disk is full`,
  EDQUOT: t`the disk quota is used up`,
  ENOTDIR: t`its folder is a file`,
  EISDIR: t`a folder has its name`,
  ELOCKED: t`another segtop holds its lock`,
};

function explain(name: string, done: 'read' | 'saved', error: unknown): SafeText {
  const file = sanitise(name);
  if (error instanceof Unusable && error.reason === 'newer') {
    return t`${file} was written by a newer segtop; changes last until segtop ends.`;
  }
  const code = codeOf(error) ?? 'unknown error';
  const reason = reasons[code] ?? sanitise(code);
  return done === 'read'
    ? t`${file} could not be read: ${reason}.`
    : t`${file} could not be saved: ${reason}. Changes last until segtop ends.`;
}
