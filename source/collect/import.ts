import { parseTime } from '../domain/time.ts';
import type { Database } from '../store/database.ts';
import { durable } from './durable.ts';
import { isNear, pruneCollected } from './prune.ts';
import { type LogSink, readLog } from './read-log.ts';
import { type EventKind, eventKind } from './schema.ts';
import { count, emptyTally, type Tally } from './tally.ts';
import { type Collected, type CollectedEvent, understand } from './understand.ts';
import { keepCollected } from './write.ts';

/** The file of collected events. */
export interface ImportedInto {
  readonly database: Database;
  /** Whether the clock may say what is old. */
  readonly isSure: boolean;
}

/** Before anything is added: a clock that stands far from what is kept would have all of it deleted. */
export const intoOf = (database: Database, now: number): ImportedInto => ({ database, isSure: isNear(database, now) });

export interface ImportOptions {
  readonly logs: LogSink;
  /** Opened when the first event comes. */
  readonly events: () => Promise<ImportedInto>;
  readonly now: () => number;
  /** Days that events are kept. */
  readonly days: number;
}

/** What was read, and how many events could not be kept because nothing tells their source. */
export interface Imported extends Tally {
  homeless: number;
}

const together = 500;

/** Where Segment's archives keep the events of one source (rule 307). */
export function sourceInPath(path: string): string | undefined {
  return /(?:^|[\\/])segment-logs[\\/]([^\\/]+)[\\/]/.exec(path)?.[1];
}

/**
 * Reads failure logs and archives of events, in any mixture, into the store. The same again adds nothing.
 * @param sourceId whose events these are, where they do not tell themselves
 * @throws NotWritten, and what the stream throws; `into` has by then what was written before
 */
export async function importFrom(
  bytes: AsyncIterable<Uint8Array>,
  sourceId: string | undefined,
  { logs, events, now, days }: ImportOptions,
  into: Imported = { ...emptyTally(), homeless: 0 },
): Promise<Imported> {
  let waiting: Collected[] = [];
  const groups = new Map<string, EventKind>();
  const write = async (): Promise<void> => {
    const all = waiting;
    waiting = [];
    if (all.length === 0) return;
    const { database, isSure } = await events();
    const fresh = await durable(
      () => {
        const kept = database.attempt(() => keepCollected(database, all, now()));
        return kept.kind === 'done' ? kept.value : undefined;
      },
      { isOpen: () => database.isOpen },
    );
    for (const { at } of all) count(into, 'event', at);
    into.duplicates += all.length - fresh;
    while (pruneCollected(database, now(), groups, { days }, isSure));
  };
  const other = async (value: unknown): Promise<boolean> => {
    const event = eventOf(value, sourceId, now());
    if (!event) return false;
    if (event.event.sourceId === '') {
      into.homeless += 1;
      return false;
    }
    groups.set(event.event.group, event.event.kind);
    waiting.push(event);
    if (waiting.length >= together) await write();
    return true;
  };
  try {
    await readLog(bytes, logs, { tally: into, other });
  } finally {
    await write();
  }
  return into;
}

interface Archived extends Collected {
  readonly event: CollectedEvent;
}

/** An event of an archive. Its own time counts, however long ago that is. */
function eventOf(value: unknown, sourceId: string | undefined, now: number): Archived | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, receivedAt, timestamp } = value as Readonly<Record<string, unknown>>;
  if (typeof type !== 'string' || !calls.has(type)) return undefined;
  const at = parseTime(receivedAt) ?? parseTime(timestamp) ?? now;
  const understood = understand(value, { keep: 'all', now: at, sourceId });
  if (understood.kind !== 'kept' || !understood.of.event) return undefined;
  const { event } = understood.of;
  // It tells of the events of a source, and is none of them.
  if (event.kind === eventKind.report) return { ...understood.of, event };
  const group = JSON.stringify(['import', event.sourceId]);
  return { ...understood.of, event: { ...event, kind: eventKind.imported, group } };
}

const calls: ReadonlySet<string> = new Set(['track', 'page', 'screen', 'identify', 'group', 'alias']);
