import { type LogEntry, logEntry } from '../domain/delivery/failure-log.ts';
import type { Put } from '../store/failure-logs.ts';
import { type DurableOptions, durable } from './durable.ts';
import { count, countOdd, emptyTally, type Tally } from './tally.ts';
import { type ValueBounds, valuesOf } from './values.ts';

/** Where lines are kept. */
export interface LogSink {
  readonly isOpen: boolean;
  put(entries: readonly LogEntry[]): Put | undefined;
}

export interface ReadLogOptions extends ValueBounds, Omit<DurableOptions, 'isOpen'> {
  /** Counts are added to these. */
  readonly tally?: Tally;
  /** Takes a value that is no line of a log; without it, or where the answer is false, it is odd. */
  readonly other?: (value: unknown) => Promise<boolean>;
  /** Whether a line is wanted; one that is not is understood all the same. */
  readonly wanted?: (entry: LogEntry) => boolean;
}

/** Lines that are written together: a transaction must be over before the next frame. */
const together = 200;

/**
 * Reads a failure log into the store. What was understood is kept when the answer comes, also where the stream breaks off.
 * @throws NotWritten, and what the stream throws
 */
export async function readLog(
  bytes: AsyncIterable<Uint8Array>,
  sink: LogSink,
  { tally = emptyTally(), other, wanted, ...options }: ReadLogOptions = {},
): Promise<Tally> {
  const writing: DurableOptions = { ...options, isOpen: () => sink.isOpen };
  let waiting: LogEntry[] = [];
  const write = async (): Promise<void> => {
    const entries = waiting;
    waiting = [];
    if (entries.length === 0) return;
    const { known } = await durable(() => sink.put(entries), writing);
    for (const { kind, at } of entries) count(tally, kind, at);
    tally.duplicates += known;
  };
  try {
    for await (const { line, text } of valuesOf(bytes, options)) {
      const value = text === undefined ? undefined : parsed(text);
      const entry = logEntry(value);
      if (entry) {
        if (wanted?.(entry) ?? true) waiting.push(entry);
      } else if (value === undefined || !(await other?.(value))) countOdd(tally, line);
      if (waiting.length >= together) await write();
    }
  } finally {
    await write();
  }
  return tally;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
