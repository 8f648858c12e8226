import { access, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../storage/make-folder.ts';

/** What runs without a profile of its own is called so. */
export const unnamed = 'default';

/** Drafts of a token that is being kept end so. */
const draftEnd = '.tmp';

/** Names that a kept token may have: each is a file. */
export const isProfileName = (name: string): boolean =>
  /^[a-z0-9][\w.-]{0,39}$/i.test(name) && !name.toLowerCase().endsWith(draftEnd);

/** Where a token lies that the user asked to keep: alone in its file, named after its profile. */
export const keptTokenFile = (configDir: string, name: string = unnamed): string => join(configDir, 'tokens', name);

/** Profiles that have a kept token, but for the one without a name. */
export async function keptProfiles(configDir: string): Promise<readonly string[]> {
  const names = await readdir(join(configDir, 'tokens')).catch((): string[] => []);
  return names.filter((name) => name !== unnamed && isProfileName(name)).toSorted();
}

/** The file of the kept token, if there is one. */
export async function keptToken(configDir: string): Promise<string | undefined> {
  const file = keptTokenFile(configDir);
  return access(file).then(
    () => file,
    () => undefined,
  );
}

/** Keeps a token for the next start, readable by its owner only. Rejects with the system's error when that cannot be. */
export async function keepToken(configDir: string, token: string, name: string = unnamed): Promise<void> {
  const file = keptTokenFile(configDir, name);
  await makeFolder(dirname(file));
  const draft = `${file}.${process.pid}${draftEnd}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${token}\n`, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
