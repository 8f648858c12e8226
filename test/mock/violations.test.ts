import { describe, expect, it } from 'vitest';
import type { Row, World } from '../../source/mock/world.ts';
import { lastDay, named, now, query, sumOf, worldOf } from './worlds.ts';

const minute = 60_000;
const rowsOf = (world: World, name: string): readonly Row[] =>
  world.violations?.(String(named(world, 'sources', name).id), lastDay) ?? [];
const most = (rows: readonly Row[]) => rows.toSorted((a, b) => Number(b.count) - Number(a.count));
const samplesOf = (row: Row | undefined) => row?.samples as readonly Row[];

describe('violations of the mock workspace', () => {
  it.each(['tracking-plan-break', 'everything'])(
    '%s: the new app version sends the total as text',
    async (scenario) => {
      const [worst] = most(rowsOf(await worldOf(scenario), 'iOS'));
      expect(worst).toMatchObject({
        eventName: 'Order Completed',
        appVersion: '5.3.0',
        violationType: 'Invalid Type',
        violationField: 'properties.total',
        violationDescription: 'Invalid type. Expected: number, given: string',
      });
      const late = Date.parse(String(worst?.firstSeen)) - (now - 140 * minute);
      expect(late).toBeGreaterThanOrEqual(-minute);
      expect(late).toBeLessThan(5 * minute);
      expect(samplesOf(worst)).toHaveLength(10);
      for (const sample of samplesOf(worst)) {
        expect(sample).toMatchObject({
          event: 'Order Completed',
          properties: { total: '64.90' },
          context: { app: { version: '5.3.0' } },
        });
        const { protocols } = sample.context as { protocols: { violations: readonly Row[] } };
        expect(protocols.violations).toContainEqual({
          type: 'Invalid Type',
          field: 'properties.total',
          description: 'Invalid type. Expected: number, given: string',
        });
        expect(Date.parse(String(sample.timestamp))).toBeLessThan(now);
      }
    },
  );

  it.each([
    ['everything', 'iOS'],
    ['everything', 'Web (prod)'],
    ['everything', 'Android'],
    ['healthy', 'iOS'],
  ])('%s: events of %s agree with what was filtered at the source', async (scenario, name) => {
    const world = await worldOf(scenario);
    const sourceId = String(named(world, 'sources', name).id);
    const blocked = (...discardReason: string[]) =>
      sumOf(world.flows(query({ step: 'filtered-at-source', sourceId, filter: { discardReason } })));
    const events = (unplanned: boolean) =>
      rowsOf(world, name)
        .filter(({ violationType }) => (violationType === 'Unplanned') === unplanned)
        .reduce((sum, row) => sum + Number(row.events), 0);
    expect(events(false)).toBe(blocked('schema_violation', 'common_schema_violation'));
    expect(events(true)).toBe(blocked('unplanned'));
  });

  it('an event with two violations counts once', async () => {
    const worst = rowsOf(await worldOf('tracking-plan-break'), 'iOS').filter(
      ({ eventName, appVersion, violationType }) =>
        eventName === 'Order Completed' && appVersion === '5.3.0' && violationType === 'Invalid Type',
    );
    expect(worst.map(({ violationField }) => violationField)).toEqual(['properties.total', 'properties.coupon']);
    expect(worst.map(({ count, events }) => [Number(count) > 0, events === count])).toEqual([
      [true, true],
      [true, false],
    ]);
    for (const sample of samplesOf(worst[1])) expect(sample.properties).toMatchObject({ coupon: null, total: '64.90' });
  });

  it.each(['everything', 'tracking-plan-break'])(
    '%s: of a span that is over nothing is told that came after it',
    async (scenario) => {
      const world = await worldOf(scenario);
      const span = { start: now - 24 * 60 * minute, end: now - 60 * minute };
      const rows = ['iOS', 'Web (prod)', 'Android'].flatMap(
        (name) => world.violations?.(String(named(world, 'sources', name).id), span) ?? [],
      );
      const times = rows.flatMap((row) =>
        [row.firstSeen, row.lastSeen, ...samplesOf(row).map(({ timestamp }) => timestamp)].map((text) =>
          Date.parse(String(text)),
        ),
      );
      expect(times.length).toBeGreaterThan(20);
      expect(times.filter((at) => at >= span.end)).toEqual([]);
      expect(rows.flatMap(samplesOf).length).toBeGreaterThan(10);
    },
  );

  it('shows samples of its own span only', async () => {
    const world = await worldOf('everything');
    const span = { start: now - 20 * minute, end: now };
    const rows = ['iOS', 'Web (prod)', 'Android'].flatMap(
      (name) => world.violations?.(String(named(world, 'sources', name).id), span) ?? [],
    );
    const times = rows.flatMap(samplesOf).map(({ timestamp }) => Date.parse(String(timestamp)));
    expect(times.length).toBeGreaterThan(10);
    expect(times.filter((at) => at < span.start - (span.start % minute) || at >= now)).toEqual([]);
  });

  it('is the same every time', async () => {
    expect(rowsOf(await worldOf('everything'), 'iOS')).toEqual(rowsOf(await worldOf('everything'), 'iOS'));
  });

  it('is empty where no plan blocks, and for a source that is none', async () => {
    const world = await worldOf('everything');
    expect(rowsOf(world, 'Marketing site')).toEqual([]);
    expect(world.violations?.('nobody', lastDay)).toEqual([]);
  });
});
