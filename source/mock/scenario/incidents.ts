import type { WorkspaceDocument } from '../data/documents.ts';
import type { Store } from '../store.ts';
import type { Collection, Incident, Incidents, Row } from '../world.ts';
import { namedBy } from './named.ts';
import type { Effect } from './scenario.ts';
import type { Timeline } from './timeline.ts';

/** What an effect touches, by the ids of the rows. */
export interface Touched {
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
}

export interface IncidentParts {
  readonly timeline: Timeline;
  readonly store: Store;
  readonly document: WorkspaceDocument;
  readonly idOf: (collection: Collection, key: string) => string;
  /** Called when the flow of something changes. */
  readonly onChange: (touched: Touched) => void;
}

/** Effects that begin and end while the world runs, beside those of its scenario. */
export class TimelineIncidents implements Incidents {
  readonly #parts: IncidentParts;

  constructor(parts: IncidentParts) {
    this.#parts = parts;
  }

  list(): readonly Incident[] {
    return this.#parts.timeline.all();
  }

  begin(effect: Row, from: number, to?: number): Incident {
    const placed = this.#parts.timeline.begin(this.#keyed(effect as Effect), from, to);
    this.#changed(placed.effect);
    return placed;
  }

  end(id: number, at: number): Incident | undefined {
    const ended = this.#parts.timeline.end(id, at);
    if (ended) this.#changed(ended.effect);
    return ended;
  }

  #changed(effect: Effect): void {
    const ids = namedBy(effect).map(
      ({ field, collection, key }) => [field, this.#parts.idOf(collection, key)] as const,
    );
    this.#parts.onChange(Object.fromEntries(ids));
  }

  /** The effect with keys where ids were given. */
  #keyed(effect: Effect): Effect {
    const keys = namedBy(effect).map(
      ({ field, collection, key }) => [field, this.#keyOf(field, collection, key)] as const,
    );
    return { ...effect, ...Object.fromEntries(keys) };
  }

  #keyOf(field: string, collection: Collection, value: string): string {
    const { store, idOf } = this.#parts;
    const row = store.get(collection, idOf(collection, value));
    if (row) return this.#shortKey(collection, String(row.id));
    const some = store.list(collection).slice(0, 3);
    const allowed =
      some.length === 0
        ? 'nothing, as this workspace has none'
        : `an id or a short key, such as ${some.map(({ id }) => this.#shortKey(collection, String(id))).join(', ')}`;
    throw new RangeError(`${field} ${JSON.stringify(value)} is unknown; allowed: ${allowed}`);
  }

  #shortKey(collection: Collection, id: string): string {
    const rows = (this.#parts.document as unknown as Readonly<Record<string, unknown>>)[collection];
    const found = Array.isArray(rows) ? rows.find((row) => row.id === id) : undefined;
    return found?.key ?? id;
  }
}
