import type { HourHistory, SeenSeries } from '../domain/hours.ts';
import type { Access } from './access.ts';
import { Answers, type NewAnswer, type StoredAnswer } from './answers.ts';
import type { Database } from './database.ts';
import { Hours } from './hours.ts';
import { type Leases, leasesOf } from './leases.ts';
import { type Bounds, isNear, pruneStep } from './prune.ts';
import { Steadiness } from './steadiness.ts';

/** The clock of this host: what all its programs go by. */
export interface HostClock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Runs `run` once after `ms`; the returned function cancels. */
  setTimer(run: () => void, ms: number): () => void;
}

/** Its timers keep no program alive. */
export const hostClock: HostClock = {
  now: Date.now,
  setTimer: (run, ms) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

export interface SharedStoreOptions {
  /** When this program began to watch without a screen, ms, where it does. */
  readonly watchesSince?: number | undefined;
  readonly database: Database;
  readonly access: Access;
  /** Who may see what was seen by the hour: it outlives versions of segtop. */
  readonly hoursAccess: Access;
  readonly clock?: HostClock;
  readonly bounds?: Bounds;
}

/** What a claim asks for. */
export interface Claim {
  /** An answer serves that was fetched later than this, ms. */
  readonly fetchedAfter: number;
  /** An answer that says to be fetched later than this was dated by a clock that ran ahead: it serves nobody, and makes room, ms. */
  readonly fetchedUntil?: number | undefined;
  /** An answer serves whose read began then or later, ms. */
  readonly askedFrom: number;
  /** The lower, the more urgent. */
  readonly priority: number;
}

/** How often it is looked whether others have kept something, ms. */
const watchEvery = 500;
const beatEvery = 3000;
/** What is kept within so long becomes one transaction, ms. */
const flushAfter = 100;
/** Where others have the file for too long, or the disk is full, ms. */
const flushAgainAfter = 5000;
/** Days of hours that one transaction writes: it must be over before the next frame. */
const daysAtOnce = 100;
const lastFlushes = 20;
const pruneAfter = 20_000;
const pruneEvery = 10 * 60_000;
const pruneRest = 200;

/**
 * What was read, and who reads it now, shared by all programs that have the same access. Nothing here throws; where the file
 * cannot be used, each program is by itself.
 */
export class SharedStore {
  readonly #database: Database;
  readonly #answers: Answers;
  readonly #hours: Hours;
  readonly #leases: Leases;
  readonly #options: SharedStoreOptions;
  readonly #clock: HostClock;
  /** Answers that are still to be written, by key. */
  readonly #pending = new Map<string, StoredAnswer>();
  readonly #given = new Set<string>();
  /** When each answer was fetched, of those that are there. */
  readonly #known = new Map<string, number>();
  readonly #timers = new Set<() => void>();
  readonly #steadiness = new Steadiness();
  #stopFlush: (() => void) | undefined;
  #dataVersion: unknown;
  #listener: ((news: readonly NewAnswer[]) => void) | undefined;

  constructor(options: SharedStoreOptions) {
    const { database, access, hoursAccess, clock = hostClock } = options;
    this.#options = options;
    this.#database = database;
    this.#clock = clock;
    this.#answers = new Answers(database, access);
    this.#hours = new Hours(database, hoursAccess, clock.now);
    this.#leases = leasesOf(database, access.id, clock.now, options.watchesSince);
    this.#leases.beat();
    this.#look();
    this.#every(beatEvery, () => this.#leases.beat());
    this.#every(watchEvery, () => this.#look());
    this.#later(pruneAfter, () => this.#prune());
    this.#every(pruneEvery, () => this.#prune());
  }

  /** Since when a program without a screen watches the workspace, ms by the clock of this host. */
  watched(): number | undefined {
    return this.#leases.watched();
  }

  get file(): string {
    return this.#database.file;
  }

  /** The newest answer of a key, where there is one. */
  answer(key: string): StoredAnswer | undefined {
    const pending = this.#pending.get(key);
    if (pending) return pending;
    return this.#known.has(key) ? this.#answers.get(key) : undefined;
  }

  /**
   * Asks to be the one that reads: `mine`, or `other` while another program does, or `answered` where an answer that serves is
   * there by now.
   */
  claim(
    key: string,
    { fetchedAfter, fetchedUntil = Number.POSITIVE_INFINITY, askedFrom, priority }: Claim,
  ): 'mine' | 'other' | 'answered' {
    this.flush();
    const outcome = this.#database.write(() => {
      const times = this.#answers.timesOf(key);
      const isAhead = times !== undefined && times.fetchedAt > fetchedUntil;
      // It would be taken for the newest one until then, here and by those that have seen it.
      if (isAhead) this.#answers.remove(key);
      if (isAhead || !times) this.#known.delete(key);
      else if (times.fetchedAt > fetchedAfter && times.askedAt >= askedFrom) {
        this.#known.set(key, times.fetchedAt);
        return 'answered';
      }
      return this.#leases.take(key, priority) ? 'mine' : 'other';
    });
    return outcome ?? 'mine';
  }

  /** Keeps an answer for the others and gives the lease back. */
  keep(key: string, answer: StoredAnswer): void {
    if (!this.#database.isOpen) return;
    this.#pending.set(key, answer);
    this.#known.set(key, answer.fetchedAt);
    this.release(key);
  }

  /** Gives a lease back without an answer. */
  release(key: string): void {
    if (!this.#database.isOpen) return;
    this.#given.add(key);
    this.#flushIn(flushAfter);
  }

  /** Remembers what an answer told of hours. */
  see(seen: readonly SeenSeries[]): void {
    if (!this.#database.isOpen) return;
    this.#hours.add(seen);
    if (this.#hours.isBehind) this.#flushIn(flushAfter);
  }

  /** What was seen by the hour. */
  get hours(): HourHistory {
    return this.#hours;
  }

  /** Calls back with what other programs have kept, as it comes; one listener. */
  watch(listener: (news: readonly NewAnswer[]) => void): void {
    this.#listener = listener;
  }

  /** Writes what is still to be written. */
  flush(): void {
    if (this.#stopFlush === undefined) return;
    this.#stopFlush();
    this.#stopFlush = undefined;
    const done = this.#database.write(() => {
      for (const [key, answer] of this.#pending) this.#answers.put(key, answer);
      for (const key of this.#given) this.#leases.give(key);
      return this.#hours.write(daysAtOnce);
    });
    if (!done) {
      if (this.#database.isOpen) this.#flushIn(flushAgainAfter);
      return;
    }
    done();
    this.#pending.clear();
    this.#given.clear();
    if (this.#hours.isBehind) this.#flushIn(flushAfter);
  }

  #flushIn(ms: number): void {
    this.#stopFlush ??= this.#clock.setTimer(() => this.flush(), ms);
  }

  close(): void {
    // Also those of a file that broke and was closed meanwhile.
    for (const stop of this.#timers) stop();
    this.#timers.clear();
    this.#listener = undefined;
    if (!this.#database.isOpen) return;
    this.flush();
    for (let turn = 0; this.#hours.isBehind && turn < lastFlushes; turn += 1) this.flush();
    this.#leases.end();
    this.#database.close();
  }

  #look(): void {
    // Only what another connection has written changes it.
    const version = this.#database.read(() => this.#database.sql('PRAGMA data_version').get()?.data_version);
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    const news = this.#answers.news().filter(({ key, fetchedAt }) => fetchedAt > (this.#known.get(key) ?? 0));
    for (const { key, fetchedAt } of news) this.#known.set(key, fetchedAt);
    if (news.length > 0) this.#listener?.(news);
  }

  #prune(): void {
    const { database, bounds } = this.#options;
    const now = this.#clock.now();
    const isSure = this.#steadiness.isSure(now, () => isNear(database, now));
    if (pruneStep(database, now, bounds, isSure)) this.#later(pruneRest, () => this.#prune());
  }

  #every(ms: number, run: () => void): void {
    this.#later(ms, () => {
      run();
      this.#every(ms, run);
    });
  }

  #later(ms: number, run: () => void): void {
    const stop = this.#clock.setTimer(() => {
      this.#timers.delete(stop);
      run();
    }, ms);
    this.#timers.add(stop);
  }
}
