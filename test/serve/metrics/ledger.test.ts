import { describe, expect, test } from 'vitest';
import type { HourHistory, Measure, SeenHour } from '../../../source/domain/hours.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { Ledger, type Recent } from '../../../source/serve/metrics/ledger.ts';

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
    expect(tell('2026-11-20T12:00', 1, '2026-11-20T12:12')).toBe(45);
    seen['2026-11-20T11:00'] = 42;
    expect(tell('2026-11-20T12:00', 3, '2026-11-20T12:14')).toBe(50);
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
