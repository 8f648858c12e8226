import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A lock whose holder has not touched it for this long belongs to a program that died. */
const stale = 10_000;
/** Waits about 12 s in all: longer than a dead program's lock lasts. */
const retries = { retries: 55, minTimeout: 10, maxTimeout: 250, factor: 1.4 };

export interface Held {
  /** Whether the lock is still ours: a program that slept too long loses it. */
  ours(): boolean;
}

/**
 * Runs `work` while no other segtop does so for this file. Rejects with ELOCKED when the lock stays taken, or with the
 * file system's error when the folder cannot be written.
 */
export async function underLock<T>(file: string, work: (held: Held) => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Loaded at the first write: reading favorites at start does not need it. A bundled CommonJS module has a default export only.
  const { default: lockfile } = await import('proper-lockfile');
  let ours = true;
  const release = await lockfile.lock(file, {
    realpath: false,
    stale,
    retries,
    onCompromised: () => {
      ours = false;
    },
  });
  try {
    return await work({ ours: () => ours });
  } finally {
    await release().catch(() => undefined);
  }
}
