import { setTimeout as elapsed } from 'node:timers/promises';
import type { LocalPrivacy } from '../domain/privacy/local.ts';
import type { SafeText } from '../domain/text.ts';
import { day, minute, second } from '../domain/time.ts';
import type { LastSyncs } from '../storage/last-syncs.ts';
import { overviewNeeds } from '../workspace/needs/overview.ts';
import type { Backend } from '../workspace/polling/backend.ts';
import type { Clock } from '../workspace/polling/clock.ts';
import { Poller } from '../workspace/polling/poller.ts';
import { wholeOf } from '../workspace/polling/proof.ts';
import type { Need } from '../workspace/polling/resource.ts';
import { isRead, settled, slowSettled } from '../workspace/polling/settle.ts';
import * as resources from '../workspace/resources/common.ts';
import { refused } from '../workspace/resources/refused.ts';
import type { Overview } from '../workspace/watch/overview.ts';

/** The time for reads that the API allows twice a minute, once all else is in. */
const patience = 3 * second;
/** While the token is blocked until after the end, reads under way get this long. */
const landing = 2 * second;

/** Syncs that were read longer ago than this say nothing of today. */
const forgotten = 7 * day;
/** The longest that the end waits for reads that only the next run needs, ms. */
const keeping = 2 * second;

export interface ReadOnceOptions {
  readonly backend: Backend;
  readonly clock: Clock;
  readonly period: Overview['period'];
  /** When to answer with what is there, ms since 1970. */
  readonly until: number;
  readonly lastSyncs?: LastSyncs | undefined;
  /** The privacy marks of the user in the workspace of this id. */
  readonly privacyOf?: ((workspaceId: string) => LocalPrivacy) | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** What is wanted, worked out anew as answers come in; what an overview needs unless given. */
  readonly needsOf?: ((poller: WasRead) => readonly Need[]) | undefined;
  /** How long to wait for reads that the API allows twice a minute, once all else is in, ms. */
  readonly patience?: number | undefined;
}

/** What was read, as whoever asked for it looks at it. */
export type WasRead = Pick<Poller, 'snapshot' | 'version' | 'stop'>;

export interface ReadPicture {
  readonly poller: WasRead;
  readonly needs: () => readonly Need[];
  /** Nothing more is read for it. */
  stop(): void;
  /** What of it is not as of the moment that was asked for. */
  notes?(): readonly SafeText[];
}

/**
 * Reads what an overview of the workspace or a page needs, once, and never longer than until its time. Reads that are limited to a few a
 * minute begin when all else is in, so that their refusal holds up nothing, and start from what was read by an earlier run.
 * The caller stops the poller.
 * @throws whatever the choice of what to read throws
 */
export async function readOnce(options: ReadOnceOptions): Promise<ReadPicture> {
  const { backend, clock, period, until, lastSyncs, onProgress } = options;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timers: (() => void)[] = [clock.setTimer(resolve, Math.max(0, until - clock.now()))];
  const read = <T>(resource: Parameters<typeof poller.snapshot<T>>[0]) => poller.snapshot(resource);
  const privacy = () => {
    const { data } = read(resources.workspace);
    return data && options.privacyOf?.(data.id);
  };
  const needs = (): readonly Need[] =>
    options.needsOf?.(poller) ?? overviewNeeds(read, period, clock.now(), { privacy: privacy() });
  let isPatient = false;
  let movedAt = clock.now();
  let last = -1;
  const look = (): void => {
    const wanted = needs();
    const others = wanted.filter(({ resource }) => !resource.slow);
    const isSettled = settled(poller, others);
    if (isSettled && lastSyncs) recall(poller, lastSyncs);
    poller.want(isSettled ? wanted : others);
    const done = wanted.filter(({ resource }) => isRead(poller, resource)).length;
    onProgress?.(done, wanted.length);
    if (done !== last) movedAt = clock.now();
    last = done;
    if (refused(read) || slowSettled(poller, wanted)) return resolve();
    if (!isSettled || isPatient) return;
    isPatient = true;
    timers.push(clock.setTimer(resolve, options.patience ?? patience));
  };
  /** An error in a timer would reach nobody. */
  const guarded = (work: () => void) => () => {
    try {
      work();
    } catch (thrown) {
      reject(thrown);
    }
  };
  // What an earlier run has read is read again as soon as the API allows.
  const intervals = { 'warehouse-syncs': minute };
  const poller: Poller = new Poller({ backend, clock, batchMs: 10, intervals, onChange: guarded(() => look()) });
  const watch = guarded(() => {
    const { pausedUntil = 0 } = backend.wire();
    if (pausedUntil > until && clock.now() - movedAt >= landing) resolve();
    timers.push(clock.setTimer(watch, second / 2));
  });
  try {
    look();
    watch();
    await promise;
    return { poller, needs, stop: () => poller.stop() };
  } catch (thrown) {
    poller.stop();
    throw thrown;
  } finally {
    for (const stop of timers) stop();
  }
}

function recall(poller: Poller, lastSyncs: LastSyncs): void {
  for (const { id } of poller.snapshot(resources.warehouses).data ?? []) {
    const kept = lastSyncs.of(id);
    if (kept) poller.recall(resources.warehouseSyncs(id), kept.syncs, kept.at);
  }
}

/** Keeps syncs for the next run, while the end waits no longer than a moment for what only that one needs. */
export async function keepForNext(read: Pick<ReadPicture, 'poller'>, lastSyncs: LastSyncs, now: number): Promise<void> {
  await Promise.race([keepSyncs(read, lastSyncs, now - forgotten), elapsed(keeping, undefined, { ref: false })]);
}

/**
 * Keeps what was read of the warehouses for the next run, if it was read completely, as the file cannot say that something was
 * lost.
 */
export async function keepSyncs(
  { poller }: Pick<ReadPicture, 'poller'>,
  lastSyncs: LastSyncs,
  since: number,
): Promise<void> {
  const found = (poller.snapshot(resources.warehouses).data ?? []).flatMap(({ id }) => {
    const snapshot = poller.snapshot(resources.warehouseSyncs(id));
    const syncs = wholeOf(snapshot);
    const { fetchedAt: at } = snapshot;
    return syncs && at !== undefined ? [[id, { at, syncs }] as const] : [];
  });
  await lastSyncs.keep(new Map(found), since);
}
