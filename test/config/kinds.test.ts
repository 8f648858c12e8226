import { expect, test } from 'vitest';
import * as z from 'zod';
import { interval } from '../../source/config/kinds.ts';

test.each([
  ['5s', 5_000],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['24h', 86_400_000],
  ['1440m', 86_400_000],
  ['86400s', 86_400_000],
  ['4s', undefined],
  ['0m', undefined],
  ['25h', undefined],
  ['86401s', undefined],
  ['1d', undefined],
  ['1.5h', undefined],
  ['100000s', undefined],
  ['-5m', undefined],
  ['5 m', undefined],
  ['', undefined],
])('a time of %j is %s ms', (text, ms) => {
  const read = z.safeParse(interval, text);
  expect(read.data).toBe(ms);
  if (ms === undefined) expect(read.error?.issues[0]?.message).toContain('a time from 5s to 24h');
});
