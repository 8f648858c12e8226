import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import type { Destination } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { fleet } from '../../../source/workspace/delivery/fleet.ts';
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
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../snapshots.ts';

/** A workspace of one sending source and these connections. */
function workspaceOf(
  connections: Readonly<Record<string, Partial<DeliveryMetrics> | undefined>>,
  change: Partial<Destination> = {},
): Snapshots {
  const destinations = Object.keys(connections).map((id) => destinationWith(id, 'web', change));
  const world = snapshots()
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
