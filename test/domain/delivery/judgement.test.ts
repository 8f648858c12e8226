import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import type { BucketCounts } from '../../../source/domain/delivery/failing-run.ts';
import { judgeNow, type NowFacts, type NowState } from '../../../source/domain/delivery/judgement.ts';
import { floorTo, hour, minute } from '../../../source/domain/time.ts';

type Counts = Partial<DeliveryMetrics>;

const metrics = (change: Counts): DeliveryMetrics => ({
  firstTry: 0,
  afterRetry: 0,
  discarded: 0,
  expired: 0,
  retrying: 0,
  basis: 'metrics',
  ...change,
});

interface Case {
  readonly settled?: Counts;
  readonly running?: Counts;
  readonly newest?: Counts;
  readonly earlier?: Counts;
  readonly hours?: NowFacts['hours'];
  readonly minutes?: BucketCounts;
  /** The newest reading is of the last two minutes unless it is said here. */
  readonly newestFrom?: number;
}

function factsOf(given: Case, now: number): NowFacts {
  const edge = floorTo(now - 10 * minute, 'HOUR');
  return {
    settled: { window: { start: edge - 24 * hour, end: edge }, metrics: metrics(given.settled ?? {}) },
    running: { window: { start: edge, end: now }, metrics: metrics(given.running ?? {}) },
    newest: given.newest && {
      window: { start: given.newestFrom ?? now - 2 * minute, end: now },
      metrics: metrics(given.newest),
    },
    earlier: given.earlier && metrics(given.earlier),
    hours: given.hours,
    minutes: given.minutes,
  };
}

/** Half past, two minutes before midnight, ten past the hour (the running part is at its shortest), the hour that a zone repeats. */
const moments = ['2026-01-15T12:30:00Z', '2026-01-15T23:58:00Z', '2026-03-01T00:10:00Z', '2026-10-25T01:05:00Z'];
const healthy = { firstTry: 144_000, discarded: 400 };

describe.each(moments)('how a connection stands at %s', (text) => {
  const now = Date.parse(text);

  it.each<readonly [string, Case, NowState, number | undefined]>([
    ['nothing ever sent', {}, 'clean', undefined],
    ['all is well', { settled: { firstTry: 9000 }, running: { firstTry: 300 } }, 'clean', undefined],
    [
      'begins two minutes ago at 95 %: the newest reading tells, the running hour hardly does',
      { settled: healthy, running: { firstTry: 3010, discarded: 200 }, newest: { firstTry: 10, discarded: 190 } },
      'losing',
      95,
    ],
    [
      'begins two minutes ago, first reading: the running hour alone',
      { settled: healthy, running: { firstTry: 3010, discarded: 190 } },
      'losing',
      5.9375,
    ],
    [
      'begins on a connection of thirty events an hour',
      { settled: { firstTry: 720 }, running: { firstTry: 14, discarded: 5 }, newest: { discarded: 5 } },
      'losing',
      100,
    ],
    [
      'ended: the newest reading is clean, the running hour still bad',
      { settled: healthy, running: { firstTry: 2000, discarded: 1000 }, newest: { firstTry: 200 } },
      'recovering',
      100 / 3,
    ],
    [
      'too few came since to tell that it ended',
      { settled: healthy, running: { firstTry: 50, discarded: 1000 }, newest: { firstTry: 3 } },
      'losing',
      (100 * 1000) / 1050,
    ],
    [
      'a background of 0.3 %, as ever',
      { settled: healthy, running: { firstTry: 2990, discarded: 9 }, newest: { firstTry: 198, discarded: 2 } },
      'background',
      undefined,
    ],
    [
      'six of two hundred by chance, where two per cent fail always',
      {
        settled: { firstTry: 9800, discarded: 200 },
        running: { firstTry: 980, discarded: 21 },
        newest: { firstTry: 194, discarded: 6 },
      },
      'background',
      undefined,
    ],
    [
      '40 % fail for ever: nobody may get used to it',
      {
        settled: { firstTry: 6000, discarded: 4000 },
        earlier: { firstTry: 6000, discarded: 4000 },
        running: { firstTry: 300, discarded: 200 },
        newest: { firstTry: 12, discarded: 8 },
      },
      'losing',
      40,
    ],
    [
      '3 % where the day before had 0.1 %',
      {
        settled: { firstTry: 9700, discarded: 300 },
        earlier: { firstTry: 9990, discarded: 10 },
        running: { firstTry: 970, discarded: 30 },
      },
      'losing',
      3,
    ],
    [
      '3 % as the day before',
      {
        settled: { firstTry: 9700, discarded: 300 },
        earlier: { firstTry: 9700, discarded: 300 },
        running: { firstTry: 970, discarded: 30 },
      },
      'background',
      undefined,
    ],
    ['one of two', { settled: { firstTry: 1 }, running: { firstTry: 1, discarded: 1 } }, 'background', undefined],
    ['four of four', { running: { discarded: 4 } }, 'background', undefined],
    ['seven of eight in the whole day', { settled: { firstTry: 1, discarded: 7 } }, 'losing', 87.5],
    [
      'seven of eight this morning, over since',
      { settled: { firstTry: 1, discarded: 7 }, hours: { since: now - 9 * hour, until: now - 8 * hour } },
      'background',
      undefined,
    ],
    [
      'bad hours that ended two hours ago',
      {
        settled: { firstTry: 90_000, discarded: 9000 },
        running: { firstTry: 3000 },
        hours: { since: now - 6 * hour, until: now - 2 * hour },
      },
      'recovering',
      (100 * 9000) / 102_000,
    ],
    [
      'a thousand million',
      {
        settled: { firstTry: 1e9 },
        running: { firstTry: 4e7, discarded: 2e6 },
        newest: { firstTry: 1e6, discarded: 1e6 },
      },
      'losing',
      50,
    ],
    ['a handful of retries', { settled: healthy, running: { firstTry: 3000, retrying: 60 } }, 'background', undefined],
    [
      'nothing fails, most of what is sent waits',
      { settled: healthy, running: { firstTry: 100, retrying: 300 }, newest: { retrying: 50 } },
      'retrying',
      100,
    ],
    [
      'what waited is delivered again',
      {
        settled: { firstTry: 9000 },
        running: { firstTry: 500, retrying: 200 },
        newest: { firstTry: 100, afterRetry: 150 },
      },
      'recovering',
      undefined,
    ],
    [
      'given up after four hours, while more waits',
      {
        settled: { firstTry: 900, expired: 400 },
        running: { firstTry: 10, retrying: 90 },
        hours: { since: now - 6 * hour, until: undefined },
      },
      'losing',
      90,
    ],
    [
      'what was given up yesterday is not what waits now',
      {
        settled: { firstTry: 900, expired: 400 },
        running: { firstTry: 10, retrying: 90 },
        hours: { since: now - hour, until: undefined },
      },
      'retrying',
      90,
    ],
    [
      'by Delivery Overview totals alone',
      { settled: { ...healthy, basis: 'overview' }, running: { firstTry: 2000, discarded: 1000, basis: 'overview' } },
      'losing',
      100 / 3,
    ],
  ])('%s', (_, given, state, rate) => {
    const told = judgeNow(factsOf(given, now));
    expect([told.state, told.rate]).toEqual([state, rate]);
    expect(told.trouble).toBe(state === 'losing' || state === 'retrying');
    expect(told.raised).toBe(told.trouble || state === 'recovering');
  });

  const byMinute = (failed: readonly number[], delivered: number): BucketCounts => {
    const start = floorTo(now, 'MINUTE') - failed.length * minute;
    const at = (index: number) => start + index * minute;
    return {
      window: { start, end: now },
      granularity: 'MINUTE',
      failed: failed.map((count, index) => ({ at: at(index), count })),
      delivered: failed.map((_count, index) => ({ at: at(index), count: delivered })),
    };
  };
  const minutesOf = (clean: number, bad: number, after = 0) =>
    byMinute([...Array(clean).fill(0), ...Array(bad).fill(90), ...Array(after).fill(0)], 10);
  const sick = { settled: healthy, running: { firstTry: 1000, discarded: 450 } };

  it('the rate since the onset is that of the incident, where minutes tell the onset', () => {
    const told = judgeNow(factsOf({ ...sick, minutes: minutesOf(235, 5) }, now));
    expect(told).toMatchObject({ state: 'losing', rate: 90, run: { since: floorTo(now, 'MINUTE') - 5 * minute } });
  });

  it('clean minutes after it end it at the minute', () => {
    const told = judgeNow(factsOf({ ...sick, minutes: minutesOf(200, 35, 5) }, now));
    expect(told).toMatchObject({ state: 'recovering', until: floorTo(now, 'MINUTE') - 5 * minute, trouble: false });
  });

  it('minutes that are older than the reading do not speak for now', () => {
    const old = minutesOf(200, 0, 40);
    const told = judgeNow(
      factsOf({ ...sick, minutes: { ...old, window: { ...old.window, end: now - 5 * minute } } }, now),
    );
    expect(told.state).toBe('losing');
  });
});

it('what has not been read is not judged', () => {
  expect(judgeNow(undefined)).toEqual({
    state: 'unknown',
    trouble: false,
    raised: false,
    rate: undefined,
    perHour: 0,
    basis: undefined,
    run: undefined,
    until: undefined,
  });
});

describe('where a judgement turns', () => {
  const now = Date.parse('2026-01-15T12:30:00Z');
  const ago = (milliseconds: number) => now - milliseconds;
  const stands = (given: Case) => {
    const { state, rate, perHour, basis, until } = judgeNow(factsOf(given, now));
    return {
      state,
      rate,
      perHour,
      from: basis && (now - basis.start) / minute,
      until: until && (now - until) / minute,
    };
  };
  const is = (
    state: NowState,
    change: { readonly rate?: number; readonly perHour?: number; readonly from?: number; readonly until?: number } = {},
  ) => ({ rate: undefined, perHour: 0, from: undefined, until: undefined, ...change, state });
  const day = 24.5 * 60;

  it.each<readonly [string, Case, ReturnType<typeof is>]>([
    // A usual level needs twenty attempts.
    [
      'ten per cent of twenty are usual',
      { settled: { firstTry: 18, discarded: 2 }, running: { firstTry: 120, discarded: 5 } },
      is('background'),
    ],
    [
      'of nineteen nothing is',
      { settled: { firstTry: 17, discarded: 2 }, running: { firstTry: 120, discarded: 5 } },
      is('losing', { rate: 4, perHour: 10, from: 30 }),
    ],
    // Five per cent are never usual.
    [
      'five per cent as ever',
      { settled: { firstTry: 950, discarded: 50 }, running: { firstTry: 95, discarded: 5 } },
      is('losing', { rate: 5, perHour: 10, from: 30 }),
    ],
    // Of 10,000 at four per cent 400 are due, give or take twenty: five times that and one more.
    [
      'as many as chance may have it',
      { settled: { firstTry: 9600, discarded: 400 }, running: { firstTry: 9500, discarded: 500 } },
      is('background'),
    ],
    [
      'one more than chance may have it',
      { settled: { firstTry: 9600, discarded: 400 }, running: { firstTry: 9499, discarded: 501 } },
      is('losing', { rate: 5.01, perHour: 1002, from: 30 }),
    ],
    // Of so many chance explains next to nothing, and a fifth more than usual decides.
    [
      'a fifth more than usual',
      { settled: { firstTry: 9600, discarded: 400 }, running: { firstTry: 952_000, discarded: 48_000 } },
      is('background'),
    ],
    [
      'more than a fifth',
      { settled: { firstTry: 9600, discarded: 400 }, running: { firstTry: 951_999, discarded: 48_001 } },
      is('losing', { rate: 4.8001, perHour: 96_002, from: 30 }),
    ],
    // An end needs five failures that were due, and a quarter of those at most.
    [
      'none of five that were due',
      { running: { firstTry: 500, discarded: 500 }, newest: { firstTry: 10 } },
      is('recovering', { rate: 50, perHour: 1000, from: 30, until: 2 }),
    ],
    [
      'none of four and a half',
      { running: { firstTry: 500, discarded: 500 }, newest: { firstTry: 9 } },
      is('losing', { rate: 50, perHour: 1000, from: 30 }),
    ],
    [
      'four of sixteen',
      { running: { firstTry: 500, discarded: 500 }, newest: { firstTry: 28, discarded: 4 } },
      is('recovering', { rate: 50, perHour: 1000, from: 30, until: 2 }),
    ],
    [
      'four of fifteen and a half',
      { running: { firstTry: 500, discarded: 500 }, newest: { firstTry: 27, discarded: 4 } },
      is('losing', { rate: 50, perHour: 1000, from: 30 }),
    ],
    // The whole period is looked at where fewer than twenty came this hour, and where it is not told how many wait, none do.
    [
      'nineteen this hour',
      { settled: { firstTry: 900, discarded: 100 }, running: { firstTry: 19, retrying: undefined } },
      is('losing', { rate: 10_000 / 1019, perHour: 100 / 24.5, from: day }),
    ],
    [
      'twenty this hour',
      { settled: { firstTry: 900, discarded: 100 }, running: { firstTry: 20, retrying: undefined } },
      is('background'),
    ],
    [
      'twenty with those that wait',
      { settled: { firstTry: 900, discarded: 100 }, running: { firstTry: 11, retrying: 9 } },
      is('background'),
    ],
    [
      'an end in an older report is none of what fails this hour',
      { running: { firstTry: 500, discarded: 500 }, hours: { since: ago(6 * hour), until: ago(5 * hour) } },
      is('losing', { rate: 50, perHour: 1000, from: 30 }),
    ],
    [
      'a quarter of the four hundred that were due',
      {
        settled: { firstTry: 900, discarded: 100 },
        running: { firstTry: 900, discarded: 100 },
        newest: { firstTry: 3900, discarded: 100 },
      },
      is('recovering', { rate: 10, perHour: 200, from: 30, until: 2 }),
    ],
    [
      'one more than that',
      {
        settled: { firstTry: 900, discarded: 100 },
        running: { firstTry: 900, discarded: 100 },
        newest: { firstTry: 3899, discarded: 101 },
      },
      is('losing', { rate: 10, perHour: 200, from: 30 }),
    ],
    [
      'one per cent where no usual level is known',
      { running: { firstTry: 990, discarded: 10 } },
      is('losing', { rate: 1, perHour: 20, from: 30 }),
    ],
    // What waits.
    [
      'what is lost comes first, whatever waits besides',
      { running: { firstTry: 500, discarded: 500, retrying: 2000 } },
      is('losing', { rate: 50, perHour: 1000, from: 30 }),
    ],
    [
      'what was lost and waited a moment ago, and is over',
      { running: { firstTry: 500, discarded: 500, retrying: 2000 }, newest: { firstTry: 100 } },
      is('recovering', { rate: 50, perHour: 1000, from: 30, until: 2 }),
    ],
    [
      'the whole period is the sum of its hours, of each kind',
      { settled: { afterRetry: 60, expired: 40, retrying: 3 }, running: { afterRetry: 6, expired: 4, retrying: 2 } },
      is('losing', { rate: 40, perHour: 44 / 24.5, from: day }),
    ],
    [
      'half of twenty wait',
      { running: { firstTry: 300 }, newest: { firstTry: 10, retrying: 10 } },
      is('retrying', { rate: 50, perHour: 300, from: 2 }),
    ],
    ['half of nineteen', { running: { firstTry: 300 }, newest: { firstTry: 9, retrying: 10 } }, is('clean')],
    [
      'a reading of seconds counts as one of a minute',
      { running: { firstTry: 300 }, newest: { firstTry: 10, retrying: 10 }, newestFrom: ago(15_000) },
      is('retrying', { rate: 50, perHour: 600, from: 0.25 }),
    ],
    [
      'over the whole period, as hardly anything is sent',
      { settled: { firstTry: 10, retrying: 15 }, running: { firstTry: 1, retrying: 5 } },
      is('retrying', { rate: 2000 / 31, perHour: 20 / 24.5, from: day }),
    ],
    [
      'how many waited before is not told, so the sum is not either',
      { settled: { firstTry: 10, retrying: undefined }, running: { firstTry: 1, retrying: 5 } },
      is('clean'),
    ],
    [
      'twenty since, none of which is told to wait',
      { running: { firstTry: 100, retrying: 100 }, newest: { firstTry: 20, retrying: undefined } },
      is('recovering', { until: 2 }),
    ],
    [
      'nineteen since prove nothing',
      { running: { firstTry: 100, retrying: 100 }, newest: { firstTry: 19, retrying: undefined } },
      is('retrying', { rate: 50, perHour: 200, from: 30 }),
    ],
    [
      'waits for four hours, and some are given up',
      {
        settled: { firstTry: 990, expired: 10 },
        running: { retrying: 90 },
        hours: { since: ago(4 * hour), until: undefined },
      },
      is('losing', { rate: 100, perHour: 180, from: 30 }),
    ],
    [
      'waits for less',
      {
        settled: { firstTry: 990, expired: 10 },
        running: { retrying: 90 },
        hours: { since: ago(4 * hour) + 1, until: undefined },
      },
      is('retrying', { rate: 100, perHour: 180, from: 30 }),
    ],
    [
      'nobody knows for how long',
      { settled: { firstTry: 990, expired: 10 }, running: { retrying: 90 } },
      is('losing', { rate: 100, perHour: 180, from: 30 }),
    ],
    [
      'what is given up is no rate of all that was sent',
      { settled: { firstTry: 790, expired: 10 }, running: { firstTry: 300, retrying: 300 } },
      is('retrying', { rate: 50, perHour: 600, from: 30 }),
    ],
    // What has ended is shown for four hours, and for four more where it was given up.
    [
      'four hours ago',
      {
        settled: { firstTry: 900, discarded: 50, expired: 50 },
        running: { firstTry: 1000 },
        hours: { since: ago(6 * hour), until: ago(4 * hour) },
      },
      is('recovering', { rate: 5, until: 240 }),
    ],
    [
      'longer ago',
      {
        settled: { firstTry: 900, discarded: 50, expired: 50 },
        running: { firstTry: 1000 },
        hours: { since: ago(6 * hour), until: ago(4 * hour) - 1 },
      },
      is('background'),
    ],
    [
      'eight hours ago, and most was given up',
      {
        settled: { firstTry: 900, discarded: 49, expired: 51 },
        running: { firstTry: 1000 },
        hours: { since: ago(9 * hour), until: ago(8 * hour) },
      },
      is('recovering', { rate: 5, until: 480 }),
    ],
    [
      'longer ago than that',
      {
        settled: { firstTry: 900, discarded: 49, expired: 51 },
        running: { firstTry: 1000 },
        hours: { since: ago(9 * hour), until: ago(8 * hour) - 1 },
      },
      is('background'),
    ],
    [
      'four that failed and are over are not told',
      {
        settled: { firstTry: 100, discarded: 4 },
        running: { firstTry: 100 },
        hours: { since: ago(2 * hour), until: ago(hour) },
      },
      is('background'),
    ],
  ])('%s', (_, given, expected) => {
    expect(stands(given)).toEqual(expected);
  });

  /** Two hours until `end`: failing for half an hour, and over since three minutes before the end. */
  const over = (end: number, clean = 3): BucketCounts => {
    const [start, until] = [end - 2 * hour, end - clean * minute];
    const each = (from: number, to: number, count: number) =>
      Array.from({ length: (to - from) / minute }, (_, index) => ({ at: from + index * minute, count }));
    return {
      window: { start, end },
      granularity: 'MINUTE',
      failed: each(until - 30 * minute, until, 90),
      delivered: each(start, end, 100),
    };
  };
  const sick = { settled: healthy, running: { firstTry: 3000, discarded: 2700 } };
  const again = { firstTry: 10, discarded: 190 };
  const ended = (minutes: number) =>
    is('recovering', { rate: 9000 / 190, perHour: 5400, from: 30 + minutes, until: minutes });

  it.each<readonly [string, Case, ReturnType<typeof is>]>([
    ['minutes as old as they may be', { minutes: over(ago(3 * minute)) }, ended(6)],
    ['older ones', { minutes: over(ago(4 * minute)) }, is('losing', { rate: 2700 / 57, perHour: 5400, from: 30 })],
    [
      'it fails again after them',
      { minutes: over(ago(2 * minute)), newest: again },
      is('losing', { rate: 95, perHour: 5700, from: 2 }),
    ],
    [
      'it fails again in a reading that begins with its end',
      { minutes: over(ago(minute)), newest: again, newestFrom: ago(4 * minute) },
      is('losing', { rate: 95, perHour: 2850, from: 4 }),
    ],
    [
      'a reading that begins before its end holds what failed until then',
      { minutes: over(ago(minute)), newest: again, newestFrom: ago(4 * minute) - 1 },
      ended(4),
    ],
    ['it goes on', { minutes: over(now, 0) }, is('losing', { rate: 9000 / 190, perHour: 5400, from: 30 })],
    [
      'minutes that know of no failure leave it to the hours',
      { minutes: { ...over(now), failed: [] } },
      is('losing', { rate: 2700 / 57, perHour: 5400, from: 30 }),
    ],
    ['minutes that reach as far as the reading know better', { minutes: over(now), newest: again }, ended(3)],
    ['what came after them is well', { minutes: over(ago(2 * minute)), newest: { firstTry: 200 } }, ended(5)],
  ])('%s', (_, given, expected) => {
    expect(stands({ ...sick, ...given })).toEqual(expected);
  });
});
