import { openDocument, type ReportProblem } from './document.ts';
import type { KnownContent } from './known-workspaces-shape.ts';

/** What was last known of a profile's workspace: it is told without a network. Texts are as the API gave them. */
export type KnownWorkspace = KnownContent['profiles'][number];

/** The workspaces that were opened on this machine, the last one first. Writes never reject; see StoredDocument. */
export interface KnownWorkspaces {
  list(): readonly KnownWorkspace[];
  /** Keeps what is given of a profile and leaves the rest as it was. */
  keep(known: Partial<KnownWorkspace> & Pick<KnownWorkspace, 'profile' | 'openedAt'>): Promise<void>;
}

/** Opens workspaces.json of the state folder. */
export async function openKnownWorkspaces(stateDir: string, report: ReportProblem): Promise<KnownWorkspaces> {
  const document = await openDocument<KnownContent>(
    stateDir,
    {
      name: 'workspaces.json',
      version: 1,
      empty: { profiles: [] },
      check: async (content) => (await import('./known-workspaces-shape.ts')).checkKnown(content),
    },
    report,
  );
  return {
    list: () => document.value().profiles.toSorted((a, b) => b.openedAt - a.openedAt),
    keep: async (known) => {
      await document.update(({ profiles }) => ({
        profiles: [
          ...profiles.filter(({ profile }) => profile !== known.profile),
          { ...profiles.find(({ profile }) => profile === known.profile), ...known },
        ],
      }));
    },
  };
}
