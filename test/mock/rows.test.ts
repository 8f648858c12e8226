import { describe, expect, it } from 'vitest';
import { reply } from '../../source/mock/http/router.ts';
import type { Collection, Row, World } from '../../source/mock/world.ts';
import { violations } from '../contract/validator.ts';
import { lastDay, now, query, worldOf } from './worlds.ts';

const models: Readonly<Record<Collection, string>> = {
  sources: 'SourceV1',
  destinations: 'DestinationV1',
  warehouses: 'WarehouseV1',
  'tracking-plans': 'TrackingPlanV1',
  users: 'UserV1',
  'user-groups': 'UserGroupV1',
  roles: 'RoleV1',
  labels: 'LabelV1',
  invites: 'InviteV1',
  functions: 'FunctionV1',
  transformations: 'TransformationV1',
  'destination-filters': 'DestinationFilterV1',
  subscriptions: 'DestinationSubscription',
  'reverse-etl-models': 'ReverseEtlModel',
  spaces: 'Space',
  audiences: 'AudienceSummaryWithAudienceTypeAndLookback',
  'computed-traits': 'ComputedTraitSummary',
  'profiles-warehouses': 'ProfilesWarehouseAlpha',
  regulations: 'RegulationListEntryV1',
  suppressions: 'SuppressedInner',
  'catalog-sources': 'SourceMetadataV1',
  'catalog-destinations': 'DestinationMetadataV1',
  'catalog-warehouses': 'WarehouseMetadataV1',
  credentials: 'CredentialV1',
};
const collections = Object.keys(models) as Collection[];

const faults = (rows: readonly Row[], model: string) =>
  rows.flatMap((row) => violations(row, model, { strictEnums: true }));

describe.each(['everything', 'hostile', 'empty'])('rows of the world %s', (scenario) => {
  it.each(collections)('%s are as the contract has them', async (collection) => {
    const world = await worldOf(scenario);
    const rows = world.list(collection);
    expect(faults(rows, models[collection])).toEqual([]);
    for (const row of rows) if (row.id !== undefined) expect(world.get(collection, String(row.id))).toEqual(row);
  });

  it('syncs, usage, audit events, settings and rules are as the contract has them', async () => {
    const world = await worldOf(scenario);
    for (const { id } of world.list('warehouses'))
      expect(faults(world.warehouseSyncs(String(id)), 'SyncV1')).toEqual([]);
    for (const { modelId, id } of world.list('subscriptions'))
      expect(faults(world.reverseEtlSyncs(String(modelId), String(id)), 'ReverseETLSyncStatus')).toEqual([]);
    for (const { id } of world.list('sources'))
      expect(violations(world.sourceSettings(String(id)), 'SourceSettingsOutputV1', { strictEnums: true })).toEqual([]);
    for (const { id } of world.list('tracking-plans'))
      expect(faults(world.trackingPlanRules(String(id)), 'RuleV1')).toEqual([]);
    const month = Date.UTC(2026, 10, 1);
    expect(faults(world.auditEvents({ start: 0, end: now }), 'AuditEventV1')).toEqual([]);
    expect(faults(world.usage('api-calls', month, false), 'APICallSnapshotV1')).toEqual([]);
    expect(faults(world.usage('api-calls', month, true), 'SourceAPICallSnapshotV1')).toEqual([]);
    expect(faults(world.usage('mtu', month, false), 'MtuSnapshotV1')).toEqual([]);
    expect(faults(world.usage('mtu', month, true), 'UsersPerSourceSnapshotV1')).toEqual([]);
  });

  it('flows carry whole counts on the grid of their bucket', async () => {
    const world = await worldOf(scenario);
    const flows = world.flows(query({ step: 'volume', groupBy: ['source', 'eventName', 'eventType'], span: lastDay }));
    const buckets = flows.flatMap((flow) => flow.buckets);
    expect(buckets.filter(({ at, count }) => at % 3_600_000 !== 0 || !Number.isInteger(count) || count < 0)).toEqual(
      [],
    );
  });
});

describe('the next run of a batch audience', () => {
  const rowsIn = (value: unknown) => value as readonly Row[];
  const read = (world: World, path: string) => {
    const { body } = reply(world, { method: 'GET', path, query: [['include', 'schedules']] });
    return (body as { data: Row }).data;
  };

  it.each([
    ['at the start', '2026-11-21T14:12:30Z', '2026-11-21T16:00:00.000Z'],
    ['a moment before it', '2026-11-21T15:59:59.999Z', '2026-11-21T16:00:00.000Z'],
    ['when it has come', '2026-11-21T16:00:00Z', '2026-11-22T00:00:00.000Z'],
    ['a day later', '2026-11-22T15:00:00Z', '2026-11-22T16:00:00.000Z'],
  ])('lies ahead %s, in every answer that has it', async (_, clock, expected) => {
    const world = await worldOf('healthy', () => Date.parse(clock));
    const { id, spaceId } = world.list('audiences').find(({ schedules }) => rowsIn(schedules).length > 0)!;
    const path = `/spaces/${String(spaceId)}/audiences`;
    const { audiences } = read(world, path);
    const { audience } = read(world, `${path}/${String(id)}`);
    const { audienceSchedules } = read(world, `${path}/${String(id)}/schedules`);
    const [first] = rowsIn(audienceSchedules);
    const { audienceSchedule } = read(world, `${path}/${String(id)}/schedules/${String(first?.id)}`);
    expect(first).toMatchObject({ strategy: 'PERIODIC', config: { interval: '8h' } });
    const everywhere = [...rowsIn(audiences).filter((row) => row.id === id), audience as Row]
      .flatMap(({ schedules }) => rowsIn(schedules))
      .concat(rowsIn(audienceSchedules), audienceSchedule as Row);
    expect(everywhere.map(({ nextExecution }) => new Date(String(nextExecution)).toISOString())).toEqual(
      Array(4).fill(expected),
    );
  });
});

describe('the workspace', () => {
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(texts)
        : [];
  const all = (world: World) => collections.flatMap((name) => texts(world.list(name)));

  it('is as large as a real one', async () => {
    const world = await worldOf('everything');
    const sizes = (names: readonly Collection[]) => names.map((name) => world.list(name).length);
    expect(sizes(['sources', 'warehouses', 'spaces'])).toEqual([20, 4, 2]);
    expect(world.list('destinations').length).toBeGreaterThanOrEqual(60);
    expect(new Set(world.list('destinations').map(({ metadata }) => (metadata as Row).id)).size).toBeGreaterThanOrEqual(
      25,
    );
    expect(world.list('catalog-sources').length).toBeGreaterThanOrEqual(60);
    expect(world.list('catalog-destinations').length).toBeGreaterThanOrEqual(120);
    expect(world.list('catalog-warehouses')).toHaveLength(11);
    expect(collections.filter((name) => world.list(name).length === 0)).toEqual([]);
  });

  it('holds no secret: write keys say that they are fake, secret settings show only their tail', async () => {
    const world = await worldOf('everything');
    const keys = world.list('sources').flatMap(({ writeKeys }) => writeKeys as string[]);
    expect(keys.filter((key) => !key.startsWith('fake-write-key-'))).toEqual([]);
    expect(all(world).filter((text) => text.includes('•') && !/^•{10}[0-9a-f]{4}$/.test(text))).toEqual([]);
    const addresses = all(world).filter((text) => /^\S+@\S+$/.test(text));
    expect(addresses.filter((text) => !text.endsWith('.example'))).toEqual([]);
  });

  it('gives every connection a source of its own workspace and one shared value per type', async () => {
    const world = await worldOf('everything');
    const catalog = world.list('catalog-destinations');
    for (const { sourceId, metadata } of world.list('destinations')) {
      expect(world.get('sources', String(sourceId))).toBeDefined();
      expect(catalog).toContain(metadata);
    }
  });

  it('has a source without a name, one that is off, and ids of several shapes (rule 16)', async () => {
    const sources = (await worldOf('everything')).list('sources');
    expect(sources.some(({ name }) => name === '')).toBe(true);
    expect(sources.some(({ enabled }) => enabled === false)).toBe(true);
    expect(new Set(sources.map(({ id }) => String(id).length)).size).toBeGreaterThan(1);
  });

  it('hides write keys from a token that is no owner', async () => {
    const { sourceRows } = await import('../../source/mock/rows/connections.ts');
    const { readDocument } = await import('../../source/mock/data/read.ts');
    const { dataFolder } = await import('../../source/mock/data/folder.ts');
    const document = await readDocument<Parameters<typeof sourceRows>[0]>(dataFolder(), 'workspace.json', ['sources']);
    const types = new Map(document.sources.map(({ type }) => [type, {}]));
    expect(sourceRows(document, types, false).flatMap(({ writeKeys }) => writeKeys)).toEqual([]);
  });
});
