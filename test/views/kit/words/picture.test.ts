import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { rankedText } from '../../../../source/views/kit/words/picture.ts';

test.each([
  [116, 1999, 'worst of 116 of 1,999 read', 'worst of 116 of 1,999 connections read'],
  [1, 2, 'worst of 1 of 2 read', 'worst of 1 of 2 connections read'],
  [0, 60, '0 of 60 read', '0 of 60 connections read'],
  [60, 60, undefined, undefined],
  [0, 0, undefined, undefined],
])('%d of %d that were read are told as such until all were', (ranked, rankable, short, long) => {
  expect(rankedText({ ranked, rankable })).toBe(short);
  expect(rankedText({ ranked, rankable }, t` connections`)).toBe(long);
});
