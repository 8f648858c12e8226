import { describe, expect, it } from 'vitest';
import { hoursBefore, isBetter, isComplete, keptHours, seenHours } from '../../source/domain/hours.ts';
import { hour, minute } from '../../source/domain/time.ts';
import { hourHistory } from '../harness/hour-history.ts';

const at = (text: string): number => Date.parse(`2026-${text}Z`);
const text = (ms: number): string => new Date(ms).toISOString().slice(5, 16);

describe('what an answer told of hours', () => {
  it.each([
    ['a window that begins within an hour leaves that hour out', '03-01T00:30', '03-01T02:00', ['03-01T01:00']],
    ['one that begins on the hour has it', '03-01T00:00', '03-01T01:00', ['03-01T00:00']],
    ['one that ends within an hour has a part of it', '12-31T22:00', '12-31T23:20', ['12-31T22:00', '12-31T23:00']],
    ['one over midnight and the end of a month', '02-28T23:00', '03-01T01:00', ['02-28T23:00', '03-01T00:00']],
    ['one of nothing has none', '03-01T00:00', '03-01T00:00', []],
    ['one within a single hour has none', '03-01T00:10', '03-01T00:50', []],
  ])('%s', (_, start, end, hours) => {
    const seen = seenHours({ window: { start: at(start), end: at(end) }, readAt: at(end), series: [] });
    expect(seen.map((each) => text(each.at))).toEqual(hours);
  });

  it.each([
    ['of whole hours, read at once', '03-01T02:00', '03-01T02:00', ['03-01T02:00', '03-01T02:00']],
    ['of whole hours, read later', '03-01T02:00', '03-01T04:30', ['03-01T04:30', '03-01T04:30']],
    ['of whole hours, read when they were final', '03-01T02:00', '03-01T06:30', ['03-01T06:00', '03-01T06:30']],
    ['that ends within an hour', '03-01T01:20', '03-01T04:30', ['03-01T04:30', '03-01T01:20']],
  ])('of a window %s each hour was counted until so long', (_, end, readAt, until) => {
    const window = { start: at('03-01T00:00'), end: at(end) };
    expect(seenHours({ window, readAt: at(readAt), series: [] }).map((each) => text(each.until))).toEqual(until);
  });

  it('counts zero only where it was read that nothing came, and the minutes of an hour together', () => {
    const window = { start: at('03-01T00:00'), end: at('03-01T03:00') };
    const series = [
      { at: at('03-01T01:05'), count: 3 },
      { at: at('03-01T01:59'), count: 4 },
      { at: at('03-01T05:00'), count: 9 },
    ];
    expect(seenHours({ window, readAt: window.end, series }).map(({ count }) => count)).toEqual([0, 7, 0]);
  });

  it.each([
    ['one that runs', 20 * minute, false],
    ['one that has just ended', hour, false],
    ['one that ended five minutes before', hour + 5 * minute, true],
  ])('knows %s', (_, until, complete) => {
    expect(isComplete({ at: 0, count: 1, until })).toBe(complete);
  });

  it.each([
    ['a part never replaces the whole', 2 * hour, 40 * minute, false],
    ['the whole replaces a part', 40 * minute, 2 * hour, true],
    ['a longer part replaces a shorter one', 20 * minute, 40 * minute, true],
    ['of two that are equally whole the later one counts', 6 * hour, 6 * hour, true],
  ])('%s', (_, known, later, better) => {
    expect(isBetter({ at: 0, count: 2, until: later }, { at: 0, count: 1, until: known })).toBe(better);
  });
});

describe('hours that need not be read again', () => {
  const window = { start: at('03-01T20:00'), end: at('03-02T04:00') };
  const read = (start: string, end: string, count = 1) => ({
    thing: 'source:a' as const,
    measure: 'received' as const,
    window: { start: at(start), end: at(end) },
    readAt: at(end),
    series: Array.from({ length: 40 }, (_, index) => ({ at: at('03-01T00:00') + index * hour, count })),
  });
  const kept = (now: string, ...reads: ReturnType<typeof read>[]) => {
    const { series, end } = keptHours(hourHistory(...reads), 'source:a', 'received', window, at(now));
    return [series.length, text(end)];
  };

  it.each([
    [
      'all, where a read of a moment ago had them',
      '03-02T04:10',
      [read('03-01T00:00', '03-02T04:06')],
      [8, '03-02T04:00'],
    ],
    ['not the last, which was not settled', '03-02T04:10', [read('03-01T00:00', '03-02T04:04')], [7, '03-02T03:00']],
    ['those that were final long ago', '03-09T04:00', [read('03-01T00:00', '03-02T04:06')], [3, '03-01T23:00']],
    ['all, up to an hour after the read', '03-02T05:06', [read('03-01T00:00', '03-02T04:06')], [8, '03-02T04:00']],
    ['later than that those that were final', '03-02T05:07', [read('03-01T00:00', '03-02T04:06')], [3, '03-01T23:00']],
    [
      'those before a hole',
      '03-01T23:00',
      [read('03-01T20:00', '03-01T22:06'), read('03-02T00:00', '03-02T04:06')],
      [2, '03-01T22:00'],
    ],
    ['none where the first is missing', '03-02T04:10', [read('03-01T21:00', '03-02T04:06')], [0, '03-01T20:00']],
    ['none where nothing was seen', '03-02T04:10', [], [0, '03-01T20:00']],
  ] as const)('are %s', (_, now, reads, expected) => {
    // What was read an hour ago or longer may have grown since, unless four hours of retries were over by then.
    expect(kept(now, ...reads)).toEqual(expected);
  });

  it('are none without a history, and none that the window cuts', () => {
    expect(keptHours(undefined, 'source:a', 'received', window, window.end)).toEqual({ series: [], end: window.start });
    expect(hoursBefore(undefined, 'source:a', 'received', window.end)).toEqual({ series: [], end: window.end });
    const history = hourHistory(read('03-01T20:00', '03-02T04:06'));
    const cut = { ...window, end: at('03-01T22:30') };
    const { series, end } = keptHours(history, 'source:a', 'received', cut, at('03-02T04:10'));
    expect([series.length, text(end)]).toEqual([2, '03-01T22:00']);
  });

  it('go back from a moment as far as there is no hole', () => {
    const history = hourHistory(read('03-01T01:00', '03-01T03:06'), read('03-01T05:00', '03-01T09:06', 2));
    const { series, end } = hoursBefore(history, 'source:a', 'received', at('03-01T09:00'));
    expect([series.map(({ count }) => count), text(end)]).toEqual([[2, 2, 2, 2], '03-01T05:00']);
    const unsettled = hourHistory(read('03-01T01:00', '03-01T09:04'));
    expect(hoursBefore(unsettled, 'source:a', 'received', at('03-01T09:00')).series).toEqual([]);
    expect(hoursBefore(history, 'source:b', 'received', at('03-01T09:00')).series).toEqual([]);
  });
});
