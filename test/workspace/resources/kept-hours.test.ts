import { describe, expect, it } from 'vitest';
import type { VolumeRow } from '../../../source/domain/delivery/counts.ts';
import type { SeenSeries } from '../../../source/domain/hours.ts';
import { type Answer, ReadError } from '../../../source/domain/problem.ts';
import type { StepQuery, VolumeQuery } from '../../../source/domain/queries.ts';
import { t } from '../../../source/domain/text.ts';
import { type Bucket, day, hour, minute, type Window } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { hoursSeen } from '../../../source/workspace/polling/hours-seen.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import { comparedMetrics, failures, metrics, usualVolume, volume } from '../../../source/workspace/resources/common.ts';
import { onsets } from '../../../source/workspace/resources/onset.ts';
import { hourHistory } from '../../harness/hour-history.ts';

/** Shortly after the night in which most of Europe has an hour less. */
const now = Date.parse('2026-03-29T03:17:20Z');
const pair = { id: 'd', sourceId: 'web' };

/** Events of each hour differ, so that a wrong hour is a wrong sum. */
const countAt = (at: number): number => 10 + ((at / hour) % 17);

const bucketsOf = ({ start, end }: Window, share = 1): Bucket[] => {
  const series: Bucket[] = [];
  for (let at = start - (start % hour); at < end; at += hour) series.push({ at, count: countAt(at) * share });
  return series;
};

/** An API that counts, and what it was asked for: the spans in hours. */
function api(failsFrom = 0) {
  const asked: number[] = [];
  const total = (series: readonly Bucket[]) => series.reduce((sum, { count }) => sum + count, 0);
  const backend = {
    wire: () => ({ limitOf: () => undefined }),
    eventVolume: async ({ window }: VolumeQuery): Promise<Answer<readonly VolumeRow[]>> => {
      asked.push(Math.round((window.end - window.start) / hour));
      const rows = ['web', 'ios'].map((sourceId, index): VolumeRow => {
        const series = bucketsOf(window, index + 1);
        return { sourceId, total: total(series), series };
      });
      return { value: rows, problems: [] };
    },
    deliveryStep: async ({ window, step }: StepQuery) => {
      asked.push(Math.round((window.end - window.start) / hour));
      const failing = bucketsOf(window).filter(({ at }) => at >= failsFrom);
      const series = step === 'failed-delivery' ? failing : bucketsOf(window, 3);
      const row = { by: { discardReason: t`401` }, total: total(series), retries: 0, series };
      return { value: { total: row.total, rows: [row] }, problems: [] };
    },
    deliveryMetrics: async ({ window }: { readonly window: Window }) => {
      asked.push(Math.round((window.end - window.start) / hour));
      const firstTry = total(bucketsOf(window, 3));
      const counts = { firstTry, afterRetry: 0, discarded: total(bucketsOf(window)), expired: 0, retrying: 0 };
      return { value: { ...counts, basis: 'metrics' as const }, problems: [] };
    },
  } as unknown as Backend;
  return { backend, asked };
}

const readOf = (...seen: readonly SeenSeries[]): Read => {
  const data = hourHistory(...seen);
  return (resource) => ({
    problems: [],
    status: 'ready',
    version: 1,
    ...(resource.key === hoursSeen.key ? { data: data as never } : {}),
  });
};

const sum = (rows: readonly VolumeRow[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ sourceId, total }) => [sourceId, total]));

/** What reads of this moment and of earlier ones have told. */
async function seenBy(load: (backend: Backend, at: number) => Promise<Answer<unknown>>, ...times: number[]) {
  const { backend } = api();
  const answers = await Promise.all(times.map((at) => load(backend, at)));
  return answers.flatMap(({ seen = [] }) => seen);
}

describe('hours that were seen before are not asked for again', () => {
  it('volume of a week asks for what is missing of two weeks, and comes to the same', async () => {
    const plain = api();
    const whole = await volume('7d').load(plain.backend, {}, now);
    expect(plain.asked).toEqual([335]);
    const seen = await seenBy(
      (backend, at) => volume('7d').load(backend, {}, at),
      now - 10 * day,
      now - 2 * day,
      now - 3 * minute,
    );
    const { backend, asked } = api();
    const kept = await volume('7d').load(backend, {}, now, undefined, readOf(...seen));
    expect(asked).toEqual([0]);
    expect(sum(kept.value)).toEqual(sum(whole.value));
    expect(kept.value.find(({ sourceId }) => sourceId === 'web')?.series).toEqual(
      whole.value.find(({ sourceId }) => sourceId === 'web')?.series,
    );
  });

  it('volume of a week asks for all of it where an hour is missing early on', async () => {
    const seen = await seenBy((backend, at) => volume('24h').load(backend, {}, at), now - 3 * minute);
    const { backend, asked } = api();
    await volume('7d').load(backend, {}, now, undefined, readOf(...seen));
    expect(asked).toEqual([335]);
  });

  it.each([
    [23, 335],
    [24, 311],
  ])('volume of a week, of which the first %i hours are kept, asks for %i hours', async (hours, expected) => {
    const start = now - (now % hour) - 335 * hour;
    const window = { start, end: start + hours * hour };
    const of = { measure: 'received', window, readAt: now - day } as const;
    const seen: SeenSeries[] = [
      { ...of, thing: 'workspace', series: bucketsOf(window, 3) },
      { ...of, thing: 'source:web', series: bucketsOf(window) },
      { ...of, thing: 'source:ios', series: bucketsOf(window, 2) },
    ];
    const { backend, asked } = api();
    const kept = await volume('7d').load(backend, {}, now, undefined, readOf(...seen));
    expect(asked).toEqual([expected]);
    expect(sum(kept.value)).toEqual(sum((await volume('7d').load(api().backend, {}, now)).value));
  });

  it('volume of a week asks for all of it where what is kept of the sources is not all that was counted', async () => {
    const seen = await seenBy((backend, at) => volume('7d').load(backend, {}, at), now - 2 * day, now - 3 * minute);
    const some = seen.map((each) =>
      each.thing === 'source:ios' ? { ...each, series: each.series.filter((_, index) => index !== 30) } : each,
    );
    const { backend, asked } = api();
    const kept = await volume('7d').load(backend, {}, now, undefined, readOf(...some));
    expect(asked).toEqual([335]);
    expect(kept.value).toHaveLength(2);
  });

  it('what is usual for each source needs no request', async () => {
    const seen = await seenBy((backend, at) => volume('7d').load(backend, {}, at), now - 2 * minute);
    const { backend, asked } = api();
    const kept = await usualVolume.load(backend, {}, now, undefined, readOf(...seen));
    const whole = await usualVolume.load(api().backend, {}, now);
    expect(asked).toEqual([]);
    expect(sum(kept.value)).toEqual(sum(whole.value));
  });

  it('the comparison of two weeks needs none, and is the same', async () => {
    const seen = await seenBy(
      (backend, at) => comparedMetrics('7d', pair).load(backend, {}, at),
      now - 3 * hour,
      now - 5 * minute,
    );
    const { backend, asked } = api();
    const kept = await comparedMetrics('7d', pair).load(backend, {}, now, undefined, readOf(...seen));
    const whole = await comparedMetrics('7d', pair).load(api().backend, {}, now);
    expect(asked).toEqual([]);
    expect(kept.value).toEqual(whole.value);
  });

  it('a connection over a week asks for the running hours alone', async () => {
    const seen = await seenBy((backend, at) => comparedMetrics('7d', pair).load(backend, {}, at), now - 5 * minute);
    const { backend, asked } = api();
    const { value } = await metrics('7d', pair).load(backend, {}, now, undefined, readOf(...seen));
    expect(asked).toEqual([0]);
    const settled = bucketsOf({ start: value.window.start, end: value.running.window.start });
    const lost = settled.reduce((all, { count }) => all + count, 0);
    expect(value.settled.metrics).toMatchObject({ discarded: lost, firstTry: 3 * lost, retrying: undefined });
    expect(value.window).toEqual({ start: Date.parse('2026-03-22T04:00:00Z'), end: now });
  });

  it('and by the other operation where this one does not go back so far', async () => {
    const seen = await seenBy((backend, at) => comparedMetrics('7d', pair).load(backend, {}, at), now - 5 * minute);
    const { backend, asked } = api();
    const refused = new ReadError({ kind: 'not-found', message: t`no`, status: 0, operation: t`GET /x` });
    const closed = { ...backend, deliveryMetrics: () => Promise.reject(refused) };
    const { value } = await metrics('7d', pair).load(closed, {}, now, undefined, readOf(...seen));
    expect(asked).toHaveLength(2);
    expect(value.total.basis).toBe('overview');
    expect(value.running.metrics.discarded).toBe(countAt(now - (now % hour)));
  });

  it('and for nothing where the day was read within the last minutes', async () => {
    const seen = await seenBy((backend, at) => comparedMetrics('7d', pair).load(backend, {}, at), now - 5 * minute);
    const { backend, asked } = api();
    const today = await metrics('24h', pair).load(backend, {}, now - 2 * minute);
    asked.length = 0;
    const history = readOf(...seen);
    const read: Read = (resource) =>
      resource.key === 'metrics:24h:d' ? ({ ...history(resource), data: today.value } as never) : history(resource);
    const { value } = await metrics('7d', pair).load(backend, {}, now, undefined, read);
    expect(asked).toEqual([]);
    expect(value.running).toEqual(today.value.running);
  });

  it.each([
    ['in part', 1, [{ kind: 'dropped-rows' }]],
    ['not at all', 1, undefined],
    ['three minutes ago', 3, []],
  ])('a reading of the running hours that came %s is read again', async (_, minutes, problems) => {
    const seen = await seenBy((backend, at) => comparedMetrics('7d', pair).load(backend, {}, at), now - 5 * minute);
    const { backend, asked } = api();
    const today = await metrics('24h', pair).load(backend, {}, now - minutes * minute);
    asked.length = 0;
    const history = readOf(...seen);
    const data = problems && { ...today.value, running: { ...today.value.running, problems } };
    const read: Read = (resource) =>
      resource.key === 'metrics:24h:d' ? ({ ...history(resource), data } as never) : history(resource);
    await metrics('7d', pair).load(backend, {}, now, undefined, read);
    expect(asked).toEqual([0]);
  });
});

describe('since when something fails, beyond what the API keeps (rule 247)', () => {
  const since = now - (now % hour) - 40 * day;
  const seen = (start: number, end: number): SeenSeries[] => [
    {
      thing: 'connection:d',
      measure: 'failed',
      readAt: end,
      window: { start, end },
      series: bucketsOf({ start: Math.max(start, since), end }),
    },
    {
      thing: 'connection:d',
      measure: 'delivered',
      window: { start, end },
      readAt: end,
      series: bucketsOf({ start, end }, 3),
    },
  ];

  it('is known to the hour that was seen then', async () => {
    const { backend } = api(since);
    const from = now - (now % hour) - 60 * day;
    const { value } = await onsets('24h', pair).load(
      backend,
      {},
      now,
      undefined,
      readOf(...seen(from, now - 29 * day)),
    );
    expect(value.onset).toEqual({ since, within: hour, before: undefined, until: undefined });
  });

  /** Of three weeks ago, as a dashboard that ran since then has seen it. */
  const weeksAgo = now - (now % hour) - 21 * day;
  const own = (start: number, end: number): SeenSeries[] =>
    seen(start, end).map((each) =>
      each.measure === 'failed'
        ? { ...each, series: bucketsOf({ start: Math.max(start, weeksAgo), end: Math.max(end, weeksAgo) }) }
        : each,
    );

  it('of weeks ago is known to the hour without a request for those weeks', async () => {
    const { backend, asked } = api(weeksAgo);
    const history = readOf(...own(now - 25 * day, now - 10 * day));
    const { value } = await onsets('24h', pair).load(backend, {}, now, undefined, history);
    expect(value.onset).toEqual({ since: weeksAgo, within: hour, before: undefined, until: undefined });
    expect(asked).toEqual([14 * 24 - 1, 14 * 24 - 1]);
  });

  it('of weeks ago is asked for where only a part of them was seen', async () => {
    const { backend, asked } = api(weeksAgo);
    const history = readOf(...own(now - 16 * day, now - 10 * day));
    const { value } = await onsets('24h', pair).load(backend, {}, now, undefined, history);
    expect(value.onset).toMatchObject({ since: weeksAgo });
    expect(asked).toHaveLength(4);
  });

  it('of weeks ago is known where the API refuses to go back so far', async () => {
    const { backend } = api(weeksAgo);
    const refused = new ReadError({ kind: 'invalid-request', message: t`too old`, status: 422, operation: t`GET /x` });
    const deliveryStep: Backend['deliveryStep'] = (query) =>
      query.window.start < now - 15 * day ? Promise.reject(refused) : backend.deliveryStep(query);
    const history = readOf(...own(now - 25 * day, now - 10 * day));
    const { value } = await onsets('24h', pair).load({ ...backend, deliveryStep }, {}, now, undefined, history);
    expect(value.onset).toMatchObject({ since: weeksAgo });
  });

  it('is an edge where it failed in all that was seen, or an hour in between was not', async () => {
    const { backend } = api(since);
    const edge = Math.floor((now - 30 * day + hour) / hour) * hour;
    const short = await onsets('24h', pair).load(
      backend,
      {},
      now,
      undefined,
      readOf(...seen(edge - 5 * hour, now - 29 * day)),
    );
    expect(short.value.onset).toMatchObject({ since: undefined, before: edge - 5 * hour });
    const hole = readOf(...seen(now - 60 * day, edge - hour), ...seen(edge, now - 29 * day));
    const { value } = await onsets('24h', pair).load(backend, {}, now, undefined, hole);
    expect(value.onset).toMatchObject({ since: undefined, before: edge });
  });
});

describe('what a read remembers', () => {
  it('of failures: all of them, whatever the reason, in whole hours of its window', async () => {
    const { seen = [] } = await failures('24h', pair).load(api(now - 3 * hour).backend, {}, now);
    expect(seen.map(({ thing, measure }) => `${thing} ${measure}`)).toEqual(['connection:d failed']);
    const history = hourHistory(...seen);
    const hours = history.of('connection:d', 'failed', { start: now - (now % hour) - 4 * hour, end: now });
    const from = now - (now % hour) - 2 * hour;
    expect(hours.map(({ count }) => count)).toEqual([
      0,
      0,
      countAt(from),
      countAt(from + hour),
      countAt(from + 2 * hour),
    ]);
    expect(hours.map(({ until }) => now - until)).toEqual([0, 0, 0, 0, 0]);
  });

  it('of a week: not its first hour, which a request that waited may have lost', async () => {
    const { seen = [] } = await volume('7d').load(api().backend, {}, now);
    expect(seen[0]?.window.start).toBe(Date.parse('2026-03-15T05:00:00Z'));
  });
});
