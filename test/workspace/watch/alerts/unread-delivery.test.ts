import { expect, it } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
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
  sourceWith,
  steady,
} from '../../snapshots.ts';

const braze = destinationWith('braze', 'web');
const minutes = resources.minutes(period, braze);
const failures = resources.failures(period, braze);
const lost = problemWith({ kind: 'dropped-rows' });
const key = 'delivery:destination/braze';

/** Braze with so many events discarded and so many that wait, of a hundred thousand a day. */
function delivering(discarded: number, waiting: number): Snapshots {
  const counts = { firstTry: 100_000 - discarded - waiting, afterRetry: 0, discarded, expired: 0, retrying: waiting };
  return snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...steady(100, 48)) }])
    .set(resources.destinations, [braze])
    .set(resources.warehouses, [])
    .set(resources.trackingPlans, [])
    .set(resources.recentAudit(period), { items: [] })
    .set(resources.metrics(period, braze), readingWith(counts, counts));
}

const judge = (world: Snapshots) =>
  evaluate(overview(world.read, period, now, {}), world.read, { settings: {}, isOwn: () => false });

const quiet = failuresOf({ '403': hourly(5, 0, 0, 0, 30, 50) });
it.each<[string, Snapshots, isClear: boolean]>([
  ['reasons that are all old', delivering(80, 0).set(failures, quiet), true],
  ['reasons that nobody reads', delivering(80, 0), true],
  ['reasons that could not be read', delivering(80, 0).fail(failures), false],
  ['reasons of which one was lost', delivering(80, 0).set(failures, quiet, [lost]), false],
  ['reasons that this token may not read', delivering(80, 0).fail(failures, { kind: 'no-access' }), true],
  ['nothing that fails', delivering(0, 0), true],
])('a reason that was new is over by %s', (_, world, isClear) => {
  const { findings, isClear: isOver } = judge(world);
  expect(findings).toEqual([]);
  expect(isOver(key, 'new-error')).toBe(isClear);
  // What another rule had raised does not hang on reasons.
  expect(isOver(key, 'delivery-rate')).toBe(true);
});

/** Minutes in which a fifth waits since so long, in minutes. */
const waitingFor = (long: number) => {
  const at = (index: number) => now - (240 - index) * minute;
  const series = Array.from({ length: 240 }, (_, index) => index);
  const row = { by: { discardReason: t`429` }, total: 0, retries: 0 };
  return {
    window: { start: now - 240 * minute, end: now },
    failures: {
      total: 0,
      rows: [
        {
          ...row,
          series: series.map((index) => ({ at: at(index), count: 0, retryCount: 240 - index <= long ? 20 : 0 })),
        },
      ],
    },
    deliveries: {
      total: 0,
      rows: [{ ...row, by: {}, series: series.map((index) => ({ at: at(index), count: 80 })) }],
    },
  };
};
it.each<[string, Snapshots, rules: readonly string[], isClear: boolean]>([
  ['for an hour', delivering(0, 20_000).set(minutes, waitingFor(60)), ['retrying'], false],
  ['since a few minutes', delivering(0, 20_000).set(minutes, waitingFor(14)), [], true],
  ['since nobody knows when', delivering(0, 20_000), [], false],
  ['since nobody can read when', delivering(0, 20_000).fail(minutes), [], false],
  ['since a minute that may be lost', delivering(0, 20_000).set(minutes, waitingFor(60), [lost]), [], false],
  ['no more', delivering(0, 0), [], true],
])('what waits for another attempt %s', (_, world, rules, isClear) => {
  const { findings, isClear: isOver } = judge(world);
  expect(findings.map(({ rule }) => rule)).toEqual(rules);
  expect(isOver(key, 'retrying')).toBe(isClear);
});
