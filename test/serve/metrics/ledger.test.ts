import { describe, expect, test } from 'vitest';
import { settling } from '../../../source/domain/comparison.ts';
import type { HourHistory, Measure, SeenHour } from '../../../source/domain/hours.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { Ledger, type Recent } from '../../../source/serve/metrics/ledger.ts';
import type { ToldCount, ToldCounts } from '../../../source/storage/told-counts.ts';

const at = (text: string): number => Date.parse(`${text}:00Z`);

/** A history of hours of one thing, all of them read long after they were over. */
function history(hours: Readonly<Record<string, number>>): HourHistory & { asked: number } {
  const seen = Object.entries(hours).map(
    ([start, count]): SeenHour => ({ at: at(start), count, until: at(start) + 6 * hour }),
  );
  const own = {
    asked: 0,
    of: (_thing: string, _measure: Measure, { start, end }: { start: number; end: number }) => {
      own.asked += 1;
      return seen.filter((each) => each.at >= start && each.at < end);
    },
    things: () => [],
  };
  return own;
}

const recent = (start: string, ...counts: readonly number[]): Recent => ({
  start: at(start),
  series: counts.map((count, index) => ({ at: at(start) + index * hour, count })),
});

/** What ran when it was told last: since an hour of the day, so many events, told first at this time. */
const ran = (start: string, count: number, told: string): NonNullable<ToldCount['running']> => [
  at(`2026-11-20T${start}:00`),
  count,
  at(`2026-11-20T${told}`),
];

/** Hours of the day that were never read as a whole. */
const gap = (start: string, end: string, count: number): ToldCount['gaps'][number] => [
  at(`2026-11-20T${start}:00`),
  at(`2026-11-20T${end}:00`),
  count,
];

const running = at('2026-11-20T10:00');
const inMonth = (start: number, end: number, count: number): ToldCount['gaps'][number] => [
  at('2026-11-02T00:00') + start * hour,
  at('2026-11-02T00:00') + end * hour,
  count,
];
/** So many hours that do not touch, from an hour of the month on. */
const apart = (first: number, count: number): ToldCount['gaps'] =>
  Array.from({ length: count }, (_, index) => inMonth(first + 2 * index, first + 2 * index + 1, index + 1));
const last: ToldCount['gaps'][number] = [running, running + hour, 3];

const hoursOf = (date: string, count: number, hours = 24): Record<string, number> =>
  Object.fromEntries(
    Array.from({ length: hours }, (_, index) => [`${date}T${String(index).padStart(2, '0')}:00`, count]),
  );

describe('a count', () => {
  test.each<[string, Readonly<Record<string, number>>, string, Recent | undefined, string, number | undefined]>([
    [
      'adds what is running to the hours that are over',
      { '2026-11-20T10:00': 5 },
      '2026-11-20T10:00',
      recent('2026-11-20T11:00', 7, 2),
      '2026-11-20T12:30',
      14,
    ],
    [
      'leaves out what was before counting began',
      { '2026-11-20T08:00': 50, '2026-11-20T10:00': 5 },
      '2026-11-20T09:40',
      recent('2026-11-20T11:00', 7),
      '2026-11-20T11:30',
      12,
    ],
    [
      'leaves out recent hours before counting began',
      {},
      '2026-11-20T11:10',
      recent('2026-11-20T09:00', 100, 100, 7),
      '2026-11-20T11:30',
      7,
    ],
    [
      'begins anew with the month',
      { '2026-10-31T23:00': 9, '2026-11-01T00:00': 4 },
      '2026-10-01T00:00',
      recent('2026-11-01T01:00', 1),
      '2026-11-01T01:10',
      5,
    ],
    [
      'goes over the days between',
      { '2026-11-03T01:00': 1, '2026-11-04T23:00': 2, '2026-11-05T00:00': 3 },
      '2026-11-02T00:00',
      recent('2026-11-06T00:00', 10),
      '2026-11-06T00:20',
      16,
    ],
    [
      'is zero where what was seen had none, though the running hours are unknown',
      { '2026-11-20T10:00': 0 },
      '2026-11-20T10:00',
      undefined,
      '2026-11-20T12:30',
      0,
    ],
    [
      'is what was seen where the running hours are unknown, over midnight',
      { '2026-11-19T23:00': 4, '2026-11-20T00:00': 5 },
      '2026-11-19T20:00',
      undefined,
      '2026-11-20T02:30',
      9,
    ],
    [
      'takes an hour that the read has a part of from what is stored',
      { '2026-11-20T11:00': 6 },
      '2026-11-20T10:00',
      { start: at('2026-11-20T11:20'), series: recent('2026-11-20T11:00', 4, 7).series },
      '2026-11-20T12:30',
      13,
    ],
    ['is unknown where nothing was seen', {}, '2026-11-20T10:00', undefined, '2026-11-20T12:30', undefined],
    [
      'is zero where hours without events were seen',
      {},
      '2026-11-20T10:00',
      recent('2026-11-20T10:00'),
      '2026-11-20T12:30',
      0,
    ],
  ])('%s', (_, hours, since, newest, now, expected) => {
    const ledger = new Ledger(() => history(hours), at(since));
    expect(ledger.total('source:a', 'received', newest, at(now))).toBe(expected);
  });

  test('is the same after a restart', () => {
    const hours = history({ '2026-11-20T10:00': 5, '2026-11-20T11:00': 6 });
    const tell = () =>
      new Ledger(() => hours, at('2026-11-20T10:00')).total(
        'source:a',
        'received',
        recent('2026-11-20T12:00', 3),
        at('2026-11-20T12:30'),
      );
    expect([tell(), tell()]).toEqual([14, 14]);
  });

  test('never goes down while an hour that is over is not known yet, and is right once it is', () => {
    const seen: Record<string, number> = { '2026-11-20T10:00': 5 };
    const ledger = new Ledger(() => history(seen), at('2026-11-20T10:00'));
    const tell = (start: string, count: number, now: string) =>
      ledger.total('connection:d', 'delivered', recent(start, count), at(now));
    expect(tell('2026-11-20T11:00', 40, '2026-11-20T11:59')).toBe(45);
    // The forty were told of the hour before; what came after is not hidden by waiting for the rest.
    expect(tell('2026-11-20T12:00', 1, '2026-11-20T12:12')).toBe(46);
    seen['2026-11-20T11:00'] = 42;
    expect(tell('2026-11-20T12:00', 3, '2026-11-20T12:14')).toBe(50);
  });

  test('goes on from what was told where a restart falls between an hour and its reading', () => {
    const seen: Record<string, number> = { '2026-11-20T10:00': 500 };
    const daemon = (before?: ToldCounts) => new Ledger(() => history(seen), at('2026-11-20T10:00'), before);
    const tell = (ledger: Ledger, start: string, count: number, now: string) =>
      ledger.total('connection:d', 'failed', recent(start, count), at(now));
    const first = daemon();
    expect(tell(first, '2026-11-20T11:00', 40, '2026-11-20T12:09')).toBe(540);
    const second = daemon(first.toKeep(at('2026-11-20T12:09')));
    // Three of the forty may have come after twelve: they are not counted twice.
    expect(tell(second, '2026-11-20T12:00', 3, '2026-11-20T12:12')).toBe(540);
    expect(tell(second, '2026-11-20T12:00', 9, '2026-11-20T12:20')).toBe(546);
    const third = daemon(second.toKeep(at('2026-11-20T12:20')));
    expect(tell(third, '2026-11-20T12:00', 9, '2026-11-20T12:21')).toBe(546);
    seen['2026-11-20T11:00'] = 41;
    expect(tell(third, '2026-11-20T12:00', 9, '2026-11-20T12:30')).toBe(550);
  });

  test.each<[string, ToldCount, Readonly<Record<string, number>>, number | undefined]>([
    // [what, as it was told last, hours that are known, what is told at 12:30 with 7 running since 12:00]
    ['with the hour that ran then', { told: 70, running: ran('11', 20, '11:50'), gaps: [] }, { '10': 50 }, 77],
    [
      'with more, once that is known',
      { told: 70, running: ran('11', 20, '11:50'), gaps: [] },
      { '10': 50, '11': 30 },
      87,
    ],
    [
      'never with less, where the API has corrected an hour',
      { told: 70, running: ran('11', 20, '12:05'), gaps: [] },
      { '10': 40, '11': 19 },
      70,
    ],
    [
      'with hours that were never read as a whole',
      { told: 95, running: ran('12', 5, '12:10'), gaps: [gap('11', '12', 40)] },
      { '10': 50 },
      97,
    ],
    ['with what ran before now', { told: 70, running: ran('11', 20, '12:00'), gaps: [] }, { '10': 50 }, 77],
    ['with one that came after', { told: 70, running: ran('11', 8, '12:00'), gaps: [] }, { '10': 62 }, 77],
    [
      'as it was where all that ran was none',
      { told: 70, running: ran('11', 20, '11:50'), gaps: [] },
      { '10': 43, '11': 0 },
      70,
    ],
    ['anew where nothing ran and one is gone', { told: 70, gaps: [] }, { '10': 62 }, 69],
    ['with a gap before an hour that is known', { told: 70, gaps: [gap('10', '11', 40)] }, { '11': 30 }, 77],
    ['with the rest of a gap', { told: 40, gaps: [gap('10', '12', 40)] }, { '11': 15 }, 47],
    ['without the rest of a gap that has none', { told: 20, gaps: [gap('10', '12', 4)] }, { '11': 15 }, 22],
    ['without a gap that is known as a whole', { told: 97, gaps: [gap('11', '12', 40)] }, { '10': 50, '11': 19 }, 76],
    ['anew where the hours are gone', { told: 9000, running: ran('11', 20, '11:50'), gaps: [] }, { '11': 30 }, 37],
  ])('is told after a restart %s', (_, before, hours, expected) => {
    const seen = Object.fromEntries(Object.entries(hours).map(([own, count]) => [`2026-11-20T${own}:00`, count]));
    const ledger = new Ledger(() => history(seen), at('2026-11-20T10:00'), {
      from: at('2026-11-20T10:00'),
      counts: { 'source:a\nreceived': before },
    });
    const newest = recent('2026-11-20T12:00', 7);
    expect(ledger.total('source:a', 'received', newest, at('2026-11-20T12:30'))).toBe(expected);
  });

  test('is not told after a restart before the hours can be looked up, nor with what was told last month', () => {
    let hours: HourHistory | undefined;
    const counts = { 'source:a\nreceived': { told: 70, gaps: [] } };
    const tell = (from: string, now: string) =>
      new Ledger(() => hours, at('2026-10-05T10:00'), { from: at(from), counts }).total(
        'source:a',
        'received',
        recent(now, 7),
        at(now),
      );
    expect(tell('2026-11-01T00:00', '2026-11-01T03:00')).toBeUndefined();
    hours = history({ '2026-11-01T01:00': 63 });
    expect(tell('2026-11-01T00:00', '2026-11-01T03:00')).toBe(70);
    expect(tell('2026-10-05T10:00', '2026-11-01T03:00')).toBe(70);
    hours = history({ '2026-11-01T01:00': 3 });
    expect(tell('2026-10-05T10:00', '2026-11-01T03:00')).toBe(10);
  });

  describe('where a clock is set back over the beginning of a month', () => {
    const days = { ...hoursOf('2026-11-29', 1000), ...hoursOf('2026-11-30', 1000), '2026-12-01T00:00': 40 };
    const since = at('2026-10-05T10:00');
    const tell = (ledger: Ledger, now: string, ...counts: readonly number[]) =>
      ledger.total('source:a', 'received', recent(`${now.slice(0, 13)}:00`, ...counts), at(now));

    test('waits until the month is there again, and tells nothing of the old one', () => {
      const ledger = new Ledger(() => history(days), since);
      expect(tell(ledger, '2026-12-01T01:10', 7)).toBe(47);
      expect(tell(ledger, '2026-11-30T23:50', 900)).toBe(47);
      expect(tell(ledger, '2026-11-30T00:00', 900)).toBe(47);
      expect(tell(ledger, '2026-12-01T00:10', 40)).toBe(47);
      expect(tell(ledger, '2026-12-01T01:30', 9)).toBe(49);
    });

    test('so also after a restart, where nothing is told until then', () => {
      const first = new Ledger(() => history(days), since);
      tell(first, '2026-12-01T01:10', 7);
      const before = first.toKeep(at('2026-12-01T01:10'))!;
      const again = new Ledger(() => history(days), since, before);
      expect(tell(again, '2026-11-30T23:50', 900)).toBeUndefined();
      expect(tell(again, '2026-12-01T01:30', 9)).toBe(49);
      expect(again.toKeep(at('2026-12-01T01:30'))?.from).toBe(at('2026-12-01T00:00'));
    });

    test('by more than a day, begins anew with the next hour, and stays with that beginning over a restart', () => {
      const ledger = new Ledger(() => history(days), since);
      tell(ledger, '2026-12-01T01:10', 7);
      expect(tell(ledger, '2026-11-29T12:30', 500)).toBe(0);
      expect(tell(ledger, '2026-11-29T13:10', 30)).toBe(30);
      expect(tell(ledger, '2026-11-29T14:10', 20)).toBe(1020);
      const before = ledger.toKeep(at('2026-11-29T14:10'))!;
      expect(before.from).toBe(at('2026-11-29T13:00'));
      expect(tell(new Ledger(() => history(days), since, before), '2026-11-29T14:20', 25)).toBe(1025);
    });
  });

  test('is kept once for each change', () => {
    const ledger = new Ledger(() => history({}), at('2026-11-20T10:00'));
    const tell = (count: number) =>
      ledger.total('source:a', 'received', recent('2026-11-20T12:00', count), at('2026-11-20T12:30'));
    const kept = () => ledger.toKeep(at('2026-11-20T12:30'))?.counts;
    const of = (count: number) => ({
      'source:a\nreceived': { told: count, running: ran('12', count, '12:30'), gaps: [] },
    });
    expect([kept(), tell(4), kept(), tell(4), kept(), tell(5), kept()]).toEqual([
      undefined,
      4,
      of(4),
      4,
      undefined,
      5,
      of(5),
    ]);
  });

  test('is kept anew where only what runs has changed', () => {
    const ledger = new Ledger(() => history({ '2026-11-20T10:00': 5 }), at('2026-11-20T10:00'));
    const step = (newest: Recent | undefined, time: string) => {
      const told = ledger.total('source:a', 'received', newest, at(`2026-11-20T${time}`));
      return [told, ledger.toKeep(at(`2026-11-20T${time}`))?.counts['source:a\nreceived']];
    };
    const run = (start: string, count: number) => recent(`2026-11-20T${start}:00`, count);
    expect(step(undefined, '11:30')).toEqual([5, { told: 5, gaps: [] }]);
    expect(step(run('11', 40), '12:10')).toEqual([45, { told: 45, running: ran('11', 40, '12:10'), gaps: [] }]);
    expect(step(run('11', 40), '12:12')).toEqual([45, undefined]);
    const later = { told: 45, running: ran('12', 39, '12:20'), gaps: [gap('11', '12', 1)] };
    expect(step(run('12', 39), '12:20')).toEqual([45, later]);
    step(run('12', 41), '13:10');
    const last = { ...later, told: 47, running: ran('13', 41, '13:20') };
    expect(step(run('13', 41), '13:20')).toEqual([47, last]);
  });

  test('is not kept of another month, nor before it is known whether it goes on', () => {
    const months = new Ledger(() => history({}), at('2026-11-20T10:00'));
    for (const thing of ['source:a', 'source:b'] as const)
      months.total(thing, 'received', recent('2026-11-30T23:00', 4), at('2026-11-30T23:30'));
    months.total('source:a', 'received', recent('2026-12-01T01:00', 6), at('2026-12-01T01:30'));
    expect(months.toKeep(at('2026-12-01T01:30'))).toEqual({
      from: at('2026-12-01T00:00'),
      counts: {
        'source:a\nreceived': { told: 6, running: [at('2026-12-01T01:00'), 6, at('2026-12-01T01:30')], gaps: [] },
      },
    });
    const before = { from: at('2026-11-20T10:00'), counts: { 'source:a\nreceived': { told: 70, gaps: [] } } };
    const ledger = new Ledger(() => undefined, at('2026-11-20T10:00'), before);
    const tell = (thing: 'source:a' | 'source:b') =>
      ledger.total(thing, 'received', recent('2026-11-20T12:00', 7), at('2026-11-20T12:30'));
    expect([tell('source:a'), tell('source:b')]).toEqual([undefined, 7]);
    expect(Object.keys(ledger.toKeep(at('2026-11-20T12:30'))?.counts ?? {})).toEqual(['source:b\nreceived']);
  });

  test('leaves out an hour that was read before it was over', () => {
    const start = at('2026-11-20T10:00');
    const tell = (until: number) => {
      const hours: HourHistory = { of: () => [{ at: start, count: 5, until }], things: () => [] };
      const ledger = new Ledger(() => hours, start);
      return ledger.total('source:a', 'received', recent('2026-11-20T12:00', 3), at('2026-11-20T12:30'));
    };
    expect([tell(start + hour + settling - 1), tell(start + hour + settling)]).toEqual([3, 8]);
  });

  test.each<[string, readonly ToldCount['gaps'][number][], readonly ToldCount['gaps'][number][]]>([
    [
      'two that touch become one',
      [...apart(2, 10), inMonth(25, 27, 5), inMonth(27, 29, 6), ...apart(30, 12)],
      [...apart(2, 10), inMonth(25, 29, 11), ...apart(30, 12), last],
    ],
    ['the oldest is forgotten where none touch', apart(2, 24), [...apart(2, 24).slice(1), last]],
    ['none is forgotten up to there', apart(2, 23), [...apart(2, 23), last]],
  ])('of more gaps than are kept %s', (_, gaps, expected) => {
    const before = { told: 0, running: [running, 3, running + 50 * minute] as const, gaps };
    const from = at('2026-11-02T00:00');
    const seen = history({ '2026-11-03T01:00': 3, '2026-11-03T03:00': 4 });
    const ledger = new Ledger(() => seen, from, { from, counts: { 'source:a\nreceived': before } });
    const tell = (start: number, now: number) =>
      ledger.total('source:a', 'received', { start, series: [{ at: running, count: 3 }] }, now);
    const first = tell(running, running + 50 * minute);
    expect(tell(running + hour, running + 2 * hour)).toBe(first);
    expect(ledger.toKeep(running + 2 * hour)?.counts['source:a\nreceived']?.gaps).toEqual(expected);
  });

  test.each<[string, number, string, string, boolean]>([
    // [what, known hours of November 3, where what runs begins, now, whether what is read of the day later counts]
    ['all hours are known, for six hours', 24, '2026-11-04T06:00', '2026-11-04T06:00', true],
    ['all hours are known, no longer', 24, '2026-11-04T06:00', '2026-11-04T06:01', false],
    ['one is not, for two days', 23, '2026-11-05T23:00', '2026-11-06T00:00', true],
    ['one is not, no longer', 23, '2026-11-06T00:00', '2026-11-06T00:01', false],
    ['what is told begins where it ends, for as long as that', 24, '2026-11-04T00:00', '2026-11-06T00:01', true],
  ])('a day that is over is read again where %s', (_, length, start, now, grows) => {
    const seen: Record<string, number> = { ...hoursOf('2026-11-03', 2, length), '2026-11-04T00:00': 100 };
    const ledger = new Ledger(() => history(seen), at('2026-11-03T00:00'));
    const tell = () => ledger.total('source:a', 'received', recent(start, 1), at(now));
    const first = 2 * length + (start === '2026-11-04T00:00' ? 0 : 100) + 1;
    expect([tell(), tell()]).toEqual([first, first]);
    seen['2026-11-03T00:00'] = 12;
    seen['2026-11-03T23:00'] = 32;
    expect(tell()).toBe(first + (grows ? 10 + 32 - (length === 24 ? 2 : 0) : 0));
  });

  test('goes on growing where hours of a day that is closed become known', () => {
    const [seen, from]: [Record<string, number>, number] = [{}, at('2026-11-03T00:00')];
    const daemon = (before?: ToldCounts) => new Ledger(() => history(seen), from, before);
    const tell = (ledger: Ledger, start: string, count: number, now: string) =>
      ledger.total('source:a', 'received', recent(start, count), at(now));
    const first = daemon();
    tell(first, '2026-11-03T10:00', 40, '2026-11-03T10:59');
    expect(tell(first, '2026-11-03T12:00', 0, '2026-11-03T12:30')).toBe(40);
    seen['2026-11-03T11:00'] = 15;
    expect(tell(first, '2026-11-06T00:00', 1, '2026-11-06T00:30')).toBe(41);
    seen['2026-11-03T10:00'] = 27;
    expect(tell(first, '2026-11-06T00:00', 3, '2026-11-06T00:40')).toBe(43);
    const second = daemon(first.toKeep(at('2026-11-06T00:40')));
    expect(tell(second, '2026-11-06T00:00', 3, '2026-11-06T00:41')).toBe(45);
    expect(Object.values(second.toKeep(at('2026-11-06T00:41'))!.counts)[0]!.gaps).toEqual([]);
  });

  test('counts a day once, though what is told goes back beyond its end', () => {
    const ledger = new Ledger(() => history(hoursOf('2026-11-20', 1)), at('2026-11-20T00:00'));
    const tell = (newest?: Recent) => ledger.total('source:a', 'received', newest, at('2026-11-21T12:00'));
    const ones = recent('2026-11-20T12:00', ...Array.from({ length: 25 }, () => 1));
    expect([tell(), tell(ones), tell(ones)]).toEqual([24, 37, 37]);
  });

  test('has no gap in hours that are told again', () => {
    const from = at('2026-11-20T10:00');
    const counts = { 'source:a\nreceived': { told: 77, gaps: [gap('11', '12', 40)] } };
    const ledger = new Ledger(() => history({ '2026-11-20T10:00': 50 }), from, { from, counts });
    const told = ledger.total('source:a', 'received', recent('2026-11-20T11:00', 30, 7), at('2026-11-20T12:30'));
    expect(told).toBe(87);
  });

  test('keeps hours that nobody has read for a month, however many they are', () => {
    const ledger = new Ledger(() => history({}), at('2026-11-02T00:00'));
    let told: number | undefined;
    for (let start = at('2026-11-02T00:00'); start < at('2026-11-05T00:00'); start += hour) {
      const newest = { start, series: [{ at: start, count: 2 }] };
      told = ledger.total('source:a', 'received', newest, start + 59 * minute);
    }
    expect([told, ledger.toKeep(at('2026-11-05T00:00'))?.counts['source:a\nreceived']?.gaps.length]).toEqual([144, 24]);
  });

  test('reads days that are over once', () => {
    const hours = history({ '2026-11-02T10:00': 1, '2026-11-03T10:00': 2 });
    const ledger = new Ledger(() => hours, at('2026-11-02T00:00'));
    const tell = () =>
      ledger.total('source:a', 'received', recent('2026-11-20T00:00', 4), at('2026-11-20T08:00') + minute);
    expect(tell()).toBe(7);
    const first = hours.asked;
    expect(tell()).toBe(7);
    expect(hours.asked - first).toBeLessThanOrEqual(1);
  });
});
