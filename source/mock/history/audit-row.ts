import { iso, second } from '../../domain/time.ts';
import type { Collection, Row } from '../world.ts';

/** The wire's words for what an audit event is about: flat and in lower case (rule 194). */
const resourceTypes: Partial<Record<Collection, string>> = {
  sources: 'source',
  destinations: 'destination',
  warehouses: 'warehouse',
  'tracking-plans': 'tracking_plan',
  users: 'user',
  'user-groups': 'user_group',
  labels: 'label',
  invites: 'invite',
  functions: 'function',
  transformations: 'transformation',
  'destination-filters': 'destination_filter',
  subscriptions: 'destination_subscription',
  'reverse-etl-models': 'model',
  spaces: 'space',
  audiences: 'audience',
  'computed-traits': 'computed_trait',
  'profiles-warehouses': 'profiles_sync_warehouse',
  regulations: 'regulation',
  credentials: 'warehouse_credential',
};

export interface AuditFacts {
  readonly at: number;
  readonly type: string;
  readonly actor: string;
  readonly actorEmail?: string | undefined;
  readonly collection: Collection;
  readonly resourceId: string;
  readonly resourceName: string;
}

/** Seconds since 2020, so that ids look like the real ones and rise with time. */
const epoch = Date.UTC(2020, 0, 1);

/** Number of an event's id: even for everyday events, odd for those of scenario, syncs and edits. */
export const auditNumber = (at: number, own: boolean): number => Math.floor((at - epoch) / second) * 2 + (own ? 1 : 0);

export const resourceTypeOf = (collection: Collection): string => resourceTypes[collection] ?? collection;

/** AuditEventV1 of the contract, with second precision. */
export function auditRow(facts: AuditFacts, number: number): Row {
  return {
    id: `events/${number}`,
    timestamp: iso(facts.at),
    type: facts.type,
    actor: facts.actor,
    ...(facts.actorEmail === undefined ? {} : { actorEmail: facts.actorEmail }),
    resourceId: facts.resourceId,
    resourceType: resourceTypeOf(facts.collection),
    resourceName: facts.resourceName,
  };
}

/** The name people know a row by. */
export function nameOf(row: Row): string {
  const settings = row.settings as Row | undefined;
  const candidates = [row.name, row.displayName, row.title, settings?.name, row.slug, row.email, row.key];
  return (candidates.find((each) => typeof each === 'string' && each !== '') as string | undefined) ?? '';
}
