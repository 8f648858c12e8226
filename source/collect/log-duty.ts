import { type FailureLogQuery, requestsPerDay } from '../domain/delivery/failure-log.ts';
import { whole } from '../domain/format.ts';
import { type Answer, ReadError } from '../domain/problem.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { hour, minute } from '../domain/time.ts';
import type { AskedHour, FailureLogs } from '../store/failure-logs.ts';
import { durable } from './durable.ts';
import {
  type FailingDestination,
  type LogRequest,
  leftOut,
  mostFiles,
  nextRequest,
  notUnderstood,
} from './log-plan.ts';
import { readLog } from './read-log.ts';
import { emptyTally, understood } from './tally.ts';

/** The time, and timers that keep no program alive. */
export interface DutyClock {
  now(): number;
  setTimer(run: () => void, ms: number): () => void;
}

/** The store of the open workspace, as far as logs need it. */
export interface LogStore {
  readonly logs: Pick<FailureLogs, 'isOpen' | 'put' | 'hours' | 'asked' | 'takeRequest' | 'used' | 'close'>;
  /** The right to ask: one program of the host has it at a time. */
  readonly store: {
    claim(key: string, wanted: { fetchedAfter: number; askedFrom: number; priority: number }): string;
    release(key: string): void;
  };
}

export interface LogDutyOptions {
  readonly clock: DutyClock;
  /** Undefined while it is not open. */
  readonly store: () => LogStore | undefined;
  /** Destinations that fail and have a collection, newest first. */
  readonly failing: () => readonly FailingDestination[];
  /** Asks for the links of one hour. */
  readonly links: (query: FailureLogQuery, signal: AbortSignal) => Promise<Answer<readonly string[]>>;
  /** The bytes behind a link, by a client without a token. */
  readonly download: (link: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** Told of each hour of which lines came in. */
  readonly onRead?: (destinationId: string, hour: number, lines: number) => void;
  /** Told why an hour could not be read. */
  readonly onProblem?: (destinationId: string, reason: SafeText) => void;
}

/** The reading of failure logs, from its begin to its end. */
export interface LogDuty {
  /** Looks now: there may be something to do. */
  hurry(): void;
  /** What is under way is given up: it is asked for again by the next one. */
  end(): void;
}

const lease = 'failure-logs';
const lookEvery = 20_000;
/** At the start nobody knows what fails: until somebody does, it is looked often, but not for ever. */
const lookSoon = 1000;
const soonAtMost = 60;
/** Unpacked bytes of one file. */
const largestFile = 256 * 1024 * 1024;
/** All of one hour: a lease that is held longer is free to others. */
const longestHour = 5 * minute;

/**
 * Reads the failure logs of destinations that fail, hour by hour, within the day's requests. One program of a host does it at a
 * time, whatever number of dashboards and daemons is open.
 */
export function logDuty(options: LogDutyOptions): LogDuty {
  const { clock } = options;
  const stopping = new AbortController();
  let soon = 0;
  let isLooking = false;
  const look = (): void => {
    isLooking = true;
    void pass(options, stopping.signal)
      .catch(() => false)
      .then((isAnyFailing) => {
        isLooking = false;
        if (stopping.signal.aborted) return;
        const isEarly = soon < soonAtMost && !isAnyFailing;
        soon += isEarly ? 1 : soonAtMost;
        stopTimer = clock.setTimer(look, isEarly ? lookSoon : lookEvery);
      });
  };
  let stopTimer = clock.setTimer(look, 0);
  return {
    hurry: () => {
      if (isLooking || stopping.signal.aborted) return;
      stopTimer();
      look();
    },
    end: () => {
      stopping.abort();
      stopTimer();
    },
  };
}

/** Asks for all that is due, one hour after the other. @returns whether anything is known to fail */
async function pass(options: LogDutyOptions, signal: AbortSignal): Promise<boolean> {
  const { clock, store: open, failing } = options;
  while (!signal.aborted) {
    const store = open();
    if (!store?.logs.isOpen) return false;
    const since = clock.now() - 2 * 24 * hour;
    const { taken, until } = store.logs.used();
    if (until > clock.now()) return true;
    const destinations = failing();
    const request = nextRequest(destinations, (id) => store.logs.hours(id, since), taken, clock.now());
    if (!request) return destinations.length > 0;
    if (store.store.claim(lease, { fetchedAfter: Number.MAX_SAFE_INTEGER, askedFrom: 0, priority: 3 }) !== 'mine')
      return true;
    try {
      // Another program may have asked for it before the lease was here.
      const still = nextRequest(failing(), (id) => store.logs.hours(id, since), store.logs.used().taken, clock.now());
      if (!still || store.logs.takeRequest(requestsPerDay) === undefined) return true;
      const isOver = await oneHour(still, store, options, signal);
      if (isOver) return true;
    } finally {
      store.store.release(lease);
    }
  }
  return true;
}

/** @returns whether nothing more should be asked for now */
async function oneHour(
  { destinationId, collectionId, hour: at }: LogRequest,
  store: LogStore,
  { clock, links, download, onRead, onProblem }: LogDutyOptions,
  stop: AbortSignal,
): Promise<boolean> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(longestHour)]);
  const askedAt = clock.now();
  const tally = emptyTally();
  let foreign = 0;
  let outcome: AskedHour['outcome'] = t``;
  let problem: SafeText | undefined;
  let isOver = false;
  try {
    const { value } = await links({ collectionId, hour: at }, signal);
    for (const link of value.slice(0, mostFiles)) {
      await readLog(download(link, signal), store.logs, {
        tally,
        largest: largestFile,
        signal,
        wanted: (entry) => {
          const isOwn = entry.destinationId === destinationId;
          foreign += isOwn ? 0 : 1;
          return isOwn;
        },
      });
    }
    if (value.length > mostFiles) outcome = leftOut(value.length);
    else if (tally.odd > 0) outcome = notUnderstood(tally.odd, understood(tally) + tally.odd + foreign);
    else if (foreign > 0 && understood(tally) === 0) problem = outcome = ofOthers(foreign);
  } catch (thrown) {
    if (stop.aborted) return true;
    const { kind, retryAfter } =
      thrown instanceof ReadError ? thrown.problem : { kind: 'internal', retryAfter: undefined };
    outcome = reasonOf(thrown);
    if (kind === 'rate-limited') store.logs.close(clock.now() + (retryAfter ?? hour));
    // What fails for one hour fails for the next one too, for the time being.
    isOver = kind !== 'not-found';
    problem = outcome;
  }
  // Also those that came before a download broke off.
  const lines = understood(tally);
  const asked = { hour: at, askedAt, lines, outcome };
  await durable(() => store.logs.asked(destinationId, asked) || undefined, { isOpen: () => store.logs.isOpen });
  if (lines > 0) onRead?.(destinationId, at, lines);
  if (problem !== undefined) onProblem?.(destinationId, problem);
  return isOver;
}

/** Nothing but the web app tells whose logs are collected where, and an id is easily taken from the page of another destination. */
const ofOthers = (lines: number): SafeText =>
  t`all ${whole(lines)} lines of an hour are of other destinations, so the Collection ID may be too`;

function reasonOf(thrown: unknown): SafeText {
  if (thrown instanceof ReadError) return thrown.problem.message;
  return sanitise(thrown instanceof Error ? thrown.message : thrown, 200);
}
