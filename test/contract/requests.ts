import { day, iso } from '../../source/domain/time.ts';
import type { MockRequest } from '../../source/mock/protocol.ts';
import type { Collection, Row, World } from '../../source/mock/world.ts';
import type { Endpoint } from './contract.ts';

/** Collections that path and query parameters take their ids from. */
const collections: readonly (readonly [parameter: RegExp, path: RegExp, collection: Collection])[] = [
  [/^sourceId$/, /./, 'sources'],
  [/^(destinationId|destinationConfigId)$/, /./, 'destinations'],
  [/^warehouseId$/, /^\/spaces/, 'profiles-warehouses'],
  [/^warehouseId$/, /./, 'warehouses'],
  [/^trackingPlanId$/, /./, 'tracking-plans'],
  [/^transformationId$/, /./, 'transformations'],
  [/^functionId$/, /./, 'functions'],
  [/^spaceId$/, /./, 'spaces'],
  [/^(audienceId|id)$/, /\/audiences\//, 'audiences'],
  [/^id$/, /\/computed-traits\//, 'computed-traits'],
  [/^id$/, /\/subscriptions\//, 'subscriptions'],
  [/^subscriptionId$/, /./, 'subscriptions'],
  [/^filterId$/, /./, 'destination-filters'],
  [/^modelId$/, /./, 'reverse-etl-models'],
  [/^userId$/, /./, 'users'],
  [/^userGroupId$/, /./, 'user-groups'],
  [/^regulateId$/, /./, 'regulations'],
  [/^credentialId$/, /./, 'credentials'],
  [/^sourceMetadataId$/, /./, 'catalog-sources'],
  [/^destinationMetadataId$/, /./, 'catalog-destinations'],
  [/^warehouseMetadataId$/, /./, 'catalog-warehouses'],
];

const words: Readonly<Record<string, string>> = {
  ...{ audienceType: 'USERS', granularity: 'HOUR', resourceType: 'SOURCE', message: 'hi', period: '2026-01-01' },
  ...{ integrationId: 'i1', propertyType: 'PROPERTY' },
};

/** A request of an operation with every required parameter, ids out of the world where it has any. */
export function requestFor(world: World, { method, path, query }: Endpoint): MockRequest {
  const chosen: Record<string, string> = {};
  // A child decides its parent: the destination of the first filter, not the first destination.
  const child = world.list('destination-filters')[0];
  const subscription =
    world.list('subscriptions').find((row) => row.modelId !== undefined) ?? world.list('subscriptions')[0];
  const parent = path.startsWith('/destination/') ? child : path.includes('/subscriptions/') ? subscription : undefined;
  if (parent) chosen.destinationId = String(parent.destinationId);
  if (path.includes('/subscriptionId/') && subscription) {
    chosen.subscriptionId = String(subscription.id);
    chosen.modelId = String(subscription.modelId ?? world.list('reverse-etl-models')[0]?.id ?? 'none');
  }
  if (path.includes('/subscriptions/') && subscription) chosen.id = String(subscription.id);
  if (path.startsWith('/warehouses/')) chosen.sourceId = connectedSource(world);
  const valueFor = (name: string) => chosen[name] ?? words[name] ?? idFor(world, name, path);
  const times = { startTime: iso(world.now() - day), endTime: iso(world.now()) };
  return {
    method,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(valueFor(name))),
    query: query
      .filter((each) => each.required)
      .map(({ name }) => [name, times[name as keyof typeof times] ?? valueFor(name)] as const),
  };
}

function connectedSource(world: World): string {
  const warehouse: Row | undefined = world.list('warehouses')[0];
  const connected = warehouse && world.warehouseSources(String(warehouse.id))[0];
  return String(connected?.id ?? 'none');
}

function idFor(world: World, name: string, path: string): string {
  const entry = collections.find(([parameter, within]) => parameter.test(name) && within.test(path));
  const row = entry && world.list(entry[2])[0];
  return String(row?.id ?? 'none');
}
