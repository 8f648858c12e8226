import { isMoment } from '../domain/time.ts';
import { openDocument, type ReportProblem } from './document.ts';

interface Content {
  readonly workspaces: Readonly<Record<string, number>>;
}

/** Since when the events of a workspace are counted on this host: counters begin there, also after a restart. */
export interface CountingSince {
  /** @param now when counting begins where it has not begun, ms */
  of(workspaceId: string, now: number): Promise<number>;
}

export async function openCountingSince(stateDir: string, report: ReportProblem): Promise<CountingSince> {
  const document = await openDocument<Content>(
    stateDir,
    { name: 'metrics.json', version: 1, empty: { workspaces: {} }, check },
    report,
  );
  return {
    of: async (workspaceId, now) => {
      const known = ({ workspaces }: Content): number | undefined => {
        const since = Object.hasOwn(workspaces, workspaceId) ? workspaces[workspaceId] : undefined;
        return since !== undefined && since <= now ? since : undefined;
      };
      const since = known(document.value());
      if (since !== undefined) return since;
      // Another program may have begun meanwhile: what the file holds by then counts.
      const content = await document.update((held) =>
        known(held) === undefined ? { workspaces: { ...held.workspaces, [workspaceId]: now } } : held,
      );
      return known(content) ?? now;
    },
  };
}

function check(content: unknown): Content {
  const { workspaces } = content as { workspaces?: unknown };
  if (typeof workspaces !== 'object' || workspaces === null) throw new Error('no workspaces');
  const moments = Object.entries(workspaces).filter(
    (each): each is [string, number] => typeof each[1] === 'number' && isMoment(each[1]),
  );
  return { workspaces: Object.fromEntries(moments) };
}
