import { describe, expect, it } from 'vitest';
import { isQuiet, type QuietHours } from '../../../../source/domain/watch/alerts/quiet-hours.ts';

const night: QuietHours = { from: 22 * 60, to: 7 * 60, zone: 'Europe/Berlin' };

describe('quiet hours', () => {
  it.each<[string, QuietHours | undefined, string, boolean]>([
    ['there are none', undefined, '2026-01-15T23:00:00Z', false],
    ['a minute before', night, '2026-01-15T20:59:59Z', false],
    ['their first minute', night, '2026-01-15T21:00:00Z', true],
    ['past midnight', night, '2026-01-16T05:59:59Z', true],
    ['their end', night, '2026-01-16T06:00:00Z', false],
    ['an hour earlier in summer', night, '2026-07-15T20:00:00Z', true],
    ['in the hour that is there twice', { ...night, from: 150, to: 155 }, '2026-10-25T01:31:00Z', true],
    ['on a day that is named', { ...night, days: [5] }, '2026-01-16T22:00:00Z', true],
    ['in the morning after it', { ...night, days: [5] }, '2026-01-17T05:00:00Z', true],
    ['in the morning of it', { ...night, days: [5] }, '2026-01-16T05:00:00Z', false],
    ['at noon', { from: 11 * 60, to: 13 * 60, zone: 'UTC' }, '2026-01-16T12:00:00Z', true],
  ])('%s', (_, hours, at, expected) => {
    expect(isQuiet(hours, 'warning', Date.parse(at))).toBe(expected);
  });

  it('what is critical is told all the same, unless nothing is', () => {
    const at = Date.parse('2026-01-15T23:00:00Z');
    expect(isQuiet(night, 'critical', at)).toBe(false);
    expect(isQuiet({ ...night, tell: 'nothing' }, 'critical', at)).toBe(true);
  });
});
