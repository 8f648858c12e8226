import { describe, expect, it } from 'vitest';
import { limitHeaders, rateLimiter } from '../../../../source/mock/http/limits/rate-limiter.ts';
import { dailyLimits, statedLimits } from '../../../../source/mock/http/limits/rate-limits.ts';
import { operationOf } from '../../../../source/mock/http/router.ts';
import { contract } from '../../../contract/contract.ts';

describe('stated limits', () => {
  it('are those of the contract, for every operation that the mock plays', () => {
    const played = contract.endpoints.filter(
      ({ method, path }) => operationOf(method, path.replace(/[{}]/g, '')) === `${method} ${path}`,
    );
    const stated = (of: string) =>
      Object.fromEntries(
        played.flatMap(({ method, path, rateLimits }) =>
          (rateLimits ?? []).filter(({ per }) => per === of).map(({ limit }) => [`${method} ${path}`, limit] as const),
        ),
      );
    expect([statedLimits, dailyLimits]).toEqual([stated('minute'), stated('day')]);
  });
});

describe('windows of 60 s', () => {
  const syncs = 'GET /warehouses/{warehouseId}/syncs';

  it('run from the first request of an operation and token', () => {
    let now = 1_000_000;
    const take = rateLimiter(() => now);
    expect(take('a', syncs)).toEqual({ allowed: true, consumed: 1, remaining: 1, resetAt: 1_060_000 });
    now += 40_000;
    expect(take('a', syncs)).toMatchObject({ allowed: true, consumed: 2, remaining: 0 });
    expect(take('a', syncs)).toEqual({ allowed: false, consumed: 3, remaining: 0, resetAt: 1_060_000 });
    expect(take('b', syncs)).toMatchObject({ allowed: true, consumed: 1 });
    expect(take('a', 'GET /events/volume')).toMatchObject({ allowed: true, remaining: 59 });
    now += 20_000;
    expect(take('a', syncs)).toMatchObject({ allowed: true, consumed: 1, resetAt: 1_120_000 });
  });

  it('run for a day where the limit is of a day (rule 304)', () => {
    let now = 1_000_000;
    const take = rateLimiter(() => now);
    const logs = 'POST /customer-insights/download';
    for (let taken = 0; taken < 120; taken += 1) expect(take('a', logs).allowed).toBe(true);
    now += 86_399_999;
    expect(take('a', logs)).toMatchObject({ allowed: false, resetAt: 87_400_000 });
    now += 1;
    expect(take('a', logs)).toMatchObject({ allowed: true, remaining: 119 });
  });

  it('are of the whole workspace where the limit is of a day, whoever asks (rule 304)', () => {
    const take = rateLimiter(() => 0);
    const logs = 'POST /customer-insights/download';
    expect([take('a', logs).consumed, take('b', logs).consumed, take('a', logs).remaining]).toEqual([1, 2, 117]);
  });

  it('hold 1000 where nothing is stated, or what the mock is told', () => {
    expect(rateLimiter(() => 0)('a', 'GET /sources').remaining).toBe(999);
    const take = rateLimiter(() => 0, { fallback: 5, byOperation: { [syncs]: 9 } });
    expect([take('a', 'GET /sources').remaining, take('a', syncs).remaining]).toEqual([4, 8]);
  });

  it('tell the reset as a date of mail', () => {
    const headers = limitHeaders({
      allowed: true,
      consumed: 1,
      remaining: 2,
      resetAt: Date.parse('2024-12-31T23:59:59Z'),
    });
    expect(headers['X-RateLimit-Reset']).toBe('Tue, 31 Dec 2024 23:59:59 GMT');
  });
});
