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
/** More events than this do not happen within one second. */
const mostInSecond = 10_000;

/**
 * Where an event stands in the trail, rising with time: an everyday event has place 0 of its second, those of scenario, syncs and
 * edits the places after it. Made of the event's own second alone, so that it is the same whatever else is read.
 */
export const auditNumber = (at: number, place = 0): number => Math.floor((at - epoch) / second) * mostInSecond + place;

/** The id of that number: even and odd for the first two places of a second, longer for the others. */
function idOf(number: number): string {
  const [seconds, place] = [Math.floor(number / mostInSecond), number % mostInSecond];
  return place < 2 ? `events/${seconds * 2 + place}` : `events/${seconds * 2 + 1}${String(place).padStart(4, '0')}`;
}

export const resourceTypeOf = (collection: Collection): string => resourceTypes[collection] ?? collection;

/** AuditEventV1 of the contract, with second precision. */
export function auditRow(facts: AuditFacts, number: number): Row {
  return {
    id: idOf(number),
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
