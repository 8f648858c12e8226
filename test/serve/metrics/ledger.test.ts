import { describe, expect, test } from 'vitest';
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
    parts: () => [],
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
      { told: 95, running: ran('12', 5, '12:10'), gaps: [[at('2026-11-20T11:00'), at('2026-11-20T12:00'), 40]] },
      { '10': 50 },
      97,
    ],
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

  test('is kept once for each change', () => {
    const ledger = new Ledger(() => history({}), at('2026-11-20T10:00'));
    const tell = (count: number) =>
      ledger.total('source:a', 'received', recent('2026-11-20T12:00', count), at('2026-11-20T12:30'));
    const kept = () => ledger.toKeep(at('2026-11-20T12:30'))?.counts;
    const of = (count: number) => ({
      'source:a\nreceived': { told: count, running: ran('12', count, '12:30'), gaps: [] },
    });
    expect([tell(4), kept(), tell(4), kept(), tell(5), kept()]).toEqual([4, of(4), 4, undefined, 5, of(5)]);
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

  test('takes in hours of days that are over when they are read a day later', () => {
    const seen: Record<string, number> = { '2026-11-20T10:00': 5 };
    const ledger = new Ledger(() => history(seen), at('2026-11-20T00:00'));
    const tell = () => ledger.total('source:a', 'received', recent('2026-11-21T12:00', 3), at('2026-11-21T12:30'));
    expect(tell()).toBe(8);
    seen['2026-11-20T11:00'] = 6;
    expect(tell()).toBe(14);
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
