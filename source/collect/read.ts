import { whole } from '../domain/format.ts';
import { type Answer, type Problem, ReadError } from '../domain/problem.ts';
import type {
  ViolatingEvents,
  ViolationDetails,
  ViolationQuery,
  ViolationRow,
  ViolationSample,
} from '../domain/protocols/violation.ts';
import type { ReceivedEvent, ReceivedSet } from '../domain/sources/received.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { Database } from '../store/database.ts';
import { eventKind } from './schema.ts';
import { ofAnotherSource } from './understand.ts';

/** Violations of one source that a page can show; the rest is the long tail of a broken plan. */
const mostRows = 1000;
const mostEvents = 500;
/** Ten samples of each violation are looked for among so many, the newest of all; of one that is rarer its newest is looked for. */
const mostLookedAt = 3000;
const mostSamples = 10;

type Row = Readonly<Record<string, unknown>>;

/** An event that was collected, by the id it was sent under. */
export interface CollectedPayload {
  readonly event: unknown;
  readonly at: number;
}

/** Reads what was collected of one workspace. */
export class CollectedReader {
  readonly #database: Database;
  /** What was told last of a source, and the newest row of it. */
  readonly #received = new Map<string, { readonly upTo: unknown; readonly set: ReceivedSet }>();

  constructor(database: Database) {
    this.#database = database;
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  close(): void {
    this.#database.close();
  }

  /**
   * The violations of a source in a window: as they were forwarded, where they are, else as the events themselves tell, and since when
   * those are collected. Undefined where nothing of the source was collected.
   */
  violations({ sourceId, eventName, window: { start, end } }: ViolationQuery): Answer<ViolationDetails> | undefined {
    const first = this.#all('SELECT min(kept_at) AS first FROM violations WHERE source_id = ?', sourceId)[0]?.first;
    if (typeof first !== 'number') return undefined;
    const [forwarded] = this.#all(
      "SELECT 1 FROM violations WHERE source_id = ? AND basis = 'forwarded' AND at >= ? AND at < ? LIMIT 1",
      ...[sourceId, start, end],
    );
    const basis = forwarded ? 'forwarded' : 'collected';
    const from = forwarded ? this.#forwardedSince(sourceId, first) : first;
    const ofSource = 'source_id = ? AND basis = ? AND at >= ? AND at < ?';
    const own = [sourceId, basis, start, end];
    const names = eventName === undefined ? undefined : this.#namesOf(eventName, ofSource, own);
    const where = names ? `${ofSource} AND event_name IN (${names.map(() => '?').join()})` : ofSource;
    const values = [...own, ...(names ?? [])];
    const groups = this.#all(
      `SELECT event_name, event_type, kind, field, sentence, app_version, count(*) AS count, min(at) AS first, max(at) AS last,
           max(id) AS newest, count(*) OVER () AS groups
         FROM violations WHERE ${where}
         GROUP BY event_name, event_type, kind, field, sentence, app_version ORDER BY count DESC LIMIT ${mostRows}`,
      ...values,
    );
    const samples = this.#samples(`${where} ORDER BY at DESC LIMIT ${mostLookedAt}`, values);
    const rare = groups.flatMap((row) => (samples.has(groupOf(row)) ? [] : [Number(row.newest)]));
    if (rare.length > 0)
      for (const [group, list] of this.#samples(`id IN (${rare.map(() => '?').join()})`, rare))
        samples.set(group, list);
    const rows = groups.map((row) => violationRow(row, samples.get(groupOf(row)) ?? []));
    const events = this.#all(
      `SELECT event_name, event_type, count(DISTINCT event_message_id) AS events FROM violations WHERE ${where}
         GROUP BY event_name, event_type ORDER BY events DESC LIMIT ${mostRows}`,
      ...values,
    ).map(violatingEvents);
    const all = Number(groups[0]?.groups ?? 0);
    return {
      value: { kind: 'details', basis, since: from > start ? from : undefined, isLive: true, rows, events },
      problems: all > groups.length ? [leftOut(all - groups.length, all)] : [],
    };
  }

  /** The last events of a source, newest first; undefined where none was collected. The same object while nothing came. */
  received(sourceId: string): ReceivedSet | undefined {
    const [newest] = this.#all(
      'SELECT max(id) AS newest FROM events WHERE source_id = ? AND kind <> ?',
      sourceId,
      eventKind.report,
    );
    const upTo = newest?.newest;
    if (typeof upTo !== 'number') return undefined;
    const told = this.#received.get(sourceId);
    if (told?.upTo === upTo) return told.set;
    const live = this.#all(
      `SELECT message_id, type, name, at, body FROM events WHERE source_id = ? AND kind IN (?, ?) ORDER BY id DESC LIMIT ${mostEvents}`,
      ...[sourceId, eventKind.plain, eventKind.violating],
    );
    const imported = this.#all(
      'SELECT message_id, type, name, at, body FROM events WHERE source_id = ? AND kind = ? ORDER BY at DESC',
      ...[sourceId, eventKind.imported],
    );
    const rows = imported.length === 0 ? live : [...live, ...imported].sort((a, b) => Number(b.at) - Number(a.at));
    const set: ReceivedSet = { kind: 'events', events: rows.map(receivedEvent), isLive: live.length > 0 };
    this.#received.set(sourceId, { upTo, set });
    return set;
  }

  /** The event that was sent under this id; undefined where it was not collected, or is no longer kept. */
  event(messageId: string): CollectedPayload | undefined {
    const row = this.#database.read(() =>
      this.#database
        .sql('SELECT at, body FROM events WHERE message_id = ? AND kind <> ?')
        .get(messageId, eventKind.report),
    );
    return row && { event: parsed(row.body), at: Number(row.at) };
  }

  /** The plus keeps to the index by time, whose first rows mostly tell. */
  #forwardedSince(sourceId: string, otherwise: number): number {
    const [row] = this.#all(
      "SELECT kept_at FROM violations WHERE source_id = ? AND +basis = 'forwarded' ORDER BY kept_at LIMIT 1",
      sourceId,
    );
    return Number(row?.kept_at ?? otherwise);
  }

  /** Names as they were sent that are shown as this one. */
  #namesOf(eventName: string, where: string, values: readonly (string | number)[]): readonly string[] {
    const all = this.#all(`SELECT DISTINCT event_name FROM violations WHERE ${where}`, ...values);
    return all.flatMap(({ event_name: name }) =>
      typeof name === 'string' && sanitise(name) === eventName ? [name] : [],
    );
  }

  /** The newest payloads of each violation: the event that broke its rule, else the report of it. */
  #samples(which: string, values: readonly (string | number)[]): Map<string, ViolationSample[]> {
    const samples = new Map<string, ViolationSample[]>();
    if (this.#all('SELECT 1 FROM events LIMIT 1').length === 0) return samples;
    const found = this.#all(
      `SELECT v.event_name, v.event_type, v.kind, v.field, v.sentence, v.app_version, v.at,
          coalesce(own.message_id, report.message_id) AS message_id, coalesce(own.body, report.body) AS body
         FROM (SELECT * FROM violations WHERE ${which}) AS v
         LEFT JOIN events AS own ON own.message_id = coalesce(
           (SELECT message_id FROM events WHERE message_id = v.event_message_id || ? || v.source_id), v.event_message_id)
         LEFT JOIN events AS report ON report.message_id = v.message_id
         WHERE coalesce(own.id, report.id) IS NOT NULL ORDER BY v.at DESC`,
      ...values,
      ofAnotherSource,
    );
    for (const row of found) {
      const group = groupOf(row);
      const list = samples.get(group) ?? [];
      if (list.length >= mostSamples) continue;
      list.push({ at: Number(row.at), messageId: sanitise(idOf(row)), event: parsed(row.body) });
      samples.set(group, list);
    }
    return samples;
  }

  /** @throws ReadError: a file that cannot be read now does not tell that there is nothing */
  #all(sql: string, ...values: readonly (string | number)[]): readonly Row[] {
    const rows = this.#database.read(() => this.#database.sql(sql).all(...values));
    if (!rows) throw new ReadError({ ...aside, kind: 'internal', message: t`its file cannot be read now` });
    return rows;
  }
}

const aside = { status: 0, operation: t`what was collected` } as const;

/** Of a source that breaks its plan in very many ways. */
const leftOut = (count: number, all: number): Problem => ({
  ...aside,
  kind: 'dropped-rows',
  message: t`${whole(count)} of ${whole(all)} violations are left out, the rarest ones`,
});

const groupOf = ({ event_name, event_type, kind, field, sentence, app_version }: Row): string =>
  JSON.stringify([event_name, event_type, kind, field, sentence, app_version]);

const optional = (value: unknown): SafeText | undefined => (value === null ? undefined : sanitise(value));

function violationRow(row: Row, samples: readonly ViolationSample[]): ViolationRow {
  return {
    eventName: optional(row.event_name),
    eventType: sanitise(row.event_type),
    kind: sanitise(row.kind),
    field: sanitise(row.field),
    sentence: sanitise(row.sentence),
    count: Number(row.count),
    firstSeen: Number(row.first),
    lastSeen: Number(row.last),
    appVersion: optional(row.app_version),
    samples,
  };
}

function violatingEvents(row: Row): ViolatingEvents {
  return {
    eventName: optional(row.event_name),
    eventType: sanitise(row.event_type),
    events: Number(row.events),
    unplanned: 0,
  };
}

const idOf = ({ message_id }: Row): string => String(message_id).split(ofAnotherSource, 1)[0]!;

function receivedEvent(row: Row): ReceivedEvent {
  return {
    messageId: idOf(row),
    at: Number(row.at),
    type: sanitise(row.type, 20),
    name: sanitise(row.name, 200),
    event: parsed(row.body),
  };
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body)) as unknown;
  } catch {
    return undefined;
  }
}
