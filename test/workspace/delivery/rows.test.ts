import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import type { Destination } from '../../../source/domain/entities.ts';
import { priority } from '../../../source/domain/queries.ts';
import { type DeliveryRow, deliveryRows } from '../../../source/workspace/delivery/rows.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { slow } from '../../../source/workspace/resources/pace.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  steady,
} from '../snapshots.ts';

/** One connection with these totals of its hours that are over, and of the running one. */
function worldOf(total?: Partial<DeliveryMetrics>, running: Partial<DeliveryMetrics> = {}): [Snapshots, Destination] {
  const own = destinationWith('d', 'web');
  const world = snapshots().set(resources.destinations, [own]);
  if (total) world.set(resources.metrics(period, own), readingWith(total, running));
  return [world, own];
}
const rowOf = ({ read }: Snapshots): DeliveryRow => deliveryRows(read, period, now)[0]!;

describe('a connection, as far as it decides what is read next', () => {
  it.each<readonly [string, Parameters<typeof worldOf>, Partial<DeliveryRow>]>([
    [
      'not read',
      [],
      { isAnswered: false, isRaised: false, isEndOpen: false, isFailing: false, fails: false, weight: 0 },
    ],
    ['one in a thousand fails', [{ firstTry: 999, discarded: 1 }], { isFailing: false, fails: true, weight: 0.001 }],
    ['less than one in a hundred', [{ firstTry: 9901, discarded: 99 }], { isFailing: false, weight: 0.0099 }],
    ['one in a hundred', [{ firstTry: 990, discarded: 10 }], { isFailing: true, isRaised: false, weight: 0.01 }],
    ['nothing to deliver', [{}], { isAnswered: true, isFailing: false, fails: false, weight: 0 }],
    ['many wait', [{}, { firstTry: 10, retrying: 30 }], { isFailing: true, fails: true, isRaised: true, weight: 1 }],
    [
      'half of it is lost now',
      [{ firstTry: 900 }, { firstTry: 50, discarded: 50 }],
      { isFailing: true, isRaised: true, isEndOpen: false, weight: 1.05 },
    ],
  ])('%s', (_, given, expected) => {
    expect(rowOf(worldOf(...given)[0])).toMatchObject(expected);
  });

  it('is answered too where it cannot be read', () => {
    const [world, own] = worldOf();
    expect(rowOf(world).isAnswered).toBe(false);
    expect(rowOf(world.fail(resources.metrics(period, own))).isAnswered).toBe(true);
  });

  it.each<readonly [string, readonly number[], boolean]>([
    ['two hours ago, so that it may go on', [40, 60, 0, 0], true],
    ['seven hours ago, which is over', [40, 60, ...steady(0, 7)], false],
    ['all the time, so that no beginning is known', steady(4, 25), false],
  ])('has an open end where it failed %s', (_, counts, isEndOpen) => {
    const [world, own] = worldOf({ firstTry: 900, discarded: 100 }, { firstTry: 5000 });
    expect(rowOf(world).isEndOpen).toBe(false);
    world.set(resources.failures(period, own), failuresOf({ '401': hourly(...counts) }));
    expect(rowOf(world)).toMatchObject({ isFailing: true, isRaised: false, isEndOpen });
    // A row that was lost may have held its beginning, though what is left is the same.
    const failures = resources.failures(period, own);
    world.set(failures, world.read(failures).data!, [problemWith({ kind: 'dropped-rows' })]);
    expect(rowOf(world)).toMatchObject({ isFailing: true, isRaised: false, isEndOpen: false });
  });

  it('has no open end while it fails now, whatever the hours tell', () => {
    const [world, own] = worldOf({ firstTry: 900 }, { firstTry: 50, discarded: 50 });
    world.set(resources.failures(period, own), failuresOf({ '401': hourly(20, 50) }));
    expect(rowOf(world)).toMatchObject({ isRaised: true, isEndOpen: false });
  });

  it('is only one that has numbers', () => {
    const { read } = snapshots().set(resources.destinations, [
      destinationWith('off', 'web', { enabled: false }),
      destinationWith('device', 'web', { mode: 'device' }),
      destinationWith('cloud', 'web'),
    ]);
    expect(deliveryRows(read, period, now).map(({ destination }) => destination.id)).toEqual(['cloud']);
    expect(deliveryRows(snapshots().read, period, now)).toEqual([]);
  });

  it('keeps its row while nothing of it changes, and each period has one of its own', () => {
    const [world, own] = worldOf({ firstTry: 1 });
    const first = rowOf(world);
    expect(rowOf(world)).toBe(first);
    expect(deliveryRows(world.read, '7d', now)[0]).toMatchObject({ isAnswered: false });
    world.set(resources.metrics(period, own), readingWith({ firstTry: 1, discarded: 1 }));
    expect([rowOf(world) === first, rowOf(world).fails]).toEqual([false, true]);
  });

  it('keeps its need while pace, urgency and rank are the same', () => {
    const row = rowOf(worldOf({ firstTry: 1 })[0]);
    const first = row.needAt(slow, priority.rest, 3);
    expect(first).toMatchObject({ priority: priority.rest, rank: 3 });
    expect(row.needAt(slow, priority.rest, 3)).toBe(first);
    expect(row.needAt(slow, priority.rest, 4)).toMatchObject({ priority: priority.rest, rank: 4 });
    expect(row.needAt(slow, priority.failing, 4)).toMatchObject({ priority: priority.failing, rank: 4 });
  });
});
