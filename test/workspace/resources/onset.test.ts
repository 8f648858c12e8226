import { describe, expect, it } from 'vitest';
import type { SeenSeries } from '../../../source/domain/hours.ts';
import { type Problem, type ProblemKind, ReadError } from '../../../source/domain/problem.ts';
import type { StepQuery } from '../../../source/domain/queries.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { type Bucket, bucketLength, day, hour, minute } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { hoursSeen } from '../../../source/workspace/polling/hours-seen.ts';
import { countsOf, type OnsetReading, onsets } from '../../../source/workspace/resources/onset.ts';
import { hourHistory } from '../../harness/hour-history.ts';
import { now, period, problemWith, snapshots } from '../snapshots.ts';

type Counts = readonly [failed: number, delivered: number];

/** An API that knows of every minute how many failed and how many were delivered, within its own limits. */
function apiOf(countsAt: (at: number) => Counts) {
  const asked: StepQuery[] = [];
  const deliveryStep: Backend['deliveryStep'] = async (query) => {
    asked.push(query);
    const size = bucketLength[query.granularity];
    const { start, end } = query.window;
    const [longest, oldest] = size === minute ? [4 * hour, 2 * day] : [14 * day, 30 * day];
    expect([end - start <= longest, now - start <= oldest]).toEqual([true, true]);
    const index = query.step === 'failed-delivery' ? 0 : 1;
    const series: Bucket[] = [];
    for (let at = start - (start % size); at < end; at += size) {
      let count = 0;
      for (let each = Math.max(at, start); each < Math.min(at + size, end); each += minute)
        count += countsAt(each)[index];
      if (count > 0) series.push({ at, count });
    }
    const total = series.reduce((sum, { count }) => sum + count, 0);
    return { value: { total, rows: [{ by: {}, total, retries: 0, series }] }, problems: [] };
  };
  return { asked, backend: { deliveryStep } as Backend };
}

const pair = { id: 'd', sourceId: 'web' };
const readIn = async (countsAt: (at: number) => Counts, previous?: OnsetReading) => {
  const { asked, backend } = apiOf(countsAt);
  const { value } = await onsets(period, pair).load(backend, {}, now, previous);
  return { value, asked };
};
const sinceOfMinutes = async (problems: readonly Problem[]) => {
  const { backend } = apiOf(failsFrom(now - 6 * hour - 40 * minute));
  const resource = onsets(period, pair);
  const { value } = await resource.load(backend, {}, now);
  const wrong = { ...value, onset: { ...value.onset!, since: now - 6 * hour - 35 * minute } };
  const { read } = snapshots().set(resource, wrong, problems);
  const again = await resource.load(backend, {}, now, wrong, read);
  return (now - again.value.onset!.since!) / minute;
};
const failsFrom = (since: number) => (at: number) => (at >= since ? [4, 6] : [0, 10]) as Counts;

/** Half past twelve is now: the hour of the beginning, and where in it, differ. */
describe('since when a connection fails that has failed for longer than four hours', () => {
  it.each([
    ['this morning, in the middle of an hour', now - 6 * hour - 40 * minute],
    ['at the last minute of an hour', now - 5 * hour - 31 * minute],
    ['at a full hour', now - 5 * hour - 30 * minute],
    ['two minutes before midnight', now - 12 * hour - 32 * minute],
    ['yesterday', now - 40 * hour - 7 * minute],
  ])('%s: to the minute', async (_, since) => {
    const { value, asked } = await readIn(failsFrom(since));
    expect(value.onset).toEqual({ since, within: minute, before: undefined, until: undefined });
    expect(asked).toHaveLength(4);
  });

  it.each<[string, readonly Problem[], number]>([
    ['was whole stays', [], 395],
    ['lost rows is looked for again', [problemWith({ kind: 'dropped-rows' })], 400],
  ])('a beginning that was found in an answer that %s', async (_, problems, expected) => {
    expect(await sinceOfMinutes(problems)).toBe(expected);
  });

  it.each([
    ['three days ago', now - 3 * day, 2],
    ['twenty days ago', now - 20 * day, 4],
  ])('%s: to the hour, minutes are kept for two days only', async (_, since, requests) => {
    const { value, asked } = await readIn(failsFrom(since));
    expect(value.onset).toEqual({ since: since - (since % hour), within: hour, before: undefined, until: undefined });
    expect(asked).toHaveLength(requests);
  });

  it('ever since: it looks back as far as the API lets it, and says before when', async () => {
    const { value, asked } = await readIn(() => [4, 6]);
    const [edge] = asked.map(({ window }) => window.start).sort((a, b) => a - b);
    expect(value.onset).toEqual({ since: undefined, within: hour, before: edge, until: undefined });
    expect((now - edge!) / day).toBeGreaterThan(29.9);
    expect(asked).toHaveLength(6);
  });

  /** The API as it is asked for a moment two weeks ago: minutes, and what is older than 30 days, are refused. */
  const refusing = (kind: ProblemKind, countsAt: (at: number) => Counts) => {
    const { backend } = apiOf(countsAt);
    const refused = new ReadError({ kind, message: t`too old`, status: 0, operation: t`GET /x` });
    const deliveryStep: Backend['deliveryStep'] = async (query) =>
      query.granularity === 'MINUTE' || query.window.start < now - 15 * day
        ? Promise.reject(refused)
        : backend.deliveryStep(query);
    return onsets(period, pair).load({ deliveryStep } as Backend, {}, now);
  };

  it('as far as it can be told where minutes and older hours are refused', async () => {
    const since = now - 6 * hour - 40 * minute;
    const { value } = await refusing('invalid-request', failsFrom(since));
    expect(value.onset).toMatchObject({ since: since - (since % hour), within: hour });
    const always = await refusing('invalid-request', () => [4, 6]);
    const edge = now - (now % hour) - 14 * day + hour;
    expect(always.value.onset).toMatchObject({ since: undefined, before: edge });
  });

  it('not at all where they fail for another reason: that is tried again', async () => {
    await expect(refusing('server', failsFrom(now - 6 * hour))).rejects.toThrow('too old');
    await expect(refusing('server', () => [4, 6])).rejects.toThrow('too old');
  });

  it('since its first events, where nothing was ever sent before', async () => {
    const since = now - 3 * day;
    const { value } = await readIn((at) => (at >= since ? [4, 6] : [0, 0]));
    expect(value.onset).toMatchObject({ since: since - (since % hour), before: undefined });
  });

  it('nights with next to no traffic are no end of it', async () => {
    const isNight = (at: number) => new Date(at).getUTCHours() < 8;
    const since = now - 5 * day;
    const { value } = await readIn((at) => {
      if (isNight(at)) return [0, 0];
      return at >= since ? [4, 6] : [0, 10];
    });
    expect(value.onset).toMatchObject({ since: since - (since % hour), within: hour });
  });

  it('a background of two per cent before is none of it', async () => {
    const since = now - 9 * hour;
    const { value } = await readIn((at) => (at >= since ? [50, 50] : [2, 98]));
    expect(value.onset).toMatchObject({ since, within: minute });
  });

  it.each<readonly [string, number, (at: number) => boolean]>([
    ['though it has lasted for twenty of thirty days', 20 * day, () => false],
    ['though in most hours next to nothing is sent, and none of that fails', 3 * day, (at) => at % day < 14 * hour],
  ])('a usual level of four per cent is none of it, %s', async (_, before, isNight) => {
    const since = now - (now % day) + 15 * hour - before;
    const { value } = await readIn((at) => {
      if (isNight(at)) return at % hour === 0 ? [0, 5] : [0, 0];
      return at >= since ? [12, 88] : [4, 96];
    });
    expect(value.onset).toEqual({ since, within: hour, before: undefined, until: undefined });
  });

  it('what was found by the minute is not looked for again', async () => {
    const since = now - 6 * hour - 40 * minute;
    const first = await readIn(failsFrom(since));
    const second = await readIn(failsFrom(since), first.value);
    expect(second.value.onset).toEqual(first.value.onset);
    expect(second.asked).toHaveLength(2);
  });

  it.each([
    ['46 hours and twenty minutes ago: to the minute, of which two days are kept', 46 * hour + 20 * minute, minute],
    ['twenty minutes earlier: to the hour', 46 * hour + 40 * minute, hour],
  ])('%s', async (_, before, within) => {
    const since = now - before;
    const { value } = await readIn(failsFrom(since));
    expect(value.onset).toMatchObject({ since: since - (since % within), within });
  });

  it.each([
    ['a day of nothing', 24, true],
    ['an hour less of nothing: it may have begun before', 23, false],
  ])('since its first events, where before these is all that can be read, %s', async (_, hours, isKnown) => {
    const edge = now - (now % hour) - 30 * day + hour;
    const since = edge + hours * hour;
    const { value } = await readIn((at) => (at >= since ? [4, 6] : [0, 0]));
    expect(value.onset).toMatchObject(isKnown ? { since, before: undefined } : { since: undefined, before: since });
  });

  it('not at all where nothing fails', async () => {
    const { value, asked } = await readIn(() => [0, 10]);
    expect([value.onset, asked.length]).toEqual([undefined, 2]);
  });

  it('also where all of it still waits for a retry', async () => {
    const since = now - 6 * hour - 40 * minute;
    const { backend } = apiOf(failsFrom(since));
    const deliveryStep: Backend['deliveryStep'] = async (query) => {
      const answer = await backend.deliveryStep(query);
      if (query.step !== 'failed-delivery') return answer;
      const rows = answer.value.rows.map((row) => ({
        ...row,
        total: 0,
        series: row.series.map(({ at, count }) => ({ at, count: 0, retryCount: count })),
      }));
      return { value: { total: 0, rows }, problems: [] };
    };
    const { value } = await onsets(period, pair).load({ deliveryStep } as Backend, {}, now);
    expect(value.onset).toMatchObject({ since, within: minute });
  });

  it('and tells what every answer has lost, and of hours what was seen', async () => {
    const since = now - 6 * hour - 40 * minute;
    const { backend } = apiOf(failsFrom(since));
    const deliveryStep: Backend['deliveryStep'] = async (query) => ({
      ...(await backend.deliveryStep(query)),
      problems: [problemWith({ kind: 'dropped-rows', message: sanitise(`${query.step} ${query.granularity}`) })],
    });
    const { problems, seen = [] } = await onsets(period, pair).load({ deliveryStep } as Backend, {}, now);
    expect(problems.map(({ message }) => message)).toEqual(
      ['HOUR', 'MINUTE'].flatMap((size) => [`failed-delivery ${size}`, `successful-delivery ${size}`]),
    );
    const hours = (from: number) => Math.floor((now - from) / hour);
    expect(seen.map(({ thing, measure, series }) => [thing, measure, hours(series[0]!.at)])).toEqual([
      ['connection:d', 'failed', 7],
      ['connection:d', 'delivered', 335],
    ]);
  });

  it.each([
    ['five minutes less than two days after the hour before it began: to the minute', 0, minute],
    ['a moment later: to the hour, as minutes are lost on the way', 1, hour],
  ])('%s', async (_, later, within) => {
    const since = now - (now % hour) - 47 * hour + hour;
    const { backend } = apiOf(failsFrom(since + 10 * minute));
    const { value } = await onsets(period, pair).load(backend, {}, now + 25 * minute + later);
    expect(value.onset).toMatchObject({ since: within === hour ? since : since + 10 * minute, within });
  });

  it('before what the API still tells, only as far back as both counts were seen', async () => {
    const edge = now - (now % hour) - 14 * day + hour;
    const seen = (measure: 'failed' | 'delivered', hours: number, count: number): SeenSeries => ({
      ...{ thing: 'connection:d', measure, readAt: edge + day, window: { start: edge - hours * hour, end: edge } },
      series: Array.from({ length: hours }, (_, index) => ({ at: edge - (hours - index) * hour, count })),
    });
    const { backend, asked } = apiOf(() => [4, 6]);
    const read = snapshots().set(hoursSeen, hourHistory(seen('failed', 40, 40), seen('delivered', 20, 60))).read;
    const { value } = await onsets(period, pair).load(backend, {}, now, undefined, read);
    expect(asked.map(({ window }) => (window.end - edge) / hour).filter((end) => end < 0)).toEqual([
      -20, -20, -356, -356,
    ]);
    expect(value.onset).toMatchObject({ since: undefined });
  });

  describe('what was found the last time', () => {
    const since = now - 6 * hour - 40 * minute;
    const found = since - (since % hour);
    const readAfter = (known: number, within: number) => {
      const hours = { window: { start: 0, end: now }, granularity: 'HOUR', failed: [], delivered: [] } as const;
      const onset = { since: known, within, before: undefined, until: undefined };
      return readIn(failsFrom(since), { hours, onset });
    };

    it.each([
      ['at the last minute of the hour', found + hour - minute, minute, true],
      ['in the hour before, whose few failures did not show', found - hour, minute, true],
      ['in the hour after', found + hour, minute, false],
      ['more than an hour before', found - hour - minute, minute, false],
      ['to the hour only', found, hour, false],
    ])('stays where it is of the hour that is found now and to the minute: %s', async (_, known, within, stays) => {
      const { value, asked } = await readAfter(known, within);
      expect([value.onset?.since, asked.length]).toEqual(stays ? [known, 2] : [since, 4]);
    });

    it('stays when it is over, and ends then', async () => {
      const first = await readIn(failsFrom(since));
      const end = now - 3.5 * hour;
      const { value } = await readIn((at) => (at >= since && at < end ? [4, 6] : [0, 10]), first.value);
      expect(value.onset).toEqual({ since, within: minute, before: undefined, until: end });
    });
  });
});

describe('counts of both steps', () => {
  const window = { start: now - hour, end: now };
  const bucket = (count: number, retryCount?: number) => ({
    ...{ at: now - hour, count },
    ...(retryCount === undefined ? {} : { retryCount }),
  });
  const report = (...series: readonly Bucket[]) => ({ total: 0, rows: [{ by: {}, total: 0, retries: 0, series }] });

  it.each([
    ['are what failed', false, [2, 5]],
    ['are what failed and what was tried again, where that is wanted', true, [9, 5]],
  ])('%s, and what was delivered', (_, retries, failed) => {
    const counts = countsOf(report(bucket(2, 7), bucket(5)), report(bucket(11, 3)), window, 'HOUR', retries);
    expect([counts.window, counts.granularity, counts.failed.map(({ count }) => count)]).toEqual([
      window,
      'HOUR',
      failed,
    ]);
    expect(counts.delivered.map(({ count }) => count)).toEqual([11]);
  });
});
