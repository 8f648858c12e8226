import type { ViewId } from '../../state/pages.ts';

/** What `segtop list` can print: as a command line names it, without the pages themselves. */
export interface ListName {
  readonly name: string;
  /** Other names that people try. */
  readonly also?: readonly string[];
  readonly about: string;
  /** The list belongs to one thing, which has to be given; where `maybe`, of all unless given. */
  readonly of?: { readonly type: ViewId; readonly maybe?: true };
}

const listed = [
  { name: 'triage', also: ['wrong'], about: 'everything that is wrong, worst first' },
  { name: 'failing', also: ['problems'], about: 'connections and warehouses with problems, worst first' },
  {
    name: 'connections',
    also: ['destinations', 'delivery'],
    about: 'every connection and warehouse with its delivery',
  },
  { name: 'sources', about: 'every source with what it sends, silent ones first' },
  { name: 'health', also: ['errors'], about: 'repeated and consistent errors, by the rule of the product' },
  {
    name: 'error-codes',
    also: ['codes', 'reasons'],
    about: 'codes of errors: what each means, how many connections fail with it',
  },
  { name: 'alerts', also: ['alarms'], about: 'alerts that are raised now' },
  { name: 'alert-rules', about: 'every rule that can raise an alert' },
  { name: 'violations', about: 'sources with violations of their tracking plans' },
  { name: 'violation-events', about: 'events of a source with violations', of: { type: 'source' } },
  { name: 'plans', also: ['tracking-plans'], about: 'tracking plans with their violations' },
  { name: 'plan-rules', about: 'events of a tracking plan', of: { type: 'tracking-plan' } },
  { name: 'transformations', about: 'transformations of events' },
  { name: 'events', about: 'what a source sends by event', of: { type: 'source' } },
  { name: 'mappings', about: 'mappings of a destination', of: { type: 'destination' } },
  { name: 'warehouses', also: ['storage'], about: 'warehouses with how their syncs stand' },
  { name: 'syncs', about: 'runs of warehouses, newest first', of: { type: 'warehouse', maybe: true } },
  { name: 'models', also: ['reverse-etl', 'retl'], about: 'models of Reverse ETL with their latest runs' },
  { name: 'audiences', also: ['traits', 'engage'], about: 'audiences and computed traits' },
  { name: 'activity', also: ['audit'], about: 'the audit trail, newest first' },
  { name: 'notifications', about: 'what of the audit trail is news' },
  { name: 'usage', about: 'usage of the month by source, the fastest growing first' },
  { name: 'fields', also: ['inventory'], about: 'classified fields of the privacy inventory' },
  { name: 'inbox', about: 'fields that wait to be classified' },
  { name: 'matchers', about: 'matchers of personal values' },
  { name: 'regulations', about: 'requests to delete or suppress people' },
  { name: 'functions', about: 'functions with where they run' },
  { name: 'catalog', also: ['catalog-sources'], about: 'types of sources that Segment has' },
  { name: 'catalog-destinations', about: 'types of destinations that Segment has' },
  { name: 'catalog-warehouses', about: 'types of storage that Segment has' },
  { name: 'users', also: ['people'], about: 'users with their roles' },
  { name: 'groups', about: 'user groups' },
  { name: 'roles', about: 'roles of the plan' },
  { name: 'labels', about: 'labels of the workspace' },
  { name: 'workspaces', also: ['profiles'], about: 'workspaces that can be opened, each with its profile' },
] as const satisfies readonly ListName[];

export type ListId = (typeof listed)[number]['name'];

export const lists: readonly (ListName & { readonly name: ListId })[] = listed;

/** The list of a name or one of its others. */
export function listNamed(name: string): (typeof lists)[number] | undefined {
  const wanted = name.toLowerCase();
  return lists.find((list) => list.name === wanted) ?? lists.find(({ also = [] }) => also.includes(wanted));
}
