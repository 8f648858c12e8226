import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';

/**
 * A lowdb adapter for one JSON file that only its owner may read. lowdb's own JSONFile makes its temporary file with
 * the default mode and does not wait for the disk; this one writes with mode 0600, syncs, and renames over the old file.
 * `read` resolves to null without a file and rejects with a SyntaxError when the file is not JSON.
 */
export function privateFile(file: string): Adapter<unknown> {
  return {
    async read() {
      try {
        return JSON.parse(await readFile(file, 'utf8')) as unknown;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    async write(value) {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const draft = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
      try {
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
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The system's error code, such as EACCES. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
