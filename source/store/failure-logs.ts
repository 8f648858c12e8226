import type { LogEntry, LoggedExchange } from '../domain/delivery/failure-log.ts';
import { isJsonObject } from '../domain/json-object.ts';
import { type SafeText, sanitise } from '../domain/text.ts';
import { day } from '../domain/time.ts';
import type { Access } from './access.ts';
import type { Database } from './database.ts';
import { packed, unpacked } from './json-codec.ts';

/** Exchanges kept of one error of one destination, newest first. */
export const mostOfOneError = 500;
/** Requests are counted over so long: never more than a day has, however the day of the limit is cut (rule 304). */
const countedOver = day;

/** One exchange with the events that were in it. */
export interface KeptExchange {
  readonly exchange: LoggedExchange;
  readonly events: readonly KeptEvent[];
  /** When it came here, ms. */
  readonly keptAt: number;
}

/** One event of an exchange. */
export interface KeptEvent {
  readonly messageId: SafeText;
  readonly attempt: number;
  readonly outcome: SafeText;
}

/** What came of asking for one hour of a destination. */
export interface AskedHour {
  /** Begin of the hour, ms. */
  readonly hour: number;
  readonly askedAt: number;
  /** Lines that its files had, those of earlier requests among them. */
  readonly lines: number;
  /** Empty where it was read, else why not. */
  readonly outcome: SafeText;
}

/** How many lines were new, and how many were there already. */
export interface Put {
  readonly added: number;
  readonly known: number;
}

/**
 * The failure logs of one workspace, as one access sees them. Bodies are sealed by it, as answers are. Nothing here throws; what
 * cannot be written now is undefined, and the caller tries again.
 */
export class FailureLogs {
  readonly #database: Database;
  readonly #access: Access;
  readonly #now: () => number;

  constructor(database: Database, access: Access, now: () => number = Date.now) {
    this.#database = database;
    this.#access = access;
    this.#now = now;
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  /** Keeps lines as one transaction; undefined where that could not be done. The same line twice is one. */
  put(entries: readonly LogEntry[]): Put | undefined {
    const sealed = entries.map((entry) => (entry.kind === 'exchange' ? this.#sealed(entry) : undefined));
    return this.#database.write(() => {
      let added = 0;
      const touched = new Map<string, readonly [string, string]>();
      for (const [index, entry] of entries.entries()) {
        added += entry.kind === 'exchange' ? this.#putExchange(entry, sealed[index]) : this.#putEvent(entry);
        if (entry.kind === 'exchange')
          touched.set(JSON.stringify([entry.destinationId, entry.reason]), [entry.destinationId, entry.reason]);
      }
      for (const of of touched.values()) this.#bound(...of);
      return { added, known: entries.length - added };
    });
  }

  /** The exchanges of one error, newest first. */
  exchanges(destinationId: string, reason: string, most = mostOfOneError): readonly KeptExchange[] {
    const rows = this.#database.read(() =>
      this.#database
        .sql(
          `SELECT exchange, kept_at, value FROM log_exchanges WHERE access = ? AND destination = ? AND reason = ?
           ORDER BY at DESC, id DESC LIMIT ?`,
        )
        .all(this.#access.id, destinationId, reason, most),
    );
    return (rows ?? []).flatMap(({ exchange, kept_at, value }) => {
      const id = String(exchange);
      const opened = this.#opened(destinationId, id, value as Uint8Array);
      return opened ? [{ exchange: opened, events: this.#eventsOf(destinationId, id), keptAt: Number(kept_at) }] : [];
    });
  }

  /** How many exchanges are kept of a destination, by error. */
  counts(destinationId: string): ReadonlyMap<string, number> {
    const rows = this.#database.read(() =>
      this.#database
        .sql('SELECT reason, count(*) AS count FROM log_exchanges WHERE access = ? AND destination = ? GROUP BY reason')
        .all(this.#access.id, destinationId),
    );
    return new Map((rows ?? []).map(({ reason, count }) => [String(reason), Number(count)]));
  }

  /** The hours of a destination that were asked for since a moment, newest first. */
  hours(destinationId: string, since: number): readonly AskedHour[] {
    const rows = this.#database.read(() =>
      this.#database
        .sql(
          `SELECT hour, asked_at, lines, outcome FROM log_hours WHERE access = ? AND destination = ? AND hour >= ?
           ORDER BY hour DESC`,
        )
        .all(this.#access.id, destinationId, since),
    );
    return (rows ?? []).map(({ hour, asked_at, lines, outcome }) => ({
      hour: Number(hour),
      askedAt: Number(asked_at),
      lines: Number(lines),
      outcome: sanitise(outcome),
    }));
  }

  /** Keeps what came of an hour; false where that could not be written. */
  asked(destinationId: string, { hour, askedAt, lines, outcome }: AskedHour): boolean {
    return (
      this.#database.write(() => {
        this.#database
          .sql(
            // The lines of an hour only grow: a request that failed takes away none that an earlier one has read.
            `INSERT INTO log_hours (access, destination, hour, asked_at, lines, outcome) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (access, destination, hour) DO UPDATE
               SET asked_at = excluded.asked_at, lines = max(lines, excluded.lines), outcome = excluded.outcome`,
          )
          .run(this.#access.id, destinationId, hour, askedAt, lines, outcome);
        return true;
      }) ?? false
    );
  }

  /**
   * Takes one of the requests of a day, of all programs of this host together (rule 304).
   * @returns how many were taken before it in the last day; undefined where none is left, or the store cannot be written: a
   * request that is not counted must not be sent
   */
  takeRequest(most: number): number | undefined {
    const now = this.#now();
    return this.#database.write(() => {
      const { taken, until } = this.#used(now);
      if (taken >= most || until > now) return undefined;
      this.#database.sql('INSERT INTO log_requests (at, closed_until) VALUES (?, 0)').run(now);
      return taken;
    });
  }

  /** Requests of the last day, and until when none may be sent, ms. */
  used(): { readonly taken: number; readonly until: number } {
    return this.#database.read(() => this.#used(this.#now())) ?? { taken: 0, until: 0 };
  }

  /** Sends none until then, for a day at most: Segment said so, which counts requests of a day. */
  close(until: number): void {
    const end = Math.min(until, this.#now() + countedOver);
    this.#database.write(() =>
      this.#database.sql('INSERT INTO log_requests (at, closed_until) VALUES (0, ?)').run(Math.round(end)),
    );
  }

  #used(now: number): { readonly taken: number; readonly until: number } {
    // What lies further ahead was said while the clock ran ahead.
    const row = this.#database
      .sql(
        `SELECT sum(at > ? AND at <= ?) AS taken, max(closed_until) FILTER (WHERE closed_until <= ?) AS until
         FROM log_requests`,
      )
      .get(now - countedOver, now, now + countedOver);
    return { taken: Number(row?.taken ?? 0), until: Number(row?.until ?? 0) };
  }

  #putExchange(entry: LoggedExchange, value: Uint8Array | undefined): number {
    if (!value) return 0;
    const { destinationId, exchangeId, reason, at } = entry;
    const { changes } = this.#database
      .sql(
        `INSERT INTO log_exchanges (access, destination, exchange, reason, at, kept_at, size, value)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(this.#access.id, destinationId, exchangeId, reason, at, this.#now(), value.length, value);
    return Number(changes);
  }

  #putEvent(entry: Exclude<LogEntry, LoggedExchange>): number {
    const isAttempt = entry.kind === 'attempt';
    const outcome = isAttempt ? entry.outcome : entry.discarded === undefined ? '' : String(entry.discarded);
    const { changes } = this.#database
      .sql(
        `INSERT INTO log_events (access, destination, message, kind, exchange, attempt, outcome, at, kept_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(
        this.#access.id,
        entry.destinationId,
        entry.messageId,
        entry.kind,
        isAttempt ? entry.exchangeId : '',
        isAttempt ? entry.attempt : 0,
        outcome,
        entry.at,
        this.#now(),
      );
    return Number(changes);
  }

  /** The oldest of one error give way: what happens most must not push out all else. */
  #bound(destinationId: string, reason: string): void {
    this.#database
      .sql(
        `DELETE FROM log_exchanges WHERE id IN (
           SELECT id FROM log_exchanges WHERE access = ? AND destination = ? AND reason = ?
           ORDER BY at DESC, id DESC LIMIT -1 OFFSET ${mostOfOneError})`,
      )
      .run(this.#access.id, destinationId, reason);
  }

  #eventsOf(destinationId: string, exchangeId: string): readonly KeptEvent[] {
    const rows = this.#database.read(() =>
      this.#database
        .sql(
          `SELECT message, attempt, outcome FROM log_events WHERE access = ? AND destination = ? AND exchange = ?
           AND kind = 'attempt' ORDER BY at, id LIMIT 1000`,
        )
        .all(this.#access.id, destinationId, exchangeId),
    );
    return (rows ?? []).map(({ message, attempt, outcome }) => ({
      messageId: sanitise(message),
      attempt: Number(attempt),
      outcome: sanitise(outcome),
    }));
  }

  #sealed(entry: LoggedExchange): Uint8Array | undefined {
    const bytes = packed(entry);
    return bytes && this.#access.seal(bytes, nameOf(entry.destinationId, entry.exchangeId));
  }

  #opened(destinationId: string, exchangeId: string, value: Uint8Array): LoggedExchange | undefined {
    const bytes = this.#access.open(value, nameOf(destinationId, exchangeId));
    const entry = bytes && unpacked(bytes);
    return isExchange(entry) ? entry : undefined;
  }
}

/** What an older or newer segtop has kept may be another thing. */
function isExchange(value: unknown): value is LoggedExchange {
  if (typeof value !== 'object' || value === null) return false;
  const { exchangeId, at, request, response } = value as Partial<LoggedExchange>;
  return typeof exchangeId === 'string' && typeof at === 'number' && isJsonObject(request) && isJsonObject(response);
}

const nameOf = (destinationId: string, exchangeId: string): string =>
  `failure log ${JSON.stringify([destinationId, exchangeId])}`;
