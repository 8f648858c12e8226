import { access, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { keepUnknown } from './keep-unknown.ts';
import { underLock } from './lock.ts';
import { privateFile } from './private-file.ts';
import { fileReason, linkTarget } from './regular-file.ts';

/** Something that storage could not do. The program goes on with what it has in memory. */
export interface StorageProblem {
  readonly file: string;
  readonly message: SafeText;
  /** Whether changes of the file are in memory only from now on; undefined where that stays as it was. */
  readonly unsaved?: boolean;
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
   * rejects: where the file cannot be written the change stays in memory and goes along with the next one, one of the 200 newest.
   */
  update(change: (value: T) => T): Promise<T>;
}

/** A program that runs for weeks beside a full disk keeps no more changes than these for the time when it can save them. */
const mostPending = 200;

/** Content that cannot be used as it is. */
class Unusable extends Error {
  readonly reason: 'corrupt' | 'newer';
  /** What could be read of it all the same. */
  readonly value: unknown;
  constructor(reason: 'corrupt' | 'newer', value?: unknown) {
    super(reason);
    this.name = 'Unusable';
    this.reason = reason;
    this.value = value;
  }
}

/** Opens a document of a folder and reads it. Missing file: the empty value. Every trouble is reported, once each. */
export async function openDocument<T extends object>(
  directory: string,
  shape: DocumentShape<T>,
  report: ReportProblem,
): Promise<StoredDocument<T>> {
  // A link into a dotfiles folder stays a link.
  const file = await linkTarget(join(directory, shape.name));
  const db = new Low<unknown>(privateFile(file), null);
  const reported = new Set<string>();
  let known = shape.empty;
  let pending: ((value: T) => T)[] = [];
  let queue: Promise<unknown> = Promise.resolve();
  let isUnsaved = false;
  let saves = 0;

  const tell = (message: SafeText, more: Pick<StorageProblem, 'unsaved'> = {}): void => {
    if (reported.has(message)) return;
    reported.add(message);
    report({ file, message, ...more });
  };

  const stored = async (): Promise<T> => {
    try {
      await db.read();
    } catch (error) {
      if (error instanceof SyntaxError) throw new Unusable('corrupt');
      throw error;
    }
    if (db.data === null) return shape.empty;
    const version = versionOf(db.data);
    if (version === undefined) throw new Unusable('corrupt');
    if (version > shape.version)
      throw new Unusable('newer', await Promise.resolve(db.data).then(shape.check).catch(nothing));
    try {
      return await shape.check(db.data);
    } catch {
      throw new Unusable('corrupt');
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
      // Something was kept here once.
      return { ...shape.empty };
    }
  };

  const reload = async (): Promise<T> => {
    const before = saves;
    try {
      const read = await stored();
      // What was saved meanwhile need not be in what was read.
      if (saves !== before) return await reload();
      known = applied(pending, read);
    } catch (error) {
      if (!(error instanceof Unusable)) tell(explain(shape.name, 'read', error));
      else if (error.reason === 'corrupt') await replaceCorrupt();
      else {
        if (error.value !== undefined) known = applied(pending, error.value as T);
        tell(explain(shape.name, 'read', error));
      }
    }
    return known;
  };

  const replaceCorrupt = async (): Promise<void> => {
    try {
      known = applied(pending, await underLock(file, storedOrSetAside));
    } catch (error) {
      tell(explain(shape.name, 'set aside', error));
    }
  };

  const write = async (): Promise<void> => {
    const changes = pending;
    const read = await storedOrSetAside();
    const value = applied(changes, read);
    db.data = { ...(keepUnknown(db.data ?? undefined, read, value) as T), version: shape.version };
    await db.write();
    saves += 1;
    pending = pending.filter((change) => !changes.includes(change));
    known = applied(pending, value);
    if (!isUnsaved) return;
    isUnsaved = false;
    // After a success a later failure is reported again.
    reported.clear();
    report({ file, message: t`${sanitise(shape.name)} is saved again.`, unsaved: false });
  };

  const update = async (change: (value: T) => T): Promise<T> => {
    known = change(known);
    pending = [...pending, change].slice(-mostPending);
    const turn = queue.then(async () => {
      try {
        if (pending.length > 0) await underLock(file, write);
      } catch (error) {
        isUnsaved = true;
        tell(explain(shape.name, 'saved', error), { unsaved: true });
      }
      return known;
    });
    queue = turn;
    return turn;
  };

  await reload();
  return { value: () => known, reload, update };
}

const nothing = (): void => undefined;

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

function explain(name: string, done: 'read' | 'set aside' | 'saved', error: unknown): SafeText {
  const file = sanitise(name);
  if (error instanceof Unusable && error.reason === 'newer') {
    return t`${file} was written by a newer segtop; changes last until segtop ends.`;
  }
  const reason = fileReason(error);
  if (done === 'read') return t`${file} could not be read: ${reason}.`;
  return done === 'set aside'
    ? t`${file} could not be read: it is no document of segtop; it stays, for it could not be set aside: ${reason}.`
    : t`${file} could not be saved: ${reason}. Changes last until segtop ends.`;
}
