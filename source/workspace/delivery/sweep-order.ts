import { isChange } from '../../domain/audit/changes.ts';
import { auditMeaning } from '../../domain/audit/meaning.ts';
import type { VolumeRow } from '../../domain/delivery/counts.ts';
import type { AuditItem, Destination } from '../../domain/entities.ts';
import { day, type Period } from '../../domain/time.ts';
import { sentBySource } from '../resources/sent.ts';

/** What decides which connections are read first. */
export interface SweepFacts {
  readonly destinations: readonly Destination[];
  readonly favorites: ReadonlySet<string> | undefined;
  /** Ids of those that failed before this start. */
  readonly failedBefore: readonly string[] | undefined;
  /** Whether it fails in another period, which was read before. */
  readonly failsElsewhere: (destination: Destination) => boolean;
  readonly audit: readonly AuditItem[] | undefined;
  /** What each source sends; undefined until it is known. */
  readonly volume: readonly VolumeRow[] | undefined;
  readonly period: Period;
  readonly now: number;
}

type Ranks = ReadonlyMap<string, number>;

interface Kept {
  readonly parts: readonly unknown[];
  readonly ranks: Ranks;
}

const kept = new WeakMap<readonly Destination[], Kept>();
const nobody: ReadonlySet<string> = new Set();

/**
 * The place of each connection in a sweep, 0 first: favorites; what failed when it was last seen; what somebody changed in the
 * last day; then by what its source sends, spread over the types of destinations, since what breaks often breaks for a type.
 * Worked out again only when the list, the favorites or what was changed are other ones, or when volumes become known.
 */
export function sweepOrder(facts: SweepFacts): Ranks {
  const { destinations, favorites = nobody, failedBefore, failsElsewhere, volume, period } = facts;
  const changed = changedIds(facts.audit ?? [], facts.now);
  const parts = [favorites, failedBefore, period, volume !== undefined, [...changed].join(' ')];
  const known = kept.get(destinations);
  if (known?.parts.every((part, index) => part === parts[index])) return known.ranks;
  const failed = new Set(failedBefore);
  const tierOf = (destination: Destination): number => {
    const { id, sourceId } = destination;
    if (favorites.has(id)) return 0;
    if (failed.has(id) || failsElsewhere(destination)) return 1;
    return changed.has(id) || changed.has(sourceId) ? 2 : 3;
  };
  const weights = spread(destinations, volume);
  const order = destinations
    .map((destination, index) => ({ id: destination.id, tier: tierOf(destination), weight: weights[index]! }))
    .sort((a, b) => a.tier - b.tier || b.weight - a.weight);
  const ranks = new Map(order.map(({ id }, index) => [id, index]));
  kept.set(destinations, { parts, ranks });
  return ranks;
}

/** Traffic of each connection, halved for the second of its type, a third for the third, and so on. */
function spread(destinations: readonly Destination[], volume: readonly VolumeRow[] | undefined): readonly number[] {
  const sent = volume && sentBySource(volume);
  const volumes = destinations.map(({ sourceId }) => sent?.get(sourceId)?.total ?? 0);
  const byVolume = [...volumes.keys()].sort((a, b) => volumes[b]! - volumes[a]!);
  const seen = new Map<string, number>();
  const weights = volumes.map(() => 0);
  for (const index of byVolume) {
    const { metadataId } = destinations[index]!;
    const before = seen.get(metadataId) ?? 0;
    seen.set(metadataId, before + 1);
    weights[index] = (1 + volumes[index]!) / (1 + before);
  }
  return weights;
}

/** Destinations and sources that the trail names as changed in the last day. Filters and mappings have ids of their own there. */
function changedIds(audit: readonly AuditItem[], now: number): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const item of audit) {
    if (now - item.at > day || !isChange(item)) continue;
    const { resource } = auditMeaning(item.type);
    if (resource === 'destination' || resource === 'source') ids.add(item.resourceId);
  }
  return ids;
}
