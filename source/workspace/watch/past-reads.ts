import { listAsOf } from '../../domain/audit/as-of.ts';
import type { ApiCallsDay, AuditItem, Destination, MtuDay, Source, Sync, Warehouse } from '../../domain/entities.ts';
import { type ProblemKind, ReadError } from '../../domain/problem.ts';
import { type Page, priority } from '../../domain/queries.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { day, type Granularity, minute, second, type Window } from '../../domain/time.ts';
import type { Backend } from '../polling/backend.ts';
import { hoursSeen } from '../polling/hours-seen.ts';
import { Poller } from '../polling/poller.ts';
import type { PollerOptions } from '../polling/poller-options.ts';
import type { Read } from '../polling/read.ts';
import { familyOf, type Need, type Resource } from '../polling/resource.ts';
import type { Snapshot } from '../polling/snapshot.ts';

/** Reads whose windows end at the moment that they are asked for, so that they tell of any moment the API still keeps. */
export const thenFamilies: ReadonlySet<string> = new Set([
  ...['volume', 'usual-volume', 'minute-volume', 'minutes-of-hour', 'volume-since', 'event-names', 'source-events'],
  ...[
    'metrics',
    'minutes',
    'earlier-metrics',
    'failures',
    'onset',
    'forwarded-violations',
    'blocked',
    'blocked-minutes',
  ],
  ...['pipeline', 'pipeline-before', 'breakdown', 'pipeline-metrics', 'pipeline-metrics-before'],
  ...['violation-details', 'event-totals', 'received-versions', 'ingest-failures', 'recent-audit', 'audit-trail'],
]);

/** Reads that tell themselves when each thing in them was: what came later is left out. */
export const datedFamilies: ReadonlySet<string> = new Set([
  ...['sources', 'destinations', 'warehouses', 'warehouse-syncs'],
  ...['api-calls', 'api-calls-by-source', 'mtu', 'mtu-by-source'],
]);

/** Not read again while the screen stands still: timers end before 25 days. */
const never = 20 * day;
/** Going back hour by hour asks for nothing on the way. */
const restBeforeReading = 80;

/** What the audit trail says has happened since a moment; a thousand of it. */
function changesSince(at: number, now: () => number): Resource<Page<AuditItem>> {
  return {
    key: `changes-since:${at}`,
    every: never,
    load: (backend, options) => backend.auditEvents({ window: { start: at, end: now() }, count: 1000 }, options),
  };
}

/** How what was on at a moment is known: from the whole trail since, not yet, or not at all. */
export type TrailSince = 'whole' | 'reading' | 'unknown';

/** The reads of one moment of the past. Each is made once; nothing of now comes in. */
export class PastReads {
  readonly at: number;
  readonly #poller: Poller;
  readonly #changes: Resource<Page<AuditItem>>;
  readonly #now: Read;
  readonly #wrapped = new WeakMap<Resource<unknown>, Resource<unknown>>();
  readonly #shown = new WeakMap<Snapshot, { readonly changes: unknown; readonly snapshot: Snapshot }>();
  readonly #options: PollerOptions;
  #wanted: readonly Need[] = [];
  #stop: (() => void) | undefined;

  /** @param now reads of now: lists that have no past are taken from there */
  constructor(at: number, now: Read, options: PollerOptions) {
    this.at = at;
    this.#now = now;
    this.#options = options;
    this.#changes = changesSince(at, () => options.clock.now());
    this.#poller = new Poller({ ...options, backend: withinReach(options.backend, () => options.clock.now()) });
  }

  get version(): number {
    return this.#poller.version;
  }

  /** Whether the lists of sources, destinations and warehouses are those of then. */
  get trail(): TrailSince {
    const { data, error, problems } = this.#poller.snapshot(this.#changes);
    if (data)
      return data.next === undefined && problems.every(({ kind }) => kind === 'odd-fields') ? 'whole' : 'unknown';
    return error ? 'unknown' : 'reading';
  }

  /** What was done since that moment. */
  get changes(): readonly AuditItem[] {
    return this.#poller.snapshot(this.#changes).data?.items ?? [];
  }

  snapshot<T>(resource: Resource<T>): Snapshot<T> {
    if (resource.key === hoursSeen.key) return this.#now(resource);
    const own = this.#poller.snapshot(this.#asOf(resource as Resource<unknown>));
    if (own.data === undefined) return own as Snapshot<T>;
    const changes = this.#poller.snapshot(this.#changes);
    const known = this.#shown.get(own);
    if (known?.changes === changes) return known.snapshot as Snapshot<T>;
    const data = this.#cut(resource, own.data);
    const snapshot: Snapshot = {
      ...own,
      data,
      recalled: undefined,
      fetchedAt: this.at,
      askedAt: this.at,
      nextAt: undefined,
      ...(data === undefined ? lost : {}),
    };
    this.#shown.set(own, { changes, snapshot });
    return snapshot as Snapshot<T>;
  }

  want(needs: readonly Need[]): void {
    this.#wanted = needs;
    for (const { resource } of needs) this.#recall(this.#asOf(resource), resource);
    this.#stop ??= this.#options.clock.setTimer(() => {
      this.#stop = undefined;
      const own = this.#wanted.map((need) => ({ ...need, resource: this.#asOf(need.resource) }));
      this.#poller.want([...own, { resource: this.#changes as Resource<unknown>, priority: priority.visible }]);
    }, restBeforeReading);
  }

  refresh(keys?: readonly string[]): void {
    this.#poller.refresh(keys);
  }

  stop(): void {
    this.#stop?.();
    this.#poller.stop();
  }

  /** What has no past is what was last read of it. */
  #recall(own: Resource<unknown>, resource: Resource<unknown>): void {
    if (thenFamilies.has(familyOf(resource))) return;
    const { data, fetchedAt, problems } = this.#now(resource);
    if (data !== undefined && fetchedAt !== undefined && problems.length === 0)
      this.#poller.recall(own, data, fetchedAt);
  }

  #asOf(resource: Resource<unknown>): Resource<unknown> {
    const known = this.#wrapped.get(resource);
    if (known) return known;
    const { load, key, slow, isEnough } = resource;
    const read: Read = (other) => this.snapshot(other);
    const wrapped: Resource<unknown> = {
      key,
      every: never,
      ...(slow === undefined ? {} : { slow }),
      ...(isEnough ? { isEnough: isEnough.bind(resource) } : {}),
      load: (backend, options, _now, previous) => load.call(resource, backend, options, this.at, previous, read),
    };
    this.#wrapped.set(resource, wrapped);
    return wrapped;
  }

  /** Leaves out what came later, and turns back what was switched since. @returns undefined where nothing is known of then */
  #cut(resource: Resource<unknown>, data: unknown): unknown {
    const { at } = this;
    switch (familyOf(resource)) {
      case 'sources':
        return listAsOf(data as readonly Source[], 'source', this.changes, at);
      case 'destinations':
        return listAsOf(data as readonly Destination[], 'destination', this.changes, at);
      case 'warehouses':
        return listAsOf(data as readonly Warehouse[], 'warehouse', this.changes, at);
      case 'warehouse-syncs':
        return syncsAsOf(data as readonly Sync[], at);
      case 'api-calls':
      case 'api-calls-by-source':
      case 'mtu':
      case 'mtu-by-source':
        // Usage is counted when its day is over.
        return (data as readonly (ApiCallsDay | MtuDay)[]).filter(({ at: own }) => own + day <= at);
      default:
        return data;
    }
  }
}

/**
 * A sync that had not ended was running; what came of it was not known. The list has the newest syncs only: where all of them came
 * later, there may have been others.
 */
function syncsAsOf(syncs: readonly Sync[], at: number): readonly Sync[] | undefined {
  const before = syncs.filter(({ start }) => start <= at);
  if (before.length === 0 && syncs.length > 0) return undefined;
  return before.map((sync) =>
    sync.end !== undefined && sync.end > at
      ? {
          ...sync,
          end: undefined,
          status: 'running',
          word: t`RUNNING`,
          seconds: (at - sync.start) / second,
          rows: undefined,
          notices: [],
        }
      : sync,
  );
}

/** How far back operations go by the hour and by the minute (rules 59, 61), with room for a request that waits. */
const reach: Readonly<Record<'metrics' | 'steps', Readonly<Record<Granularity, number>>>> = {
  metrics: { MINUTE: 2 * day, HOUR: 7 * day, DAY: 14 * day },
  steps: { MINUTE: 2 * day, HOUR: 30 * day, DAY: 30 * day },
};
const room = 2 * minute;

const tooOld = (operation: SafeText, kind: ProblemKind): ReadError =>
  new ReadError({ kind, message: t`older than Segment keeps this data`, status: 0, operation });

/** Of a list that does not reach back to then. */
const lost: Partial<Snapshot> = {
  error: tooOld(t`warehouse syncs`, 'not-found').problem,
  status: 'failed',
  fetchedAt: undefined,
  askedAt: undefined,
};

/**
 * Refuses what the API would answer in part only: a window that begins before what is kept would be cut, and its sum be too low.
 * Where delivery metrics do not go back so far, Delivery Overview does.
 */
function withinReach(backend: Backend, now: () => number): Backend {
  const check = (of: 'metrics' | 'steps', { start }: Window, granularity: Granularity): void => {
    if (start >= now() - reach[of][granularity] + room) return;
    throw of === 'metrics' ? tooOld(t`delivery metrics`, 'not-found') : tooOld(t`Delivery Overview`, 'invalid-request');
  };
  const checked: Pick<Backend, 'deliveryMetrics' | 'deliveryStep'> = {
    deliveryMetrics: async (query, options) => {
      check('metrics', query.window, query.granularity);
      return backend.deliveryMetrics(query, options);
    },
    deliveryStep: async (query, options) => {
      check('steps', query.window, query.granularity);
      return backend.deliveryStep(query, options);
    },
  };
  return Object.assign(Object.create(backend) as Backend, checked);
}
