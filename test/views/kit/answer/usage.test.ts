import { describe, expect, it, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day } from '../../../../source/domain/time.ts';
import type { Meter } from '../../../../source/domain/usage/meters.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { dayTicks, meterAnswer } from '../../../../source/views/kit/answer/usage.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';

const march = Date.UTC(2026, 2, 1);
const starts = (count: number) => Array.from({ length: count }, (_, index) => march + index * day);
const context = { glyphs: glyphs(false), keyOf: () => t`enter` } as unknown as ViewContext;

describe('the names of days under a curve', () => {
  // `Mar 1` is five columns, `Mar 10` six, and two stay free between them.
  test.each([
    [3, 21, [0, 1, 2]],
    [3, 20, [0, 2]],
    [12, 96, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    [12, 95, [0, 2, 4, 6, 8, 10]],
    [12, 48, [0, 2, 4, 6, 8, 10]],
    [12, 31, [0, 4, 8]],
    [2, 0, [0]],
  ])('of %i days have room on %i columns: %j', (count, columns, indexes) => {
    expect(dayTicks(starts(count))(columns).map(({ index }) => index)).toEqual(indexes);
  });

  it('are those of UTC, over the end of a month', () => {
    expect(dayTicks([march - day, march])(40)).toEqual([
      { index: 0, text: 'Feb 28' },
      { index: 1, text: 'Mar 1' },
    ]);
    expect(dayTicks([])(40)).toEqual([]);
  });
});

const meter = (change: Partial<Meter> = {}): Meter => ({
  kind: 'api-calls',
  periodStart: march,
  periodEnd: march + 31 * day,
  used: 600n,
  asOf: march + 2 * day,
  countedUntil: march + 3 * day,
  dayOfPeriod: 4,
  daysInPeriod: 31,
  ended: false,
  daily: [
    { at: march, used: 100n, total: 100n, days: 1 },
    { at: march + 2 * day, used: 500n, total: 600n, days: 1 },
  ],
  recent: undefined,
  linear: undefined,
  unprojected: 'too-early',
  thresholds: [],
  ...change,
});

describe('the answer of a meter', () => {
  it('is what each day used, a day without a count left open, beside what a day may use', () => {
    const { title, curve, parts } = meterAnswer(meter({ allowance: 3_100n, percent: 19.4 }), context);
    expect([title, curve?.title]).toEqual(['API calls', 'API calls a day']);
    expect(curve).toMatchObject({
      starts: starts(3),
      values: [100, undefined, 500],
      limit: { value: 100, name: '100 a day would just last' },
      end: march + 3 * day,
    });
    expect(curve?.ticks).toBeTypeOf('function');
    const [{ rows, title: name }] = parts as readonly [(typeof parts)[number]];
    expect(name).toBe('Next');
    const shown = typeof rows === 'function' ? rows(60) : rows;
    expect(shown.map(lineText).join(' ')).toContain('opens usage: each day, and the sources behind it');
  });

  it('has no line without an allowance', () => {
    expect(meterAnswer(meter({ kind: 'mtu' }), context).curve).not.toHaveProperty('limit');
    expect(meterAnswer(meter({ kind: 'mtu' }), context).curve?.title).toBe('MTU a day');
  });

  it.each([
    ['within its allowance', { allowance: 1_000n, percent: 60 }, 'info'],
    ['all used', { allowance: 600n, percent: 100 }, 'bad'],
    ['used up before the period ends', { allowance: 900n, percent: 66, reachesAllowanceAt: march + 5 * day }, 'bad'],
    ['without an allowance', {}, 'info'],
  ])('looks as bad as the meter is: %s', (_, change, tone) => {
    expect(meterAnswer(meter(change), context).curve?.tone).toBe(tone);
  });
});
