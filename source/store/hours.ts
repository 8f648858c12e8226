import {
  type HourHistory,
  type HourThing,
  isBetter,
  isComplete,
  type Measure,
  type SeenHour,
  type SeenSeries,
  seenHours,
} from '../domain/hours.ts';
import { day, floorTo, hour, minute, type Window } from '../domain/time.ts';
import type { Access } from './access.ts';
import type { Database } from './database.ts';
import { packed, unpacked } from './json-codec.ts';

/** The hours of one thing on one day, by what was counted; at each hour its count and the minutes until it was counted. */
type DayRow = Map<Measure, (readonly [count: number, until: number] | null)[]>;

/** An hour that runs is written again this often, however often it is read, ms. */
const runningEvery = 5 * minute;
const rowsKnown = 4000;

/** A series of one day that is to be written. */
interface Change {
  readonly thing: HourThing;
  readonly day: number;
  readonly hours: Map<Measure, readonly SeenHour[]>;
}

/**
 * What was seen by the hour: a row a thing and day, sealed by the access that saw it. That access outlives versions of segtop,
 * as these numbers do, and knows no other token.
 */
export class Hours implements HourHistory {
  readonly #database: Database;
  readonly #access: Access;
  /** What was last written of each series and day: an answer tells mostly what the one before has told. */
  readonly #written = new Map<string, { readonly over: string; readonly at: number }>();
  readonly #pending = new Map<string, Change>();
  readonly #now: () => number;

  constructor(database: Database, access: Access, now: () => number) {
    this.#database = database;
    this.#access = access;
    this.#now = now;
  }

  /** Takes in what an answer told. */
  add(seen: readonly SeenSeries[]): void {
    for (const each of seen) for (const [start, hours] of byDay(seenHours(each))) this.#addDay(each, start, hours);
  }

  /** Within a transaction: writes some of what is to be written. @returns what to call when that is kept */
  write(most: number): () => void {
    const some = [...this.#pending].slice(0, most);
    for (const [, change] of some) this.#put(change);
    return () => {
      for (const [key] of some) this.#pending.delete(key);
    };
  }

  /** Something is still to be written. */
  get isBehind(): boolean {
    return this.#pending.size > 0;
  }

  of(thing: HourThing, measure: Measure, { start, end }: Window): readonly SeenHour[] {
    const found: SeenHour[] = [];
    for (const [at, row] of this.#rows(thing, { start, end })) {
      row.get(measure)?.forEach((cell, index) => {
        const own = at + index * hour;
        if (cell && own >= start && own < end) found.push({ at: own, count: cell[0], until: own + cell[1] * minute });
      });
    }
    return found;
  }

  things(kind: 'source' | 'connection', { start, end }: Window): readonly HourThing[] {
    const rows = this.#database.read(() =>
      this.#database
        .sql('SELECT DISTINCT thing FROM hours WHERE access = ? AND thing > ? AND thing < ? AND day >= ? AND day < ?')
        .all(this.#access.id, `${kind}:`, `${kind};`, floorTo(start, 'DAY'), end),
    );
    return (rows ?? []).map(({ thing }) => String(thing) as HourThing);
  }

  #addDay({ thing, measure }: SeenSeries, start: number, hours: readonly SeenHour[]): void {
    const key = `${thing}\n${measure}\n${start}`;
    const over = JSON.stringify(hours.map((seen) => (isComplete(seen) ? [seen.at, seen.count] : seen.at)));
    const last = this.#written.get(key);
    const now = this.#now();
    if (last?.over === over && Math.abs(now - last.at) < runningEvery) return;
    const isOver = hours.every(isComplete);
    if (last?.over === over && isOver && Math.abs(now - last.at) < hour) return;
    const row = `${thing}\n${start}`;
    const pending = this.#pending.get(row) ?? { thing, day: start, hours: new Map() };
    // While nothing can be written no more is gathered than this.
    if (!this.#pending.has(row) && this.#pending.size >= rowsKnown) return;
    this.#written.delete(key);
    this.#written.set(key, { over, at: now });
    for (const oldest of this.#written.keys()) {
      if (this.#written.size <= rowsKnown) break;
      this.#written.delete(oldest);
    }
    pending.hours.set(measure, joined(pending.hours.get(measure), hours));
    this.#pending.set(row, pending);
  }

  #put({ thing, day: at, hours }: Change): void {
    const known = this.#database
      .sql('SELECT value FROM hours WHERE access = ? AND thing = ? AND day = ?')
      .get(this.#access.id, thing, at);
    const row: DayRow = (known && this.#opened(known.value as Uint8Array, thing, at)) ?? new Map();
    let isNew = !known;
    for (const [measure, seen] of hours) {
      const cells = row.get(measure) ?? Array.from({ length: day / hour }, () => null);
      for (const each of seen) {
        const index = (each.at - at) / hour;
        const before = cells[index];
        const cell = [each.count, Math.floor((each.until - each.at) / minute)] as const;
        const old = before && { at: each.at, count: before[0], until: each.at + before[1] * minute };
        if (!isBetter({ ...each, until: each.at + cell[1] * minute }, old ?? undefined)) continue;
        isNew ||= before?.[0] !== cell[0] || before[1] !== cell[1];
        cells[index] = cell;
      }
      row.set(measure, cells);
    }
    if (!isNew) return;
    const bytes = packed([...row]);
    if (!bytes) return;
    const value = this.#access.seal(bytes, nameOf(thing, at));
    this.#database
      .sql('INSERT OR REPLACE INTO hours (access, thing, day, size, value) VALUES (?, ?, ?, ?, ?)')
      .run(this.#access.id, thing, at, value.length, value);
  }

  #rows(thing: HourThing, { start, end }: Window): (readonly [day: number, row: DayRow])[] {
    const rows = this.#database.read(() =>
      this.#database
        .sql('SELECT day, value FROM hours WHERE access = ? AND thing = ? AND day >= ? AND day < ? ORDER BY day')
        .all(this.#access.id, thing, floorTo(start, 'DAY'), end),
    );
    return (rows ?? []).flatMap(({ day: at, value }) => {
      const row = this.#opened(value as Uint8Array, thing, Number(at));
      return row ? [[Number(at), row] as const] : [];
    });
  }

  #opened(value: Uint8Array, thing: HourThing, at: number): DayRow | undefined {
    const bytes = this.#access.open(value, nameOf(thing, at));
    const row = bytes && unpacked(bytes);
    return Array.isArray(row) ? new Map(row) : undefined;
  }
}

/** Two readings of one series, by two windows perhaps. */
function joined(before: readonly SeenHour[] | undefined, later: readonly SeenHour[]): readonly SeenHour[] {
  if (!before) return later;
  const all = new Map(before.map((each) => [each.at, each]));
  for (const each of later) if (isBetter(each, all.get(each.at))) all.set(each.at, each);
  return [...all.values()];
}

const nameOf = (thing: HourThing, at: number): string => `hours ${thing} ${at}`;

function byDay(hours: readonly SeenHour[]): Map<number, SeenHour[]> {
  const days = new Map<number, SeenHour[]>();
  for (const each of hours) {
    const start = floorTo(each.at, 'DAY');
    const own = days.get(start);
    if (own) own.push(each);
    else days.set(start, [each]);
  }
  return days;
}
