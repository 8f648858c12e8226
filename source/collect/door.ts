import { lstat } from 'node:fs/promises';
import type { ReportProblem } from '../storage/document.ts';
import { collectedFile, openCollected } from './file.ts';
import { CollectedReader } from './read.ts';

/** A reader waits so long for others that hold the file, ms. */
const patience = 100;

/**
 * The way to what was collected of the workspace that is open. Nothing is made by looking: where no daemon has collected anything
 * there is no file, and no reader.
 * @param workspaceId the workspace that is open now, once that is known
 * @param report is given why a file that is there cannot be used, once each
 */
export function collectedDoor(
  stateDir: string,
  workspaceId: () => Promise<string | undefined>,
  report: ReportProblem = () => undefined,
): () => Promise<CollectedReader | undefined> {
  let file: string | undefined;
  let inode: bigint | undefined;
  let reader: CollectedReader | undefined;
  const told = new Set<string>();
  // It is looked at again with each read of a page.
  const once: ReportProblem = (problem) => {
    if (told.has(problem.message)) return;
    told.add(problem.message);
    report(problem);
  };
  const next = async (): Promise<CollectedReader | undefined> => {
    const id = await workspaceId();
    if (id === undefined) return undefined;
    const wanted = collectedFile(stateDir, id);
    const found = await inodeOf(wanted);
    // A file that was set aside or deleted can still be read, and nothing more comes into it.
    if (reader?.isOpen && file === wanted && inode === found) return reader;
    reader?.close();
    file = wanted;
    inode = found;
    reader = found === undefined ? undefined : await opened(wanted, once);
    return reader;
  };
  // One after another: of two that look at once the second finds what the first has opened.
  let turn: Promise<CollectedReader | undefined> = Promise.resolve(undefined);
  return () => {
    turn = turn.then(next, next);
    return turn;
  };
}

/** What tells one file from another in its place; undefined where there is none. */
const inodeOf = (file: string): Promise<bigint | undefined> =>
  lstat(file, { bigint: true }).then(
    (found) => (found.isFile() ? found.ino : undefined),
    () => undefined,
  );

async function opened(file: string, report: ReportProblem): Promise<CollectedReader | undefined> {
  const database = await openCollected(file, report, patience);
  return database && new CollectedReader(database);
}
