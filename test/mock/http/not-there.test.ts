import { expect, test } from 'vitest';
import { routes } from '../../../source/mock/http/routes/all.ts';
import { ask } from './ask.ts';
import { fakeWorld } from './fake-world.ts';

/** Things of the fake world that lead to what is asked for. */
const known: Readonly<Record<string, string>> = {
  sourceId: 'web',
  destinationId: 'braze-web',
  spaceId: 'spa_1',
  warehouseId: 'redshift',
  modelId: 'm1',
  functionId: 'sfn_1',
  id: 'aud_1',
  audienceId: 'aud_1',
};

/** The path with all its names filled in, the last one with the id of nothing. */
function pathOf(path: string): string {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!);
  return names.reduce((made, name, at) => {
    return made.replace(`{${name}}`, at === names.length - 1 ? 'none' : (known[name] ?? 'other'));
  }, path);
}

const expected = `
GET /: 200
GET /echo: 422 "message" is required
GET /sources: 200
GET /sources/none: 404 Source with id 'none' not found.
GET /sources/none/connected-destinations: 404 Source with id 'none' not found.
GET /sources/none/connected-warehouses: 404 Source with id 'none' not found.
GET /sources/none/settings: 404 Source with id 'none' not found.
PATCH /sources/none: 404 Source with id 'none' not found.
DELETE /sources/none: 404 Source with id 'none' not found.
PATCH /sources/none/settings: 404 Source with id 'none' not found.
POST /sources/none/labels: 404 Source with id 'none' not found.
PUT /sources/none/labels: 404 Source with id 'none' not found.
GET /destinations: 200
GET /destinations/none: 404 Destination with id 'none' not found.
GET /destinations/none/subscriptions: 404 Destination with id 'none' not found.
GET /destinations/braze-web/subscriptions/none: 404 Subscription with id 'none' not found.
GET /destination/none/filters: 404 Destination with id 'none' not found.
GET /destination/braze-web/filters/none: 404 Filter with id 'none' not found.
PATCH /destinations/none: 404 Destination with id 'none' not found.
DELETE /destinations/none: 404 Destination with id 'none' not found.
PATCH /destination/braze-web/filters/none: 404 Filter with id 'none' not found.
DELETE /destination/braze-web/filters/none: 404 Filter with id 'none' not found.
PATCH /destinations/braze-web/subscriptions/none: 404 Subscription with id 'none' not found.
DELETE /destinations/braze-web/subscriptions/none: 404 Subscription with id 'none' not found.
POST /destination/filters/preview: 422 "filter" is required
POST /customer-insights/download: 422 "collectionId" is required
GET /destinations/none/delivery-metrics: 404 Destination with id 'none' not found.
GET /delivery-overview/successfully-received: 422 "sourceId" is required
GET /delivery-overview/failed-on-ingest: 422 "sourceId" is required
GET /delivery-overview/filtered-at-source: 422 "sourceId" is required
GET /delivery-overview/filtered-at-destination: 422 "sourceId" is required
GET /delivery-overview/failed-delivery: 422 "sourceId" is required
GET /delivery-overview/successful-delivery: 422 "sourceId" is required
GET /events/volume: 422 "granularity" is required
GET /audit-events: 200
GET /usage/api-calls/daily: 422 "period" is required
GET /usage/api-calls/sources/daily: 422 "period" is required
GET /usage/mtu/daily: 422 "period" is required
GET /usage/mtu/sources/daily: 422 "period" is required
GET /warehouses: 200
GET /warehouses/none: 404 Warehouse with id 'none' not found.
GET /warehouses/none/connection-state: 404 Warehouse with id 'none' not found.
GET /warehouses/none/connected-sources: 404 Warehouse with id 'none' not found.
GET /warehouses/none/syncs: 404 Warehouse with id 'none' not found.
GET /warehouses/redshift/connected-sources/none/syncs: 404 Source with id 'none' not found.
GET /warehouses/redshift/connected-sources/none/selective-syncs: 404 Source with id 'none' not found.
GET /warehouses/none/advanced-sync-schedule: 404 Warehouse with id 'none' not found.
PATCH /warehouses/none: 404 Warehouse with id 'none' not found.
DELETE /warehouses/none: 404 Warehouse with id 'none' not found.
GET /tracking-plans: 200
GET /tracking-plans/none: 404 Tracking Plan with id 'none' not found.
GET /tracking-plans/none/rules: 404 Tracking Plan with id 'none' not found.
GET /tracking-plans/none/sources: 404 Tracking Plan with id 'none' not found.
GET /transformations: 200
GET /transformations/none: 404 Transformation with id 'none' not found.
GET /functions: 422 "resourceType" is required
GET /functions/none: 404 Function with id 'none' not found.
GET /functions/none/versions: 404 Function with id 'none' not found.
GET /functions/sfn_1/versions/none: 404 Function Version with id 'none' not found.
GET /insert-function-instances: 422 "functionId" is required
GET /insert-function-instances/none: 404 Insert Function Instance with id 'none' not found.
GET /reverse-etl-models: 200
GET /reverse-etl-models/none: 404 Model with id 'none' not found.
GET /reverse-etl-models/m1/subscriptionId/none/syncs: 404 Subscription with id 'none' not found.
GET /reverse-etl-models/m1/syncs/none: 404 Sync with id 'none' not found.
POST /reverse-etl-syncs: 422 "sourceId" is required
GET /spaces: 200
GET /spaces/none: 404 Space with id 'none' not found.
GET /spaces/none/profiles-warehouses: 404 Space with id 'none' not found.
GET /spaces/spa_1/profiles-warehouses/none/selective-syncs: 404 Profiles Warehouse with id 'none' not found.
GET /filters: 422 "integrationId" is required
GET /filters/none: 404 Filter with id 'none' not found.
GET /sources/none/live-plugins/latest: 404 Source with id 'none' not found.
GET /spaces/none/audiences: 404 Space with id 'none' not found.
GET /spaces/spa_1/audiences/none: 404 Audience with id 'none' not found.
GET /spaces/spa_1/audiences/none/audience-references: 404 Audience with id 'none' not found.
GET /spaces/spa_1/audiences/none/schedules: 404 Audience with id 'none' not found.
GET /spaces/spa_1/audiences/aud_1/schedules/none: 404 Schedule with id 'none' not found.
GET /spaces/spa_1/audiences/previews/none: 404 Audience Preview with id 'none' not found.
GET /spaces/spa_1/audiences/none/activations: 404 Audience with id 'none' not found.
GET /spaces/spa_1/audiences/aud_1/activations/none: 404 Activation with id 'none' not found.
GET /spaces/spa_1/audiences/none/destination-connections: 404 Audience with id 'none' not found.
GET /spaces/spa_1/audienceType/none/supported-destinations: 422 "audienceType" must be one of [ACCOUNTS, LINKED, USERS]
GET /spaces/none/computed-traits: 404 Space with id 'none' not found.
GET /spaces/spa_1/computed-traits/none: 404 Computed Trait with id 'none' not found.
GET /spaces/none/entity-paths: 404 Space with id 'none' not found.
GET /spaces/none/events: 404 Space with id 'none' not found.
GET /spaces/spa_1/events/none/properties: 200
GET /spaces/spa_1/entities/none/properties: 200
GET /spaces/none/traits: 404 Space with id 'none' not found.
GET /spaces/spa_1/entities/other/properties/none/sample-values: 200
GET /spaces/spa_1/events/other/properties/none/sample-values: 422 "propertyType" is required
GET /spaces/spa_1/traits/none/sample-values: 200
GET /users: 200
GET /users/none: 404 User with id 'none' not found.
GET /users/none/groups: 404 User with id 'none' not found.
GET /groups: 200
GET /groups/none: 404 User Group with id 'none' not found.
GET /groups/none/users: 404 User Group with id 'none' not found.
GET /groups/none/invites: 404 User Group with id 'none' not found.
GET /roles: 200
GET /invites: 200
GET /regulations: 200
GET /regulations/sources/none: 404 Source with id 'none' not found.
GET /regulations/none: 404 Regulation with id 'none' not found.
GET /suppressions: 200
GET /catalog/sources: 200
GET /catalog/sources/none: 404 Source Metadata with id 'none' not found.
GET /catalog/destinations: 200
GET /catalog/destinations/none: 404 Destination Metadata with id 'none' not found.
GET /catalog/warehouses: 200
GET /catalog/warehouses/none: 404 Warehouse Metadata with id 'none' not found.
GET /credentials: 200
GET /credentials/none: 404 Credential with id 'none' not found.
GET /credentials/none/consumers: 404 Credential with id 'none' not found.
GET /labels: 200
POST /labels: 422 "label" is required
DELETE /labels/other/none: 404 Label with id 'other:none' not found.
`;

test('what every operation answers of a thing that is not there, or without what it must be asked with', () => {
  const answers = routes.map(({ method, path }) => {
    const url = pathOf(path);
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const { status, body: answer } = ask(fakeWorld(), method, url, body);
    return [method, `${url}:`, status, ...(status === 200 ? [] : [answer.errors[0].message])].join(' ');
  });
  expect(answers).toEqual(expected.trim().split('\n'));
});
