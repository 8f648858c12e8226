import { expect, test } from 'vitest';
import type { ApiCallsDay, MtuDay } from '../../../../source/domain/entities.ts';
import { day } from '../../../../source/domain/time.ts';
import { apiCallsMeter, mtuMeter } from '../../../../source/domain/usage/meters.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { meterDetail } from '../../../../source/views/watch/triage/more-detail.ts';

const month = Date.UTC(2026, 10, 1);
const now = month + 20 * day;
const dates = Array.from({ length: 20 }, (_, index) => month + index * day);
const calls: readonly ApiCallsDay[] = dates.map((at, index) => ({ at, apiCalls: BigInt(10 * (index + 1)) }));
const users: readonly MtuDay[] = dates.map((at, index) => ({
  at,
  periodStart: month,
  periodEnd: Date.UTC(2026, 11, 1),
  anonymous: BigInt(index + 3),
  anonymousIdentified: 1n,
  identified: BigInt(5 * (index + 1)),
  neverIdentified: BigInt(index + 2),
}));

test.each([
  [
    'tracked users: filters of destinations do not',
    mtuMeter(users, month, now, 100n),
    'Filters of destinations do not lower MTU; blocking at the source and mending identity code do.',
  ],
  [
    'calls: blocked events are not billed, forwarded violations are',
    apiCallsMeter(calls, month, now, 210n),
    'Events blocked at the source are not billed; forwarded violations are.',
  ],
])('the details of a meter say what lowers %s (rule 178)', (_, meter, sentence) => {
  expect(meterDetail(meter!, 120).map(lineText).join('\n')).toContain(sentence);
});
