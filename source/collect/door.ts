import { lstat } from 'node:fs/promises';
import { collectedFile, openCollected } from './file.ts';
import { CollectedReader } from './read.ts';

/** A reader waits so long for others that hold the file, ms. */
const patience = 100;

/**
 * The way to what was collected of the workspace that is open. Nothing is made by looking: where no daemon has collected anything
 * there is no file, and no reader.
 * @param workspaceId the workspace that is open now, once that is known
 */
export function collectedDoor(
  stateDir: string,
  workspaceId: () => Promise<string | undefined>,
): () => Promise<CollectedReader | undefined> {
  let file: string | undefined;
  let reader: Promise<CollectedReader | undefined> | undefined;
  return async () => {
    const id = await workspaceId();
    if (id === undefined) return undefined;
    const wanted = collectedFile(stateDir, id);
    const known = await reader;
    if (known?.isOpen && file === wanted) return known;
    known?.close();
    file = wanted;
    reader = opened(wanted);
    return reader;
  };
}

async function opened(file: string): Promise<CollectedReader | undefined> {
  const isThere = await lstat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  const database = isThere ? await openCollected(file, () => undefined, patience) : undefined;
  return database && new CollectedReader(database);
}
