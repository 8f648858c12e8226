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
}

function factsOf(given: Case, now: number): NowFacts {
  const edge = floorTo(now - 10 * minute, 'HOUR');
  return {
    settled: { window: { start: edge - 24 * hour, end: edge }, metrics: metrics(given.settled ?? {}) },
    running: { window: { start: edge, end: now }, metrics: metrics(given.running ?? {}) },
    newest: given.newest && { window: { start: now - 2 * minute, end: now }, metrics: metrics(given.newest) },
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
  expect(judgeNow(undefined)).toMatchObject({ state: 'unknown', trouble: false, raised: false });
});
