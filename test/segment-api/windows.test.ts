import fc from 'fast-check';
import { expect, test } from 'vitest';
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
