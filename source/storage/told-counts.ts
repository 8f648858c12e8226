import { isJsonObject } from '../domain/json-object.ts';
import { isMoment } from '../domain/time.ts';
import { openDocument, type ReportProblem } from './document.ts';

/** How a count stood when it was told last. */
export interface ToldCount {
  readonly told: number;
  /** What was running then: from when on, how many events, and when that was told first, ms. */
  readonly running?: readonly [start: number, count: number, at: number] | undefined;
  /** Hours that nobody has seen as a whole, and how many events they had at least. */
  readonly gaps: readonly (readonly [start: number, end: number, count: number])[];
}

/** What was told of one workspace. */
export interface ToldCounts {
  /** When these counts begin, ms. */
  readonly from: number;
  readonly counts: Readonly<Record<string, ToldCount>>;
}

interface Content {
  readonly workspaces: Readonly<Record<string, ToldCounts>>;
}

/** What counters were told last on this host: after a restart none of them may be told with less. */
export interface KeptCounts {
  of(workspaceId: string): ToldCounts | undefined;
  /** Never rejects. */
  keep(workspaceId: string, told: ToldCounts): Promise<void>;
}

export async function openToldCounts(stateDir: string, report: ReportProblem): Promise<KeptCounts> {
  const document = await openDocument<Content>(
    stateDir,
    { name: 'counters.json', version: 1, empty: { workspaces: {} }, check },
    report,
  );
  return {
    of: (workspaceId) => own(document.value().workspaces, workspaceId),
    keep: async (workspaceId, told) => {
      await document.update(({ workspaces }) => ({
        workspaces: { ...workspaces, [workspaceId]: joined(own(workspaces, workspaceId), told) },
      }));
    },
  };
}

const own = <T>(all: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(all, key) ? all[key] : undefined;

/** Two profiles of one workspace tell the same counts: the one that has told more stays. */
function joined(before: ToldCounts | undefined, later: ToldCounts): ToldCounts {
  if (before?.from !== later.from) return later;
  const ahead = Object.entries(before.counts).filter(
    ([key, { told }]) => told > (own(later.counts, key)?.told ?? Number.NEGATIVE_INFINITY),
  );
  return { from: later.from, counts: { ...later.counts, ...Object.fromEntries(ahead) } };
}

function check(content: unknown): Content {
  const { workspaces } = content as { workspaces?: unknown };
  if (!isJsonObject(workspaces)) throw new Error('no workspaces');
  return {
    workspaces: Object.fromEntries(
      Object.entries(workspaces).flatMap(([id, value]) => {
        if (!isJsonObject(value) || !isTime(value.from) || !isJsonObject(value.counts)) return [];
        const counts = Object.entries(value.counts).filter((each): each is [string, ToldCount] => isTold(each[1]));
        return [[id, { from: value.from, counts: Object.fromEntries(counts) }]];
      }),
    ),
  };
}

const isTime = (value: unknown): value is number => typeof value === 'number' && isMoment(value);
const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function isTold(value: unknown): boolean {
  if (!isJsonObject(value) || !isCount(value.told) || !Array.isArray(value.gaps)) return false;
  const { running, gaps } = value;
  const isRunning =
    Array.isArray(running) && isTime(running[0]) && isCount(running[1]) && isTime(running[2]) && running.length === 3;
  return (
    (running === undefined || isRunning) &&
    gaps.every((gap) => Array.isArray(gap) && isTime(gap[0]) && isTime(gap[1]) && isCount(gap[2]) && gap[0] < gap[1])
  );
}
