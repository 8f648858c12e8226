import fc from 'fast-check';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import {
  ago,
  agoText,
  behindText,
  changeText,
  clock,
  clockForms,
  clockRange,
  clockSeconds,
  clockText,
  compact,
  counted,
  dateText,
  durationText,
  percentText,
  whole,
  windowText,
  zoneText,
} from '../../source/domain/format.ts';
import { sanitise, t } from '../../source/domain/text.ts';
import { day, hour, minute, second } from '../../source/domain/time.ts';
import { readSources } from '../harness/imports.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('compact', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [999, '999'],
    [999.4, '999'],
    [999.6, '1k'],
    [1000, '1k'],
    [1110, '1.11k'],
    [3590, '3.59k'],
    [9_994, '9.99k'],
    [9_996, '10k'],
    [12_500, '12.5k'],
    [678_000, '678k'],
    [999_499, '999k'],
    [999_500, '1M'],
    [4_320_000, '4.32M'],
    [1_200_000_000, '1.2B'],
    [5_000_000_000_000n, '5T'],
    [-1110, '-1.11k'],
    [-0.2, '0'],
    [0.6, '1'],
    [9_995, '10k'],
    [12_340, '12.3k'],
    [5e21, '5000Qi'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('%d is %s', (value, text) => {
    expect(compact(value)).toBe(text);
  });

  it('is short and within half a percent, for any count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_000_000_000 }), (value) => {
        const text = compact(value);
        expect(text.length).toBeLessThanOrEqual(5);
        const scale = { k: 1e3, M: 1e6, B: 1e9 }[text.at(-1) ?? ''] ?? 1;
        expect(Math.abs(Number.parseFloat(text) * scale - value)).toBeLessThanOrEqual(value / 190);
      }),
    );
  });
});

describe('counted', () => {
  it.each([
    [0, '0 events'],
    [1, '1 event'],
    [1n, '1 event'],
    [2, '2 events'],
    [1110n, '1.11k events'],
    [undefined, '– events'],
  ])('%s of events are %s', (value, text) => {
    expect(counted(value, t`event`)).toBe(text);
  });

  it('has a plural of its own, and all digits, where they are given', () => {
    const of = (value: number) => counted(value, t`entry`, t`entries`, (count) => sanitise(`${count}!`));
    expect([of(1), of(1234)]).toEqual(['1! entry', '1234! entries']);
  });
});

describe('whole', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_234_567, '1,234,567'],
    [-1234, '-1,234'],
    [9_007_199_254_740_993n, '9,007,199,254,740,993'],
    [1.6, '2'],
    [Number.NaN, '–'],
  ])('%s is %s', (value, text) => {
    expect(whole(value)).toBe(text);
  });
});

describe('percentText', () => {
  it.each([
    [0, '0%'],
    [0.001, '<0.01%'],
    [0.01, '0.01%'],
    [0.014, '0.01%'],
    [0.04, '0.04%'],
    [0.5, '0.5%'],
    [1.84, '1.84%'],
    [9.995, '10%'],
    [9.999, '10%'],
    [12.34, '12.3%'],
    [49.94, '49.9%'],
    [60.4, '60%'],
    [98.96, '99%'],
    [99, '99%'],
    [12_345, '12.3k%'],
    [24.1, '24.1%'],
    [24, '24%'],
    [93.96, '94%'],
    [99.2, '99.2%'],
    [99.96, '99.9%'],
    [99.9999, '99.9%'],
    [100, '100%'],
    [314, '314%'],
    [-5.7, '-5.7%'],
    [undefined, '–'],
    [Number.NaN, '–'],
  ])('%s is %s', (value, text) => {
    expect(percentText(value)).toBe(text);
  });

  it('never rounds to nothing or to all', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 99.999999, noNaN: true }), (value) => {
        expect(percentText(value)).not.toBe('0%');
        expect(percentText(value)).not.toBe('100%');
        expect(percentText(value).length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('changeText', () => {
  it.each([
    [60, '+60%'],
    [-5.7, '-5.7%'],
    [314, '+314%'],
    [0, '0%'],
    [0.01, '0%'],
    [0.07, '+0.1%'],
    [0.5, '+0.5%'],
    [-100, '-100%'],
    [9.95, '+10%'],
    [9.96, '+10%'],
    [12.34, '+12%'],
    [12_345, '+12.3k%'],
    [999_499, '+999k%'],
    // Not larger by a letter than what is larger.
    [999_500, '+999k%'],
    [-1e6, '-999k%'],
    [1e9, '+999k%'],
    [undefined, 'new'],
    [Number.NaN, 'new'],
  ])('%s is %s', (value, text) => {
    expect(changeText(value)).toBe(text);
  });
});

describe('ago in a sentence', () => {
  it.each([
    [-minute, 'later', 'later'],
    [0, 'just now', 'just now'],
    [10 * second - 1, 'just now', 'just now'],
    [10 * second, '10s ago', '10s behind'],
    [3 * hour, '3h ago', '3h behind'],
  ])('an age of %d ms: %s, %s', (age, since, behind) => {
    expect([agoText(1e12 - age, 1e12), behindText(1e12 - age, 1e12)]).toEqual([since, behind]);
  });
});

it('no text puts `ago` behind an age itself: of what is to come there is none', () => {
  const own = readSources('source').filter(({ text }) => /\$\{(?:ago\(.*\)|age|since)\} ago\b/.test(text));
  expect(own.map(({ path }) => path)).toEqual([]);
});

describe('ago', () => {
  it.each([
    [0, 'just now'],
    [-30 * second, 'just now'],
    [-minute + 1, 'just now'],
    [-minute, 'later'],
    [9 * second, 'just now'],
    [10 * second, '10s'],
    [49 * second, '40s'],
    [minute, '1m'],
    [9 * minute + 59 * second, '9m'],
    [hour, '1h'],
    [2 * hour + 5 * minute, '2h'],
    [2 * hour + 14 * minute, '2h 10m'],
    [2 * hour + 20 * minute, '2h 20m'],
    [10 * hour, '10h'],
    [10 * hour + 30 * minute, '10h'],
    [2 * day, '2d'],
    [2 * day + 5 * hour, '2d'],
    [11 * hour + 50 * minute, '11h'],
    [47 * hour, '47h'],
    [3 * day + hour, '3d'],
    [Number.NaN, 'just now'],
  ])('%d ms is %s', (age, text) => {
    expect(ago(1e12 - age, 1e12)).toBe(text);
  });

  it('changes at most once in ten seconds', () => {
    const texts = new Set(Array.from({ length: 60 }, (_, index) => ago(0, index * second)));
    expect([...texts]).toEqual(['just now', '10s', '20s', '30s', '40s', '50s']);
  });
});

describe('durationText', () => {
  it.each([
    [0, '0s'],
    [0.4, '0ms'],
    [340, '340ms'],
    [340.6, '341ms'],
    [999.7, '1s'],
    [1200, '1.2s'],
    [9950, '10s'],
    [12_340, '12s'],
    [59 * second, '59s'],
    [42 * second, '42s'],
    [59.7 * second, '1m'],
    [3 * minute + 5 * second, '3m 5s'],
    [2 * hour + 10 * minute, '2h 10m'],
    [hour, '1h'],
    [day - minute, '23h 59m'],
    [day - second, '1d'],
    [day + 31 * minute, '1d 1h'],
    [day + 23 * hour, '1d 23h'],
    [3 * day + 4 * hour, '3d 4h'],
    [-1, '–'],
    [Number.NaN, '–'],
  ])('%d ms is %s', (length, text) => {
    expect(durationText(length)).toBe(text);
  });
});

describe('clock and dateText', () => {
  const now = Date.UTC(2026, 10, 21, 15, 30);

  it.each([
    [Date.UTC(2026, 10, 21, 14, 2), 0, '14:02'],
    [Date.UTC(2026, 10, 20, 14, 2), 0, 'Nov 20 14:02'],
    [Date.UTC(2026, 10, 20, 23, 30), 60, '00:30'],
    [Date.UTC(2026, 10, 21, 14, 2), -15 * 60, 'Nov 20 23:02'],
    [Date.UTC(2026, 10, 21, 3, 29), -15 * 60, 'Nov 20 12:29'],
    [Date.UTC(2025, 10, 20, 14, 2), 0, 'Nov 20 2025 14:02'],
    [Number.NaN, 0, '–'],
  ])('%d at offset %d is %s', (at, offset, text) => {
    expect(clock(at, now, offset)).toBe(text);
  });

  it.each<[what: string, at: string, now: string, offset: number, text: string]>([
    ['an evening, soon after midnight', '2026-11-29T21:34Z', '2026-11-30T00:44Z', 0, 'Nov 29 21:34'],
    ['the last minute of a day', '2026-11-29T23:59Z', '2026-11-30T00:00Z', 0, 'Nov 29 23:59'],
    ['midnight itself', '2026-11-30T00:00Z', '2026-11-30T00:44Z', 0, '00:00'],
    ['the end of a month', '2026-11-30T23:50Z', '2026-12-01T00:10Z', 0, 'Nov 30 23:50'],
    ['the end of a year', '2026-12-31T23:50Z', '2027-01-01T00:10Z', 0, 'Dec 31 2026 23:50'],
    ['the end of a February', '2028-02-29T23:50Z', '2028-03-01T00:10Z', 0, 'Feb 29 23:50'],
    ['midnight in a half-hour zone', '2026-11-29T18:20Z', '2026-11-29T18:40Z', 330, 'Nov 29 23:50'],
    ['midnight in UTC within a day of a half-hour zone', '2026-11-29T23:50Z', '2026-11-30T00:10Z', 330, '05:20'],
    ['midnight west of UTC', '2026-11-30T07:50Z', '2026-11-30T08:10Z', -480, 'Nov 29 23:50'],
    ['what is to come after midnight', '2026-11-30T00:05Z', '2026-11-29T23:58Z', 0, 'Nov 30 00:05'],
  ])('%s: %s, looked at from %s, %i minutes east', (_what, at, now, offset, text) => {
    expect(clock(Date.parse(at), Date.parse(now), offset)).toBe(text);
  });

  it.each<[what: string, at: string, now: string, offset: number, forms: string[]]>([
    ['today', '2026-11-30T00:12Z', '2026-11-30T00:44Z', 0, ['00:12']],
    ['yesterday', '2026-11-29T21:34Z', '2026-11-30T00:44Z', 0, ['Nov 29 21:34', 'Sun 21:34', 'Sun21h', 'Nov 29']],
    [
      'yesterday in a half-hour zone',
      '2026-11-30T18:20Z',
      '2026-11-30T18:40Z',
      330,
      ['Nov 30 23:50', 'Mon 23:50', 'Mon23h', 'Nov 30'],
    ],
    ['two days ago', '2026-11-28T21:34Z', '2026-11-30T00:44Z', 0, ['Nov 28 21:34', 'Sat 21:34', 'Sat21h', 'Nov 28']],
    ['three days ago', '2026-11-27T21:34Z', '2026-11-30T00:44Z', 0, ['Nov 27 21:34', 'Nov 27']],
    ['a week ago', '2026-11-23T21:34Z', '2026-11-30T00:44Z', 0, ['Nov 23 21:34', 'Nov 23']],
    [
      'the last evening of a year',
      '2026-12-31T23:50Z',
      '2027-01-01T00:10Z',
      0,
      ['Dec 31 2026 23:50', 'Thu 23:50', 'Thu23h', 'Dec 31 2026'],
    ],
    ['what is to come', '2026-12-01T00:05Z', '2026-11-30T23:58Z', 0, ['Dec 1 00:05', 'Dec 1']],
  ])('%s in a column, the most exact first', (_what, at, now, offset, forms) => {
    expect(clockForms(Date.parse(at), Date.parse(now), offset)).toEqual(forms);
  });

  it.each<[what: string, zone: string, at: string, now: string, text: string]>([
    ['an hour is left out', 'Europe/Berlin', '2026-03-29T00:30Z', '2026-03-29T01:30Z', '01:30'],
    ['the evening before one is left out', 'Europe/Berlin', '2026-03-28T22:50Z', '2026-03-29T01:30Z', 'Mar 28 23:50'],
    ['an hour comes twice', 'Europe/Berlin', '2026-10-25T00:30Z', '2026-10-25T01:30Z', '02:30'],
    ['the evening before one comes twice', 'Europe/Berlin', '2026-10-24T21:50Z', '2026-10-25T01:30Z', 'Oct 24 23:50'],
    ['the day of 25 hours ends', 'America/New_York', '2026-11-02T04:50Z', '2026-11-02T05:10Z', 'Nov 1 23:50'],
    ['midnight itself is left out', 'America/Santiago', '2026-09-06T03:50Z', '2026-09-06T04:10Z', 'Sep 5 23:50'],
  ])('the night that %s, in %s', (_what, zone, at, now, text) => {
    vi.stubEnv('TZ', zone);
    expect(clock(Date.parse(at), Date.parse(now))).toBe(text);
  });

  it.each([
    [Date.UTC(2026, 10, 21, 14, 12, 9), 0, '14:12:09'],
    [Date.UTC(2026, 10, 21, 14, 59, 59), 330, '20:29:59'],
    [Date.UTC(2026, 10, 22, 0, 0, 5), 0, 'Nov 22 00:00:05'],
    [Number.NaN, 0, '–'],
  ])('%d at offset %d is %s to the second', (at, offset, text) => {
    expect(clockSeconds(at, Date.UTC(2026, 10, 21, 14, 12), offset)).toBe(text);
  });

  it('takes the zone of the process unless told', () => {
    const at = Date.UTC(2026, 10, 21, 14, 2);
    const local = new Date(at);
    expect(clock(at, at)).toBe(
      `${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`,
    );
    expect(dateText(at)).toContain(String(local.getDate()));
  });

  it('each month and each day of the week has its name', () => {
    const months = Array.from({ length: 12 }, (_, month) => dateText(Date.UTC(2026, month, 5), now, 0));
    expect(months.join()).toBe('Jan 5,Feb 5,Mar 5,Apr 5,May 5,Jun 5,Jul 5,Aug 5,Sep 5,Oct 5,Nov 5,Dec 5');
    const week = Array.from({ length: 7 }, (_, date) => Date.UTC(2026, 10, 1 + date, 9));
    const days = week.map((at) => clockForms(at, at + day, 0)[1]);
    expect(days.join()).toBe('Sun 09:00,Mon 09:00,Tue 09:00,Wed 09:00,Thu 09:00,Fri 09:00,Sat 09:00');
  });

  it.each([
    [Date.UTC(2026, 10, 29), 'Nov 29'],
    [Date.UTC(2027, 0, 1), 'Jan 1 2027'],
    [Number.NaN, '–'],
  ])('%d is %s', (at, text) => {
    expect(dateText(at, now, 0)).toBe(text);
  });
});

describe('a clock that is wrong', () => {
  it.each([
    [undefined, undefined],
    [0, undefined],
    [minute, undefined],
    [-minute, undefined],
    [minute + second, 'local clock 1 min ahead'],
    [-5 * minute, 'local clock 5 min behind'],
    [59 * minute, 'local clock 59 min ahead'],
    [47 * hour, 'local clock 47 h ahead'],
    [2 * day, 'local clock 2 d ahead'],
    [3 * hour, 'local clock 3 h ahead'],
    [3 * hour - 800, 'local clock 3 h ahead'],
    [-(90 * minute), 'local clock 1 h 30 min behind'],
    [26 * hour, 'local clock 26 h ahead'],
    [-400 * day, 'local clock 400 d behind'],
  ])('by %s ms is told as %s', (ahead, text) => {
    expect(clockText(ahead)).toBe(text);
  });
});

describe('a moment that is known only to lie in a window', () => {
  const at = (text: string) => Date.parse(text);
  const now = at('2026-01-15T12:00:00Z');

  it.each([
    ['2026-01-15T00:03:00Z', '2026-01-15T00:04:00Z', 0, '00:04'],
    ['2026-01-15T01:00:00Z', '2026-01-15T02:00:00Z', 0, '01:00–02:00'],
    ['2026-01-15T01:00:00Z', '2026-01-15T02:00:00Z', 330, '06:30–07:30'],
    ['2026-01-14T23:00:00Z', '2026-01-15T00:00:00Z', 0, 'Jan 14 23:00–00:00'],
    ['2026-01-13T22:00:00Z', '2026-01-13T23:00:00Z', 0, 'Jan 13 22:00–23:00'],
    ['2026-01-14T22:00:00Z', '2026-01-15T03:00:00Z', 0, 'Jan 14 22:00–03:00'],
    ['2026-01-13T22:00:00Z', '2026-01-14T22:00:00Z', 0, 'Jan 13 22:00–Jan 14 22:00'],
  ])('%s to %s, %s minutes east, is %s', (start, end, offset, text) => {
    expect(clockRange({ start: at(start), end: at(end) }, now, offset)).toBe(text);
  });
});

describe('the window of a number', () => {
  const at = (text: string) => Date.parse(text);
  const now = at('2026-11-29T09:40:00Z');

  it.each([
    ['2026-11-28T09:00:00Z', '2026-11-29T09:39:00Z', 0, 'Nov 28 09:00 – now'],
    ['2026-11-28T09:00:00Z', '2026-11-29T09:30:00Z', 0, 'Nov 28 09:00 – Nov 29 09:30'],
    ['2026-11-28T09:00:00Z', '2026-11-29T09:30:01Z', 0, 'Nov 28 09:00 – now'],
    ['2026-11-28T09:00:00Z', '2026-11-29T09:39:00Z', -570, 'Nov 27 23:30 – now'],
    ['2026-11-28T09:00:00Z', '2026-11-29T08:00:00Z', 0, 'Nov 28 09:00 – Nov 29 08:00'],
    ['2026-11-29T01:00:00Z', '2026-11-29T08:00:00Z', 0, 'Nov 29 01:00 – 08:00'],
    ['2026-11-27T01:00:00Z', '2026-11-27T08:00:00Z', 0, 'Nov 27 01:00 – 08:00'],
    ['2025-12-31T23:00:00Z', '2026-01-02T00:00:00Z', 0, 'Dec 31 2025 23:00 – Jan 2 00:00'],
  ])('%s to %s, %s minutes east, is %s', (start, end, offset, text) => {
    expect(windowText({ start: at(start), end: at(end) }, now, offset)).toBe(text);
  });
});

test.each([
  [0, 'UTC'],
  [60, 'UTC+1'],
  [120, 'UTC+2'],
  [-210, 'UTC-3:30'],
  [330, 'UTC+5:30'],
  [-480, 'UTC-8'],
  [765, 'UTC+12:45'],
])('a zone of %i minutes is %s', (offset, text) => expect(zoneText(0, offset)).toBe(text));
