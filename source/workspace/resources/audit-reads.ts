import { type AuditResource, auditMeaning } from '../../domain/audit/meaning.ts';
import type { AuditItem } from '../../domain/entities.ts';
import type { Page } from '../../domain/queries.ts';
import { minute } from '../../domain/time.ts';

/** Keys of what is known of a thing, by what it is; one that ends in a colon means all keys that begin so. */
const known: Readonly<Record<AuditResource, (id: string) => readonly string[]>> = {
  source: (id) => [
    'sources',
    'source:',
    `source-settings:${id}`,
    `source-destinations:${id}`,
    `source-warehouses:${id}`,
    'tracking-plan-sources:',
    'warehouse-sources:',
  ],
  destination: (id) => [
    'destinations',
    `destination:${id}`,
    'source-destinations:',
    `mappings:${id}`,
    `destination-filters:${id}`,
  ],
  warehouse: (id) => [
    'warehouses',
    'source-warehouses:',
    `warehouse-sources:${id}`,
    `warehouse-syncs:${id}`,
    `warehouse-schedule:${id}`,
  ],
  // Only the read of one source tells its plan, and an event that binds or parts the two may name either.
  'tracking-plan': (id) => ['tracking-plans', `tracking-plan-sources:${id}`, `tracking-plan-rules:${id}`, 'source:'],
  function: (id) => ['functions', `function-details:${id}`, `function-versions:${id}`, `function-instances:${id}`],
  audience: () => ['audiences:', 'audience-destinations:'],
  'computed-trait': () => ['computed-traits:'],
  space: () => ['spaces'],
  // What somebody may do is read of each one, and changes with the groups too.
  user: () => ['users', 'user:', 'invites', 'user-groups'],
  group: () => ['user-groups', 'users', 'user:'],
  label: () => ['labels', 'sources'],
  // The trail names the filter, not the destination that it belongs to.
  filter: () => ['destination-filters:'],
  transformation: () => ['transformations'],
  model: () => ['reverse-etl-models', 'reverse-etl-syncs:', 'mappings:'],
  workspace: () => ['workspace', 'regulations', 'regulation:', 'suppressions', 'users', 'user:', 'roles'],
  other: () => [],
};

/** Mappings are called subscriptions, and their events name no resource of their own. */
const isMapping = (type: string): boolean => /\b(?:subscription|mapping)s?\b/i.test(type);

/** Keys of the resources that an audit event outdates. */
export function invalidatedByEvent({ type, resourceId }: AuditItem): readonly string[] {
  if (isMapping(type)) return ['mappings:', 'destinations'];
  return known[auditMeaning(type).resource](resourceId);
}

/** On the first read of the trail, events this recent may be missing from lists that were read at the same time. */
const beside = 2 * minute;

/** Keys of the resources that events outdate which came since the trail was read last. */
export function invalidatedBy(
  { items }: Page<AuditItem>,
  previous: Page<AuditItem> | undefined,
  now: number,
): readonly string[] {
  const seen = previous && new Set(previous.items.map(({ id }) => id));
  const fresh = items.filter(({ id, at }) => (seen ? !seen.has(id) : now - at < beside));
  return [...new Set(fresh.flatMap(invalidatedByEvent))];
}
