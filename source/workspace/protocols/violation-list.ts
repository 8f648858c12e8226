import type { StepRow } from '../../domain/delivery/counts.ts';
import { reasonOf } from '../../domain/delivery/discard-reasons/index.ts';
import {
  isUnplanned,
  protocolsReason,
  type ViolationRow,
  type ViolationSample,
} from '../../domain/protocols/violation.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { hour, type Period, type Window } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import { wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import * as resources from '../resources/violations.ts';
import { lastSeenOf, type ViolationPage, violationKey } from './violation-events.ts';

/** An app version among the events of a violation. */
export interface VersionCount {
  readonly version: SafeText;
  readonly count: number;
  /** When the source first sent this version, where that is inside the period: a release. */
  readonly releasedAt: number | undefined;
}

/** One way in which the events of one name go against the plan, over all app versions. */
export interface UniqueViolation {
  readonly key: string;
  readonly kind: SafeText;
  /** Undefined where only the reason is told. */
  readonly field: SafeText | undefined;
  readonly sentence: SafeText;
  readonly unplanned: boolean;
  readonly count: number;
  readonly firstSeen: number | undefined;
  /** The violation reaches back to the edge of what was read, so it may be older. */
  readonly openStart: boolean;
  readonly lastSeen: number | undefined;
  /** Most events first. */
  readonly versions: readonly VersionCount[];
  readonly samples: readonly ViolationSample[];
}

/** What is seen so soon after one began to look was there before. */
const atOnce = hour / 4;

/** What is wrong in the events of one name, most often first; unplanned comes after violations. */
export function violationList(
  read: Read,
  period: Period,
  sourceId: string,
  event: resources.EventRef,
): ViolationPage<UniqueViolation> {
  const details = read(resources.violationDetails(period, sourceId));
  const released = releases(read, period, sourceId);
  const collected = details.data?.kind === 'details' ? details.data : undefined;
  if (details.data === undefined || collected) {
    const own = (collected?.rows ?? []).filter(
      ({ eventName, eventType }) => eventName === event.eventName && eventType === event.eventType,
    );
    const groups = Map.groupBy(own, violationKey);
    const rows = [...groups].map(([key, group]) => collectedViolation(key, group, released, collected?.since));
    const { basis = 'collected', since } = collected ?? {};
    return { basis, since, rows: rows.sort(worstFirst), snapshot: details };
  }
  const report = read(resources.blockedReasons(period, sourceId, event));
  const own = (report.data?.rows ?? []).filter(
    ({ by }) => by.eventName === event.eventName && protocolsReason(by.discardReason) !== undefined,
  );
  const window = readWindow(period, report.fetchedAt ?? 0);
  const rows = own.map((row) => blockedReason(row, released, window));
  return { basis: 'blocked', rows: rows.sort(worstFirst), snapshot: report };
}

function collectedViolation(
  key: string,
  group: readonly ViolationRow[],
  released: ReadonlyMap<string, number>,
  since: number | undefined,
): UniqueViolation {
  const firstSeen = Math.min(...group.map((each) => each.firstSeen));
  const [first] = group as [ViolationRow, ...ViolationRow[]];
  return {
    key,
    kind: first.kind,
    field: first.field === '' ? undefined : first.field,
    sentence: first.sentence,
    unplanned: isUnplanned(first),
    count: group.reduce((sum, { count }) => sum + count, 0),
    firstSeen,
    openStart: since !== undefined && firstSeen < since + atOnce,
    lastSeen: Math.max(...group.map(({ lastSeen }) => lastSeen)),
    versions: versionsOf(
      group.map(({ appVersion, count }) => [appVersion, count]),
      released,
    ),
    samples: group.flatMap(({ samples }) => samples).toSorted((a, b) => b.at - a.at),
  };
}

/** A reason in one app version: which one of its violations it was is not told, so the version is all that tells them apart. */
function blockedReason(row: StepRow, released: ReadonlyMap<string, number>, { start, end }: Window): UniqueViolation {
  const { by, total, series } = row;
  const code = by.discardReason ?? t`unknown`;
  const { label, meaning } = reasonOf('filtered-at-source', code);
  const firstSeen = series.find(({ count }) => count > 0)?.at;
  return {
    key: JSON.stringify([code, by.appVersion ?? null]),
    kind: label,
    field: undefined,
    sentence: meaning,
    unplanned: protocolsReason(code) === 'unplanned',
    count: total,
    firstSeen,
    openStart: firstSeen !== undefined && firstSeen < start + hour,
    lastSeen: lastSeenOf([row], end),
    versions: versionsOf([[by.appVersion, total]], released),
    samples: [],
  };
}

function versionsOf(
  counts: readonly (readonly [SafeText | undefined, number])[],
  released: ReadonlyMap<string, number>,
): VersionCount[] {
  const sums = new Map<SafeText, number>();
  for (const [version, count] of counts)
    if (version !== undefined && version !== '') sums.set(version, (sums.get(version) ?? 0) + count);
  return [...sums]
    .map(([version, count]) => ({ version, count, releasedAt: released.get(version) }))
    .sort((a, b) => b.count - a.count || (a.version < b.version ? -1 : 1));
}

/** App versions whose first event is inside the period. A version that was there from the first hour on may be of any age. */
function releases(read: Read, period: Period, sourceId: string): ReadonlyMap<string, number> {
  const snapshot = read(resources.receivedVersions(period, sourceId));
  const { fetchedAt } = snapshot;
  const data = wholeOf(snapshot);
  const begin = readWindow(period, fetchedAt ?? 0).start + 2 * hour;
  const steady = (data?.rows ?? []).some(({ series }) => series.some(({ at, count }) => count > 0 && at < begin));
  if (!steady) return new Map();
  return new Map(
    (data?.rows ?? []).flatMap(({ by, series }) => {
      const at = series.find(({ count }) => count > 0)?.at;
      return by.appVersion !== undefined && at !== undefined && at >= begin ? [[by.appVersion, at] as const] : [];
    }),
  );
}

function worstFirst(a: UniqueViolation, b: UniqueViolation): number {
  return Number(a.unplanned) - Number(b.unplanned) || b.count - a.count || (a.key < b.key ? -1 : 1);
}

/** How a violation with a release reads: the version that brings most of its events. */
export function releaseOf({ versions }: UniqueViolation): VersionCount | undefined {
  return versions.find(({ releasedAt }) => releasedAt !== undefined);
}

/** A version as text, with how many others there are. */
export function versionText({ versions }: UniqueViolation): SafeText {
  const [first] = versions;
  if (!first) return t`–`;
  return versions.length > 1 ? t`${first.version} +${versions.length - 1}` : first.version;
}
