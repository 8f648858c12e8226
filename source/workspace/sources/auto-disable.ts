import { lastDisable, lastSwitch } from '../../domain/audit/changes.ts';
import type { Destination } from '../../domain/entities.ts';
import { day, type Period } from '../../domain/time.ts';
import { auditTrail } from '../audit/trail.ts';
import { wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import * as resources from '../resources/common.ts';

/** Segment switches a source off that had no enabled destination for this long (rule 35). */
export const autoDisableAfter = 14 * day;

export interface AutoDisable {
  /** Destinations of the source; all are disabled. */
  readonly destinations: number;
  /** When the last one was disabled, where the audit trail tells. */
  readonly since: number | undefined;
  readonly at: number | undefined;
}

type BySource = ReadonlyMap<string, readonly Destination[]>;

const grouped = new WeakMap<readonly Destination[], BySource>();

/**
 * The destinations of each source that has any; undefined while not all are known. Worked out once for a list: there may be tens of
 * thousands, and every look at the workspace asks.
 */
export function destinationsBySource(read: Read): BySource | undefined {
  const all = wholeOf(read(resources.destinations));
  if (!all) return undefined;
  const known = grouped.get(all) ?? Map.groupBy(all, ({ sourceId }) => sourceId);
  grouped.set(all, known);
  return known;
}

/**
 * The countdown of an enabled source without an enabled destination; undefined where there is none to run.
 * @param destinations of the whole workspace; undefined while they are not known
 */
export function autoDisable(
  read: Read,
  period: Period,
  source: { readonly id: string; readonly enabled: boolean },
  destinations: readonly Destination[] | undefined,
): AutoDisable | undefined {
  const own = destinations?.filter(({ sourceId }) => sourceId === source.id);
  if (!source.enabled || !own || own.some(({ enabled }) => enabled)) return undefined;
  const trails = own.map(({ id }) => ({ id, ...auditTrail(read, period, id) }));
  const known = trails.map(({ id, items, last, lost }) => ({
    at: lastDisable(items, id)?.at,
    // By a trail that ends with it on, it was switched off at a moment that is not read yet.
    isOlder: last.data !== undefined && lastSwitch(items, id) === undefined,
    lost,
  }));
  const times = known.flatMap(({ at }) => at ?? []);
  // A destination whose trail has not been read may have been switched off last, as one with an event that was lost; one whose trail
  // does not name a switch was off before the trail begins. Older pages change nothing where a newer one tells.
  const isKnown = known.every(({ at, isOlder, lost }) => lost === undefined && (at !== undefined || isOlder));
  const since = times.length > 0 && isKnown ? Math.max(...times) : undefined;
  return { destinations: own.length, since, at: since === undefined ? undefined : since + autoDisableAfter };
}

/** What a source stands on where it has no other enabled destination than one: on that, or on none. */
export type LastDestination =
  | { readonly kind: 'last-one' }
  | { readonly kind: 'none-left'; readonly at: number | undefined };

/**
 * Whether a source is kept on by this destination only, or by none, and then when Segment switches it off. Judged by destinations
 * alone: the API does not list which warehouses a source feeds in one request.
 * @param all destinations of the workspace; undefined while they are not known: one that could not be read may be enabled
 */
export function lastDestination(
  read: Read,
  period: Period,
  source: { readonly id: string; readonly enabled: boolean },
  destination: Destination,
  all: readonly Destination[] | undefined,
): LastDestination | undefined {
  const others = all?.filter(({ id, sourceId }) => id !== destination.id && sourceId === source.id);
  if (!others || others.some(({ enabled }) => enabled)) return undefined;
  if (destination.enabled) return { kind: 'last-one' };
  const countdown = autoDisable(read, period, source, all);
  return countdown && { kind: 'none-left', at: countdown.at };
}
