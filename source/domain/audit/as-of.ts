import type { AuditItem } from '../entities.ts';
import { type SafeText, t } from '../text.ts';
import { auditMeaning } from './meaning.ts';

/** A thing that the trail tells of: when it was made, and whether it is on. */
interface Listed {
  readonly id: string;
  readonly enabled: boolean;
  readonly createdAt?: number | undefined;
}

/**
 * A list as it was: what the trail says has happened since is undone, first what came last. Things that were made since are left
 * out; those that were deleted since cannot be shown, as nothing tells of them but their names.
 * @param since what happened after that moment
 */
export function listAsOf<T extends Listed>(
  list: readonly T[],
  kind: 'source' | 'destination' | 'warehouse',
  since: readonly AuditItem[],
  at: number,
): readonly T[] {
  const first = new Map<string, string>();
  const made = new Set<string>();
  for (const item of since.toSorted((a, b) => a.at - b.at)) {
    const { resource, verb } = auditMeaning(item.type);
    if (resource !== kind || item.at <= at) continue;
    if (verb === 'created') made.add(item.resourceId);
    if ((verb === 'enabled' || verb === 'disabled') && !first.has(item.resourceId)) first.set(item.resourceId, verb);
  }
  return list.flatMap((thing) => {
    if (made.has(thing.id) || (thing.createdAt ?? 0) > at) return [];
    const verb = first.get(thing.id);
    const enabled = verb === undefined ? thing.enabled : verb === 'disabled';
    return [enabled === thing.enabled ? thing : { ...thing, enabled }];
  });
}

/** How many things of these kinds were deleted since: what was made since as well was not there then, and is not missing. */
export function deletedSince(since: readonly AuditItem[], at: number): number {
  const kinds: ReadonlySet<string> = new Set(['source', 'destination', 'warehouse']);
  const gone = new Set<string>();
  const made = new Set<string>();
  for (const { at: when, type, resourceId } of since) {
    const { resource, verb } = auditMeaning(type);
    if (when <= at || !kinds.has(resource)) continue;
    if (verb === 'deleted') gone.add(resourceId);
    if (verb === 'created') made.add(resourceId);
  }
  return gone.difference(made).size;
}

/** What was deleted since cannot be shown: `1 deleted since is missing`, and nothing where there is none. */
export function missingWords(count: number): readonly SafeText[] {
  if (count === 0) return [];
  return [count === 1 ? t`1 deleted since is missing` : t`${count} deleted since are missing`];
}
