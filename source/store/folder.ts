import { createHash, randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../storage/make-folder.ts';
import { readRegular } from '../storage/regular-file.ts';

/** A workspace that no token has opened for so long is no longer known by it, ms. */
const longestKnown = 90 * 24 * 60 * 60_000;
const longestId = 200;

/**
 * The folder of the stores: one file a workspace, and beside them, by access, which workspace it opens, so that the next start
 * knows before it has asked.
 */
export interface StoreFolder {
  /** The file of a workspace. */
  fileOf(workspaceId: string): string;
  /** The workspace that this access has opened before. */
  workspaceOf(access: string): Promise<string | undefined>;
  /** Keeps that for the next start. Never rejects: without it the next start asks first. */
  remember(access: string, workspaceId: string): Promise<void>;
}

export function storeFolder(stateDir: string, now: () => number = Date.now): StoreFolder {
  const folder = join(stateDir, 'store');
  const known = join(folder, 'known');
  const forgetOthers = async (access: string): Promise<void> => {
    for (const name of await readdir(known)) {
      if (name === access) continue;
      const file = join(known, name);
      if (now() - (await stat(file)).mtimeMs > longestKnown) await rm(file, { force: true });
    }
  };
  return {
    fileOf: (id) => join(folder, `${fileName(id)}.db`),
    workspaceOf: async (access) => {
      try {
        const { text } = await readRegular(join(known, access), longestId * 4);
        return text.trim() || undefined;
      } catch {
        return undefined;
      }
    },
    remember: async (access, workspaceId) => {
      if (workspaceId.length > longestId) return;
      // A name of its own: the same access may be opened by several programs at once.
      const draft = join(known, `.${randomUUID()}`);
      try {
        await makeFolder(known);
        await writeFile(draft, `${workspaceId}\n`, { flag: 'wx', mode: 0o600 });
        await rename(draft, join(known, access));
        await forgetOthers(access);
      } catch {
        await rm(draft, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** Ids come from the network, and some file systems know no capitals: what tells the files apart is the hash. */
function fileName(id: string): string {
  const readable = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .slice(0, 24);
  return `${readable}-${createHash('sha256').update(id).digest('hex').slice(0, 12)}`;
}
