import { describe, expect, it } from 'vitest';
import { createWorld, scenarioNames } from '../../source/mock/create-world.ts';
import type { Row, World } from '../../source/mock/world.ts';
import { countOf, lastDay, named, now, query, sumOf, worldOf } from './worlds.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Failed share of one connection in percent over the last hours. */
function failing(world: World, destination: Row, hours: number): number {
  const totals = world.deliveryTotals(String(destination.id), { start: now - hours * hour, end: now });
  const failed = totals.discarded + totals.expired;
  return (100 * failed) / (failed + totals.firstTry + totals.afterRetry);
}

const at = (event: Row | undefined): number => Date.parse(String(event?.timestamp));
const changes = (world: World, id: unknown) => world.auditEvents(lastDay).filter((event) => event.resourceId === id);

/** The facts that make each incident recognisable. */
const signatures: Readonly<Record<string, (world: World) => void>> = {
  'destination-401'(world) {
    const braze = named(world, 'destinations', 'Braze', 'Web (prod)');
    expect(failing(world, braze, 3)).toBeCloseTo(94, 0);
    expect(failing(world, braze, 24)).toBeGreaterThan(80);
    const reasons = world.flows(
      query({ step: 'failed-delivery', destinationId: String(braze.id), groupBy: ['discardReason'], bucket: 'MINUTE' }),
    );
    expect(reasons[0]?.by).toEqual({ discardReason: '401' });
    const onset = reasons[0]?.buckets[0]?.at ?? 0;
    expect(Math.abs(onset - (now - 190 * minute))).toBeLessThan(3 * minute);
    const [change] = changes(world, braze.id);
    expect(change).toMatchObject({
      type: 'Integration Modified',
      actorEmail: 'ana@acme.example',
      resourceName: 'Braze',
    });
    expect(onset - at(change)).toBeGreaterThanOrEqual(minute);
    expect(onset - at(change)).toBeLessThan(4 * minute);
    expect(failing(world, named(world, 'destinations', 'Braze', 'iOS'), 3)).toBeLessThan(1);
  },
  'tracking-plan-break'(world) {
    const sourceId = String(named(world, 'sources', 'iOS').id);
    const blocked = world.flows(
      query({ step: 'filtered-at-source', sourceId, groupBy: ['discardReason', 'eventName', 'appVersion'] }),
    )[0];
    expect(blocked?.by).toEqual({
      discardReason: 'schema_violation',
      eventName: 'Order Completed',
      appVersion: '5.3.0',
    });
    expect(blocked?.buckets[0]?.at).toBe(now - (now % hour) - 3 * hour);
    const versions = world
      .flows(query({ step: 'volume', sourceId, groupBy: ['appVersion'] }))
      .map(({ by }) => by.appVersion);
    expect(versions).toContain('5.3.0');
  },
  'silent-source'(world) {
    const sourceId = String(named(world, 'sources', 'Billing server').id);
    const [flow] = world.flows(query({ step: 'volume', sourceId, bucket: 'MINUTE' }));
    const last = flow?.buckets.at(-1)?.at ?? 0;
    expect(now - last).toBeGreaterThanOrEqual(290 * minute);
    expect(now - last).toBeLessThan(296 * minute);
    const [hours] = world.flows(query({ step: 'volume', sourceId }));
    expect(Math.min(...(hours?.buckets.slice(1, -1).map(({ count }) => count) ?? []))).toBeGreaterThan(500);
  },
  'warehouse-failure'(world) {
    const [warehouse = {}] = world.list('warehouses');
    expect(warehouse.settings).toMatchObject({ name: 'Redshift' });
    const syncs = world.warehouseSyncs(String(warehouse.id));
    const runs = syncs.filter(({ sourceId }) => sourceId === syncs[0]?.sourceId);
    expect(runs.slice(0, 4).map(({ status }) => status)).toEqual(['failure', 'failure', 'failure', 'success']);
    expect(JSON.stringify(runs[0]?.notices)).toContain('SQLSTATE 42501');
    expect((now - Date.parse(String(runs[3]?.end))) / hour).toBeCloseTo(8.5, 0);
    const failures = world.auditEvents(lastDay).filter(({ type }) => type === 'Storage Destination Sync Failed');
    expect(failures).toHaveLength(3);
  },
  'disabled-by-mistake'(world) {
    const amplitude = named(world, 'destinations', 'Amplitude', 'iOS');
    expect(amplitude.enabled).toBe(false);
    const [flow] = world.flows(query({ step: 'successful-delivery', destinationId: String(amplitude.id) }));
    expect(now - (flow?.buckets.at(-1)?.at ?? 0)).toBeGreaterThan(4 * hour);
    expect(flow && countOf(flow)).toBeGreaterThan(10_000);
    const sent = world.flows(
      query({ step: 'volume', sourceId: String(amplitude.sourceId), span: { start: now - hour, end: now } }),
    );
    expect(sumOf(sent)).toBeGreaterThan(1000);
    const [change] = changes(world, amplitude.id);
    expect(change).toMatchObject({
      type: 'Integration Disabled',
      actor: expect.stringMatching(/^public-api-token\/ci-/),
    });
  },
  quota(world) {
    const rows = world.usage('api-calls', Date.UTC(2026, 10, 1), false);
    const used = Number(rows.at(-1)?.apiCalls);
    const before = Number(rows.at(-8)?.apiCalls);
    expect(rows).toHaveLength(20);
    expect((100 * used) / 12e6).toBeGreaterThan(68);
    expect((100 * used) / 12e6).toBeLessThan(73);
    expect(used + (10 * (used - before)) / 7).toBeGreaterThan(12e6);
  },
};

describe.each(Object.keys(signatures))('%s', (scenario) => {
  it('shows its incident alone', async () => signatures[scenario]?.(await worldOf(scenario)));
  it('shows its incident among all others', async () => signatures[scenario]?.(await worldOf('everything')));
  it('is healthy without it', async () => {
    const healthy = await worldOf('healthy');
    expect(() => signatures[scenario]?.(healthy)).toThrow();
  });
});

describe('everything', () => {
  it('throttles Zendesk within the retry window and expires the webhook after it', async () => {
    const world = await worldOf('everything');
    const zendesk = world.deliveryTotals(String(named(world, 'destinations', 'Zendesk').id), lastDay);
    expect(zendesk.retried).toBeGreaterThan(zendesk.expired);
    expect(zendesk.expired).toBeGreaterThan(0);
    const webhook = world.deliveryTotals(String(named(world, 'destinations', 'Fulfilment webhook').id), lastDay);
    expect(webhook.expired).toBeGreaterThan(100);
    expect(webhook.retried).toBeLessThan(5);
  });

  it('blocks unplanned events of Web (prod)', async () => {
    const world = await worldOf('everything');
    const sourceId = String(named(world, 'sources', 'Web (prod)').id);
    const [worst] = world.flows(query({ step: 'filtered-at-source', sourceId, groupBy: ['discardReason'] }));
    expect(worst?.by).toEqual({ discardReason: 'unplanned' });
  });

  it('puts Braze first by error rate', async () => {
    const world = await worldOf('everything');
    const rates = world
      .list('destinations')
      .map((row) => [failing(world, row, 24), row.name] as const)
      .filter(([rate]) => rate > 1)
      .sort(([a], [b]) => b - a);
    expect(rates.map(([, name]) => name)).toEqual(['Braze', 'Zendesk', 'Fulfilment webhook']);
  });
});

describe('healthy', () => {
  it('fails less than 0.8 percent anywhere and every enabled source sends', async () => {
    const world = await worldOf('healthy');
    const rates = world.list('destinations').map((row) => failing(world, row, 24));
    expect(rates.filter((rate) => rate > 0.8)).toEqual([]);
    const sending = world.flows(query({ step: 'volume', groupBy: ['source'] })).map(({ by }) => by.source);
    const enabled = world.list('sources').filter((row) => row.enabled);
    expect(enabled.map(({ id }) => id).filter((id) => !sending.includes(String(id)))).toEqual([]);
  });
});

describe('empty', () => {
  it('has a catalog and people, and nothing else', async () => {
    const world = await worldOf('empty');
    expect([world.list('sources'), world.list('destinations'), world.flows(query({ step: 'volume' }))]).toEqual([
      [],
      [],
      [],
    ]);
    expect(world.list('users').length).toBeGreaterThan(0);
    expect(world.list('catalog-destinations').length).toBeGreaterThanOrEqual(120);
  });
});

describe('huge', () => {
  it('has five thousand sources and twenty thousand destinations, the same ones every time', async () => {
    const [world, again] = await Promise.all([worldOf('huge'), worldOf('huge')]);
    expect([world.list('sources').length, world.list('destinations').length]).toEqual([5000, 20_000]);
    expect(new Set(world.list('destinations').map(({ id }) => id)).size).toBe(20_000);
    expect(world.list('sources').at(-1)).toEqual(again.list('sources').at(-1));
    expect(world.list('destinations', String(world.list('sources').at(-1)?.id)).length).toBeGreaterThan(0);
  });
});

describe('createWorld', () => {
  it('names the unknown scenario and all that are known', async () => {
    const wrong = createWorld({ scenario: 'brase-401', clock: () => now });
    await expect(wrong).rejects.toThrow(new RegExp(`"brase-401".*${scenarioNames.join(', ')}`));
  });

  it('fixes the age of incidents when it starts: later they are older', async () => {
    let clock = now;
    const world = await createWorld({ clock: () => clock });
    const braze = named(world, 'destinations', 'Braze', 'Web (prod)');
    const first = at(changes(world, braze.id)[0]);
    clock += hour;
    expect(
      at(world.auditEvents({ start: now - 24 * hour, end: clock }).find(({ resourceId }) => resourceId === braze.id)),
    ).toBe(first);
  });

  it.each([...scenarioNames])('%s says what it is about', async (scenario) => {
    const world = await worldOf(scenario);
    expect(world).toMatchObject({
      scenario,
      plan: { business: scenario !== 'team-plan', owner: scenario !== 'source-admin' },
      workspace: { id: expect.any(String) },
    });
  });
});
