import { type Problem, problemOf } from '../domain/problem.ts';
import type { Priority } from '../domain/queries.ts';
import { sanitise } from '../domain/text.ts';
import { minute, second } from '../domain/time.ts';
import type { Backend } from './backend.ts';
import type { Clock } from './clock.ts';
import type { Need, Resource } from './resource.ts';
import { type Snapshot, unread } from './snapshot.ts';

export interface PollerOptions {
  readonly backend: Backend;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
  /** Called at most once per `batchMs`, however many reads end. */
  readonly onChange?: () => void;
  readonly batchMs?: number;
  readonly atOnce?: number;
}

interface Entry {
  resource: Resource<unknown>;
  priority: Priority;
  snapshot: Snapshot;
  failures: number;
  wanted: boolean;
  queued: boolean;
  running?: AbortController | undefined;
}

const shortestRetry = 2 * second;
const longestRetry = minute;

/**
 * Keeps the wanted resources fresh. Pure over its clock and backend: no read ever rejects out of here, polling never stops
 * by itself, a resource nobody wants any more is aborted at once and its last data kept.
 */
export class Poller {
  readonly #options: Required<PollerOptions>;
  readonly #entries = new Map<string, Entry>();
  readonly #queues: [Entry[], Entry[], Entry[], Entry[]] = [[], [], [], []];
  #running = 0;
  #runningSlow = 0;
  #stopTimer: (() => void) | undefined;
  #stopBatch: (() => void) | undefined;
  #paused = false;
  #stopped = false;
  #version = 0;

  constructor(options: PollerOptions) {
    this.#options = { random: Math.random, onChange: () => undefined, batchMs: 60, atOnce: 12, ...options };
  }

  /** Grows with every change of any snapshot. */
  get version(): number {
    return this.#version;
  }

  get paused(): boolean {
    return this.#paused;
  }

  snapshot<T>(resource: Resource<T>): Snapshot<T> {
    return (this.#entries.get(resource.key)?.snapshot ?? unread) as Snapshot<T>;
  }

  /** Declares the whole set of resources in use; whatever was wanted before and is not listed is aborted. */
  want(needs: readonly Need[]): void {
    const wanted = new Map<string, Need>();
    for (const need of needs) {
      const before = wanted.get(need.resource.key);
      if (!before || need.priority < before.priority) wanted.set(need.resource.key, need);
    }
    for (const [key, entry] of this.#entries) if (entry.wanted && !wanted.has(key)) this.#drop(entry);
    for (const [key, { resource, priority }] of wanted) this.#keep(key, resource, priority);
    this.#schedule();
  }

  /** Reads again now, whatever the interval says: one key, several, or everything wanted. */
  refresh(keys?: readonly string[]): void {
    const now = this.#options.clock.now();
    for (const [key, entry] of this.#entries) {
      if (!entry.wanted || entry.running || (keys && !keys.includes(key))) continue;
      entry.failures = 0;
      this.#update(entry, { nextAt: now });
    }
    this.#schedule();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#schedule();
  }

  /** Ends all reads and timers; the poller cannot be used again. */
  stop(): void {
    this.#stopped = true;
    this.#stopTimer?.();
    this.#stopBatch?.();
    for (const entry of this.#entries.values()) entry.running?.abort();
  }

  #keep(key: string, resource: Resource<unknown>, priority: Priority): void {
    const entry = this.#entries.get(key);
    if (entry) {
      if (entry.queued && entry.priority !== priority) entry.queued = false;
      Object.assign(entry, { resource, priority, wanted: true });
      return;
    }
    const snapshot: Snapshot = { ...unread, nextAt: this.#options.clock.now() };
    this.#entries.set(key, { resource, priority, snapshot, failures: 0, wanted: true, queued: false });
  }

  #drop(entry: Entry): void {
    entry.wanted = false;
    entry.queued = false;
    entry.running?.abort();
    if (entry.snapshot.data === undefined && !entry.running) this.#entries.delete(entry.resource.key);
  }

  #schedule(): void {
    if (this.#stopped || this.#paused) return;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    const now = this.#options.clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) {
      if (!entry.wanted || entry.queued || entry.running) continue;
      const at = entry.snapshot.nextAt ?? now;
      if (at <= now) this.#enqueue(entry);
      else if (at < next) next = at;
    }
    this.#pump();
    if (Number.isFinite(next))
      this.#stopTimer = this.#options.clock.setTimer(() => this.#schedule(), Math.max(200, next - now));
  }

  #enqueue(entry: Entry): void {
    entry.queued = true;
    this.#queues[entry.priority].push(entry);
  }

  #pump(): void {
    for (const queue of this.#queues) {
      const waiting: Entry[] = [];
      while (queue.length > 0 && this.#running < this.#options.atOnce) {
        const entry = queue.shift()!;
        if (!entry.queued || entry.running || this.#queues[entry.priority] !== queue) continue;
        if (entry.resource.slow && this.#runningSlow >= 2) waiting.push(entry);
        else void this.#run(entry);
      }
      queue.unshift(...waiting);
    }
  }

  async #run(entry: Entry): Promise<void> {
    const { backend, clock } = this.#options;
    const { resource } = entry;
    const abort = new AbortController();
    entry.queued = false;
    entry.running = abort;
    if (resource.slow) this.#runningSlow += 1;
    else this.#running += 1;
    this.#update(entry, { status: 'loading', nextAt: undefined });
    try {
      const { value, problems } = await resource.load(
        backend,
        { signal: abort.signal, priority: entry.priority },
        clock.now(),
      );
      if (!abort.signal.aborted) this.#succeed(entry, value, problems);
    } catch (thrown) {
      if (!abort.signal.aborted) this.#fail(entry, problemOf(thrown, sanitise(resource.key)));
    } finally {
      entry.running = undefined;
      if (resource.slow) this.#runningSlow -= 1;
      else this.#running -= 1;
      if (abort.signal.aborted)
        this.#update(entry, { status: entry.snapshot.data === undefined ? 'waiting' : 'ready', nextAt: clock.now() });
      this.#afterRun();
    }
  }

  /** Fills the freed place. Looking at every timer after each read would be quadratic in a workspace of thousands. */
  #afterRun(): void {
    if (this.#stopped) return;
    const few = this.#entries.size < 500;
    if (few || this.#running === 0 || !this.#stopTimer) this.#schedule();
    else this.#pump();
  }

  #succeed(entry: Entry, data: unknown, problems: readonly Problem[]): void {
    const now = this.#options.clock.now();
    entry.failures = 0;
    const early = 1 - 0.1 * this.#options.random();
    this.#update(entry, {
      data,
      problems,
      error: undefined,
      fetchedAt: now,
      status: 'ready',
      nextAt: now + entry.resource.every * early,
    });
  }

  /** Backs off without end, but never further than the resource's own interval, so that recovery shows within one. */
  #fail(entry: Entry, error: Problem): void {
    const now = this.#options.clock.now();
    const doubled = Math.min(shortestRetry * 2 ** Math.min(entry.failures, 20), longestRetry, entry.resource.every);
    entry.failures += 1;
    const jittered = doubled * (1 - 0.25 * this.#options.random());
    const wait = Math.max(jittered, error.retryAfter ?? 0);
    this.#update(entry, { error, status: 'failed', nextAt: now + wait });
  }

  #update(entry: Entry, change: Partial<Snapshot>): void {
    this.#version += 1;
    entry.snapshot = { ...entry.snapshot, ...change, version: entry.snapshot.version + 1 };
    if (this.#stopped || this.#stopBatch) return;
    this.#stopBatch = this.#options.clock.setTimer(() => {
      this.#stopBatch = undefined;
      this.#options.onChange();
    }, this.#options.batchMs);
  }
}
