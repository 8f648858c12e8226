import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import { type Bucket, hour, minute, type Period } from '../../../source/domain/time.ts';
import { fleet } from '../../../source/workspace/delivery/fleet.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  now,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../snapshots.ts';

/** The one connection of these worlds. */
export const d = destinationWith('d', 'web');
export const ago = (minutes: number) => now - minutes * minute;

/** One connection that was read, in the period that is looked at. */
export function worldOf(period: Period, total: Partial<DeliveryMetrics>, running: Partial<DeliveryMetrics>): Snapshots {
  return snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(100) }])
    .set(resources.destinations, [d])
    .set(resources.metrics(period, d), readingWith(total, running));
}

export const minutesOf = (count: (at: number) => number): Bucket[] =>
  Array.from({ length: 240 }, (_, index) => ({ at: ago(240 - index), count: count(ago(240 - index)) }));

/** A hundred a minute, of which 94 are refused from one moment to another. */
export function withMinutes(world: Snapshots, period: Period, from: number, to = now): Snapshots {
  const isBad = (at: number) => at >= from && at < to;
  const window = { start: ago(240), end: now };
  return world.set(resources.minutes(period, d), {
    window,
    failures: failuresOf({ '401': minutesOf((at) => (isBad(at) ? 94 : 0)) }),
    deliveries: {
      total: 0,
      rows: [{ by: {}, total: 0, retries: 0, series: minutesOf((at) => (isBad(at) ? 6 : 100)) }],
    },
  });
}

export const inWorld = ({ read }: Snapshots, period: Period = '24h') =>
  fleet(read, inflow(read, period, now), period, now).byId.get('d')!;

/** A beginning that only a look back beyond the period tells. */
export const deepOnset = { since: now - 9 * 24 * hour, within: hour, before: undefined, until: undefined };
