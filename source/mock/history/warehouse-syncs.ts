import { day, iso, minute, second } from '../../domain/time.ts';
import type { WarehouseDocument } from '../data/documents.ts';
import { duration, humanDuration } from '../duration.ts';
import { chance, textHash } from '../hash.ts';
import { type Switch, spansOf } from '../scenario/switches.ts';
import type { SyncTrouble, Timeline } from '../scenario/timeline.ts';
import type { Lasting } from '../simulator/rule.ts';
import type { Row, Span } from '../world.ts';
import type { AuditFacts } from './audit-row.ts';

/** Reports kept per warehouse and source, as the data lakes keep them (rule 118). */
const runsKept = 100;

export interface SyncParts {
  readonly seed: number;
  readonly now: () => number;
  readonly startedAt: number;
  readonly warehouses: readonly WarehouseDocument[];
  readonly timeline: Timeline;
  readonly sourceIdOf: (key: string) => string;
  /** Events that a source got in a span. */
  readonly volume: (sourceId: string, span: Span) => number;
  readonly nameOf: (warehouseId: string) => string;
  /** What edits of this run switched on and off. */
  readonly switches: (warehouseId: string) => readonly Switch[];
}

/** Sync reports of the warehouses: runs on a fixed beat that is anchored to the start of the world. */
export class WarehouseSyncs {
  readonly #parts: SyncParts;
  readonly #byId: ReadonlyMap<string, WarehouseDocument>;

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#byId = new Map(parts.warehouses.map((warehouse) => [warehouse.id, warehouse]));
  }

  /** Starts of the runs inside the span, newest first: on the beat, and those that an effect begins besides. */
  #runs(warehouse: WarehouseDocument, span: Span): number[] {
    const every = duration(warehouse.every);
    const anchor = this.#parts.startedAt - duration(warehouse.last);
    const newest = anchor + Math.floor((span.end - 1 - anchor) / every) * every;
    const runs = this.#troubles(warehouse)
      .filter(({ run, from, to }) => run && to > from && from >= span.start && from < span.end)
      .map(({ from }) => from);
    for (let at = newest; at >= span.start && runs.length < 2000; at -= every) runs.push(at);
    return runs.sort((a, b) => b - a);
  }

  /** When the warehouse was switched on. One that came switched off had been so for long. */
  #on({ id, enabled }: WarehouseDocument): Lasting[] {
    const { startedAt, switches } = this.#parts;
    const stopped = enabled ? [] : [{ at: startedAt - 40 * day + 1, enabled: false }];
    return spansOf(true, [...stopped, ...switches(id)], true);
  }

  /** SyncV1 rows of a warehouse, or of one source of it, newest first. */
  reports(warehouseId: string, sourceId?: string): Row[] {
    const warehouse = this.#byId.get(warehouseId);
    if (!warehouse) return [];
    const now = this.#parts.now();
    // One source after the other, seconds apart: each has its place in the run, also where it is asked for alone.
    const sources = warehouse.sources
      .map((key, place) => ({ key, id: this.#parts.sourceIdOf(key), after: place * 7 * second }))
      .filter(({ id }) => sourceId === undefined || id === sourceId)
      .reverse();
    if (sources.length === 0) return [];
    const longest = (runsKept + 1) * duration(warehouse.every);
    const runs: number[] = [];
    for (const { from, to } of this.#on(warehouse).toReversed()) {
      if (runs.length >= runsKept) break;
      const end = Math.min(to, now + 1);
      runs.push(...this.#runs(warehouse, { start: Math.max(from, end - longest), end }));
    }
    return runs
      .slice(0, sourceId === undefined ? Math.ceil(runsKept / sources.length) * 2 : runsKept)
      .flatMap((start) =>
        sources
          .filter(({ after }) => start + after <= now)
          .map(({ key, id, after }) => this.#report(warehouse, key, id, start + after, now)),
      );
  }

  #troubles(warehouse: WarehouseDocument): readonly SyncTrouble[] {
    return this.#parts.timeline.syncs(warehouse.key);
  }

  #report(warehouse: WarehouseDocument, key: string, id: string, start: number, now: number): Row {
    const hash = textHash(`${warehouse.id}/${id}`) ^ this.#parts.seed;
    const trouble = this.#troubles(warehouse).find(
      (each) => start >= each.from && start < each.to && (each.source === undefined || each.source === key),
    );
    const took = trouble
      ? 9 * second + (hash % 6) * second
      : 70 * second + Math.floor(200 * chance(hash, start / minute, 41)) * second;
    const end = start + took;
    const running = end > now;
    const events = this.#parts.volume(id, { start: start - duration(warehouse.every), end: start });
    const rows = Math.round(events * (1.6 + 0.8 * chance(hash, 1, 42)));
    // A stray partial run is history; today's runs are good unless the scenario says otherwise.
    const partial = !trouble && now - start > day && chance(hash, start / minute, 43) < 0.012;
    const status = running ? 'running' : (trouble?.status ?? (partial ? 'partial' : 'success'));
    const notice = trouble ?? (partial ? dropped : undefined);
    const lost = trouble?.status === 'failure' || running;
    return {
      sourceId: id,
      start: iso(start),
      end: running ? null : iso(end),
      status,
      duration: running ? Math.floor((now - start) / second) : took / second,
      humanDuration: humanDuration(running ? now - start : took),
      count: lost ? 0 : Math.round(rows * (partial ? 0.93 : 1)),
      notices:
        notice && !running
          ? [{ level: notice.level, message: notice.message, createdAt: iso(Math.min(end, start + 8 * second)) }]
          : [],
    };
  }

  /** Audit events of the runs that failed inside the span: one per warehouse and run, never per source (rule 114). */
  failures(span: Span): AuditFacts[] {
    return this.#parts.warehouses.flatMap((warehouse) => {
      const failing = this.#troubles(warehouse).filter(({ status }) => status === 'failure');
      const on = failing.length === 0 ? [] : this.#on(warehouse);
      const runs = failing.flatMap(({ from, to }) =>
        on.flatMap((each) =>
          this.#runs(warehouse, {
            start: Math.max(span.start - minute, from, each.from),
            end: Math.min(span.end, to, each.to),
          }),
        ),
      );
      return [...new Set(runs)].map(
        (start): AuditFacts => ({
          at: start + minute,
          type: 'Storage Destination Sync Failed',
          actor: 'Segment',
          collection: 'warehouses',
          resourceId: warehouse.id,
          resourceName: this.#parts.nameOf(warehouse.id),
        }),
      );
    });
  }
}

const dropped = {
  level: 'warning',
  message: 'some rows were left out: value too long for type character varying(512)',
};
