import type { Poller } from '../polling/poller.ts';
import type { PollerOptions } from '../polling/poller-options.ts';
import type { Read } from '../polling/read.ts';
import type { Need } from '../polling/resource.ts';
import { familyOf } from '../polling/resource.ts';
import { datedFamilies, PastReads, type TrailSince, thenFamilies } from './past-reads.ts';

/** What a screen reads through. */
export type Reads = Pick<Poller, 'snapshot' | 'want' | 'version' | 'refresh' | 'reread' | 'pause' | 'resume'> &
  Partial<Pick<Poller, 'replan' | 'every' | 'since'>>;

/** Reads of now, or of a moment of the past. */
export interface Travel extends Reads {
  /** The moment whose reads these are; undefined for now. */
  readonly past: PastReads | undefined;
  /** Goes to a moment, or back to now. While it is in the past nothing of now is read. */
  goTo(at: number | undefined): void;
  stop(): void;
}

export function travelling(live: Reads, options: PollerOptions): Travel {
  let past: PastReads | undefined;
  /** Versions of the past that are over, so that no two states of the screen have the same. */
  let base = 0;
  let wanted: readonly Need[] = [];
  const read: Read = (resource) => live.snapshot(resource);
  return {
    get past() {
      return past;
    },
    get version() {
      return live.version + base + (past?.version ?? 0);
    },
    snapshot: (resource) => (past ?? live).snapshot(resource),
    since: (mark) => (!past && live.since?.(mark)) || { mark: { of: {}, at: 0 }, keys: undefined },
    want: (needs) => {
      if (past) return past.want(needs);
      wanted = needs;
      live.want(needs);
    },
    refresh: (keys) => (past ?? live).refresh(keys),
    reread: (keys) => live.reread(keys),
    replan: () => live.replan?.(),
    every: (resource) => live.every?.(resource) ?? resource.every,
    pause: () => live.pause(),
    resume: () => live.resume(),
    goTo: (at) => {
      if (past?.at === at) return;
      base += 1 + (past?.version ?? 0);
      past?.stop();
      past = at === undefined ? undefined : new PastReads(at, read, options);
      live.want(past ? [] : wanted);
    },
    stop: () => past?.stop(),
  };
}

/** What of a page is not as it was then, for the line that says so. */
export interface PastKnowledge {
  /** Something on the page is as of now, as it has no past: settings, rules, payloads. */
  readonly hasNow: boolean;
  /** Lists of things that can be switched, and whether that was turned back; undefined where the page has none. */
  readonly trail: TrailSince | undefined;
}

const lists: ReadonlySet<string> = new Set(['sources', 'destinations', 'warehouses']);

export function pastKnowledge(past: PastReads, needs: readonly Need[]): PastKnowledge {
  const families = new Set(needs.map(({ resource }) => familyOf(resource)));
  const hasNow = [...families].some(
    (family) => family !== 'workspace' && !thenFamilies.has(family) && !datedFamilies.has(family),
  );
  return { hasNow, trail: [...families].some((family) => lists.has(family)) ? past.trail : undefined };
}
