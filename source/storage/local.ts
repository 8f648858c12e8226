import { type Local, noLocal } from '../domain/local.ts';
import { openDocument, type ReportProblem } from './document.ts';
import type { FavoriteScope } from './favorites.ts';
import type { LocalContent } from './local-shape.ts';

/** What the user keeps of each workspace on this machine. Writes never reject; see StoredDocument. */
export interface LocalStore {
  get(scope: FavoriteScope): Local;
  /** Applies a change to what the file holds now. */
  update(scope: FavoriteScope, change: (local: Local) => Local): Promise<Local>;
  /** Reads what other running programs have changed. */
  reload(): Promise<void>;
}

const isOf = (entry: FavoriteScope, scope: FavoriteScope): boolean =>
  entry.profile === scope.profile && entry.workspaceId === scope.workspaceId;

const localOf = (content: LocalContent, scope: FavoriteScope): Local =>
  (content.workspaces.find((entry) => isOf(entry, scope))?.local as Local | undefined) ?? noLocal;

/** Opens local.json of the state folder. */
export async function openLocal(stateDir: string, report: ReportProblem): Promise<LocalStore> {
  const document = await openDocument<LocalContent>(
    stateDir,
    {
      name: 'local.json',
      version: 1,
      empty: { workspaces: [] },
      check: async (content) => (await import('./local-shape.ts')).checkLocal(content),
    },
    report,
  );
  return {
    get: (scope) => localOf(document.value(), scope),
    update: async ({ profile, workspaceId }, change) => {
      const scope = { profile, workspaceId };
      const content = await document.update((before) => {
        const local = change(localOf(before, scope)) as LocalContent['workspaces'][number]['local'];
        return { workspaces: [...before.workspaces.filter((entry) => !isOf(entry, scope)), { ...scope, local }] };
      });
      return localOf(content, scope);
    },
    reload: async () => {
      await document.reload();
    },
  };
}
