import type { ReportProblem } from '../storage/document.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { storeFolder } from '../store/folder.ts';
import { collectMigrations } from './schema.ts';

/** Room for what is collected of one workspace, bytes. */
export const largestCollected = 256 * 1024 * 1024;

/** The file of what was collected of a workspace, beside its store. */
export function collectedFile(stateDir: string, workspaceId: string): string {
  return storeFolder(stateDir).fileOf(workspaceId).replace(/\.db$/, '.collected.db');
}

/**
 * Opens it, or makes it. Whatever was committed survives the loss of power too: who sent it was told that it is kept.
 * @param busy how long one statement waits for others, ms
 */
export function openCollected(file: string, report: ReportProblem, busy = 0): Promise<Database | undefined> {
  const options = { migrations: collectMigrations, synchronous: 'FULL', largest: largestCollected } as const;
  return openDatabase(file, { ...options, report, busy });
}
