import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where a token lies that the user asked to keep: alone in its file, for the profile `default`. */
export const keptTokenFile = (configDir: string): string => join(configDir, 'tokens', 'default');

/** The file of the kept token, if there is one. */
export async function keptToken(configDir: string): Promise<string | undefined> {
  const file = keptTokenFile(configDir);
  return access(file).then(
    () => file,
    () => undefined,
  );
}

/** Keeps a token for the next start, readable by its owner only. Rejects with the system's error when that cannot be. */
export async function keepToken(configDir: string, token: string): Promise<void> {
  const file = keptTokenFile(configDir);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
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
