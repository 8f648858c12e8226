import type { Settings } from '../config/settings.ts';
import { type Local, noLocal } from '../domain/local.ts';
import type { Problem, ProblemKind } from '../domain/problem.ts';
import { earliestOf, second } from '../domain/time.ts';
import type { ReportProblem } from '../storage/document.ts';
import type { LocalStore } from '../storage/local.ts';
import type { OpenStore } from '../store/open-store.ts';
import { overviewNeeds } from '../workspace/needs/overview.ts';
import type { Backend } from '../workspace/polling/backend.ts';
import { readingOf } from '../workspace/polling/changes/reading.ts';
import type { Clock } from '../workspace/polling/clock.ts';
import { Poller } from '../workspace/polling/poller.ts';
import { familyOf, type Need } from '../workspace/polling/resource.ts';
import { isRead } from '../workspace/polling/settle.ts';
import * as resources from '../workspace/resources/common.ts';
import { refused } from '../workspace/resources/refused.ts';
import type { Allowance } from '../workspace/usage/meters.ts';
import { type Overview, overview } from '../workspace/watch/overview.ts';
import type { EventLog } from './event-log.ts';
import type { Duty, DutyOf, Post, ReadsOfKind, Standing } from './ports.ts';

/** The store of what a poller reads, kept by who opens it. */
export interface Memory {
  last(): Promise<void>;
  ready(): Promise<void>;
  follow(): void;
  current(): OpenStore | undefined;
  end(): void;
}

export interface PostOptions {
  readonly settings: Settings;
  readonly allowance: Allowance;
  readonly backend: Backend;
  readonly clock: Clock;
  readonly memory: (poller: Poller, report: ReportProblem) => Memory;
  readonly localStore: LocalStore;
  readonly stateDir: string;
  /** What webhooks are signed with, where there is a secret. */
  readonly secret: string | undefined;
  readonly log: EventLog;
  readonly duties: readonly DutyOf[];
}

export interface TakenPost {
  readonly post: Post;
  end(): Promise<void>;
}

/** What is needed changes with time too: hours begin and end. */
const tickEvery = 10 * second;
/** Nobody looks at a screen: changes are taken in together. */
const batchMs = 500;
/** Reads of at most this interval tell how old the picture is, ms. */
const oftenRead = 60 * second;

/** Takes up the watch of one workspace: what Home needs is kept fresh, and the duties go on beside it. */
export async function takePost(options: PostOptions): Promise<TakenPost> {
  const { settings, allowance, backend, clock, localStore, log } = options;
  const { profile, period } = settings;
  let needs: readonly Need[] = [];
  let duties: readonly Duty[] = [];
  let picture: { readonly version: number; readonly at: number; readonly overview: Overview } | undefined;
  const poller = new Poller({ backend, clock, batchMs, intervals: settings.refresh, onChange: () => look() });
  const memory = options.memory(poller, ({ message }) => log.warn('file', { reason: message }));
  const workspaceId = () => poller.snapshot(resources.workspace).data?.id;
  const local = (): Local => {
    const id = workspaceId();
    return id === undefined ? noLocal : localStore.get({ profile, workspaceId: id });
  };
  const read = readingOf(poller);
  const failures = failureLog(poller, log);
  const isAllRead = readOnce(poller);
  let isReady = false;
  const becomeReady = async (): Promise<void> => {
    // The store is opened as soon as the workspace is known.
    await memory.ready();
    isReady = true;
  };
  const look = (): void => {
    const own = overviewNeeds(read, period, clock.now(), { privacy: local().privacy });
    needs = [...own, ...duties.flatMap((duty) => duty.needs?.() ?? [])];
    poller.want(needs);
    memory.follow();
    failures(needs);
    if (!isReady && workspaceId() !== undefined && !refused(read) && isAllRead(needs)) void becomeReady();
    for (const duty of duties) duty.looked?.();
  };
  const post: Post = {
    profile,
    settings,
    backend,
    clock,
    log,
    stateDir: options.stateDir,
    read,
    workspaceId,
    local,
    overview: () => {
      const [version, at] = [poller.version, Math.floor(clock.now() / tickEvery)];
      if (picture?.version !== version || picture.at !== at)
        picture = { version, at, overview: overview(read, period, clock.now(), allowance, local().privacy) };
      return picture.overview;
    },
    store: memory.current,
    standing: () => standingOf(poller, needs, isReady, backend.wire().requests),
    reads: () => readsOf(poller, needs),
  };
  poller.pause();
  await memory.last();
  await memory.ready();
  duties = options.duties.map((begin) => begin(post));
  look();
  poller.resume();
  const tick = (): void => {
    stopTick = clock.setTimer(tick, tickEvery);
    // What a dashboard on this host has changed; the file is small.
    void localStore.reload();
    look();
  };
  let stopTick = clock.setTimer(tick, tickEvery);
  return {
    post,
    end: async () => {
      stopTick();
      poller.stop();
      await Promise.all(duties.map((duty) => duty.end?.()));
      memory.end();
    },
  };
}

/** Whether each of what is needed has been read once: at any moment some of it is being read again. */
function readOnce(poller: Poller): (needs: readonly Need[]) => boolean {
  const known = new Set<string>();
  return (needs) => {
    for (const { resource } of needs) if (isRead(poller, resource)) known.add(resource.key);
    return needs.every(({ resource }) => resource.slow || known.has(resource.key));
  };
}

function standingOf(poller: Poller, needs: readonly Need[], isReady: boolean, requests: number): Standing {
  const often = needs.filter(({ resource }) => resource.every <= oftenRead && !resource.slow);
  return {
    isReady,
    lastPollAt: earliestOf(often.flatMap(({ resource }) => poller.snapshot(resource).fetchedAt ?? [])),
    problems: failing(poller, needs).length,
    requests,
  };
}

function readsOf(poller: Poller, needs: readonly Need[]): readonly ReadsOfKind[] {
  const kinds = Map.groupBy(needs, ({ resource }) => familyOf(resource));
  return [...kinds].map(([family, own]) => {
    const oldest = earliestOf(own.flatMap(({ resource }) => poller.snapshot(resource).fetchedAt ?? []));
    return { family, oldest, failing: failing(poller, own).length };
  });
}

function failing(poller: Poller, needs: readonly Need[]) {
  return needs.filter(({ resource }) => {
    const { error, problems } = poller.snapshot(resource);
    return error !== undefined || problems.length > 0;
  });
}

/** What keeps the API from being reached: it is over when no read fails for it any more, whatever else they fail for. */
const ofTheWay: ReadonlySet<ProblemKind> = new Set(['network', 'timeout', 'server', 'rate-limited']);

/**
 * Tells once that reads fail, and once that they work again, of each kind of trouble for itself: an hour without a network is two
 * lines, also with a token that may never read some things.
 */
function failureLog(poller: Poller, log: EventLog): (needs: readonly Need[]) => void {
  /** The kinds that were told, each with a read that fails for it. */
  const told = new Map<ProblemKind, string>();
  return (needs) => {
    const failing = new Map<string, Problem>();
    for (const { resource } of needs) {
      const { error } = poller.snapshot(resource);
      if (error) failing.set(resource.key, error);
    }
    const kinds = Map.groupBy(failing, ([, { kind }]) => kind);
    for (const [kind, [first]] of kinds) {
      if (!first) continue;
      const [resource, { status }] = first;
      const known = told.get(kind);
      if (known === undefined) log.warn('reads fail', { resource, kind, status });
      if (known === undefined || !failing.has(known)) told.set(kind, resource);
    }
    for (const [kind, key] of told) {
      // Who is refused and cannot even ask is refused still.
      if (kinds.has(kind) || (failing.has(key) && !ofTheWay.has(kind))) continue;
      told.delete(kind);
      log.info('reads work again', { kind });
    }
  };
}
