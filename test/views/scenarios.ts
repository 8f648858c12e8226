import { ReadError } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import type { Target } from '../../source/state/pages.ts';
import type { Pane } from '../../source/state/pane.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import type { Snapshot } from '../../source/workspace/polling/snapshot.ts';
import { type DeliveryPart, readingOf } from '../../source/workspace/resources/delivery-reading.ts';
import { type Act, actsOn, type Stage, stageNow, stageOf } from './stage.ts';

/** A backend that answers every read in its own way; the mock workspace's answer can be asked for. */
export const answering =
  (answer: (name: string, read: () => unknown) => unknown) =>
  (backend: Backend): Backend =>
    new Proxy(backend, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || name === 'wire' || name === 'hurry') return member;
        return (...given: unknown[]) => answer(String(name), () => member.apply(target, given));
      },
    });

export function refusal(kind: 'server' | 'no-access', status: number): ReadError {
  return new ReadError({ kind, status, operation: t`GET /it`, message: t`an answer of ${status}` });
}

/** A stage on which nothing is read any more, and each snapshot may be another. */
function frozen(stage: Stage, change: (snapshot: Snapshot, key: string) => Snapshot = (same) => same): Stage {
  const { poller } = stage;
  const nothing = () => undefined;
  return {
    ...stage,
    poller: {
      want: nothing,
      refresh: nothing,
      reread: nothing,
      pause: nothing,
      resume: nothing,
      version: poller.version,
      snapshot: <T>(resource: { readonly key: string }) =>
        change(poller.snapshot(resource as Parameters<typeof poller.snapshot>[0]), resource.key) as Snapshot<T>,
    },
    settled: () => Promise.resolve(),
  };
}

/** The pane that has the focus. */
export function openPane({ screen }: Pick<Act, 'screen'>): Pane | undefined {
  const { panes, context } = screen.scene;
  return panes[Math.min(context.place.pane, panes.length - 1)];
}

/** The panes of the open view from the one with the focus on, and those of them whose tabs no other one has. */
function tabbedPanes({ screen }: Act): { readonly at: number; readonly tabs: readonly string[] }[] {
  const { panes, context } = screen.scene;
  const first = Math.min(context.place.pane, panes.length - 1);
  const known = new Set<string>();
  return [...panes.slice(first), ...panes.slice(0, first)].flatMap(({ tabs = [] }, at) => {
    const all = tabs.join();
    if (tabs.length < 2 || known.has(all)) return [];
    known.add(all);
    return [{ at, tabs }];
  });
}

/** Names of all tabs of the open view. */
export const tabsOf = (act: Act): readonly string[] => tabbedPanes(act).flatMap(({ tabs }) => tabs);

/** What to press to have every tab of the open view once. */
export function tabKeys(act: Act): readonly string[] {
  let focused = 0;
  return tabbedPanes(act).flatMap(({ at, tabs }) => {
    const keys = [...Array<string>(at - focused).fill('tab'), ...Array<string>(tabs.length - 1).fill('l')];
    focused = at;
    return keys;
  });
}

/** Reads what every tab of the open view needs, and looks at each. */
export async function throughTabs(act: Act, look: () => void = () => undefined): Promise<void> {
  await act.settled();
  look();
  for (const key of tabKeys(act)) {
    act.press(key);
    await act.settled();
    look();
  }
}

/** Reads everything that the views at these places need, once. */
async function readOnce(stage: Stage, targets: Iterable<Target>): Promise<Stage> {
  const open = actsOn(stage);
  for (const target of targets) await throughTabs(open(target));
  return stage;
}

const hourBegan = stageNow - (stageNow % 3_600_000);

/** A connection of twenty thousand: each tenth fails as much as at any other time. */
function alike(snapshot: Snapshot, key: string): Snapshot {
  if (snapshot.data !== undefined || !/^(?:earlier-)?metrics:/.test(key)) return snapshot;
  const part = (start: number, end: number, hours: number): DeliveryPart => ({
    window: { start, end },
    metrics: {
      firstTry: 100 * hours,
      afterRetry: hours,
      discarded: key.endsWith('7') ? 4 * hours : 0,
      expired: 0,
      retrying: 0,
      basis: 'metrics',
    },
  });
  const day = 24 * 3_600_000;
  const settled = part(hourBegan - day, hourBegan, 24);
  const data = key.startsWith('earlier-')
    ? { recent: settled, before: part(hourBegan - 2 * day, hourBegan - day, 24) }
    : readingOf(settled, part(hourBegan, stageNow, 1));
  return { ...snapshot, data, fetchedAt: stageNow, status: 'ready' };
}

let whole: Promise<Stage> | undefined;
/** The workspace with every incident: made once, for whoever only looks at it. */
export function everything(): Promise<Stage> {
  whole ??= stageOf('everything');
  return whole;
}

let read: Promise<Stage> | undefined;
/** All of it read once, as several scenarios only look at it differently. */
function normal(targets: Iterable<Target>): Promise<Stage> {
  read ??= everything().then((stage) => readOnce(stage, targets));
  return read;
}

const lists = new Set(['workspace', 'sources', 'destinations', 'eventVolume', 'auditEvents', 'warehouses']);

/**
 * What a view must stand (rule 244), each a workspace that was read once and stands still.
 * @param targets a place of every view
 */
export const scenarios: Readonly<Record<string, (targets: Iterable<Target>) => Promise<Stage>>> = {
  normal: async (targets) => frozen(await normal(targets)),
  empty: async (targets) => frozen(await readOnce(await stageOf('empty'), targets)),
  loading: async () =>
    stageOf(
      'everything',
      answering(() => new Promise(() => undefined)),
    ),
  error: async (targets) =>
    readOnce(
      await stageOf(
        'everything',
        answering(() => Promise.reject(refusal('server', 500))),
      ),
      targets,
    ),
  'no access': async (targets) => {
    const closed = answering((name, read) =>
      name === 'workspace' ? read() : Promise.reject(refusal('no-access', 403)),
    );
    return readOnce(await stageOf('everything', closed), targets);
  },
  stale: async (targets) => {
    const { problem: error } = refusal('server', 503);
    return frozen(await normal(targets), (snapshot) => ({
      ...snapshot,
      error,
      status: 'failed',
      fetchedAt: snapshot.data === undefined ? undefined : stageNow - 3_600_000,
    }));
  },
  huge: async () => {
    const some = answering((name, read) => (lists.has(name) ? read() : new Promise(() => undefined)));
    return frozen(await readOnce(await stageOf('huge', some), [{ view: 'home', params: {} }]), alike);
  },
  hostile: async (targets) => frozen(await readOnce(await stageOf('hostile'), targets)),
};
