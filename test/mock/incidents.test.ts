import { beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../source/mock/create-world.ts';
import type { Effect } from '../../source/mock/scenario/scenario.ts';
import type { FlowQuery, FlowStep, World } from '../../source/mock/world.ts';
import { named, query, sumOf } from './worlds.ts';

const second = 1000;
const minute = 60_000;
const hour = 60 * minute;

/** Half past nothing: inside an hour and a minute, two minutes before midnight at the end of a month. */
const start = Date.parse('2026-11-30T23:58:20Z');

let clock: number;
let world: World;
const at = (text: string) => Date.parse(`2026-${text}Z`);

/** A world whose data comes half a minute late, as the API's does. */
async function lateWorld(scenario = 'healthy', lag = 30): Promise<World> {
  clock = start;
  return createWorld({ scenario, clock: () => clock, startedAt: start, lag });
}

beforeEach(async () => {
  world = await lateWorld();
});

function begin(effect: Effect, from = clock, to?: number): number {
  return world.incidents?.begin(effect, from, to).id ?? 0;
}

function ids(name: string, source: string): Pick<FlowQuery, 'destinationId' | 'sourceId'> {
  const { id, sourceId } = named(world, 'destinations', name, source);
  return { destinationId: String(id), sourceId: String(sourceId) };
}

/** Events of a step between two moments. */
function count(step: FlowStep, of: Partial<FlowQuery>, from: number, to: number): number {
  return sumOf(world.flows(query({ step, bucket: 'MINUTE', span: { start: from, end: to }, ...of })));
}

/** Everything that the API has told of the last two hours up to a moment, by the minute. */
function told(upTo: number): unknown {
  const span = { start: upTo - 2 * hour, end: upTo };
  const groupBy = ['eventName', 'discardReason'];
  return world
    .list('destinations')
    .slice(0, 2)
    .flatMap(({ id, sourceId }) =>
      (
        ['volume', 'filtered-at-source', 'filtered-at-destination', 'failed-delivery', 'successful-delivery'] as const
      ).map((step) =>
        world.flows({
          ...{ step, span, bucket: 'MINUTE', groupBy, filter: {} },
          ...{ destinationId: String(id), sourceId: String(sourceId) },
        }),
      ),
    );
}

const losing: Effect = {
  kind: 'delivery',
  destination: 'amplitude-web',
  outcome: 'discarded',
  reason: '401',
  share: 0.95,
};

describe('data that comes half a minute late', () => {
  it('has a minute whole only half a minute after it is over, grows by the second and never shrinks', () => {
    const { sourceId } = ids('Amplitude', 'Web (prod)');
    const seen = [20, 50, 80, 110, 140].map((seconds) => {
      clock = at('11-30T23:58:00') + seconds * second;
      return count('volume', { sourceId }, at('11-30T23:58:00'), at('11-30T23:59:00'));
    });
    expect(seen[0]).toBe(0);
    expect(seen[1]).toBeGreaterThan(0);
    expect(seen[2]).toBeGreaterThan(2 * (seen[1] as number));
    expect(seen[4]).toBe(seen[3]);
    expect(seen[3]).toBeGreaterThan(seen[2] as number);
  });

  it('agrees in metrics and overview, and with a world of no lag once it has come', async () => {
    const of = ids('Amplitude', 'Web (prod)');
    const span = { start: start - hour, end: start };
    clock = start + 10 * minute;
    const late = world.deliveryTotals(String(of.destinationId), span);
    expect(late.firstTry + late.afterRetry).toBe(count('successful-delivery', of, span.start, span.end));
    world = await lateWorld('healthy', 0);
    clock = start + 10 * minute;
    expect(world.deliveryTotals(String(of.destinationId), span)).toEqual(late);
  });

  it('stands still while it comes later, and then catches up', () => {
    const { sourceId } = ids('Amplitude', 'Web (prod)');
    const all = () => count('volume', { sourceId }, start - hour, start + hour);
    begin({ kind: 'late', seconds: 300 }, start + minute, start + 10 * minute);
    const counts = [0, 1, 2, 5, 6, 7, 10, 11].map((minutes) => {
      clock = start + minutes * minute;
      return all();
    });
    expect(counts[1]).toBeGreaterThan(counts[0] as number);
    expect([counts[2], counts[3]]).toEqual([counts[1], counts[1]]);
    expect(counts[5]).toBeGreaterThan(counts[4] as number);
    clock = start + 11 * minute;
    expect(counts[7]).toBe(all());
    expect((counts[7] as number) - (counts[5] as number)).toBeGreaterThan(
      5 * ((counts[1] as number) - (counts[0] as number)),
    );
  });
});

describe('an incident', () => {
  it('begins and ends at the second it says, also over midnight, and leaves what was told before as it was', () => {
    const of = ids('Amplitude', 'Web (prod)');
    clock = start + 5 * minute;
    const before = told(clock);
    const id = begin(losing, clock + 10 * second);
    expect(told(clock)).toEqual(before);
    const from = at('12-01T00:03:30');
    expect(world.incidents?.list().at(-1)).toMatchObject({ id, from });
    clock += 5 * minute;
    const during = told(clock);
    world.incidents?.end(id, clock);
    expect(told(clock)).toEqual(during);
    const to = clock;
    clock += 5 * minute;
    const share = (start: number, end: number) =>
      count('failed-delivery', of, start, end) /
      (count('failed-delivery', of, start, end) + count('successful-delivery', of, start, end));
    expect(share(from - 3.5 * minute, from - 30 * second)).toBeLessThan(0.02);
    // Half of the minute in which it began is lost, all but a twentieth of the next.
    expect(share(from - 30 * second, from + 30 * second)).toBeCloseTo(0.475, 1);
    expect(share(from + 30 * second, to - 20 * second)).toBeCloseTo(0.95, 1);
    expect(share(to + 40 * second, clock)).toBeLessThan(0.02);
  });

  it.each<[string, Effect, FlowStep, Partial<FlowQuery>]>([
    [
      'mapping',
      { kind: 'mapping', destination: 'amplitude-web', reason: 'NO_MATCHING_MAPPING', share: 1 },
      'filtered-at-destination',
      {},
    ],
    ['filter', { kind: 'filter', source: 'web', reason: 'schema_violation', share: 0.5 }, 'filtered-at-source', {}],
    ['ingest', { kind: 'ingest', source: 'web', reason: 'event_not_string', share: 0.5 }, 'failed-on-ingest', {}],
  ])('of kind %s stops events from then on', (_, effect, step, more) => {
    const of = { ...ids('Amplitude', 'Web (prod)'), ...more };
    begin(effect, start + minute, start + 6 * minute);
    clock = start + 12 * minute;
    const stopped = (from: number) => count(step, of, from, from + 4 * minute);
    const [before, during, after] = [-4.5, 1.5, 6.5].map((minutes) => stopped(start - 20 * second + minutes * minute));
    expect(during).toBeGreaterThan(3 * (before as number) + 50);
    expect(after).toBeLessThan((during as number) / 5);
  });

  it('of kind volume silences a source, by its id too', () => {
    const sourceId = String(named(world, 'sources', 'Orders API').id);
    begin({ kind: 'volume', source: sourceId, factor: 0 }, start + minute + 40 * second);
    clock = start + 10 * minute;
    expect(world.incidents?.list().at(-1)?.effect).toMatchObject({ source: 'orders' });
    expect(count('volume', { sourceId }, start - 20 * second, start + 100 * second)).toBeGreaterThan(5);
    expect(count('volume', { sourceId }, start + 100 * second, clock)).toBe(0);
  });

  it('of kind sync begins a run at once, whose failure the trail tells a minute later, once', () => {
    const warehouse = world
      .list('warehouses')
      .find(({ settings }) => String(JSON.stringify(settings)).includes('Redshift'));
    const effect = { status: 'failure', level: 'error', message: 'permission denied', run: true } as const;
    begin({ kind: 'sync', warehouse: 'redshift', ...effect }, start + minute, start + 20 * minute);
    begin({ kind: 'sync', warehouse: 'redshift', ...effect, run: false }, start, start + 20 * minute);
    const newest = () => world.warehouseSyncs(String(warehouse?.id))[0];
    clock = start + minute - second;
    expect(newest()).toMatchObject({ status: 'success' });
    clock = start + 2 * minute + second;
    expect(newest()).toMatchObject({ status: 'failure', notices: [{ message: 'permission denied' }] });
    const failures = world
      .auditEvents({ start, end: clock })
      .filter(({ type }) => type === 'Storage Destination Sync Failed');
    expect(failures.map(({ timestamp }) => timestamp)).toEqual(['2026-12-01T00:00:20Z']);
  });

  it.each<[string, Effect & { kind: 'switch-off' }, string, string]>([
    [
      'destination',
      { kind: 'switch-off', destination: 'amplitude-web', actor: 'ana' },
      'Integration Disabled',
      'Integration Enabled',
    ],
    ['source', { kind: 'switch-off', source: 'web' }, 'Source Disabled', 'Source Enabled'],
  ])('that switches a %s off and on again is told by row, trail and flow', (_, effect, off, on) => {
    const of = ids('Amplitude', 'Web (prod)');
    begin(effect, start + 2 * minute, start + 5 * minute);
    const row = () =>
      effect.source ? world.get('sources', String(of.sourceId)) : world.get('destinations', String(of.destinationId));
    const states = [1, 2, 4, 5, 9].map((minutes) => {
      clock = start + minutes * minute;
      return row()?.enabled;
    });
    expect(states).toEqual([true, false, false, true, true]);
    const delivered = (from: number, to: number) =>
      count('successful-delivery', of, start + from * minute, start + to * minute);
    const edge = 20 / 60;
    expect(delivered(2 + 1 - edge, 5 - edge)).toBe(0);
    expect([delivered(-edge, 2 - edge) > 0, delivered(6 - edge, 8 - edge) > 0]).toEqual([true, true]);
    const about = effect.source ? of.sourceId : of.destinationId;
    const trail = world
      .auditEvents({ start, end: clock })
      .filter(({ resourceId, type }) => resourceId === about && (type === off || type === on));
    expect(trail.map(({ type, timestamp, actorEmail, actor }) => [type, timestamp, actorEmail ?? actor])).toEqual(
      [
        [on, '2026-12-01T00:03:20Z'],
        [off, '2026-12-01T00:00:20Z'],
      ].map((each) => [...each, effect.actor ? 'ana@acme.example' : 'public-api-token/ci-deploy-7Qm2']),
    );
  });

  it('that finds a destination switched off leaves it so at its end', () => {
    const { destinationId = '' } = ids('Amplitude', 'Web (prod)');
    world.edit('destinations', destinationId, { enabled: false }, 'Integration Disabled');
    begin({ kind: 'switch-off', destination: destinationId }, start + minute, start + 2 * minute);
    const states = [0, 1, 2, 9].map((minutes) => {
      clock = start + minutes * minute;
      return world.get('destinations', destinationId)?.enabled;
    });
    expect(states).toEqual([false, false, false, false]);
    const trail = world.auditEvents({ start, end: clock }, { resourceId: destinationId });
    expect(trail.map(({ type }) => type)).toEqual(['Integration Disabled']);
  });

  it('that switches a mapping off filters what it took, and nothing of the time before', () => {
    const of = ids('Braze', 'iOS');
    const [mapping] = world.list('subscriptions', String(of.destinationId));
    clock = start + 3 * minute;
    const before = told(clock);
    begin({ kind: 'switch-off', mapping: String(mapping?.id) });
    expect(told(clock)).toEqual(before);
    const from = clock;
    clock += 20 * minute;
    const by = { groupBy: ['subscriptionId'], filter: { subscriptionId: [String(mapping?.id)] } };
    expect(world.get('subscriptions', String(mapping?.id))?.enabled).toBe(false);
    expect(count('successful-delivery', { ...of, ...by }, from - 10 * minute, from)).toBeGreaterThan(0);
    expect(count('successful-delivery', { ...of, ...by }, from + minute, clock)).toBe(0);
  });

  it('that switches a filter off lets through from then on what it stopped, and nothing of the time before', () => {
    const filter = world
      .list('destination-filters')
      .find(({ enabled, actions }) => enabled === true && JSON.stringify(actions).includes('"DROP"'));
    const of = { destinationId: String(filter?.destinationId), sourceId: String(filter?.sourceId) };
    const dropped = (from: number, to: number) =>
      count(
        'filtered-at-destination',
        { ...of, groupBy: ['discardReason'], filter: { discardReason: ['FILTERED_BY_RULES'] } },
        from,
        to,
      );
    clock = start + hour;
    begin({ kind: 'switch-off', filter: String(filter?.id) });
    const from = clock;
    clock += 3 * hour;
    expect(dropped(from - 3 * hour, from - minute)).toBeGreaterThan(0);
    expect(dropped(from + minute, clock)).toBe(0);
  });

  it.each<[Effect, RegExp]>([
    [
      { ...losing, destination: 'brase' },
      /^destination "brase" is unknown; allowed: an id or a short key, such as braze-web/,
    ],
    [{ kind: 'volume', source: 'nowhere', factor: 0 }, /^source "nowhere" is unknown/],
    [{ kind: 'switch-off', mapping: 'x' }, /^mapping "x" is unknown/],
  ])('of %j names what is unknown', (effect, words) => {
    expect(() => begin(effect)).toThrow(words);
  });

  it('of the scenario can be ended as well', async () => {
    world = await lateWorld('destination-401');
    const of = ids('Braze', 'Web (prod)');
    for (const { id } of world.incidents?.list() ?? []) world.incidents?.end(id, clock);
    clock += 30 * minute;
    expect(count('failed-delivery', of, start - hour, start)).toBeGreaterThan(50);
    expect(count('failed-delivery', of, start + minute, clock)).toBeLessThan(5);
  });
});

describe('unfolding', () => {
  it('is healthy at the start, goes wrong in five ways within five minutes, and is well again half an hour later', async () => {
    world = await lateWorld('unfolding');
    const braze = ids('Braze', 'Web (prod)');
    const orders = String(named(world, 'sources', 'Orders API').id);
    const mixpanel = String(named(world, 'destinations', 'Mixpanel', 'Web (prod)').id);
    const ios = String(named(world, 'sources', 'iOS').id);
    const snowflake = String(world.list('warehouses')[1]?.id);
    const state = (minutes: number) => {
      clock = start + minutes * minute;
      const last = (step: FlowStep, of: Partial<FlowQuery>) => count(step, of, clock - 3 * minute, clock - minute);
      return {
        loses: last('failed-delivery', braze) > last('successful-delivery', braze),
        silent: last('volume', { sourceId: orders }) === 0,
        off: world.get('destinations', mixpanel)?.enabled === false,
        syncFailed: world.warehouseSyncs(snowflake)[0]?.status === 'failure',
        blocks: last('filtered-at-source', { sourceId: ios }) > 5,
      };
    };
    const well = { loses: false, silent: false, off: false, syncFailed: false, blocks: false };
    expect(state(0)).toEqual(well);
    expect(state(9)).toEqual({ loses: true, silent: true, off: true, syncFailed: true, blocks: true });
    expect(state(30)).toEqual(well);
    const changes = world.auditEvents({ start, end: clock }).map(({ type, timestamp }) => [timestamp, type]);
    expect(changes).toEqual(
      expect.arrayContaining([
        ['2026-11-30T23:59:10Z', 'Integration Modified'],
        ['2026-12-01T00:00:50Z', 'Integration Disabled'],
        ['2026-12-01T00:12:20Z', 'Integration Enabled'],
        ['2026-12-01T00:02:50Z', 'Storage Destination Sync Failed'],
      ]),
    );
  });
});
