import type { SeenSeries } from '../../domain/hours.ts';
import type { Problem } from '../../domain/problem.ts';
import { minute, second } from '../../domain/time.ts';
import type { Entry } from './entry.ts';
import { familyOf, type Resource } from './resource.ts';

/** What a read of some program on this host gave. */
export interface SharedAnswer {
  readonly data: unknown;
  readonly problems: readonly Problem[];
  readonly fetchedAt: number;
  readonly askedAt: number;
}

export interface SharedNews {
  readonly key: string;
  readonly fetchedAt: number;
}

/** What all programs on this host with the same access have read, and who of them reads it now. Nothing in it throws. */
export interface Shared {
  answer(key: string): SharedAnswer | undefined;
  /**
   * Asks to be the one that reads: `mine`, `other` while another does, `answered` where an answer is there that was fetched
   * after, and asked for at or after, these times. One that was fetched after `fetchedUntil` is forgotten.
   */
  claim(
    key: string,
    wanted: {
      readonly fetchedAfter: number;
      readonly fetchedUntil: number;
      readonly askedFrom: number;
      readonly priority: number;
    },
  ): 'mine' | 'other' | 'answered';
  /** Keeps an answer, and ends the claim. */
  keep(key: string, answer: SharedAnswer): void;
  /** Ends a claim without an answer. */
  release(key: string): void;
  /** Remembers what an answer told of hours. */
  see?(seen: readonly SeenSeries[]): void;
  /** Told what other programs have kept. */
  watch(listener: (news: readonly SharedNews[]) => void): void;
}

/** While another reads it, one looks again so often; its answer is told at once. */
export const soon = 2 * second;

/** What is dated further ahead comes out of the future: clocks of one host differ by less. */
const ahead = minute;

/** Payloads of events stay in memory; the catalog has a file of its own; a test of a connection is asked for by a person. */
const notShared: ReadonlySet<string> = new Set([
  'samples',
  'failure-log-state',
  'received',
  'violation-details',
  'connection-state',
  'catalog-sources',
  'catalog-destinations',
  'catalog-warehouses',
]);

/** The part of a poller that reads together with others. */
export class Sharing {
  readonly #shared: Shared;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  /** What is known of a resource that this program has not read. */
  remembered(resource: Resource<unknown>, now: number): SharedAnswer | undefined {
    return isShared(resource) ? this.#known(resource.key, now) : undefined;
  }

  /**
   * Whose turn it is to read: one's own, another's, or nobody's, where the answer is there.
   * @param every the interval of the resource, ms: what is older serves nobody
   */
  turn({ resource, snapshot, old, priority }: Entry, every: number, now: number): 'mine' | 'other' | SharedAnswer {
    if (!isShared(resource)) return 'mine';
    const fetchedAfter = Math.max(snapshot.fetchedAt ?? 0, now - every);
    const outcome = this.#shared.claim(resource.key, {
      fetchedAfter,
      fetchedUntil: now + ahead,
      askedFrom: old?.since ?? 0,
      priority,
    });
    if (outcome === 'answered') return this.#known(resource.key, now) ?? 'mine';
    return old?.isOwn ? 'mine' : outcome;
  }

  /** Gives the others what was read before there were any. */
  offer({ resource, snapshot: { data, problems, fetchedAt, askedAt, recalled } }: Entry): void {
    if (recalled || fetchedAt === undefined || askedAt === undefined) return;
    this.keep(resource, { data, problems, fetchedAt, askedAt });
  }

  keep(resource: Resource<unknown>, answer: SharedAnswer, seen?: readonly SeenSeries[]): void {
    if (isShared(resource)) this.#shared.keep(resource.key, answer);
    if (seen && isWholly(answer)) this.#shared.see?.(seen);
  }

  release(resource: Resource<unknown>): void {
    if (isShared(resource)) this.#shared.release(resource.key);
  }

  /** Not what comes out of the future: a clock was wrong then, or is now. */
  #known(key: string, now: number): SharedAnswer | undefined {
    const answer = this.#shared.answer(key);
    return answer && answer.fetchedAt <= now + ahead ? answer : undefined;
  }
}

/** A part of what was counted is no count (rule 229). */
const isWholly = ({ problems }: SharedAnswer): boolean => problems.every(({ kind }) => kind === 'odd-fields');

const isShared = (resource: Resource<unknown>): boolean => !notShared.has(familyOf(resource));
