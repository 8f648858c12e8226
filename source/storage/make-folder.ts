import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './regular-file.ts';

/**
 * Makes a folder and those that it lies in, for the owner only; one that is there already stays as it is. Step by step, as Node's own
 * `recursive` never ends below /proc and the like, which answer ENOENT for a folder whose parent is there.
 * Rejects with the system's error.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await made(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (codeOf(error) !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(parent);
    await made(folder);
  }
}

async function made(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory()) throw error;
  }
}
