import { day, floorTo, hour, second } from '../../domain/time.ts';
import type { AuditSpec } from '../scenario/scenario.ts';
import type { Timeline } from '../scenario/timeline.ts';
import type { Edit, Store } from '../store.ts';
import type { AuditAbout, Collection, Row, Span } from '../world.ts';
import { type AuditFacts, auditNumber, auditRow, nameOf, resourceTypeOf } from './audit-row.ts';
import { actorOf, type Cast } from './cast.ts';
import { trickle } from './trickle.ts';
import type { WarehouseSyncs } from './warehouse-syncs.ts';

/** How long Segment keeps the trail (rule 190). */
const kept = 90 * day;

export interface AuditParts {
  readonly seed: number;
  readonly now: () => number;
  readonly store: Store;
  readonly specs: readonly AuditSpec[];
  readonly timeline: Timeline;
  readonly idOf: (collection: Collection, key: string) => string;
  readonly syncs: WarehouseSyncs;
  readonly cast: Cast;
}

/** The audit trail: everyday events by hash, the scenario's own, failed warehouse syncs and the edits of this run. */
export class AuditTrail {
  readonly #parts: AuditParts;
  readonly #hours = new Map<number, readonly Placed[]>();
  readonly #own: readonly AuditFacts[];

  constructor(parts: AuditParts) {
    this.#parts = parts;
    this.#own = parts.specs.map((spec) => this.#specified(spec));
  }

  /** Events inside the span, newest first; rows are made of those that are asked for. */
  events(span: Span, { resourceId, resourceType }: AuditAbout = {}): Row[] {
    const now = this.#parts.now();
    const start = Math.max(span.start, now - kept);
    const end = Math.min(span.end, now + 1);
    const { syncs, store } = this.#parts;
    // A second is numbered as a whole, also where the span begins inside it.
    const from = start - second;
    const own = [...this.#own, ...syncs.failures({ start: from, end }), ...store.edits.map(edited)];
    const all = numbered(own.filter(({ at }) => at >= from && at < end)).filter(({ at }) => at >= start);
    for (let at = floorTo(start, 'HOUR'); at < end; at += hour)
      for (const placed of this.#everyday(at)) if (placed.at >= start && placed.at < end) all.push(placed);
    return all
      .filter(({ facts }) => resourceId === undefined || facts.resourceId === resourceId)
      .filter(({ facts }) => resourceType === undefined || resourceTypeOf(facts.collection) === resourceType)
      .sort((a, b) => b.number - a.number)
      .map(rowOf);
  }

  #everyday(hourStart: number): readonly Placed[] {
    let rows = this.#hours.get(hourStart);
    if (!rows) {
      rows = trickle(this.#parts.seed, hourStart, this.#parts.cast).map((facts) => ({
        at: facts.at,
        number: auditNumber(facts.at),
        facts,
      }));
      if (this.#hours.size > 3000) this.#hours.clear();
      this.#hours.set(hourStart, rows);
    }
    return rows;
  }

  #specified({ ago, type, actor, collection, key }: AuditSpec): AuditFacts {
    const { timeline, idOf, store, cast } = this.#parts;
    const id = idOf(collection, key);
    const row = store.get(collection, id) ?? {};
    return {
      at: timeline.moment(ago),
      type,
      collection,
      resourceId: id,
      resourceName: nameOf(row),
      ...actorOf(cast.users, actor),
    };
  }
}

/** The token that edits of this run are made with. */
const ownToken = 'public-api-token/segtop-demo';

const edited = (edit: Edit): AuditFacts => ({
  at: edit.at,
  type: edit.auditType,
  actor: edit.actor ?? ownToken,
  actorEmail: edit.actorEmail,
  collection: edit.collection,
  resourceId: edit.id,
  resourceName: edit.resourceName,
});

/** An event with its place in the trail: numbers rise with time. */
interface Placed {
  readonly at: number;
  readonly number: number;
  readonly facts: AuditFacts;
  /** Once it has been asked for: three months have thousands, of which most reads want a few. */
  row?: Row;
}

function rowOf(placed: Placed): Row {
  placed.row ??= auditRow(placed.facts, placed.number);
  return placed.row;
}

/** Own events in the order of time, each with its place in its second. */
function numbered(facts: readonly AuditFacts[]): Placed[] {
  let last = 0;
  return facts
    .toSorted((a, b) => a.at - b.at)
    .map((each) => {
      last = Math.max(auditNumber(each.at, 1), last + 1);
      return { at: each.at, number: last, facts: each };
    });
}
