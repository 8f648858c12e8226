import { pages, type Target, type ViewId } from '../state/pages.ts';
import { listPane, type PaneState, type Place, placeOf, withPane } from '../state/place.ts';
import { notifications } from './audit/notifications/index.ts';
import { audit } from './audit/trail/index.ts';
import { catalog } from './catalog/catalog/index.ts';
import { destinations } from './delivery/destinations/index.ts';
import { errorCodes } from './delivery/lists/error-codes.ts';
import { destinationMappings } from './delivery/mappings/index.ts';
import { engage } from './engage/engage/index.ts';
import { functions } from './functions/functions/index.ts';
import type { View } from './kit/view.ts';
import { privacy } from './privacy/privacy/index.ts';
import { protocols } from './protocols/protocols/index.ts';
import { rulesTab as planRules } from './protocols/tracking-plan/rules-tab.ts';
import { violationEvents } from './protocols/violations/index.ts';
import { groups, labels, roles, users } from './settings/lists/people.ts';
import { workspaces } from './settings/workspaces/index.ts';
import { eventsTab } from './sources/source/events-tab.ts';
import { sources } from './sources/sources/index.ts';
import { syncs } from './storage/lists/syncs.ts';
import { warehouses } from './storage/lists/warehouses.ts';
import { reverseEtl } from './storage/reverse-etl/index.ts';
import { usage } from './usage/usage/index.ts';
import { raisedTab } from './watch/alerts/raised-tab.ts';
import { rulesTab as alertRules } from './watch/alerts/rules-tab.ts';
import { health } from './watch/health/index.ts';
import { triage } from './watch/triage/index.ts';

/** What a list is made from. */
export interface ListSource {
  readonly view: View;
  /** Which of its tabs, from 0. */
  readonly tab?: number;
  /** The page as its own tabs name it. */
  readonly params?: Target['params'];
  /** Only rows with problems. */
  readonly narrowed?: true;
  /** What the list belongs to, as its page calls it. */
  readonly owner?: string;
  /** Families of reads that the page asks for and its rows do without: a command waits for nothing that it does not print. */
  readonly without?: ReadonlySet<string>;
  /** Reads that the API gives two a minute are what it is about. */
  readonly patient?: true;
}

const delivery = ['metrics', 'earlier-metrics', 'failures', 'minutes', 'onset'];
const storage = ['warehouse-syncs', 'warehouses'];
const protocol = [
  'tracking-plans',
  'tracking-plan-sources',
  'blocked',
  'blocked-minutes',
  'source-settings',
  'forwarded-violations',
];
const meters = ['api-calls', 'mtu'];
const inflow = ['volume', 'minute-volume', 'usual-volume', 'minutes-of-hour'];

const flowOnly = new Set([...delivery, ...storage, ...protocol, ...meters]);
const deliveryOnly = new Set([...protocol, ...meters]);
const namesOnly = new Set([...delivery, ...storage.slice(0, 1), ...protocol, ...meters, ...inflow]);
const usageOnly = new Set([...delivery, ...storage, ...protocol]);

/** Every list that a command prints. The keys are the names of the command line. */
export const listSources = {
  triage: { view: triage },
  failing: { view: destinations, narrowed: true, without: deliveryOnly },
  connections: { view: destinations, without: deliveryOnly },
  sources: { view: sources, without: flowOnly },
  health: { view: health, without: deliveryOnly },
  'error-codes': { view: errorCodes, without: deliveryOnly },
  alerts: { view: raisedTab },
  'alert-rules': { view: alertRules },
  violations: { view: protocols },
  'violation-events': { view: violationEvents, owner: 'source' },
  plans: { view: protocols, tab: 1 },
  'plan-rules': { view: planRules, owner: 'id' },
  transformations: { view: protocols, tab: 2 },
  events: { view: eventsTab, owner: 'id' },
  mappings: { view: destinationMappings, owner: 'id' },
  warehouses: { view: warehouses, patient: true },
  syncs: { view: syncs, owner: 'id', patient: true },
  models: { view: reverseEtl },
  audiences: { view: engage },
  activity: { view: audit, without: namesOnly },
  notifications: { view: notifications },
  usage: { view: usage, without: usageOnly },
  fields: { view: privacy, params: pages.privacy.at({ tab: 'inventory' }).params },
  inbox: { view: privacy, params: pages.privacy.at({ tab: 'inbox' }).params },
  matchers: { view: privacy, params: pages.privacy.at({ tab: 'detection' }).params },
  regulations: { view: privacy, params: pages.privacy.at({ tab: 'end-user' }).params },
  functions: { view: functions },
  catalog: { view: catalog },
  'catalog-destinations': { view: catalog, tab: 1 },
  'catalog-warehouses': { view: catalog, tab: 2 },
  users: { view: users },
  groups: { view: groups },
  roles: { view: roles },
  labels: { view: labels },
  workspaces: { view: workspaces, without: namesOnly },
} as const satisfies Readonly<Record<string, ListSource>>;

/** What the user wants of a list. */
export type ListLook = Pick<PaneState, 'filter' | 'sort'> & {
  /** Rows that a list which grows is read up to. */
  readonly until?: number | undefined;
  /** Id of what the list belongs to. */
  readonly owner?: string | undefined;
};

/** The place whose list it is: the worst first without groups, as it is on screen when it is narrowed or sorted. */
export function listPlace({ view, tab = 0, params = {}, narrowed, owner }: ListSource, look: ListLook): Place {
  const own = owner !== undefined && look.owner !== undefined ? { ...params, [owner]: look.owner } : params;
  return withPane(placeOf(view.id as ViewId, own), listPane, {
    tab,
    filter: look.filter,
    sort: look.sort,
    index: Math.max(0, (look.until ?? 0) - 1),
    look: { grouped: false },
    ...(narrowed ? { options: { problems: 'on' } } : {}),
  });
}
