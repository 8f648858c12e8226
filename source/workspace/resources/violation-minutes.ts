import type { StepReport } from '../../domain/delivery/counts.ts';
import { type FailingRun, failingRun } from '../../domain/delivery/failing-run.ts';
import { protocolsReason } from '../../domain/protocols/violation.ts';
import { priority } from '../../domain/queries.ts';
import { type Bucket, floorTo, hour, minute, type Period, type Window } from '../../domain/time.ts';
import { wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from './common.ts';
import { minutesKept, minuteVolume } from './minute-volume.ts';

/** What Protocols blocked of one source by the minute. */
export interface BlockedMinutes {
  readonly window: Window;
  readonly report: StepReport;
}

/** The last four hours, for the few sources of which something is blocked now: hours tell neither the beginning nor the end. */
export function blockedMinutes(sourceId: string): Resource<BlockedMinutes> {
  return {
    key: `blocked-minutes:${sourceId}`,
    every: minute,
    load: async (backend, options, now) => {
      const window = { start: floorTo(now - minutesKept, 'MINUTE') + minute, end: now };
      const query = { step: 'filtered-at-source', sourceId, window, granularity: 'MINUTE' } as const;
      const { value, problems } = await backend.deliveryStep({ ...query, groupBy: ['discardReason'] }, options);
      return { value: { window, report: value }, problems };
    },
  };
}

/** Sources whose minutes are read at once. */
const most = 10;
/** Blocked in this hour and the one before; fewer are no break. */
const fewest = 5;
/**
 * A break of one rare event is only a small share of the traffic, so a low rate counts. A plan that always blocks much has that
 * as its usual level, however high it is.
 */
const ofPlans = { least: 0.0001, mayLast: true, clean: 1 } as const;

const byProtocols = ({ rows }: StepReport): Bucket[] =>
  rows.filter(({ by }) => protocolsReason(by.discardReason) !== undefined).flatMap(({ series }) => [...series]);

const sum = (series: readonly Bucket[], from: number, to: number): number =>
  series.reduce((all, { at, count }) => (at >= from && at < to ? all + count : all), 0);

export function blockedMinuteNeeds(read: Read, period: Period, planned: readonly string[], now: number): Need[] {
  const from = floorTo(now, 'HOUR') - hour;
  return planned
    .map((id) => ({ id, count: sum(byProtocols(read(resources.blocked(period, id)).data ?? none), from, now) }))
    .filter(({ count }) => count >= fewest)
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ id }): Need => ({ resource: blockedMinutes(id) as Resource<unknown>, priority: priority.failing }));
}

const none: StepReport = { total: 0, rows: [] };

/**
 * The break that goes on, or the one that ended last, to the minute; undefined where nothing breaks more than usual, or minutes are
 * not read.
 * @param traffic hourly events of the source in the period
 */
export function blockedRun(
  read: Read,
  sourceId: string,
  report: StepReport,
  traffic: readonly Bucket[],
): FailingRun | undefined {
  const minutes = wholeOf(read(blockedMinutes(sourceId)));
  const volume = wholeOf(read(minuteVolume));
  if (!minutes || !volume) return undefined;
  const failed = byProtocols(minutes.report);
  const blocked = new Map<number, number>();
  for (const { at, count } of failed) blocked.set(at, (blocked.get(at) ?? 0) + count);
  // Minutes that volume has not counted yet would look as if everything in them were blocked.
  const window = { start: minutes.window.start, end: Math.min(minutes.window.end, volume.window.end) };
  const events = volume.bySource.get(sourceId) ?? [];
  const delivered = events.map(({ at, count }) => ({ at, count: Math.max(0, count - (blocked.get(at) ?? 0)) }));
  const hours = byProtocols(report);
  const before = { from: traffic[0]?.at ?? 0, to: floorTo(window.start, 'HOUR') };
  const whole = sum(traffic, before.from, before.to);
  const usual = whole > 0 ? (100 * sum(hours, before.from, before.to)) / whole : undefined;
  return failingRun({ window, granularity: 'MINUTE', failed, delivered }, usual, ofPlans);
}
