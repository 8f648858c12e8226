import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../source/domain/problem.ts';
import { day, floorTo, hour, isoText, minute, type Window } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { type HourSubject, hoursOf } from '../../../source/workspace/watch/hours.ts';
import { hourly, now, problemWith } from '../snapshots.ts';

const running = floorTo(now, 'HOUR');
const source: HourSubject = { thing: 'source:web', sourceId: 'web' };
const connection: HourSubject = { thing: 'connection:d/web', sourceId: 'web', destinationId: 'd' };
const whole = <T>(value: T) => ({ value, problems: [] });

interface Asked {
  readonly step?: string;
  readonly window: Window;
}

/** Answers every read with the same counts, but for what is refused, and writes down what was asked. */
function stage(refused: Readonly<Record<string, Error>> = {}, volume: readonly object[] = []) {
  const asked: Asked[] = [];
  const answer = <T>(of: string, query: Asked, value: T) => {
    asked.push(query);
    return refused[of] ? Promise.reject(refused[of]) : Promise.resolve(whole(value));
  };
  const backend = {
    eventVolume: (query: Asked) => answer('volume', query, volume),
    deliveryStep: (query: Asked & { readonly step: string }) =>
      answer(query.step, query, { total: 7, rows: [{ by: {}, total: 7, retries: 0, series: hourly(3, 4) }] }),
  };
  const load = (subject: HourSubject, window: Window) =>
    hoursOf(subject, window).load(backend as unknown as Backend, {}, now);
  return { asked, load };
}

const short: Window = { start: running - 3 * hour, end: now - 10 * minute };

describe('the windows that are asked for', () => {
  const from = (ago: number) => isoText(running - ago);

  it.each<readonly [string, Window, readonly (readonly [start: string | undefined, end: string | undefined])[]]>([
    ['an hour before the first', short, [[from(4 * hour), isoText(short.end)]]],
    [
      'an hour before the one that it begins in',
      { start: running - 3 * hour + 20 * minute, end: running },
      [[from(4 * hour), from(0)]],
    ],
    ['up to what is counted', { start: running - hour, end: now }, [[from(2 * hour), isoText(now - minute)]]],
    [
      'thirteen days at most, each with an hour of the one before',
      { start: running - 14 * day, end: running },
      [
        [from(14 * day + hour), from(day + hour)],
        [from(day + 2 * hour), from(0)],
      ],
    ],
    [
      'as one where it is just short enough',
      { start: running - 13 * day + hour, end: running },
      [[from(13 * day), from(0)]],
    ],
    [
      'no further back than Segment has hours',
      { start: running - 80 * day, end: running - 29 * day },
      [[from(30 * day - 2 * hour), from(29 * day)]],
    ],
    ['none of what is all too long ago', { start: running - 80 * day, end: running - 79 * day }, []],
  ])('%s', async (_, window, expected) => {
    const { asked, load } = stage();
    await load(source, window).catch(() => undefined);
    const volume = asked.filter(({ step }) => step === undefined);
    expect(volume.map((each) => [isoText(each.window.start), isoText(each.window.end)])).toEqual(expected);
    expect(asked.filter(({ step }) => step !== undefined).map((each) => each.window)).toEqual(
      volume.map((each) => each.window),
    );
  });

  it('ask for one source, or one connection, by the hour', async () => {
    const both = stage();
    await both.load(source, short);
    await both.load(connection, short);
    const base = { window: { start: running - 4 * hour, end: short.end }, granularity: 'HOUR' };
    const step = (name: string, destinationId?: string) => ({ ...base, step: name, sourceId: 'web', destinationId });
    expect(both.asked).toEqual([
      { ...base, groupBy: ['source'], sourceIds: ['web'] },
      step('filtered-at-source'),
      step('successful-delivery', 'd'),
      step('failed-delivery', 'd'),
      step('filtered-at-destination', 'd'),
    ]);
  });

  it('are read once, under a name of their own', () => {
    const { key, every } = hoursOf(source, { start: 1, end: 2 });
    expect([key, every]).toEqual(['hours:source:web:1:2', Number.POSITIVE_INFINITY]);
  });
});

describe('what they tell', () => {
  const told = ({ value }: Awaited<ReturnType<ReturnType<typeof stage>['load']>>) =>
    value.map(({ thing, measure, series }) => [thing, measure, series.reduce((sum, { count }) => sum + count, 0)]);

  it('is what a source received and what was blocked of it, and nothing of other sources', async () => {
    const rows = [
      { sourceId: 'ios', total: 9, series: hourly(9) },
      { sourceId: 'web', total: 5, series: hourly(5) },
    ];
    const { load } = stage({}, rows);
    const found = await load(source, short);
    expect(told(found)).toEqual([
      ['source:web', 'received', 5],
      ['source:web', 'blocked', 7],
    ]);
    expect([found.problems, found.value[0]?.readAt]).toEqual([[], now]);
  });

  it('is that a source which is not in the answer received nothing', async () => {
    const { load } = stage({}, [{ sourceId: 'ios', total: 9, series: hourly(9) }]);
    expect(told(await load(source, short))[0]).toEqual(['source:web', 'received', 0]);
  });

  const refusal = new ReadError(problemWith({ kind: 'no-access', status: 403 }));
  it('is what could be read, and what could not', async () => {
    const { load } = stage({ 'failed-delivery': refusal });
    const found = await load(connection, short);
    expect(told(found)).toEqual([
      ['connection:d/web', 'delivered', 7],
      ['connection:d/web', 'filtered', 7],
    ]);
    expect(found.problems).toEqual([refusal.problem]);
  });

  it('is nothing where all was refused: then the read fails', async () => {
    const { load } = stage({ volume: refusal, 'filtered-at-source': refusal });
    await expect(load(source, short)).rejects.toBe(refusal);
  });

  it('is nothing of hours that are all too long ago', async () => {
    const { load } = stage();
    expect(await load(source, { start: now - 80 * day, end: now - 79 * day })).toEqual({ value: [], problems: [] });
  });

  it('is nothing where the program itself fails, whatever else was read', async () => {
    const fault = new TypeError('not a function');
    const { load } = stage({ volume: fault });
    await expect(load(source, short)).rejects.toBe(fault);
  });
});
