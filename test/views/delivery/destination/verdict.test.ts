import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exactOnset } from '../../../../source/domain/delivery/onset.ts';
import { t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { verdictRows } from '../../../../source/views/delivery/destination/verdict.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import {
  auditWith,
  failuresOf,
  metricsWith,
  period,
  problemWith,
  type Snapshots,
  snapshots,
} from '../../../workspace/snapshots.ts';

import { bare, destination, lost, now, onset, page, rows, told, toneOf, world } from './verdict-page.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

describe('a connection without failures', () => {
  const metrics = metricsWith({ firstTry: 5 });

  it.each<readonly [of: string, given: never, first: string]>([
    ['being read', page({ state: 'unknown' }), 'Reading delivery numbers…'],
    [
      'that could not be read',
      page({ state: 'unknown', snapshot: { problems: [], error: problemWith({ kind: 'no-access', status: 403 }) } }),
      '✗ Delivery numbers: no access (403)',
    ],
    ['that is well', page({ state: 'healthy', metrics }), '● Every attempted event was delivered: 5  last 24 h'],
    ...(
      [
        [undefined, 'No delivery failed: 5 delivered, retries are not known'],
        [1, 'No delivery failed: 5 delivered, 1 waits for another try'],
        [1500, 'No delivery failed: 5 delivered, 1.5k wait for another try'],
      ] as const
    ).map(
      ([retrying, words]) =>
        [
          `of which ${retrying} wait for another try`,
          page({ state: 'healthy', metrics: { ...metrics, retrying } }),
          `● ${words}  last 24 h`,
        ] as const,
    ),
    [
      'of whose numbers some were lost',
      page({ state: 'healthy', metrics, snapshot: { data: {}, problems: [lost] } }),
      '▲ Not all delivery numbers could be read: 3 rows could not be read',
    ],
    [
      'whose numbers are old',
      page({
        state: 'healthy',
        metrics,
        snapshot: { data: {}, problems: [], fetchedAt: now - 3 * minute, error: problemWith() },
      }),
      '● Every attempted event was delivered: 5  last 24 h  stale: 3m, server error (500)',
    ],
    [
      'that attempts nothing',
      page({ state: 'idle', metrics: metricsWith() }),
      '△ Enabled, and nothing was attempted  last 24 h',
    ],
    [
      'of which the first events wait',
      page({ state: 'idle', metrics: metricsWith({ retrying: 3 }) }),
      '△ Enabled, and 3 events wait for another try  last 24 h',
    ],
    [
      'whose numbers tell nothing of retries',
      page({ state: 'idle', metrics: metricsWith({ retrying: undefined, basis: 'overview' }) }),
      '△ Enabled, and nothing was delivered, and retries are not known  last 24 h',
    ],
  ])('%s', (_, given, first) => {
    expect(told(given)[0]).toBe(first);
  });

  it('warns only where nothing was attempted, and says what that means', () => {
    const drawn = (state: string, of: object) => verdictRows(page({ state, metrics: of }), { ...bare } as never, 200);
    const [well, idle] = [drawn('healthy', metrics), drawn('idle', metricsWith())];
    expect([well[0]!.line.spans[0]!.tone, idle[0]!.line.spans[0]!.tone]).toEqual(['good', 'warn']);
    expect([well, idle].map((rows) => rows.slice(1).map(({ line }) => lineText(line).trimEnd()))).toEqual([
      [],
      ['No failures here means nothing: no event reached this destination.'],
    ]);
  });

  it('that is the only enabled one of its source says what switching it off begins', () => {
    const [, ...rest] = told(
      page({ state: 'healthy', metrics, source: undefined }, { autoDisable: { kind: 'last-one' } }),
    );
    expect(rest).toEqual([
      'The only enabled destination of its source: without one, Segment switches a source off after 14d.',
    ]);
    expect(told(page({ state: 'healthy', metrics }, { autoDisable: { kind: 'none-left' } }))).toHaveLength(1);
  });
});

describe('a connection that is switched off', () => {
  const by = auditWith({ at: now - 20 * minute, type: t`Destination Disabled`, actorEmail: t`ana@acme.example` });
  const off = (changes: object, more: object = {}, connection: object = {}) =>
    told(page({ state: 'disabled', ...connection }, { changes, ...more }));

  it.each<readonly [of: string, changes: object, first: string]>([
    [
      'by somebody',
      { disabledBy: by, isWhole: false, known: false },
      '○ DISABLED since Nov 30 23:50 (20m)  by ana@acme.example',
    ],
    [
      'before all of the trail',
      { isWhole: true, known: true },
      '○ DISABLED  since more than 90 days, or never enabled: the trail does not tell',
    ],
    [
      'by a trail that is refused',
      { isWhole: false, known: false, error: problemWith({ kind: 'no-access', status: 403 }) },
      '○ DISABLED  since when is not known: audit trail, no access (403)',
    ],
    [
      'before what is looked at',
      { isWhole: false, known: true },
      '○ DISABLED  since when is not in what was read of the audit trail',
    ],
    ['by a trail that is being read', { isWhole: false, known: false }, '○ DISABLED  reading the audit trail…'],
  ])('%s', (_, changes, first) => {
    expect(off(changes)[0]).toBe(first);
  });

  it.each<readonly [of: string, gap: object | undefined, events: number | undefined, rows: readonly string[]]>([
    [
      'what its source sent is not known',
      undefined,
      undefined,
      ['While disabled nothing is sent and nothing is queued.'],
    ],
    [
      'since when is not known',
      undefined,
      1,
      ['Web sent 1 event  last 24 h', 'While disabled nothing is sent and nothing is queued.'],
    ],
    [
      'nothing was sent since',
      { total: 0, types: [], cut: false },
      9,
      ['Web sent 0 events since', 'Nothing was missed, and nothing is queued.'],
    ],
    [
      'nothing was sent in as much of it as is counted',
      { total: 0, types: [], cut: true },
      9,
      [
        'Web sent 0 events in the last two weeks',
        'Nothing was queued. What was missed before that is not counted: the API goes back two weeks.',
      ],
    ],
    [
      'some were sent since',
      {
        total: 3,
        types: [
          { type: 'track', count: 2 },
          { type: undefined, count: 1 },
        ],
        cut: true,
      },
      9,
      [
        'Web sent 3 events in the last two weeks  track 2, other 1',
        'They did not reach it and nothing was queued: only a replay by Segment brings them back.',
      ],
    ],
  ])('with what it missed, where %s', (_, gap, sourceEvents, rows) => {
    expect(off({}, { gap }, { sourceEvents }).slice(1)).toEqual(rows);
  });

  it.each([
    [0, 'text', 'Nothing was missed, and nothing is queued.'],
    [1, 'bad', 'They did not reach it and nothing was queued: only a replay by Segment brings them back.'],
  ])('with %i missed is red only where that is any, also of a source that is not known', (total, tone, says) => {
    const gap = { total, types: [], cut: false };
    const given = page({ state: 'disabled', source: undefined }, { changes: {}, gap });
    expect(toneOf(/^The source sent \d events? since$/, given)).toBe(tone);
    expect(told(given).slice(2)).toEqual([says]);
  });

  it.each([
    [undefined, 'after 14d without one'],
    [now, 'any time now'],
    [now + 1_000, 'in 1s'],
    [now + 3 * day, 'in 3d'],
  ])('as the last of its source: switched off at %s', (at, when) => {
    expect(off({}, { autoDisable: { kind: 'none-left', at } })).toContain(
      `Web has no enabled destination left: Segment switches it off ${when}.`,
    );
  });
});

it('what cannot be observed is not said to be well', () => {
  const first = (mode: 'device' | 'storage') =>
    told(page({ state: 'unobservable', destination: { ...destination, mode } }));
  expect([first('device')[0], first('storage')[0]]).toEqual([
    'device mode: not observable',
    'storage mode: not observable',
  ]);
  expect(first('device')[1]).toMatch(/^Browsers and phones .* No failures here would mean nothing\.$/);
  expect(first('storage')[1]).toMatch(/^It is fed by syncs.* No failures here would mean nothing\.$/);
});

describe('a connection that fails', () => {
  it.each<readonly [of: string, connection: object, first: string]>([
    [
      'since a known time',
      { onset, loss: { failed: 4, attempted: 10, isSinceOnset: true } },
      '◆ LOST  40% failing  4 of 10 since it began  last 24 h 25 of 100, 25%',
    ],
    [
      'since before what was read',
      {
        onset: { ...onset, since: undefined, before: now - day },
        loss: { failed: 4, attempted: 10, isSinceOnset: true },
      },
      '◆ LOST  40% failing  4 of 10  last 24 h 25 of 100, 25%',
    ],
    [
      'at a cost of the period alone',
      { onset, loss: { failed: 4, attempted: 10, isSinceOnset: false } },
      '◆ LOST  40% failing  last 24 h 25 of 100, 25%',
    ],
    [
      'no more',
      { onset, judgement: { state: 'recovering', trouble: false, raised: true, rate: 40 } },
      '▲ ended  40% failed  last 24 h 25 of 100, 25%',
    ],
    [
      'as always',
      { judgement: { state: 'background', trouble: false, raised: false } },
      '● background  25% failed  25 of 100  last 24 h',
    ],
    [
      'by an estimate',
      {
        judgement: { state: 'background', trouble: false, raised: false },
        metrics: metricsWith({ firstTry: 75, discarded: 25, basis: 'volume' }),
      },
      '● background  25% failed  25 of 100  last 24 h  estimated from what the source sends',
    ],
    [
      'waiting only',
      { metrics: metricsWith({ firstTry: 5, retrying: 5 }), verdict: 'RETRYING' },
      '▲ RETRYING  40% failing',
    ],
  ])('%s', (_, connection, first) => {
    expect(rows(connection)[0]).toBe(first);
  });

  it('has the totals of the period on a row of their own where it is narrow', () => {
    expect([76, 75].map((width) => rows({ onset }, {}, width).at(-1))).toEqual([
      'Delivery Overview lists no reason in this period',
      'last 24 h 25 of 100, 25%',
    ]);
  });

  it.each<readonly [of: string, connection: object, clock: object | undefined, row: string | undefined]>([
    ['nothing', {}, undefined, undefined],
    ['what is lost anyway', { metrics: metricsWith({ retrying: 9 }) }, undefined, undefined],
    [
      'what is lost and waits unusually',
      { metrics: metricsWith({ retrying: 9 }), judgement: { state: 'retrying', trouble: true, raised: true } },
      undefined,
      '9 waiting for retry  given up 4h after the first try',
    ],
    [
      'in time',
      { metrics: metricsWith({ retrying: 9 }), verdict: 'RETRYING' },
      { expiring: false, oldest: 69 * minute, givesUpAt: now + 171 * minute },
      '9 waiting for retry  oldest 1h of 4h: given up from 03:01',
    ],
    [
      'for the last time',
      { metrics: metricsWith({ retrying: 9 }), verdict: 'RETRYING' },
      { expiring: true, oldest: 4 * hour, givesUpAt: now },
      '9 waiting for retry  the oldest are at their 4h: some are given up now',
    ],
  ])('with %s waiting', (_, connection, clock, row) => {
    expect(rows(connection, { clock }).find((each) => each.includes('waiting for retry'))).toBe(row);
  });

  const cause = auditWith({ at: now - 25 * minute, type: t`Destination Modified` });
  const later = auditWith({ at: now - 2 * minute, type: t`Filter Modified` });
  it.each<readonly [of: string, onset: object, changes: object, rows: readonly string[]]>([
    [
      'a change before it',
      onset,
      { cause, isReadAtOnset: true },
      ['since Nov 30 23:50 (20m)  Destination Modified by u1 Nov 30 23:45'],
    ],
    [
      'none in all of the time right before',
      onset,
      { isReadAtOnset: true },
      ['since Nov 30 23:50 (20m)  no change of it or its source right before'],
    ],
    ['none in a part of it', onset, { isReadAtOnset: false }, ['since Nov 30 23:50 (20m)']],
    [
      'a failure older than what was read',
      { ...onset, since: undefined, before: now - day },
      { isReadAtOnset: false },
      ['for over 24 h'],
    ],
    [
      'one that is over',
      { ...onset, until: now - minute },
      { isReadAtOnset: false },
      ['since Nov 30 23:50, ended 00:09'],
    ],
    [
      'a change after it',
      onset,
      { isReadAtOnset: true, changedSince: later },
      [
        'since Nov 30 23:50 (20m)  no change of it or its source right before',
        'changed since: Filter Modified by u1 00:08',
      ],
    ],
    [
      'a change before and one after it',
      onset,
      { isReadAtOnset: true, cause, changedSince: later },
      ['since Nov 30 23:50 (20m)  Destination Modified by u1 Nov 30 23:45'],
    ],
  ])('by %s', (_, since, changes, expected) => {
    expect(rows({ onset: since }, { changes }).slice(1, -1)).toEqual(expected);
  });

  it.each([
    [1, ['mostly since Nov 30 20:10 to Nov 30 22:10']],
    [5, ['mostly since Nov 30 20:10 to Nov 30 22:10']],
    [0.9, []],
  ])('by hours that are over, which explain %s%% of the period', (failedPercent, expected) => {
    const hours = exactOnset(now - 4 * hour, now - 2 * hour);
    expect(rows({ hours, failedPercent }).slice(1, -1)).toEqual(expected);
  });

  const at = now - hour;
  it.each<readonly [of: string, world: Snapshots, text: string]>([
    ['being read', snapshots(), 'Reading the reason…'],
    [
      'refused',
      snapshots().fail(resources.failures(period, destination), { kind: 'no-access', status: 403 }),
      'Reason: no access (403)',
    ],
    ['none', world(), 'Delivery Overview lists no reason in this period'],
    [
      'none in what was read',
      snapshots().set(resources.failures(period, destination), failuresOf({}), [lost]),
      'reasons: none in what was read; 3 rows could not be read',
    ],
    ['one', world({ '401': [{ at, count: 5 }] }), '401  5 lost  Credentials refused  ⏎ response'],
    [
      'one and one that did not happen',
      world({ '401': [{ at, count: 5 }], '400': [{ at, count: 1 }], '404': [{ at, count: 0 }] }),
      '401  5 lost  Credentials refused  and 1 more reason  ⏎ response',
    ],
    [
      'three',
      world({ '401': [{ at, count: 5 }], '400': [{ at, count: 1 }], '404': [{ at, count: 2 }] }),
      '401  5 lost  Credentials refused  and 2 more reasons  ⏎ response',
    ],
  ])('for reasons: %s', (_, of, text) => {
    expect(rows({ onset }, {}, 200, of)[2]?.replace(/ {2,}/g, '  ')).toBe(text);
  });
});
