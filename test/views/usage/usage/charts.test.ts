import { describe, expect, it, test } from 'vitest';
import { day } from '../../../../source/domain/time.ts';
import type { Meter, Pace } from '../../../../source/domain/usage/meters.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { DrawContext } from '../../../../source/views/kit/view.ts';
import { dailyChart } from '../../../../source/views/usage/usage/charts.ts';
import type { UsageModel } from '../../../../source/views/usage/usage/model.ts';

const april = Date.UTC(2026, 3, 1);
const pace = (perDay: number): Pace => ({ perDay, days: 7, projected: 0n });
/** Thirty days may take 400 each. */
const meter = (change: Partial<Meter> = {}) => ({
  kind: 'api-calls',
  periodStart: april,
  countedUntil: april + 2 * day,
  daysInPeriod: 30,
  allowance: 12_000n,
  daily: [
    { at: april, used: 350n, total: 350n, days: 1 },
    { at: april + day, used: 470n, total: 820n, days: 1 },
  ],
  ...change,
});

/** Six hours into the third day, the first that is not counted. */
const third = april + 2.25 * day;
const drawn = (change: Partial<Meter>, today?: number, cursor?: number, width = 100, now = third) => {
  const model = { meter: meter(change), today } as unknown as UsageModel;
  return dailyChart(model, cursor, 9, { width, glyphs: glyphs(false), now } as unknown as DrawContext);
};
const heading = (...given: Parameters<typeof drawn>) => lineText(drawn(...given)[0]!);

describe('what a day may take, and what it takes', () => {
  test.each<readonly [number | undefined, string, string | undefined]>([
    [undefined, '', undefined],
    [500, ', now 25% over it', 'bad'],
    [400.02, ', now <0.01% over it', 'bad'],
    [400, ', now just that', 'warn'],
    [399.98, ', now <0.01% under it', 'good'],
    [300, ', now 25% under it', 'good'],
    [0, ', now 100% under it', 'good'],
  ])('of 400 a day, at a pace of %s: “%s”', (perDay, says, tone) => {
    const recent = perDay === undefined ? undefined : pace(perDay);
    const { spans } = drawn({ recent })[0]!;
    expect(heading({ recent })).toBe(`  API calls a day · line: 400 a day would just last${says}`);
    expect(says === '' ? undefined : spans.at(-1)?.tone).toBe(tone);
  });

  it('is not known without an allowance', () => {
    expect(heading({ kind: 'mtu', allowance: undefined, recent: pace(10) })).toBe('  MTU a day');
  });
});

describe('the day that runs', () => {
  const says = ['  MTU a day', ' · shaded: today', ' so far, by events received'];
  test.each([
    [says.join('').length, says.join('')],
    [says.join('').length - 1, says.slice(0, 2).join('')],
    [says.slice(0, 2).join('').length, says.slice(0, 2).join('')],
    [says.slice(0, 2).join('').length - 1, says[0]],
  ])('is explained where that has room: %i columns', (width, text) => {
    expect(heading({ kind: 'mtu', allowance: undefined }, 90, undefined, width)).toBe(text);
  });

  it('is drawn besides the counted days', () => {
    const without = drawn({}).map(lineText).join('\n');
    const shaded = drawn({}, 400).map(lineText).join('\n');
    expect([without, shaded].map((text) => text.includes(glyphs(false).gaugeEmpty))).toEqual([false, true]);
    expect([without, shaded].map((text) => text.includes('Apr 3'))).toEqual([false, true]);
  });
});

test.each<readonly [what: string, cursor: number, today: number | undefined, says: string | undefined, now: number]>([
  ['the first day', april, undefined, 'Apr 1  350', third],
  ['the last day that was counted', april + day, undefined, 'Apr 2  470', third],
  ['the day that runs', april + 2 * day, 90, 'Apr 3  90', third],
  ['a day that is not counted', april + 2 * day, undefined, undefined, third],
  ['a day before today whose count is late', april + 2 * day, 90, 'Apr 3  not counted', third + day],
  ['the day that runs where counts are late', april + 3 * day, 90, 'Apr 4  90', third + day],
  ['no day to come where today is counted', april + 2 * day, 90, undefined, april + 1.5 * day],
])('the cursor tells the value of %s', (_, cursor, today, says, now) => {
  const text = drawn({}, today, cursor, 100, now).slice(1).map(lineText).join('\n');
  const told = /[A-Z][a-z]+ \d+ {2}\S+( counted)?/.exec(text)?.[0];
  expect(told).toBe(says);
});

test('a day of which no count was kept says so', () => {
  const [first] = meter().daily;
  const text = drawn({ countedUntil: april + 2 * day, daily: [first!] as never }, undefined, april + day);
  expect(text.map(lineText).join('\n')).toContain('Apr 2  not counted');
});
