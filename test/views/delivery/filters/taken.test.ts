import { expect, test } from 'vitest';
import { sanitise } from '../../../../source/domain/text.ts';
import { takenRows } from '../../../../source/views/delivery/filters/index.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { breakdownResource } from '../../../../source/workspace/delivery/breakdown.ts';
import { destinationWith, hourly, now, period, problemWith, snapshots } from '../../../workspace/snapshots.ts';

const destination = destinationWith('d', 's');
const resource = breakdownResource(period, destination, 'filtered-at-destination', {
  id: 'reasons',
  dimension: 'discardReason',
});
const window = { start: now - 24 * 3_600_000, end: now };

/** What was filtered, by reason, as the page tells it. */
function told(reasons: Readonly<Record<string, number>>, lost = false): readonly string[] {
  const rows = Object.entries(reasons).map(([reason, count]) => ({
    by: { discardReason: sanitise(reason) },
    total: count,
    retries: 0,
    series: hourly(count, 0),
  }));
  const problems = lost ? [problemWith({ kind: 'dropped-rows', status: 200 })] : [];
  const world = snapshots().set(
    resource,
    { report: { total: 0, rows }, window, earlier: undefined } as never,
    problems,
  );
  const context = { read: world.read, period, now } as ViewContext;
  return takenRows(destination, context, 200).map(({ line: { spans } }) =>
    spans
      .map(({ text }) => text)
      .join('')
      .trim(),
  );
}

test.each<
  readonly [what: string, reasons: Readonly<Record<string, number>>, lost: boolean, count: RegExp, all: RegExp]
>([
  ['nothing', {}, false, / 0 events in/, /nothing was filtered at this destination/],
  ['one event', { FILTERED_BY_RULES: 1 }, false, / 1 event in the last 24 hours.*, 100% of all/, / 1 filtered at this/],
  [
    'two of eight',
    { FILTERED_BY_RULES: 2, other: 6 },
    false,
    / 2 events in.*, 25% of all/,
    /In all +8 filtered at this/,
  ],
  ['nothing by them', { other: 6 }, false, / 0 events in/, /In all +6 filtered at this/],
  ['none of what was read', {}, true, / – events in/, /what was filtered: none in what was read/],
  ['none of six that were read', { other: 6 }, true, / – events in/, /In all +at least 6 filtered at this/],
  [
    'two of eight that were read',
    { FILTERED_BY_RULES: 2, other: 6 },
    true,
    / at least 2 events in the last 24 hours {2}FILTERED_BY_RULES {2}/,
    /at least 8/,
  ],
])('what filters take out is a count of all only if all was read: %s', (_, reasons, lost, count, all) => {
  const [first, second] = told(reasons, lost);
  expect(first).toMatch(count);
  expect(second).toMatch(all);
});
