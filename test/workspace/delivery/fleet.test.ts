import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import type { Destination } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { type Fleet, fleet, reasonsKnown } from '../../../source/workspace/delivery/fleet.ts';
import { Journal } from '../../../source/workspace/polling/changes/journal.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import {
  auditWith,
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../snapshots.ts';
import { minutesOf } from './connection-stage.ts';

/** A workspace of one sending source and these connections. */
function workspaceOf(
  connections: Readonly<Record<string, Partial<DeliveryMetrics> | undefined>>,
  change: Partial<Destination> = {},
  journal?: Journal,
): Snapshots {
  const destinations = Object.keys(connections).map((id) => destinationWith(id, 'web', change));
  const world = snapshots(journal)
    .set(resources.sources, [sourceWith('web', { name: t`Web` })])
    .set(resources.volume(period), [{ sourceId: 'web', total: 100, series: hourly(100) }])
    .set(resources.destinations, destinations);
  for (const destination of destinations) {
    const metrics = connections[destination.id];
    if (metrics) world.set(resources.metrics(period, destination), readingWith(metrics));
  }
  return world;
}

const fleetOf = ({ read }: Snapshots) => fleet(read, inflow(read, period, now), period, now);
const pair = (id: string) => ({ id, sourceId: 'web' });

describe('what is kept of a connection', () => {
  it('is told anew when only what its source sends is another, by both screens of a workspace', () => {
    const world = workspaceOf({ d: { firstTry: 9 }, e: { firstTry: 9 } });
    const sent = () => ['d', 'e'].map((id) => fleetOf(world).byId.get(id)?.sourceEvents);
    expect(sent()).toEqual([100, 100]);
    const known = fleetOf(world);
    expect(fleetOf(world)).toBe(known);
    world.set(resources.volume(period), [{ sourceId: 'web', total: 70, series: hourly(70) }]);
    expect(sent()).toEqual([70, 70]);
    const other = workspaceOf({}).set(resources.destinations, world.read(resources.destinations).data!);
    expect(fleetOf(other).byId.get('d')).toMatchObject({ state: 'unknown', sourceEvents: 100 });
    expect(sent()).toEqual([70, 70]);
  });
});

describe('what is looked at again where account is kept of what has changed', () => {
  const plan = { id: 'p', name: t`plan`, type: t`LIVE` };
  const metrics = { firstTry: 500, discarded: 500 };
  const updated = auditWith({ at: now - 2.1 * hour, type: t`Tracking Plan Updated`, resourceId: 'p' });
  const disabled = auditWith({ at: now - hour, type: t`Integration Disabled`, resourceId: 'off' });
  /** Two connections that fail, one of them since two hours by its minutes, and one that is off. */
  function stage() {
    const world = workspaceOf({ d: metrics, e: metrics }, {}, new Journal());
    const listed = [...world.read(resources.destinations).data!, destinationWith('off', 'web', { enabled: false })];
    world.set(resources.destinations, listed);
    world.set(resources.recentAudit(period), { items: [updated] });
    world.set(resources.minutes(period, pair('d')), {
      window: { start: now - 4 * hour, end: now },
      failures: failuresOf({ '401': minutesOf((at) => (at >= now - 2 * hour ? 94 : 0)) }),
      deliveries: {
        total: 0,
        rows: [{ by: {}, total: 0, retries: 0, series: minutesOf((at) => (at >= now - 2 * hour ? 6 : 100)) }],
      },
    });
    return { world, look: () => fleetOf(world) };
  }

  it('is each connection of which an answer is another, and no other', () => {
    const { world, look } = stage();
    const before = look();
    world.set(resources.metrics(period, pair('e')), readingWith({ firstTry: 9 }));
    const after = look();
    expect(after.byId.get('e')).toMatchObject({ state: 'healthy', failedPercent: 0 });
    expect(after.byId.get('d')).toBe(before.byId.get('d'));
    expect([before, after].map(({ failing }) => failing.map(({ id }) => id))).toEqual([['d', 'e'], ['d']]);
    expect([before.failed, after.failed]).toEqual([1000, 500]);
  });

  it.each<readonly [string, (world: Snapshots) => unknown]>([
    ['the audit trail', (world) => world.set(resources.recentAudit(period), { items: [disabled] })],
    [
      'the plans',
      (world) =>
        world
          .set(resources.trackingPlans, [plan] as never)
          .set(resources.trackingPlanSources('p'), [sourceWith('web')]),
    ],
    [
      'what sources send',
      (world) => world.set(resources.volume(period), [{ sourceId: 'web', total: 7, series: hourly(7) }]),
    ],
    ['the name of a source', (world) => world.set(resources.sources, [sourceWith('web', { name: t`Shop` })])],
    ['an answer', (world) => world.set(resources.metrics(period, pair('d')), readingWith({ firstTry: 1 }))],
    ['an answer that fails', (world) => world.fail(resources.metrics(period, pair('e')))],
    ['the reasons', (world) => world.set(resources.failures(period, pair('d')), failuresOf({ '401': hourly(9) }))],
    [
      'the comparison',
      (world) => world.set(resources.comparedMetrics(period, pair('d')), comparisonWith({ firstTry: 9 }, metrics)),
    ],
  ])('where %s changes it is as if all was worked out anew', (_, change) => {
    const { world, look } = stage();
    const plain = ({ byId: __, ...all }: Fleet) => all;
    const before = plain(look());
    change(world);
    const kept = plain(look());
    expect(kept).not.toEqual(before);
    // A list that is another object has nothing kept of it.
    world.set(resources.destinations, [...kept.listed]);
    expect(kept).toEqual(plain(look()));
  });
});

describe('reads of numbers that are told of', () => {
  it('are those that failed, lack something or are of an earlier start, where they can be asked', () => {
    const world = workspaceOf({ good: { firstTry: 1 }, part: { firstTry: 1 }, bad: undefined });
    world.set(resources.metrics(period, pair('part')), readingWith({ firstTry: 1 }), [problemWith()]);
    world.fail(resources.metrics(period, pair('bad')));
    const ids = ({ oddReads, connections }: ReturnType<typeof fleetOf>) =>
      connections.filter(({ snapshot }) => oddReads.includes(snapshot)).map(({ id }) => id);
    expect(ids(fleetOf(world))).toEqual(['part', 'bad']);
    const off = workspaceOf({ bad: undefined }, { enabled: false }).fail(resources.metrics(period, pair('bad')));
    expect(fleetOf(off).oddReads).toEqual([]);
  });

  it('and those whose reasons are looked at fail, or wait unusually', () => {
    const world = workspaceOf({ good: { firstTry: 9 }, lost: { firstTry: 9, discarded: 1 }, waits: { retrying: 50 } });
    expect(fleetOf(world).losing.map(({ id }) => id)).toEqual(['lost', 'waits']);
  });
});

describe('the order of failing connections (H-21)', () => {
  it('is rate, then failed count, then name, then id', () => {
    const world = workspaceOf({
      small: { firstTry: 1, discarded: 1 },
      large: { firstTry: 100, discarded: 100 },
      worst: { discarded: 3 },
      fine: { firstTry: 10 },
      little: { firstTry: 999, discarded: 1 },
      b: { firstTry: 4, discarded: 1 },
      a: { firstTry: 4, discarded: 1 },
    });
    expect(fleetOf(world).failing.map(({ id }) => id)).toEqual(['worst', 'large', 'small', 'a', 'b', 'little']);
  });

  it('of twins is by id, whatever order they came in', () => {
    const world = workspaceOf({ y: { discarded: 1 }, x: { discarded: 1 } }, { name: t`Twin` });
    expect(fleetOf(world).failing.map(({ id }) => id)).toEqual(['x', 'y']);
  });

  it('of equals is by name, whatever their ids are', () => {
    const named = [
      destinationWith('p', 'web', { name: t`Zendesk` }),
      destinationWith('q', 'web', { name: t`Amplitude` }),
    ];
    const world = workspaceOf({ p: { discarded: 1 }, q: { discarded: 1 } }).set(resources.destinations, named);
    expect(fleetOf(world).failing.map(({ id }) => id)).toEqual(['q', 'p']);
  });
});

describe('the order of failing connections after a change', () => {
  it('is worked out anew: what fails no more leaves it, what fails more rises, what begins to fail comes in', () => {
    const world = workspaceOf({
      a: { firstTry: 50, discarded: 50 },
      b: { firstTry: 60, discarded: 40 },
      c: { firstTry: 70, discarded: 30 },
      d: { firstTry: 100 },
    });
    const order = () => fleetOf(world).failing.map(({ id }) => id);
    expect(order()).toEqual(['a', 'b', 'c']);
    world
      .set(resources.metrics(period, pair('a')), readingWith({ firstTry: 100 }))
      .set(resources.metrics(period, pair('c')), readingWith({ firstTry: 10, discarded: 90 }))
      .set(resources.metrics(period, pair('d')), readingWith({ firstTry: 20, discarded: 80 }));
    expect(order()).toEqual(['c', 'd', 'b']);
  });

  it('is that of its own period', () => {
    const world = workspaceOf({ a: { firstTry: 50, discarded: 50 } });
    const { read } = world.set(resources.metrics('7d', pair('a')), readingWith({ firstTry: 90, discarded: 10 }));
    const rates = (['24h', '7d', '24h'] as const).map(
      (each) => fleet(read, inflow(read, each, now), each, now).failedPercent,
    );
    expect(rates).toEqual([50, 10, 50]);
  });
});

describe('the totals', () => {
  it('are of what has answered, and say how much that is', () => {
    const world = workspaceOf({ one: { firstTry: 90, discarded: 6, expired: 4, retrying: 50 }, two: undefined });
    expect(fleetOf(world)).toMatchObject({
      isListed: true,
      attempted: 100,
      failed: 10,
      failedPercent: 10,
      rankable: 2,
      ranked: 1,
      basis: 'metrics',
      enabled: 2,
    });
  });

  it('have no rate of the window before until every measured connection has one', () => {
    const world = workspaceOf({ one: { firstTry: 90, discarded: 10 }, two: { firstTry: 100 } });
    const one = comparisonWith({ firstTry: 90, discarded: 10 }, { firstTry: 95, discarded: 5 });
    world.set(resources.comparedMetrics(period, pair('one')), one);
    expect(fleetOf(world)).toMatchObject({ earlierFailedPercent: undefined, change: undefined });
    world.set(resources.comparedMetrics(period, pair('two')), comparisonWith({ firstTry: 100 }, { firstTry: 100 }));
    expect(fleetOf(world)).toMatchObject({ failedPercent: 5, earlierFailedPercent: 2.5, change: 100 });
  });

  it('name the poorer basis as soon as one connection has it', () => {
    expect(fleetOf(workspaceOf({ one: { firstTry: 1 }, two: { firstTry: 1, basis: 'overview' } })).basis).toBe(
      'overview',
    );
  });

  it('have no rate of the window before where the first connection has none, either', () => {
    const world = workspaceOf({ one: { firstTry: 90, discarded: 10 }, two: { firstTry: 100 } });
    world.set(resources.comparedMetrics(period, pair('two')), comparisonWith({ firstTry: 100 }, { firstTry: 99 }));
    expect(fleetOf(world)).toMatchObject({ earlierFailedPercent: undefined, change: undefined });
  });

  it.each([[['volume', 'overview', 'metrics']], [['metrics', 'overview', 'volume']]] as const)(
    'have the poorest basis of all, whatever the order: %s',
    (bases) => {
      const world = workspaceOf({ d0: undefined, d1: undefined, d2: undefined });
      for (const [index, basis] of bases.entries())
        world.set(resources.metrics(period, pair(`d${index}`)), readingWith({ firstTry: 1, basis }, { basis }));
      expect(fleetOf(world).basis).toBe('volume');
    },
  );

  it('count as on what is enabled, and as to be ranked only what has numbers', () => {
    const world = snapshots().set(resources.destinations, [
      destinationWith('on', 'web'),
      destinationWith('off', 'web', { enabled: false }),
      destinationWith('device', 'web', { mode: 'device' }),
      destinationWith('storage', 'web', { mode: 'storage' }),
    ]);
    expect(fleetOf(world)).toMatchObject({ enabled: 3, rankable: 1, ranked: 0, isMeasured: false });
  });

  it.each([
    ['before the list was read', undefined, [false, false, false, false]],
    ['read whole', [], [true, true, true, true]],
    ['with a field that is unclear', ['odd-fields'], [true, true, false, true]],
    ['of which a row was lost', ['dropped-rows'], [true, false, false, false]],
  ] as const)('tell what is proven of the list: %s', (_, kinds, expected) => {
    const world = kinds ? workspaceOf({ one: { firstTry: 1 } }) : snapshots();
    const listed = world.read(resources.destinations).data;
    if (listed && kinds)
      world.set(
        resources.destinations,
        listed,
        kinds.map((kind) => problemWith({ kind })),
      );
    const { isListed, isWhole, isExact, isMeasured } = fleetOf(world);
    expect([isListed, isWhole, isExact, isMeasured]).toEqual(expected);
  });

  it('are those of the whole workspace once each connection that can be read has answered', () => {
    const world = workspaceOf({ one: { firstTry: 1 }, two: undefined });
    expect(fleetOf(world).isMeasured).toBe(false);
    world.set(resources.metrics(period, pair('two')), readingWith({}));
    expect(fleetOf(world).isMeasured).toBe(true);
  });

  it('have the curve of those whose reasons were read, and say of how many it is', () => {
    const world = workspaceOf({ one: { firstTry: 9, discarded: 3 }, two: { firstTry: 9, discarded: 4 } });
    world.set(resources.failures(period, pair('two')), failuresOf({ '401': hourly(1, 3) }));
    const { failing, charted, series } = fleetOf(world);
    expect([failing.length, charted, series.length, series.slice(-2).map(({ count }) => count)]).toEqual([
      2,
      1,
      25,
      [1, 3],
    ]);
  });

  it('are unknown without a list', () => {
    expect(fleetOf(snapshots())).toMatchObject({ isListed: false, connections: [], failedPercent: undefined });
  });
});

describe('the state of a connection', () => {
  it.each<readonly [string, Partial<DeliveryMetrics> | undefined, Partial<Destination>, string]>([
    ['not read yet', undefined, {}, 'unknown'],
    ['delivers', { firstTry: 1 }, {}, 'healthy'],
    ['nothing to deliver', {}, {}, 'idle'],
    ['fails', { firstTry: 999, expired: 1 }, {}, 'failing'],
    ['piles up retries', { firstTry: 10, retrying: 30 }, {}, 'failing'],
    ['device mode has no numbers', { discarded: 9 }, { mode: 'device' }, 'unobservable'],
    ['storage has no numbers', { discarded: 9 }, { mode: 'storage' }, 'unobservable'],
    ['disabled', { discarded: 9 }, { enabled: false }, 'disabled'],
  ])('%s', (_, metrics, change, state) => {
    const all = fleetOf(workspaceOf({ d: metrics }, change));
    expect(all.byId.get('d')?.state).toBe(state);
    expect(all.failing.length).toBe(state === 'failing' && metrics?.expired ? 1 : 0);
  });

  it('is silent when its source sends and it delivered before, but nothing now', () => {
    const world = workspaceOf({ d: {} });
    expect(fleetOf(world).byId.get('d')?.verdict).toBe(undefined);
    world.set(resources.comparedMetrics(period, pair('d')), comparisonWith({}, { firstTry: 50 }));
    expect(fleetOf(world).byId.get('d')).toMatchObject({ verdict: 'SILENT', sourceEvents: 100 });
    world.set(resources.volume(period), []);
    expect(fleetOf(world).byId.get('d')?.verdict).toBe(undefined);
  });

  it('is never silent when it never delivered', () => {
    const world = workspaceOf({ d: {} }).set(resources.comparedMetrics(period, pair('d')), comparisonWith({}, {}));
    expect(fleetOf(world).byId.get('d')?.verdict).toBe(undefined);
  });
});

describe('what a failing connection tells', () => {
  const failing = () =>
    workspaceOf({ d: { firstTry: 10, discarded: 90 } }).set(
      resources.failures(period, pair('d')),
      failuresOf({ '401': hourly(40, 45), '429': hourly(5) }),
    );

  it('is reason, verdict, onset and series', () => {
    const thisHour = now - (now % hour);
    const connection = fleetOf(failing()).byId.get('d');
    expect(connection).toMatchObject({ reason: '401', verdict: 'LOST', onset: { since: thisHour - hour } });
    expect(connection?.series.slice(-2).map(({ count }) => count)).toEqual([40, 50]);
    expect(connection?.series).toHaveLength(25);
  });

  it('is the change near its onset, on the destination or its source', () => {
    const at = now - (now % hour) - hour - 10 * minute;
    const world = failing().set(resources.recentAudit(period), {
      items: [
        auditWith({ at: at + minute, type: t`Source Settings Modified`, resourceId: 'other' }),
        auditWith({ at, type: t`Source Settings Modified`, resourceId: 'web' }),
      ],
    });
    expect(fleetOf(world).byId.get('d')?.cause).toMatchObject({ at, resourceId: 'web' });
  });

  it('has not ended only because it could not be read again', () => {
    const world = failing().fail(resources.failures(period, pair('d')));
    const { read } = world;
    const later = now + 9 * hour;
    const connection = fleet(read, inflow(read, period, later), period, later).byId.get('d');
    expect(connection?.onset?.until).toBe(undefined);
  });
});

describe('a disabled connection', () => {
  const disabled = () => workspaceOf({ d: undefined }, { enabled: false });

  it('is trouble when somebody switched it off under a sending source', () => {
    const off = auditWith({ at: now - hour, type: t`Integration Disabled` });
    const world = disabled().set(resources.recentAudit(period), { items: [off] });
    expect(fleetOf(world).byId.get('d')).toMatchObject({ verdict: 'DISABLED', cause: off, onset: { since: off.at } });
  });

  it('is judged anew when only the trail has changed', () => {
    const world = disabled();
    expect(fleetOf(world).byId.get('d')?.verdict).toBe(undefined);
    const off = auditWith({ at: now - hour, type: t`Integration Disabled` });
    world.set(resources.recentAudit(period), { items: [off] });
    expect(fleetOf(world).byId.get('d')).toMatchObject({ verdict: 'DISABLED', cause: off });
  });

  it('is trouble without a trail too, when it delivered as long as it was on', () => {
    const world = workspaceOf({ d: { firstTry: 9 } }, { enabled: false });
    world.set(resources.metrics(period, pair('d')), readingWith({ firstTry: 900 }, { firstTry: 30 }));
    expect(fleetOf(world).byId.get('d')).toMatchObject({
      verdict: 'DISABLED',
      cause: undefined,
      onset: { since: now },
    });
    world.set(resources.metrics(period, pair('d')), readingWith({ firstTry: 900 }));
    expect(fleetOf(world).byId.get('d')?.verdict).toBe(undefined);
  });

  it('is the normal state of things otherwise', () => {
    expect(fleetOf(disabled()).byId.get('d')).toMatchObject({
      verdict: undefined,
      cause: undefined,
      metrics: undefined,
    });
  });
});

describe('why connections fail', () => {
  const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];
  const failing = { bad: { discarded: 3 }, fine: { firstTry: 1 } };
  it.each<readonly [what: string, world: Snapshots, known: boolean]>([
    ['nothing is read', snapshots(), false],
    ['no connection fails', workspaceOf({ fine: { firstTry: 1 } }), true],
    ['one is not measured', workspaceOf({ fine: { firstTry: 1 }, waits: undefined }), false],
    ['the reasons of one that fails are not read', workspaceOf(failing), false],
    [
      'rows of its reasons were lost',
      workspaceOf(failing).set(resources.failures(period, pair('bad')), failuresOf({}), lost),
      false,
    ],
    [
      'its reasons are read',
      workspaceOf(failing).set(resources.failures(period, pair('bad')), failuresOf({ '401': hourly(3) })),
      true,
    ],
  ])('is known of all only if the reasons of each that fails were read: %s', (_, world, known) => {
    expect(reasonsKnown(world.read, fleetOf(world), period)).toBe(known);
  });
});
