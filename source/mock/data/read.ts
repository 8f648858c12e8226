import { join } from 'node:path';
import type { Adapter } from 'lowdb';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';

/** A lowdb adapter that reads a bundled document and refuses to write: changes belong into the copy. */
class BundledFile<T> implements Adapter<T> {
  readonly #file: JSONFile<T>;
  readonly #path: string;
  constructor(path: string) {
    this.#path = path;
    this.#file = new JSONFile<T>(path);
  }
  read(): Promise<T | null> {
    return this.#file.read();
  }
  async write(): Promise<void> {
    throw new Error(`${this.#path} is read-only`);
  }
}

/**
 * Reads one bundled document.
 * @param needs top-level fields that must be there
 * @throws Error naming the file when it is missing, no JSON, or lacks a field
 */
export async function readDocument<T extends object>(
  folder: string,
  file: string,
  needs: readonly (keyof T & string)[],
): Promise<T> {
  const path = join(folder, file);
  const low = new Low<T | null>(new BundledFile<T | null>(path), null);
  try {
    await low.read();
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const data = low.data;
  if (data === null || typeof data !== 'object') throw new Error(`${path} is missing or empty`);
  const absent = needs.find((field) => data[field] === undefined || data[field] === null);
  if (absent !== undefined) throw new Error(`${path} has no "${absent}"`);
  return data;
}
