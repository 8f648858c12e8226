import { describe, expect, it } from 'vitest';
import { duration, humanDuration, offset } from '../../source/mock/duration.ts';

const minute = 60_000;

describe('duration', () => {
  it.each([
    ['3h10m', 190 * minute],
    ['90d', 90 * 24 * 60 * minute],
    ['45s', 45_000],
    ['1d2h3m4s', 93_784_000],
  ])('reads %s', (text, ms) => expect(duration(text)).toBe(ms));

  it.each(['', '3', 'h', '3 h', '-3h', '3h10'])('refuses %j', (text) =>
    expect(() => duration(text)).toThrow(RangeError),
  );
});

describe('offset', () => {
  it.each([
    ['3h10m', -190 * minute],
    ['+2m30s', 150_000],
    ['+0s', 0],
  ])('of %s lies before the start, or after it with a plus', (text, ms) => expect(offset(text)).toBe(ms));

  it.each(['+', '+-3h', '++3h', '3h+'])('refuses %j', (text) => expect(() => offset(text)).toThrow(RangeError));
});

describe('humanDuration', () => {
  it.each([
    [0, '0s'],
    [499, '0s'],
    [500, '1s'],
    [9_000, '9s'],
    [3_599_000, '59m59s'],
    [217_000, '3m37s'],
    [3_600_000, '1h'],
    [3_661_000, '1h1m1s'],
  ])('writes %i ms as people do', (ms, text) => expect(humanDuration(ms)).toBe(text));
});
