import { auditMeaning } from './audit-words.ts';
import type { AuditItem } from './entities.ts';
import { minute } from './time.ts';

/** A change this close to an onset is shown as its likely cause (G8). */
export const causeWindow = 30 * minute;

/** The item is something a person, token or Segment changed, not a failure report of a run. */
export function isChange(item: AuditItem): boolean {
  return auditMeaning(item.type).isChange;
}

/**
 * The change nearest to `at` on one of the resources, within ±30 minutes; a change before the onset wins over one after.
 * @param slack how imprecise `at` is (one bucket): widens the window forward
 */
export function changeNear(
  audit: readonly AuditItem[],
  resourceIds: readonly string[],
  at: number,
  slack = 0,
): AuditItem | undefined {
  let best: AuditItem | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const item of audit) {
    if (!resourceIds.includes(item.resourceId) || !isChange(item)) continue;
    const distance = item.at - at;
    if (distance < -causeWindow || distance > causeWindow + slack) continue;
    const cost = distance > slack ? Math.abs(distance) + causeWindow : Math.abs(distance);
    if (cost < least) [best, least] = [item, cost];
  }
  return best;
}

/** The last time the resource was switched off, and by whom. */
export function lastDisable(audit: readonly AuditItem[], resourceId: string): AuditItem | undefined {
  return newest(audit, (item) => item.resourceId === resourceId && auditMeaning(item.type).verb === 'disabled');
}

function newest(audit: readonly AuditItem[], keep: (item: AuditItem) => boolean): AuditItem | undefined {
  return audit.reduce<AuditItem | undefined>(
    (best, item) => (keep(item) && (!best || item.at > best.at) ? item : best),
    undefined,
  );
}
