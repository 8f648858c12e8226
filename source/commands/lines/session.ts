import { second } from '../../domain/time.ts';
import { overviewNeeds } from '../../workspace/needs/overview.ts';
import type { Poller } from '../../workspace/polling/poller.ts';
import type { Need, Resource } from '../../workspace/polling/resource.ts';
import { refused } from '../../workspace/resources/refused.ts';
import type { Overview } from '../../workspace/watch/overview.ts';
import { problemsOf } from '../../workspace/watch/status.ts';
import type { Status } from '../../workspace/watch/status-shape.ts';
import type { ReadOnceOptions, ReadPicture } from '../read-once.ts';
import type { OpenWorkspace } from '../reading/open-workspace.ts';
import { type WatchLine, watch } from '../watch/watch.ts';

/** Changes of so long are looked at together, ms: an answer to a command waits for them. */
const batch = 60;
/** The time for reads that the API allows twice a minute, once all else is in. */
const patience = 3 * second;

/** A workspace that is watched while questions about it are answered, all from what one poller has read. */
export interface Session {
  /** The workspace as the commands that answer once see it; each question has its own time. */
  ask(): OpenWorkspace;
  /** Resolves when the whole picture was read once, or there was no more time for it. */
  first(): Promise<void>;
  /** Reads everything again. */
  refresh(): Promise<void>;
  picture(): Overview;
  needs(): readonly Need[];
  readonly poller: Poller;
  problems(): Status['problems'];
  code(): number;
  stop(): void;
}

/** Something was read of it, or will not be: what is renewed meanwhile can be told of. */
function isKnown(poller: Pick<Poller, 'snapshot'>, resource: Resource<unknown>): boolean {
  const { status, data, fetchedAt } = poller.snapshot(resource);
  return status === 'failed' || (fetchedAt !== undefined && (resource.isEnough?.(data) ?? true));
}

/**
 * Watches a workspace.
 * @param timeout how long is waited for an answer, ms
 * @param tell is called with each change once the first picture was told
 */
export function openSession(opened: OpenWorkspace, timeout: number, tell: (line: WatchLine) => void): Session {
  let isTelling = false;
  const { clock, settings } = opened;
  const until = () => clock.now() + timeout;
  const watching = watch(opened, (line) => isTelling && tell(line), batch);
  const { poller } = watching;

  /** Waits until everything that is needed is known, and no longer than until its time. */
  function known(needsOf: () => readonly Need[], until: number, patient = patience): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timers = [clock.setTimer(resolve, Math.max(0, until - clock.now()))];
    let isPatient = false;
    const look = (): void => {
      const needs = needsOf();
      const isSettled = needs.every(({ resource }) => resource.slow || isKnown(poller, resource));
      if (refused((resource) => poller.snapshot(resource)) || needs.every(({ resource }) => isKnown(poller, resource)))
        return resolve();
      if (!isSettled || isPatient) return;
      isPatient = true;
      timers.push(clock.setTimer(resolve, patient));
    };
    const guarded = (): void => {
      try {
        look();
      } catch (thrown) {
        reject(thrown);
      }
    };
    watching.also(needsOf, guarded);
    return promise.finally(() => {
      for (const stop of timers) stop();
      watching.also(needsOf, () => undefined);
    });
  }

  async function read(options: ReadOnceOptions): Promise<ReadPicture> {
    const { needsOf, patience: patient } = options;
    const look = <T>(resource: Resource<T>) => poller.snapshot(resource);
    const needs = () => needsOf?.(poller) ?? overviewNeeds(look, settings.period, clock.now(), {});
    await known(needs, options.until, patient);
    // It goes on, for what is asked next.
    return { poller, needs, stop: () => undefined };
  }

  return {
    ask: () => ({ ...opened, ascii: false, isQuiet: true, read, until: until() }),
    first: async () => {
      await known(watching.needs, until(), 0);
      isTelling = true;
    },
    refresh: async () => {
      const before = new Map(watching.needs().map(({ resource }) => [resource.key, poller.snapshot(resource)]));
      poller.refresh();
      const isNew = ({ resource }: Need) => {
        const { data, fetchedAt, status } = poller.snapshot(resource);
        const old = before.get(resource.key);
        return resource.slow || status === 'failed' || data !== old?.data || fetchedAt !== old?.fetchedAt;
      };
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = clock.setTimer(resolve, timeout);
      watching.also(
        () => [],
        () => watching.needs().every(isNew) && resolve(),
      );
      await promise.finally(stop);
    },
    picture: watching.picture,
    needs: watching.needs,
    poller,
    problems: () => problemsOf(poller, watching.needs(), clock.now()),
    code: watching.code,
    stop: watching.stop,
  };
}
