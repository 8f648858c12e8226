import { describe, expect, test } from 'vitest';
import { rateNews, retryAfter } from '../../../source/segment-api/budget/rate-headers.ts';

const now = Date.parse('2026-01-15T12:00:00Z');
const date = 'Thu, 15 Jan 2026 13:00:00 GMT';
const counts = { 'x-ratelimit-consumed': '3', 'x-ratelimit-remaining': '7' };
const reset = (text: string, more: object = {}) => ({ ...counts, 'x-ratelimit-reset': text, ...more });

describe('what an answer tells of its limit', () => {
  test.each<[string, Record<string, string>, object | undefined]>([
    ['no counts', {}, undefined],
    ['one of two', { 'x-ratelimit-consumed': '3' }, undefined],
    ['a count that is none', { ...counts, 'x-ratelimit-remaining': '-1' }, undefined],
    ['a fraction', { ...counts, 'x-ratelimit-consumed': '1.5' }, undefined],
    ['no limit at all', { 'x-ratelimit-consumed': '0', 'x-ratelimit-remaining': '0' }, undefined],
    [
      'nothing used',
      { 'x-ratelimit-consumed': ' 0 ', 'x-ratelimit-remaining': '7' },
      { limit: 7, remaining: 7, resetIn: 60_000 },
    ],
    [
      'as much used as left',
      { 'x-ratelimit-consumed': '5', 'x-ratelimit-remaining': '5' },
      { limit: 10, remaining: 5, resetIn: 60_000 },
    ],
    ['a reset that is empty', reset('  '), { limit: 10, remaining: 7, resetIn: 60_000 }],
    ['a reset below nothing', reset('-5'), { limit: 10, remaining: 7, resetIn: 1000 }],
    ['seconds since 1970', reset('1768478420'), { limit: 10, remaining: 7, resetIn: 21_000 }],
    ['milliseconds since 1970', reset('1768478420000'), { limit: 10, remaining: 7, resetIn: 21_000 }],
    ['no reset', counts, { limit: 10, remaining: 7, resetIn: 60_000 }],
    ['a second more than it says, as seconds are whole', reset('20'), { limit: 10, remaining: 7, resetIn: 21_000 }],
    ['no more than the minute', reset('61'), { limit: 10, remaining: 7, resetIn: 61_000 }],
    [
      'by the clock of the server',
      reset('Thu, 15 Jan 2026 13:00:20 GMT', { date }),
      { limit: 10, remaining: 7, resetIn: 21_000 },
    ],
    [
      'by the clock here without one',
      reset('Thu, 15 Jan 2026 12:00:30 GMT'),
      { limit: 10, remaining: 7, resetIn: 31_000 },
    ],
    [
      'by the clock here where its own is none',
      reset('Thu, 15 Jan 2026 12:00:30 GMT', { date: 'now' }),
      { limit: 10, remaining: 7, resetIn: 31_000 },
    ],
    ['over already', reset('Thu, 15 Jan 2026 11:00:00 GMT'), { limit: 10, remaining: 7, resetIn: 1000 }],
  ])('%s', (_, headers, news) => expect(rateNews(headers, now)).toEqual(news));
});

describe('Retry-After', () => {
  test.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['  ', undefined],
    ['soon', undefined],
    ['0', 1000],
    ['1.5', 1500],
    ['30', 30_000],
    [' 30 ', 30_000],
    ['', undefined],
    ['300', 300_000],
    ['301', 300_000],
    ['2000000', 300_000],
    ['Thu, 15 Jan 2026 13:00:45 GMT', 45_000],
    ['Thu, 15 Jan 2026 12:00:00 GMT', 1000],
  ])('of %s is %s ms', (text, ms) => {
    expect(retryAfter({ date, ...(text === undefined ? {} : { 'retry-after': text }) }, now)).toBe(ms);
  });
});
