import type { AlertBook } from '../domain/watch/alerts/book.ts';
import { accessOf } from './access.ts';
import { storedBook } from './alerts/book.ts';
import { format } from './codec.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { FailureLogs } from './failure-logs.ts';
import { storeFolder } from './folder.ts';
import { SharedStore, type SharedStoreOptions } from './shared-store.ts';

export interface StoresOptions extends DatabaseOptions, Pick<SharedStoreOptions, 'clock' | 'bounds' | 'watchesSince'> {
  readonly stateDir: string;
  /** The token. Nothing of it is kept. */
  readonly secret: string;
  /** What else tells accesses apart: the address that is asked, then the version of segtop. */
  readonly scope: readonly string[];
}

export interface OpenStore {
  readonly workspaceId: string;
  readonly store: SharedStore;
  readonly alerts: AlertBook;
  readonly logs: FailureLogs;
}

/** The stores of one access. */
export interface Stores {
  /** The store of the workspace that this access opened last; undefined where it is not known or cannot be used. */
  last(): Promise<OpenStore | undefined>;
  /** The store of a workspace; undefined where it cannot be used. */
  of(workspaceId: string): Promise<OpenStore | undefined>;
  /** The id of the workspace that this access opened last, without opening its store. */
  known(): Promise<string | undefined>;
  /** Keeps that this access opens this workspace, for the next start. */
  remember(workspaceId: string): Promise<void>;
}

export function storesOf(options: StoresOptions): Stores {
  const access = accessOf(options.secret, [...options.scope, format]);
  const hoursAccess = accessOf(options.secret, [...options.scope.slice(0, 1), 'hours 1']);
  // What was collected is there after segtop has been renewed: it cannot be asked for again.
  const lasting = accessOf(options.secret, ['collected', options.scope[0] ?? '']);
  const folder = storeFolder(options.stateDir, options.clock?.now);
  const of = async (workspaceId: string): Promise<OpenStore | undefined> => {
    const database = await openDatabase(folder.fileOf(workspaceId), options);
    return (
      database && {
        workspaceId,
        store: new SharedStore({ ...options, database, access, hoursAccess }),
        logs: new FailureLogs(database, lasting, options.clock?.now),
        alerts: storedBook(database, options.clock?.now ?? Date.now),
      }
    );
  };
  return {
    last: async () => {
      const workspaceId = await folder.workspaceOf(access.id);
      return workspaceId === undefined ? undefined : of(workspaceId);
    },
    of,
    known: () => folder.workspaceOf(access.id),
    remember: (workspaceId) => folder.remember(access.id, workspaceId),
  };
}
