import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SafeText, sanitise, t } from '../domain/text.ts';

/** Writes lines into a new file, for the owner only. Never rejects and never writes over anything; the answer says what came of it. */
export async function keepFile(folder: string, name: string, lines: readonly SafeText[]): Promise<SafeText> {
  const file = join(folder, name.replace(/[^\w.-]+/g, '-'));
  try {
    await writeFile(file, `${lines.join('\n')}\n`, { flag: 'wx', mode: 0o600 });
    return t`Kept in ${sanitise(file)}`;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown error';
    return code === 'EEXIST'
      ? t`${sanitise(file)} exists already and stays as it is`
      : t`${sanitise(file)} cannot be written (${sanitise(code)})`;
  }
}
