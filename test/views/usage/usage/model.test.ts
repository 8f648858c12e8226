import { expect, test } from 'vitest';
import { day, hour } from '../../../../source/domain/time.ts';
import { apiCallsMeter, type Meter } from '../../../../source/domain/usage/meters.ts';
import { placeOf } from '../../../../source/state/place.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { usageModel } from '../../../../source/views/usage/usage/model.ts';
import type { Read } from '../../../../source/workspace/polling/read.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import { snapshots, sourceWith } from '../../../workspace/snapshots.ts';

const month = Date.UTC(2026, 10, 1);
const at = (date: number, hours = 0) => month + (date - 1) * day + hours * hour;

/** A meter that was counted through a date, looked at later; a source sends seven events an hour. */
function modelAt(now: number, countedThrough: number) {
  const calls = Array.from({ length: countedThrough }, (_, index) => ({
    at: at(index + 1),
    apiCalls: BigInt(10 * (index + 1)),
  }));
  const meter = apiCallsMeter(calls, month, now, 1_000n) as Meter;
  const series = Array.from({ length: 48 }, (_, index) => ({
    at: now - (now % hour) - index * hour,
    count: 7,
  })).reverse();
  const { read: kept } = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.volume('24h'), [{ sourceId: 'web', total: 0, series }]);
  const read: Read = (resource) => ({ ...kept(resource), fetchedAt: now });
  const picture = { ...overview(read, '24h', now, {}), meters: [meter] };
  return usageModel({
    overview: picture,
    read,
    period: '24h',
    now,
    place: placeOf('usage'),
  } as unknown as ViewContext)!;
}

test.each<
  readonly [what: string, now: number, through: number, rows: readonly (readonly [string, unknown, unknown])[]]
>([
  [
    'in the afternoon',
    at(21, 14),
    20,
    [
      ['11-21', undefined, 105],
      ['11-20', 10n, undefined],
    ],
  ],
  [
    'just after midnight, when the day before is not counted yet',
    at(22, 1),
    20,
    [
      ['11-22', undefined, 14],
      ['11-21', undefined, undefined],
      ['11-20', 10n, undefined],
    ],
  ],
  [
    'when counts are two days late',
    at(23, 2),
    20,
    [
      ['11-23', undefined, 21],
      ['11-22', undefined, undefined],
      ['11-21', undefined, undefined],
      ['11-20', 10n, undefined],
    ],
  ],
  [
    'when today is counted already',
    at(20, 14),
    20,
    [
      ['11-20', 10n, undefined],
      ['11-19', 10n, undefined],
    ],
  ],
])('what was received today stands on the row of today: %s', (_, now, through, rows) => {
  const { days } = modelAt(now, through);
  const told = days.all.map((row) => [new Date(row.at).toISOString().slice(5, 10), row.use?.used, row.received]);
  expect(told.slice(0, rows.length)).toEqual(rows);
  expect(told).toHaveLength(through + rows.filter(([, use]) => use === undefined).length);
});
