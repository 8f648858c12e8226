import { Collector, type Outcome } from '../collect/collector.ts';
import { collectedFile, openCollected } from '../collect/file.ts';
import { understand } from '../collect/understand.ts';
import { minute } from '../domain/time.ts';
import type { HostClock } from '../store/shared-store.ts';
import type { EventLog } from './event-log.ts';
import type { CollectCounts, Post, ProfileCollector, Taken } from './ports.ts';

const tellEvery = minute;

export function profileCollector(post: Post, secret: string | undefined, clock: HostClock): ProfileCollector {
  const { keep = 'violations', days = 7 } = post.settings.collect ?? {};
  const requests = new Map<number, number>();
  const sum = { kept: 0, duplicates: 0, leftOut: 0, invalid: 0 };
  let lastAt: number | undefined;
  const collector = new Collector({
    clock,
    bounds: { days },
    onTrouble: (why) =>
      why === undefined ? post.log.info('events are kept') : post.log.warn('events are not kept', { reason: why }),
    open: async () => {
      const id = post.workspaceId();
      if (id === undefined) return undefined;
      return openCollected(collectedFile(post.stateDir, id), ({ message }) =>
        post.log.warn('file', { reason: message }),
      );
    },
  });
  const counts = (): CollectCounts => ({ requests, ...sum, lastAt });
  const endTelling = tellEach(clock, post.log, counts);
  return {
    secret,
    counts,
    answered: (status) => void requests.set(status, (requests.get(status) ?? 0) + 1),
    take: async (events, sourceId) => {
      const now = clock.now();
      const all = events.map((event) => understand(event, { keep, now, sourceId }));
      const wanted = all.flatMap((each) => (each.kind === 'kept' ? [each.of] : []));
      const outcome: Outcome = wanted.length === 0 ? { kind: 'kept', fresh: 0 } : await collector.add(wanted);
      if (outcome.kind === 'refused') return outcome;
      const taken: Taken = {
        accepted: outcome.fresh,
        duplicates: wanted.length - outcome.fresh,
        leftOut: all.filter(({ kind }) => kind === 'left-out').length,
        invalid: all.filter(({ kind }) => kind === 'invalid').length,
      };
      if (outcome.fresh > 0) lastAt = clock.now();
      sum.kept += taken.accepted;
      sum.duplicates += taken.duplicates;
      sum.leftOut += taken.leftOut;
      sum.invalid += taken.invalid;
      return taken;
    },
    end: () => {
      endTelling();
      collector.end();
    },
  };
}

/** One line a minute in which something came: a line for each would be a log of its own. */
function tellEach(clock: HostClock, log: EventLog, counts: () => CollectCounts): () => void {
  const total = ({ requests }: CollectCounts): number => [...requests.values()].reduce((sum, each) => sum + each, 0);
  let told = 0;
  const tell = (): void => {
    const now = counts();
    const refused = [...now.requests].reduce((sum, [status, count]) => (status >= 400 ? sum + count : sum), 0);
    const { kept, duplicates, leftOut, invalid } = now;
    const all = total(now);
    if (all > told) log.info('collected', { requests: all, refused, kept, duplicates, leftOut, invalid });
    told = all;
  };
  const again = (): void => {
    tell();
    stop = clock.setTimer(again, tellEvery);
  };
  let stop = clock.setTimer(again, tellEvery);
  return () => {
    stop();
    tell();
  };
}
