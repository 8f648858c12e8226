import { describe, expect, it, test, vi } from 'vitest';
import { exactOnset, olderOnset } from '../../../../source/domain/delivery/onset.ts';
import type { ApiCallsDay, MtuDay } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { apiCallsMeter, mtuMeter } from '../../../../source/domain/usage/meters.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { meterDetail, signalDetail, storageDetail } from '../../../../source/views/watch/triage/more-detail.ts';
import * as snapshots from '../../../workspace/snapshots.ts';

const month = Date.UTC(2026, 10, 1);
const now = month + 20 * day;
const dates = Array.from({ length: 20 }, (_, index) => month + index * day);
const calls: readonly ApiCallsDay[] = dates.map((at, index) => ({ at, apiCalls: BigInt(10 * (index + 1)) }));
const users: readonly MtuDay[] = dates.map((at, index) => ({
  at,
  periodStart: month,
  periodEnd: Date.UTC(2026, 11, 1),
  anonymous: BigInt(index + 3),
  anonymousIdentified: 1n,
  identified: BigInt(5 * (index + 1)),
  neverIdentified: BigInt(index + 2),
}));
const texts = (rows: ReturnType<typeof meterDetail>) => rows.map((row) => lineText(row).trimEnd());

const ofUsers = 'Filters of destinations do not lower MTU; blocking at the source and mending identity code do.';
const ofCalls = 'Events blocked at the source are not billed; forwarded violations are.';

test.each<readonly [of: string, meter: ReturnType<typeof mtuMeter>, rows: readonly string[]]>([
  [
    'tracked users: filters of destinations do not',
    mtuMeter(users, month, now, 100n),
    [
      'Last 7 d    6/d: passed 100% on Nov 17',
      'Period      6/d: passed 100% on Nov 17',
      'Counted     through Nov 20 UTC',
      '',
      ofUsers,
    ],
  ],
  [
    'calls: blocked events are not billed, forwarded violations are',
    apiCallsMeter(calls, month, now, 210n),
    [
      'Last 7 d    10/d: reaches 100% on Nov 22',
      'Period      10/d: reaches 100% on Nov 22',
      'Counted     through Nov 20 UTC',
      '',
      ofCalls,
    ],
  ],
  [
    'calls of a period of four days, by as many as there are',
    apiCallsMeter(calls.slice(0, 4), month, month + 4 * day, undefined),
    ['Last 4 d    10/d: 300 by Dec 1', 'Period      10/d: 300 by Dec 1', 'Counted     through Nov 4 UTC', '', ofCalls],
  ],
  [
    'calls of a period that has only begun',
    apiCallsMeter(calls.slice(0, 2), month, month + 2 * day, 210n),
    [
      'Last 7 d    too early to project',
      'Period      too early to project',
      'Counted     through Nov 2 UTC',
      '',
      ofCalls,
    ],
  ],
])('the details of a meter say how it goes on and what lowers %s (rule 178)', (_, meter, rows) => {
  expect(texts(meterDetail(meter!, 120))).toEqual(rows);
});

const context = {
  now: snapshots.now,
  keyOf: () => t`Enter`,
  overview: {
    flow: { bySource: new Map([['web', { source: snapshots.sourceWith('web', { name: t`Web` }) }]]) },
  },
} as never;
const backfill = 'The next good sync loads everything since the last one: no backfill request.';

describe('the details of a warehouse', () => {
  const pair = (sourceId: string, state: string, failedInRow = 0) => ({ sourceId, state, failedInRow });
  const many = Array.from({ length: 8 }, (_, index) => pair(`s${index}`, 'failing', 2));

  it.each<readonly [of: string, storage: object, rows: readonly string[]]>([
    [
      'before its reports are read',
      { pairs: [], failingPairs: 0 },
      ['The reports are read two a minute: Enter shows them.', backfill],
    ],
    [
      'name what is not well, and only that',
      {
        pairs: [pair('web', 'failing', 3), pair('ios', 'partial'), pair('fine', 'ok'), pair('runs', 'running')],
        failingPairs: 1,
        lastGood: snapshots.now - hour,
        notice: { message: t`disk full` },
      },
      [
        'Complete    up to 11:30  1h behind',
        'Sources     1 of 4 failing',
        '  Web  failed 3× in a row',
        '  ios  partial',
        '',
        'A cause that Segment does not document.',
        'Read the notice; check credentials and rights in the warehouse.',
        backfill,
      ],
    ],
    [
      'of many name six',
      { pairs: many, failingPairs: 8 },
      [
        'Sources     8 of 8 failing',
        ...many.slice(0, 6).map(({ sourceId }) => `  ${sourceId}  failed 2× in a row`),
        'The reports are read two a minute: Enter shows them.',
        backfill,
      ],
    ],
  ])('%s', (_, storage, rows) => {
    vi.stubEnv('TZ', 'UTC');
    expect(texts(storageDetail(storage as never, context, 200))).toEqual(rows);
    vi.unstubAllEnvs();
  });

  it('are red for what failed, and yellow for what was loaded in part', () => {
    const storage = { pairs: [pair('web', 'failing', 3), pair('ios', 'partial')], failingPairs: 1 };
    const lines = storageDetail(storage as never, context, 200);
    const tones = lines.flatMap(({ spans }) => spans.filter(({ text }) => /failed \d|partial/.test(text)));
    expect(tones.map(({ tone }) => tone)).toEqual(['bad', 'warn']);
  });
});

describe('the details of a report of the trail', () => {
  const item = snapshots.auditWith({ at: snapshots.now - minute, type: t`Source Run Failed` });

  it.each<readonly [of: string, signal: object, rows: readonly string[]]>([
    [
      'that came once',
      { item, times: 1, onset: exactOnset(snapshots.now - hour) },
      ['Reported    Source Run Failed', 'First       11:30', 'Latest      12:29', 'Id          d', ''],
    ],
    [
      'that came before the trail that was read',
      { item, times: 3, onset: olderOnset(snapshots.now - hour) },
      [
        'Reported    Source Run Failed',
        'First       11:30 or before',
        'Latest      12:29  3 reports',
        'Id          d',
        '',
      ],
    ],
  ])('%s', (_, signal, rows) => {
    vi.stubEnv('TZ', 'UTC');
    expect(texts(signalDetail(signal as never, context, 200)).slice(0, 5)).toEqual(rows);
    vi.unstubAllEnvs();
  });
});
