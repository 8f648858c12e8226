import { codeOf } from '../../storage/regular-file.ts';
import { sqlite } from '../../storage/sqlite.ts';

/** Whether this Node can use its SQLite, and which one that is. */
export async function sqliteVersion(): Promise<string | null> {
  try {
    const { DatabaseSync } = await sqlite();
    const database = new DatabaseSync(':memory:');
    try {
      return String(Object.values(database.prepare('SELECT sqlite_version()').get() ?? {})[0] ?? '') || null;
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

/** Why a file of the store cannot be read, where it cannot; it is opened to read only, and nothing in it is changed. */
export async function storeFault(file: string): Promise<string | null> {
  try {
    const { DatabaseSync } = await sqlite();
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
      return null;
    } finally {
      database.close();
    }
  } catch (thrown) {
    return `it cannot be read (${thrown instanceof Error ? thrown.message : (codeOf(thrown) ?? 'unknown error')})`;
  }
}
