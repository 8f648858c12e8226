import { type Onset, onsetStart } from '../delivery/onset.ts';
import type { AuditItem } from '../entities.ts';
import { minute } from '../time.ts';
import { auditMeaning } from './meaning.ts';

/** A change at most this long before an onset is shown as its likely cause. */
export const causeWindow = 30 * minute;

/** The item is something a person, token or Segment changed, not a failure report of a run. */
export function isChange(item: AuditItem): boolean {
  return auditMeaning(item.type).isChange;
}

/** Ids of what a thing depends on, its own first: a destination with its filters and mappings, then its source, then its plans. */
export type Owners = readonly (readonly string[])[];

/** The newest change of what comes first among the owners, in a span of time: `from` inclusive, `to` exclusive. */
function ownChange(audit: readonly AuditItem[], owners: Owners, from: number, to: number): AuditItem | undefined {
  for (const ids of owners) {
    const own = newest(
      audit,
      (item) => item.at >= from && item.at < to && ids.includes(item.resourceId) && isChange(item),
    );
    if (own) return own;
  }
  return undefined;
}

/**
 * The change that may have begun it: at the onset or in the half hour before. A change of the thing itself comes before one of
 * what it depends on, however much nearer that is. Later changes cannot be the cause, and where the onset is not known nothing
 * is blamed.
 */
export function causeOf(audit: readonly AuditItem[], owners: Owners, onset: Onset | undefined): AuditItem | undefined {
  if (onset?.since === undefined) return undefined;
  return ownChange(audit, owners, onset.since - causeWindow, onset.since + Math.max(onset.within, 1));
}

/** The newest change since it began: no cause, but somebody was there. */
export function changedSince(
  audit: readonly AuditItem[],
  owners: Owners,
  onset: Onset | undefined,
): AuditItem | undefined {
  if (!onset) return undefined;
  return ownChange(audit, owners, onsetStart(onset) + Math.max(onset.within, 1), Number.POSITIVE_INFINITY);
}

/** The last time the resource was switched on or off. */
export function lastSwitch(audit: readonly AuditItem[], resourceId: string): AuditItem | undefined {
  const isSwitch = (item: AuditItem) => isDisabling(item) || auditMeaning(item.type).verb === 'enabled';
  return newest(audit, (item) => item.resourceId === resourceId && isSwitch(item));
}

const isDisabling = ({ type }: AuditItem): boolean => auditMeaning(type).verb === 'disabled';

/**
 * When and by whom a resource that is off was switched off. Where it was switched on since, whatever switched it off again is not in
 * the trail yet: nobody is named.
 */
export function lastDisable(audit: readonly AuditItem[], resourceId: string): AuditItem | undefined {
  const last = lastSwitch(audit, resourceId);
  return last && isDisabling(last) ? last : undefined;
}

function newest(audit: readonly AuditItem[], keep: (item: AuditItem) => boolean): AuditItem | undefined {
  return audit.reduce<AuditItem | undefined>(
    (best, item) => (keep(item) && (!best || item.at > best.at) ? item : best),
    undefined,
  );
}
