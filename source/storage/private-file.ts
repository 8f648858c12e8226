import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import { makeFolder } from './make-folder.ts';
import { codeOf, readRegular } from './regular-file.ts';

/** More than any document of segtop's, and little enough to be held in memory. */
const largest = 16 * 1024 * 1024;

/**
 * A lowdb adapter for one JSON file that only its owner may read. lowdb's own JSONFile makes its temporary file with
 * the default mode and does not wait for the disk; this one writes with mode 0600, syncs, and renames over the old file.
 * `read` resolves to null without a file and rejects with a SyntaxError when the file is not JSON. `write` is to be called
 * under the lock of the folder only.
 */
export function privateFile(file: string): Adapter<unknown> {
  return {
    async read() {
      try {
        return JSON.parse((await readRegular(file, largest)).text) as unknown;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    async write(value) {
      await makeFolder(dirname(file));
      // The same name for all programs, so that the leftovers of a killed one are overwritten by the next write.
      const draft = join(dirname(file), `.${basename(file)}.tmp`);
      try {
        await rm(draft, { force: true });
        await writeSynced(draft, `${JSON.stringify(value, undefined, 2)}\n`);
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        throw error;
      }
    },
  };
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}
