import type { EventSpec, ProfileDocument, ProtocolSwitches } from '../data/documents.ts';
import { chance, textHash } from '../hash.ts';
import { conditional } from './thin.ts';
import type { Rhythm } from './volume.ts';

/** A half-open stretch of time; open ends are infinite. */
export interface Lasting {
  readonly from: number;
  readonly to: number;
}

/** The finest grain that is simulated: one event of one app version. */
export interface Leaf {
  /** Missing for calls without a name (product 2.5: unnamed events). */
  readonly eventName?: string | undefined;
  readonly eventType: string;
  readonly appVersion?: string | undefined;
}

/** A share of the events of some leaves that a reason takes out while it lasts. */
export interface Rule extends Lasting {
  readonly reason: string;
  readonly share: number;
  readonly takes: (leaf: Leaf) => boolean;
}

/** Everything that decides what one source sends and what is stopped before delivery. */
export interface SourceModel {
  readonly id: string;
  readonly hash: number;
  readonly perDay: number;
  readonly rhythm: Rhythm;
  readonly leaves: readonly Leaf[];
  /** Conditional shares of the events, then of the usual versions inside each event. */
  readonly eventShares: readonly number[];
  readonly versionShares: readonly number[];
  readonly versions: number;
  /** Versions that came later: they take their share before the usual ones. */
  readonly releases: readonly (Lasting & { readonly share: number })[];
  readonly factors: readonly (Lasting & { readonly factor: number })[];
  readonly ingest: readonly Rule[];
  readonly filters: readonly Rule[];
  /** Moments at which anything changes, sorted. */
  readonly cuts: readonly number[];
}

export const always: Lasting = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
export const everyLeaf = (): boolean => true;

/** Moments of change out of all that lasts, sorted and without repeats. */
export function cutsOf(lasting: readonly Lasting[]): number[] {
  return [...new Set(lasting.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite))].sort((a, b) => a - b);
}

const unnamed = new Set(['identify', 'group', 'alias']);

export interface SourceSpec {
  readonly id: string;
  readonly perDay: number;
  readonly profile: ProfileDocument;
  readonly rhythm: Rhythm;
  readonly protocols?: ProtocolSwitches | undefined;
  readonly releases?: readonly (Lasting & { readonly appVersion: string; readonly share: number })[];
  readonly factors?: SourceModel['factors'];
  /** Stretches in which the source is switched off: everything is dropped at ingest (product 2.4). */
  readonly off?: readonly Lasting[];
  readonly ingest?: readonly Rule[];
  readonly filters?: readonly Rule[];
  /** Without background noise: for generated worlds. */
  readonly plain?: boolean;
}

/** Builds the model of one source: its leaves, and the rules of the scenario before those of everyday noise. */
export function sourceModel(spec: SourceSpec): SourceModel {
  const hash = textHash(spec.id);
  const releases = spec.releases ?? [];
  const usual = spec.profile.versions ?? [];
  const names = [...usual.map(([version]) => version), ...releases.map(({ appVersion }) => appVersion)];
  const versions: readonly (string | undefined)[] = names.length > 0 ? names : [undefined];
  const leaves = spec.profile.events.flatMap(([name, eventType]) =>
    versions.map(
      (appVersion): Leaf => ({ eventName: unnamed.has(eventType) ? undefined : name, eventType, appVersion }),
    ),
  );
  const ingest = [
    ...(spec.off ?? []).map((span): Rule => ({ ...span, reason: 'source_disabled', share: 1, takes: everyLeaf })),
    ...(spec.ingest ?? []),
    ...(spec.plain ? [] : everydayIngest(hash)),
  ];
  const filters = [
    ...(spec.filters ?? []),
    ...(spec.plain ? [] : everydayFilters(hash, spec.protocols, spec.profile.events)),
  ];
  return {
    id: spec.id,
    hash,
    perDay: spec.perDay,
    rhythm: spec.rhythm,
    leaves,
    eventShares: conditional(spec.profile.events.map(([, , weight]) => weight)),
    versionShares: conditional(usual.length > 0 ? usual.map(([, weight]) => weight) : [1]),
    versions: versions.length,
    releases,
    factors: spec.factors ?? [],
    ingest,
    filters,
    cuts: cutsOf([...releases, ...(spec.factors ?? []), ...ingest, ...filters]),
  };
}

function everydayIngest(hash: number): Rule[] {
  return [{ ...always, reason: 'no_user_anon_id', share: 0.0003 + 0.0012 * chance(hash, 11, 0), takes: everyLeaf }];
}

function everydayFilters(hash: number, protocols: ProtocolSwitches | undefined, events: readonly EventSpec[]): Rule[] {
  const rare = events.at(-1)?.[0];
  const rules: Rule[] = [
    { ...always, reason: 'event_setting', share: 0.15, takes: ({ eventName }) => eventName === rare },
  ];
  const track = ({ eventType }: Leaf) => eventType === 'track';
  if (protocols && !protocols.violatingEvents)
    rules.push({ ...always, reason: 'schema_violation', share: 0.001 + 0.003 * chance(hash, 12, 0), takes: track });
  if (protocols && !protocols.unplannedEvents)
    rules.push({ ...always, reason: 'unplanned', share: 0.001 + 0.004 * chance(hash, 13, 0), takes: track });
  return rules;
}
