import { type Problem, problemOf } from '../../domain/problem.ts';
import { sanitise } from '../../domain/text.ts';
import { earliestOf, second } from '../../domain/time.ts';
import { retryWait } from './backoff.ts';
import { boundedLoad } from './bounded-load.ts';
import { ChangeBatch } from './changes/change-batch.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { DueQueue } from './due-queue.ts';
import { Entries } from './entries.ts';
import { type Entry, isAwaited, named, type Old } from './entry.ts';
import { intervalOf } from './interval.ts';
import { type PollerOptions, usualOptions } from './poller-options.ts';
import type { Changes, Mark, Read } from './read.ts';
import { ReadQueue } from './read-queue.ts';
import type { Need, Resource } from './resource.ts';
import { type Shared, type SharedAnswer, type SharedNews, Sharing, soon } from './shared.ts';
import { type Snapshot, unread } from './snapshot.ts';
import { WantedNeeds } from './wanted-needs.ts';

/**
 * Keeps the wanted resources fresh. Pure over its clock and backend: no read ever rejects out of here, polling never stops
 * by itself, a resource nobody wants any more is aborted at once and its last data kept.
 */
export class Poller {
  readonly #options: Required<PollerOptions>;
  readonly #entries = new Entries();
  readonly #wanted = new WantedNeeds();
  /** Entries by their next read. An element whose time is not the snapshot's `nextAt` is outdated and skipped. */
  readonly #due = new DueQueue<Entry>();
  readonly #breaker = new CircuitBreaker<Entry>();
  readonly #queue: ReadQueue;
  readonly #batch: ChangeBatch;
  #sharing: Sharing | undefined;
  #stopTimer: (() => void) | undefined;
  #paused = false;
  #stopped = false;
  #version = 0;
  #lastNow = 0;

  constructor(options: PollerOptions) {
    this.#options = { ...usualOptions, ...options };
    const { clock, batchMs, onChange, atOnce, isBusy } = this.#options;
    this.#queue = new ReadQueue(atOnce);
    this.#batch = new ChangeBatch(clock, batchMs, onChange, () => this.#entries.values().some(isAwaited), isBusy);
  }

  /** Grows with every change of any snapshot. */
  get version(): number {
    return this.#version;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Which resources may read otherwise than at a mark. */
  since(mark: Mark | undefined): Changes {
    return this.#entries.journal.since(mark);
  }

  snapshot<T>(resource: Resource<T>): Snapshot<T> {
    const entry = this.#entries.get(resource.key) ?? this.#remembered(resource);
    return (entry?.snapshot ?? unread) as Snapshot<T>;
  }

  /** Declares the whole set of resources in use; whatever was wanted before and is not listed is aborted. */
  want(needs: readonly Need[]): void {
    const { dropped, changed } = this.#wanted.next(needs);
    for (const key of dropped) this.#drop(this.#entries.get(key));
    for (const need of changed) this.#keep(need);
    this.#schedule();
  }

  /** Reads together with other programs from now on: what any of them has read counts, and one of them asks. Undefined ends that. */
  share(shared: Shared | undefined): void {
    this.#sharing = shared && new Sharing(shared);
    this.#entries.journal.noteAll();
    shared?.watch((news) => this.#hear(news));
    for (const entry of this.#entries.values()) {
      if (entry.snapshot.data !== undefined) this.#sharing?.offer(entry);
      if (entry.snapshot.data !== undefined || !this.#remembered(entry.resource)) continue;
      entry.byInterval = (entry.snapshot.fetchedAt ?? 0) + this.every(entry.resource);
      if (entry.wanted && !entry.running && !entry.queued) this.#plan(entry, entry.byInterval);
      this.#update(entry, {});
    }
    this.#schedule();
  }

  /** Takes in what an earlier run has read, unless it has been read since; it is renewed when its interval is over. */
  recall<T>(resource: Resource<T>, data: T, fetchedAt: number): void {
    if (this.#entries.get(resource.key)?.snapshot.data !== undefined || fetchedAt > this.#now()) return;
    this.#update(this.#entries.recall(resource, { data, fetchedAt }), {});
  }

  /** Time between two reads of it, ms. */
  every(resource: Resource<unknown>): number {
    return intervalOf(resource, this.#options);
  }

  /** Intervals are others now: what waits for the end of one is planned anew. */
  replan(): void {
    for (const entry of this.#entries.values())
      if (entry.wanted && !entry.running && !entry.queued) this.#replan(entry, false);
    this.#schedule();
  }

  /** Reads again now, whatever the interval says and also while paused: one key, several, or everything wanted. */
  refresh(keys?: readonly string[]): void {
    const now = this.#now();
    const chosen = keys && new Set(keys);
    for (const [key, entry] of this.#entries) {
      if (!entry.wanted || entry.running || (chosen && !chosen.has(key))) continue;
      entry.failures = 0;
      this.#breaker.forget(entry);
      entry.old = { since: now, isOwn: true };
      this.#plan(entry, now);
      if (!entry.queued) this.#queue.join(entry);
    }
    this.#schedule();
    this.#pump();
    this.#options.backend.hurry?.();
  }

  /**
   * What a change in the workspace made old is read again: at once where it is wanted, else as soon as it is. A read under way
   * may have been answered before the change, so it begins anew.
   * @param keys a key that ends in a colon means all that begin so
   */
  reread(keys: readonly string[]): void {
    this.#reread(keys, { since: this.#now(), isOwn: true });
  }

  #reread(keys: readonly string[], old: Old): void {
    const isOld = named(keys);
    const now = this.#now();
    for (const [key, entry] of this.#entries) {
      if (!isOld(key)) continue;
      entry.old = old;
      if (entry.running) entry.running.abort();
      else this.#plan(entry, now);
      if (this.#paused && entry.wanted && !entry.running) this.#queue.join(entry);
    }
    this.#schedule();
    this.#pump();
  }

  /** Starts no more reads by itself; reads under way still come in. */
  pause(): void {
    this.#paused = true;
    for (const entry of this.#entries.values()) {
      const waits = this.#breaker.forget(entry) || entry.queued !== undefined;
      if (waits) this.#plan(entry, this.#now());
      entry.queued = undefined;
    }
  }

  resume(): void {
    this.#paused = false;
    this.#schedule();
  }

  /** Ends all reads and timers; the poller cannot be used again. */
  stop(): void {
    this.#stopped = true;
    this.#stopTimer?.();
    this.#batch.end();
    for (const entry of this.#entries.values()) entry.running?.abort();
  }

  /** What this or another program has read of it before. */
  #remembered(resource: Resource<unknown>): Entry | undefined {
    const known = this.#sharing?.remembered(resource, this.#now());
    return known && this.#entries.recall(resource, known);
  }

  #keep({ resource, priority: level, rank = 0 }: Need): void {
    const entry = this.#entries.get(resource.key) ?? this.#remembered(resource);
    if (!entry) {
      const snapshot: Snapshot = { ...unread, nextAt: this.#now() };
      const added: Entry = { resource, priority: level, rank, snapshot, failures: 0, wanted: true };
      this.#entries.add(added);
      this.#due.add(snapshot.nextAt!, added);
      return;
    }
    // The same resource as urgent as before: it is planned already. Thousands of them are declared at every change.
    const isSame = entry.wanted && entry.resource === resource;
    const moved = entry.priority !== level || entry.rank !== rank;
    if (isSame && !moved) return;
    const back = !entry.wanted;
    Object.assign(entry, { resource, priority: level, rank, wanted: true });
    if (entry.queued && moved) this.#queue.join(entry);
    if (isSame) return;
    if (!entry.running && !entry.queued) this.#replan(entry, back);
  }

  /**
   * A resource that is wanted again is due when its interval ends, or at once if it had failed; a shorter interval counts from
   * the last read.
   */
  #replan(entry: Entry, back: boolean): void {
    const { nextAt, fetchedAt, status } = entry.snapshot;
    const now = this.#now();
    const usual = fetchedAt === undefined ? now : fetchedAt + this.every(entry.resource);
    // What failed waits for its pause, also where a change made it old: it is declared again many times meanwhile.
    const isPausing = status === 'failed' && !back;
    const due = isPausing ? (nextAt ?? now) : entry.old || status === 'failed' ? now : usual;
    // A time that came from an interval is replaced when the interval changes; a time that was set for another reason stays.
    const isByInterval = entry.byInterval === nextAt;
    const at = isByInterval ? due : Math.min(due, nextAt ?? due);
    if (isByInterval) entry.byInterval = at;
    if (back || at !== nextAt) this.#plan(entry, at);
  }

  #drop(entry: Entry | undefined): void {
    if (!entry?.wanted) return;
    entry.wanted = false;
    entry.queued = undefined;
    this.#breaker.forget(entry);
    entry.running?.abort();
    if (entry.snapshot.data === undefined && !entry.running) this.#entries.forget(entry);
  }

  #plan(entry: Entry, at: number): void {
    if (entry.snapshot.nextAt !== at) this.#update(entry, { nextAt: at });
    this.#due.add(at, entry);
  }

  /** Queues everything that is due and sets the timer for what is due next. */
  #schedule(): void {
    if (this.#stopped || this.#paused) return;
    const now = this.#now();
    for (let due = this.#due.take(now); due; due = this.#due.take(now)) {
      const { item: entry, at } = due;
      const isValid = entry.wanted && !entry.queued && !entry.running && entry.snapshot.nextAt === at;
      if (!isValid) continue;
      // While the host does not answer, reads that failed wait: a single probe at a time finds out when it is back.
      if (this.#breaker.isOn && entry.failures > 0) this.#breaker.suspend(entry);
      else this.#queue.join(entry);
    }
    const probe = this.#breaker.take(now, (entry) => (entry.resource.isTokenCheck ? -1 : entry.priority));
    if (probe) this.#queue.join(probe);
    this.#pump();
    this.#setTimer();
  }

  #setTimer(): void {
    this.#stopTimer?.();
    const next = earliestOf([this.#due.nextAt ?? [], this.#breaker.nextAt ?? []].flat());
    const planned = (at: number) =>
      this.#options.clock.setTimer(() => this.#schedule(), Math.max(200, at - this.#now()));
    this.#stopTimer = next === undefined ? undefined : planned(next);
  }

  /** The time. When the clock was set back, reads planned before would come far too late, so they are planned again. */
  #now(): number {
    const now = this.#options.clock.now();
    const setBack = now < this.#lastNow - 5 * second;
    this.#lastNow = now;
    if (setBack) {
      for (const entry of this.#entries.values()) {
        const { nextAt, fetchedAt = 0 } = entry.snapshot;
        // A read that is dated in the future asked for a window in the future: it is read again now.
        const most = fetchedAt > now ? now : now + this.every(entry.resource);
        if (nextAt !== undefined) this.#plan(entry, Math.min(nextAt, most));
      }
    }
    return now;
  }

  #pump(): void {
    if (this.#stopped) return;
    for (let entry = this.#queue.next(); entry; entry = this.#queue.next())
      if (!this.#isServed(entry)) void this.#run(entry);
  }

  /** Whether another program has read it meanwhile, or does so now. A read that failed is retried by each program itself. */
  #isServed(entry: Entry): boolean {
    if (!this.#sharing || entry.failures > 0) return false;
    const now = this.#now();
    const turn = this.#sharing.turn(entry, this.every(entry.resource), now);
    if (turn === 'mine') return false;
    entry.queued = undefined;
    if (turn === 'other') this.#plan(entry, now + soon);
    else this.#succeed(entry, turn, turn.fetchedAt);
    this.#setTimer();
    return true;
  }

  /** Takes in at once what another program has read, so that all count their intervals from it. */
  #hear(news: readonly SharedNews[]): void {
    // What nobody here wants is read from what the others keep.
    for (const { key } of news) this.#entries.journal.note(key);
    if (this.#paused || this.#stopped) return;
    for (const { key, fetchedAt } of news) {
      const entry = this.#entries.get(key);
      if (!entry?.wanted || entry.running || fetchedAt <= (entry.snapshot.fetchedAt ?? 0)) continue;
      const answer = this.#sharing?.remembered(entry.resource, this.#now());
      if (!answer || answer.askedAt < (entry.old?.since ?? 0)) continue;
      entry.queued = undefined;
      this.#succeed(entry, answer, answer.fetchedAt);
    }
    this.#schedule();
  }

  async #run(entry: Entry): Promise<void> {
    const { backend, clock, longest } = this.#options;
    const { resource, priority: level } = entry;
    const abort = new AbortController();
    const slot = this.#queue.slotOf(entry);
    entry.queued = undefined;
    entry.running = abort;
    this.#update(entry, { status: 'loading', nextAt: undefined });
    const onThrottled = (isThrottled: boolean) => {
      slot.throttled(isThrottled);
      // Not synchronously: this is called by the rate budget while it goes through its own queue.
      queueMicrotask(() => this.#pump());
    };
    const read: Read = (other) => this.snapshot(other);
    const bounds = { backend, clock, priority: level, signal: abort.signal, longest, onThrottled, read };
    try {
      const askedAt = clock.now();
      const jumps = clock.jumps?.();
      const { value, problems, seen } = await boundedLoad(resource, bounds, entry.snapshot.data);
      // The clock was corrected meanwhile, so the read asked for the wrong window: it is done again.
      if (clock.jumps?.() !== jumps) abort.abort();
      if (!abort.signal.aborted) {
        const answer = { data: value, problems, askedAt, fetchedAt: this.#now() };
        this.#sharing?.keep(resource, answer, seen);
        this.#succeed(entry, answer);
      }
    } catch (thrown) {
      if (!abort.signal.aborted) this.#fail(entry, problemOf(thrown, sanitise(resource.key)));
    }
    entry.running = undefined;
    slot.leave();
    if (abort.signal.aborted || entry.failures > 0) this.#sharing?.release(resource);
    if (abort.signal.aborted) this.#aborted(entry);
    this.#schedule();
    this.#pump();
  }

  /** Nobody wanted the read, or it was too old by then: if somebody wants it now it is read again, as reads under way come in while paused. */
  #aborted(entry: Entry): void {
    this.#breaker.forget(entry);
    const { data, error } = entry.snapshot;
    if (!entry.wanted && data === undefined) {
      this.#entries.forget(entry);
      return;
    }
    const status = error ? 'failed' : data === undefined ? 'waiting' : 'ready';
    const now = this.#now();
    this.#update(entry, { status, nextAt: now });
    if (this.#paused && entry.wanted) this.#queue.join(entry);
    else this.#due.add(now, entry);
  }

  /** @param readAt when another program read it: what it invalidates may have been read again by that one since */
  #succeed(entry: Entry, { data, problems, askedAt, fetchedAt }: SharedAnswer, readAt?: number): void {
    entry.failures = 0;
    entry.old = undefined;
    const nextAt = fetchedAt + this.every(entry.resource) * (1 - 0.1 * this.#options.random());
    const before = entry.snapshot.data;
    entry.byInterval = nextAt;
    const fresh = { data, problems, error: undefined, fetchedAt, askedAt, recalled: undefined } as const;
    this.#update(entry, { ...fresh, status: 'ready', nextAt });
    this.#due.add(nextAt, entry);
    this.#release(this.#breaker.answered());
    const old = entry.resource.invalidates?.(data, before, this.#now()) ?? [];
    if (old.length > 0) this.#reread(old, { since: readAt ?? this.#now(), isOwn: false });
  }

  #fail(entry: Entry, error: Problem): void {
    const waiting = { every: this.every(entry.resource), isTokenCheck: entry.resource.isTokenCheck };
    const now = this.#now();
    const nextAt = now + retryWait(error, entry.failures, waiting, this.#options.random());
    entry.failures += 1;
    this.#update(entry, { error, status: 'failed', nextAt });
    this.#due.add(nextAt, entry);
    this.#release(this.#breaker.failed(entry, error.kind, now, this.#options.random()));
  }

  /** Queues the reads that the circuit breaker had suspended, except what another program has read meanwhile. */
  #release(entries: readonly Entry[]): void {
    for (const entry of entries) if (entry.snapshot.status === 'failed') this.#queue.join(entry);
  }

  #update(entry: Entry, change: Partial<Snapshot>): void {
    this.#version += 1;
    this.#entries.journal.note(entry.resource.key);
    entry.snapshot = { ...entry.snapshot, ...change, version: entry.snapshot.version + 1 };
    this.#batch.touch();
  }
}
