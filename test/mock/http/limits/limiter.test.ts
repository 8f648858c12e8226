import { describe, expect, it } from 'vitest';
import { Limiter, limitsShown, readLimits } from '../../../../source/mock/http/limits/limiter.ts';

const sources = 'GET /sources';
/** Twelve seconds before midnight at the end of a month. */
const start = Date.parse('2026-11-30T23:59:48Z');

const stage = (rules: object) => {
  const clock = { now: start };
  const limiter = new Limiter(() => clock.now, readLimits(rules));
  const take = (token = 'a', operation = sources) => {
    const passage = limiter.take(token, operation);
    return 'refusal' in passage ? passage.refusal : passage;
  };
  return { clock, limiter, take };
};

describe('what the limits say of a request', () => {
  it.each([
    [0, '60'],
    [1, '60'],
    [19_800, '41'],
    [20_000, '40'],
    [59_500, '1'],
    [59_999, '1'],
  ])('tells after %d ms of the window how many whole seconds are left, at least one: %s', (passed, seconds) => {
    const { clock, take } = stage({ token: 1, fallback: 5, retryAfter: true });
    take();
    clock.now += passed;
    expect(take()).toEqual({
      status: 429,
      headers: { 'Content-Type': 'application/json', 'Retry-After': seconds },
      text: '{"errors":[{"type":"RequestError","message":"Too many requests"}]}',
    });
    const own = stage({ operations: { [sources]: 1 }, retryAfter: true });
    own.take();
    own.clock.now += passed;
    expect(own.take()).toMatchObject({ status: 429, headers: { 'Retry-After': seconds } });
    const again = own.take();
    expect('text' in again && JSON.parse(String(again.text)).errors[0].data).toEqual({
      ...{ remainingPoints: 0, msBeforeNext: 60_000 - passed, consumedPoints: 3 },
    });
  });

  it.each([
    ['operation', undefined],
    ['token', 'Tue, 01 Dec 2026 00:00:48 GMT'],
  ])('refuses an operation with the headers of the token where they speak of it: %s', (headers, reset) => {
    const { take } = stage({ token: 9, headers, operations: { [sources]: 1 } });
    take();
    const refused = take();
    expect(refused).toMatchObject({ status: 429 });
    expect(refused.headers['X-RateLimit-Reset']).toBe(reset);
    expect(refused.headers['X-RateLimit-Remaining']).toBe(reset && '7');
  });

  it('shows no more than 80 characters of what is no limit', () => {
    expect(() => readLimits({ token: 'x'.repeat(200) })).toThrow(
      `limits.token "${'x'.repeat(79)} must be requests a minute, a whole number from 0 to 1000000`,
    );
  });

  it('lets go again as soon as the window is over, and each token and operation for itself', () => {
    const { clock, take } = stage({ fallback: 1 });
    const reset = 'Tue, 01 Dec 2026 00:00:48 GMT';
    const passes = { 'X-RateLimit-Consumed': '1', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': reset };
    expect(take()).toEqual({ headers: passes });
    expect([take('b'), take('a', 'GET /destinations')]).toEqual([{ headers: passes }, { headers: passes }]);
    clock.now += 59_999;
    expect(take()).toMatchObject({ status: 429 });
    expect(take()).not.toHaveProperty('headers.Retry-After');
    clock.now += 1;
    expect(take()).toMatchObject({ headers: { 'X-RateLimit-Consumed': '1' } });
  });

  it('refuses everything at a limit of 0, and nothing where limits are not enforced', () => {
    expect(stage({ fallback: 0 }).take()).toMatchObject({ status: 429 });
    expect(stage({ token: 0 }).take()).toMatchObject({ status: 429 });
    expect(stage({ token: 0, fallback: 0, enforced: false }).take()).toMatchObject({
      headers: { 'X-RateLimit-Consumed': '1', 'X-RateLimit-Remaining': '0' },
    });
  });

  it('begins anew when the rules are set', () => {
    const { limiter, take } = stage({ fallback: 1 });
    take();
    limiter.set({ fallback: 1 });
    expect(take()).toMatchObject({ headers: { 'X-RateLimit-Remaining': '0' } });
    expect(limiter.rules).toEqual({ fallback: 1 });
  });
});

describe('limits as JSON', () => {
  it.each([
    [{}, {}],
    [
      { token: 0, fallback: 1_000_000 },
      { token: 0, fallback: 1_000_000 },
    ],
    [{ operations: {} }, {}],
    [{ operations: { 'GET /sources/*': 0 } }, { operations: { 'GET /sources/{sourceId}': 0 } }],
    [
      { headers: 'operation', retryAfter: false, enforced: true },
      { headers: 'operation', retryAfter: false, enforced: true },
    ],
    [
      { headers: 'token', retryAfter: true, enforced: false },
      { headers: 'token', retryAfter: true, enforced: false },
    ],
  ])('%j are read and shown as %j', (given, shown) => {
    expect(limitsShown(readLimits(given))).toEqual(shown);
  });

  it.each([
    [{ token: 1_000_001 }, 'limits.token 1000001 must be '],
    [{ fallback: 1.5 }, 'limits.fallback 1.5 must be '],
    [{ fallback: -1 }, 'limits.fallback -1 must be '],
    [{ enforced: 'no' }, 'limits.enforced "no" must be true or false'],
    [{ retryAfter: 1 }, 'limits.retryAfter 1 must be true or false'],
    [{ operations: [] }, 'limits.operations [] must be an object of operations'],
    [{ operations: { 'GET /sources': 1_000_001 } }, 'limits.operations "GET /sources" must be '],
    [{ operations: { '/sources': 1 } }, 'limits.operations "/sources" is no operation'],
    [{ constructor: 1 }, 'limits.constructor is unknown'],
    [null, 'limits must be an object'],
  ])('%j are refused: %s', (given, words) => {
    expect(() => readLimits(given)).toThrow(words);
  });
});
