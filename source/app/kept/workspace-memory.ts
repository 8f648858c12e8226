import type { KnownWorkspace, KnownWorkspaces } from '../../storage/known-workspaces.ts';
import type { Read } from '../../workspace/polling/read.ts';
import * as resources from '../../workspace/resources/common.ts';
import { refused } from '../../workspace/resources/refused.ts';

export interface WorkspaceMemoryOptions {
  /** Undefined until the file has been opened, and for the demo, which is nobody's workspace. */
  readonly opened: () => KnownWorkspaces | undefined;
  readonly profile: string;
  readonly openedAt: number;
  readonly read: Read;
  /** The region that knows the token, where it had to be found. */
  readonly region: () => KnownWorkspace['region'];
  /** Called with what is known of all workspaces when that has grown. */
  readonly onChange: (known: readonly KnownWorkspace[]) => void;
}

/**
 * Keeps what is learnt of the open workspace, for the list of workspaces (W-09): its name, and what the token may do. There is
 * no read for a token's own rights (rule 12): the audit trail, which only owners of a Business plan may read, tells them.
 * @returns to be called when something was read, with the ids of connections that fail now; undefined while not all have been
 * looked at
 */
export function workspaceMemory({
  opened,
  profile,
  openedAt,
  read,
  region: found,
  onChange,
}: WorkspaceMemoryOptions): (failing: readonly string[] | undefined) => void {
  let kept: string | undefined;
  return (failing) => {
    const file = opened();
    if (!file) return;
    const workspace = read(resources.workspace).data;
    const access = accessOf(read);
    const region = found();
    const known: KnownWorkspace = {
      profile,
      openedAt,
      ...(workspace ? { id: workspace.id, name: workspace.name, slug: workspace.slug } : {}),
      ...(access ? { access } : {}),
      ...(region ? { region } : {}),
      ...(failing ? { failing: [...failing] } : {}),
    };
    const text = JSON.stringify(known);
    if (text === kept) return;
    kept = text;
    void file.keep(known).then(() => onChange(file.list()));
  };
}

function accessOf(read: Read): KnownWorkspace['access'] {
  const trails = (['24h', '7d'] as const).map((period) => read(resources.recentAudit(period)));
  // What an earlier start read, or what stands beside a refusal, was read with the rights of then.
  if (trails.some(({ data, error, recalled }) => data && !error && !recalled)) return 'owner';
  // A token that is unknown is refused everything, which says nothing of a role. A 401 says nothing either, since unknown
  // tokens get it too.
  if (refused(read)) return undefined;
  const refusals = trails.flatMap(({ error }) => (error && error.status !== 401 ? [error.kind] : []));
  if (refusals.includes('not-in-plan')) return 'no business plan';
  return refusals.includes('no-access') ? 'member' : undefined;
}
