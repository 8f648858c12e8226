import type { ProfileDocument, ProtocolSwitches } from '../data/documents.ts';
import { textHash } from '../hash.ts';
import { everydayFilters, everydayIngest } from './everyday.ts';
import { type Bound, bound, cutsOf, everyLeaf, type Lasting, type Leaf, type Rule } from './rule.ts';
import { conditional } from './thin.ts';
import type { Rhythm } from './volume.ts';

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
  readonly ingest: readonly Bound[];
  readonly filters: readonly Bound[];
  /** Stretches in which the source is switched off. */
  readonly off: readonly Lasting[];
  /** Moments at which anything changes, sorted. */
  readonly cuts: readonly number[];
}

/** It takes everything, so nothing is rounded and no dither of another rule is shifted. */
const offDither = 900;

const unnamed = new Set(['identify', 'group', 'alias']);

export interface SourceSpec {
  readonly id: string;
  readonly perDay: number;
  readonly profile: ProfileDocument;
  readonly rhythm: Rhythm;
  readonly protocols?: ProtocolSwitches | undefined;
  readonly releases: readonly (Lasting & { readonly appVersion: string; readonly share: number })[];
  readonly factors: SourceModel['factors'];
  /** Stretches in which the source is switched off: everything is dropped at ingest (rule 36). */
  readonly off: readonly Lasting[];
  readonly ingest: readonly Rule[];
  readonly filters: readonly Rule[];
  /** Without background noise: for generated worlds. */
  readonly plain?: boolean;
}

/** Builds the model of one source: its leaves, and the rules of the scenario before those of everyday noise. */
export function sourceModel(spec: SourceSpec): SourceModel {
  const { profile, releases, factors } = spec;
  const hash = textHash(spec.id);
  const usual = profile.versions ?? [];
  const names = usual.length > 0 ? usual.map(([version]) => version) : [undefined];
  const versions = [...names, ...releases.map(({ appVersion }) => appVersion)];
  const leaves = profile.events.flatMap(([name, eventType]) =>
    versions.map(
      (appVersion): Leaf => ({ eventName: unnamed.has(eventType) ? undefined : name, eventType, appVersion }),
    ),
  );
  const off = spec.off.map(
    (span): Rule => ({ ...span, reason: 'source_disabled', share: 1, takes: everyLeaf, dither: offDither }),
  );
  const ingest = [...off, ...spec.ingest, ...(spec.plain ? [] : everydayIngest(hash))];
  const filters = [...spec.filters, ...(spec.plain ? [] : everydayFilters(hash, spec.protocols, profile.events))];
  const rules = bound([...ingest, ...filters], leaves);
  return {
    id: spec.id,
    hash,
    perDay: spec.perDay,
    rhythm: spec.rhythm,
    leaves,
    eventShares: conditional(profile.events.map(([, , weight]) => weight)),
    versionShares: conditional(usual.length > 0 ? usual.map(([, weight]) => weight) : [1]),
    versions: versions.length,
    releases,
    factors,
    ingest: rules.slice(0, ingest.length),
    filters: rules.slice(ingest.length),
    off: spec.off,
    cuts: cutsOf([...releases, ...factors, ...ingest, ...filters]),
  };
}
