import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketLength, day, type Granularity, hour, iso, minute } from '../../source/domain/time.ts';
import { legalWindow, type WindowRule } from '../../source/segment-api/windows.ts';

const now = Date.parse('2026-01-15T12:30:00Z');

test.each<[string, WindowRule, Granularity, number, number, string, string]>([
  ['a day by the hour', 'delivery-metrics', 'HOUR', now - day, now, '2026-01-14T12:30:00Z', '2026-01-15T12:30:00Z'],
  [
    'seven days at the edge',
    'delivery-metrics',
    'HOUR',
    now - 7 * day,
    now,
    '2026-01-08T13:00:00Z',
    '2026-01-15T12:30:00Z',
  ],
  [
    'older than the data',
    'delivery-metrics',
    'DAY',
    now - 20 * day,
    now,
    '2026-01-02T00:00:00Z',
    '2026-01-15T12:30:00Z',
  ],
  [
    'two weeks by the hour',
    'delivery-overview',
    'HOUR',
    now - 14 * day,
    now,
    '2026-01-01T12:30:00Z',
    '2026-01-15T12:30:00Z',
  ],
  ['too long', 'delivery-overview', 'HOUR', now - 20 * day, now, '2026-01-01T13:00:00Z', '2026-01-15T12:30:00Z'],
  [
    'a day by the minute',
    'delivery-overview',
    'MINUTE',
    now - day,
    now,
    '2026-01-15T08:30:00Z',
    '2026-01-15T12:30:00Z',
  ],
  [
    'volume stays a minute behind',
    'events-volume',
    'HOUR',
    now - day,
    now,
    '2026-01-14T12:30:00Z',
    '2026-01-15T12:29:00Z',
  ],
  [
    'an end in the future',
    'delivery-overview',
    'DAY',
    now - 2 * day,
    now + day,
    '2026-01-13T12:30:00Z',
    '2026-01-15T12:30:00Z',
  ],
  [
    'too fresh for volume',
    'events-volume',
    'MINUTE',
    now - 30_000,
    now,
    '2026-01-15T12:28:00Z',
    '2026-01-15T12:29:00Z',
  ],
])('%s', (_name, rule, granularity, start, end, from, to) => {
  const legal = legalWindow(rule, { start, end }, granularity, now);
  expect(legal && [iso(legal.start), iso(legal.end)]).toEqual([from, to]);
});

test('what is older than the operation goes back has no legal part', () => {
  expect(legalWindow('delivery-metrics', { start: now - 14 * day, end: now - 7 * day }, 'HOUR', now)).toBeUndefined();
});

const bounds = {
  'delivery-overview': { MINUTE: [4 * hour, 48 * hour], HOUR: [14 * day, 30 * day], DAY: [30 * day, 30 * day] },
  'delivery-metrics': { MINUTE: [4 * hour, 48 * hour], HOUR: [7 * day, 7 * day], DAY: [14 * day, 14 * day] },
  'events-volume': { MINUTE: [4 * hour, 99 * day], HOUR: [14 * day, 99 * day], DAY: [30 * day, 99 * day] },
} as const;

test('every window that comes out is inside the documented bounds, half a minute of clock skew included', () => {
  const rules = Object.keys(bounds) as WindowRule[];
  const granularities = Object.keys(bucketLength) as Granularity[];
  fc.assert(
    fc.property(
      fc.constantFrom(...rules),
      fc.constantFrom(...granularities),
      fc.integer({ min: 0, max: 60 * 24 * 60 }),
      fc.integer({ min: 1, max: 60 * 24 * 60 }),
      fc.integer({ min: 0, max: day }),
      (rule, granularity, ago, length, offset) => {
        const clock = now + offset;
        const start = clock - ago * minute;
        const legal = legalWindow(rule, { start, end: start + length * minute }, granularity, clock);
        if (!legal) return;
        const [longest, oldest] = bounds[rule][granularity];
        expect(legal.start).toBeLessThan(legal.end);
        expect(legal.end).toBeLessThanOrEqual(clock - (rule === 'events-volume' ? minute : 0));
        expect(legal.end - legal.start).toBeLessThanOrEqual(longest);
        if (rule !== 'events-volume') expect(legal.start).toBeGreaterThanOrEqual(clock + minute / 2 - oldest);
      },
    ),
    { numRuns: 500 },
  );
});

describe('the part that is asked for, of all time and of what is nearly too old', () => {
  const time = (text: string) => Date.parse(`${text}:00Z`);
  const half = time('2026-01-15T12:30');
  const asked = (rule: WindowRule, granularity: Granularity, end: number) => {
    const window = legalWindow(rule, { start: half - 400 * day, end }, granularity, half);
    return window && [window.start, window.end];
  };

  test.each<readonly [WindowRule, Granularity, back: number, start: string | undefined, end: string | undefined]>([
    ['delivery-overview', 'MINUTE', 0, '2026-01-15T08:30', '2026-01-15T12:30'],
    ['delivery-overview', 'MINUTE', 47 * hour, '2026-01-13T12:31', '2026-01-13T13:30'],
    ['delivery-overview', 'HOUR', 0, '2026-01-01T13:00', '2026-01-15T12:30'],
    ['delivery-overview', 'HOUR', 29 * day, '2025-12-16T13:00', '2025-12-17T12:30'],
    ['delivery-overview', 'DAY', 0, '2025-12-17T00:00', '2026-01-15T12:30'],
    ['delivery-overview', 'DAY', 29 * day, '2025-12-17T00:00', '2025-12-17T12:30'],
    ['delivery-metrics', 'MINUTE', 0, '2026-01-15T08:30', '2026-01-15T12:30'],
    ['delivery-metrics', 'MINUTE', 47 * hour, '2026-01-13T12:31', '2026-01-13T13:30'],
    ['delivery-metrics', 'MINUTE', 48 * hour - 2 * minute, '2026-01-13T12:31', '2026-01-13T12:32'],
    ['delivery-metrics', 'MINUTE', 48 * hour - minute, undefined, undefined],
    ['delivery-metrics', 'HOUR', 0, '2026-01-08T13:00', '2026-01-15T12:30'],
    ['delivery-metrics', 'HOUR', 6 * day, '2026-01-08T13:00', '2026-01-09T12:30'],
    ['delivery-metrics', 'DAY', 0, '2026-01-02T00:00', '2026-01-15T12:30'],
    ['delivery-metrics', 'DAY', 13 * day, '2026-01-02T00:00', '2026-01-02T12:30'],
    // Volume is asked for a minute late, and however old it is.
    ['events-volume', 'MINUTE', 0, '2026-01-15T08:29', '2026-01-15T12:29'],
    ['events-volume', 'MINUTE', 300 * day, '2025-03-21T08:30', '2025-03-21T12:30'],
    ['events-volume', 'HOUR', 0, '2026-01-01T13:00', '2026-01-15T12:29'],
    ['events-volume', 'DAY', 0, '2025-12-17T00:00', '2026-01-15T12:29'],
  ])('%s by %s that ends %i ms ago begins at %s', (rule, granularity, back, start, end) => {
    expect(asked(rule, granularity, half - back)).toEqual(start && end && [time(start), time(end)]);
  });

  test('what is too young to have anything is asked for as the bucket that has the end', () => {
    const young = (now: number) => legalWindow('events-volume', { start: now - 30_000, end: now }, 'MINUTE', now);
    expect([young(half), young(half + 1)]).toEqual([
      { start: time('2026-01-15T12:28'), end: time('2026-01-15T12:29') },
      { start: time('2026-01-15T12:29'), end: time('2026-01-15T12:29') + 1 },
    ]);
  });
});
