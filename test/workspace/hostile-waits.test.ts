import { describe, expect, it } from 'vitest';
import { minute, second } from '../../source/domain/time.ts';
import type { WireResponse } from '../../source/segment-api/transport/transport.ts';
import { scarceApi } from './scarce-api.ts';

const refusal = (headers: Record<string, string>, data?: object): WireResponse => ({
  status: 429,
  headers,
  json: { errors: [{ type: 'RequestError', message: 'Too many requests', ...(data ? { data } : {}) }] },
});
const broken: WireResponse = { status: 500, headers: {}, json: { errors: [{ message: 'boom' }] } };
const page: WireResponse = { status: 502, headers: { 'content-type': 'text/html' }, text: '<html>Bad gateway</html>' };

describe('an API that answers everything alike, from some moment on', () => {
  it.each<[string, WireResponse]>([
    ['a wait of nothing', refusal({ 'retry-after': '0' })],
    ['a wait of less than nothing', refusal({ 'retry-after': '-5' })],
    ['a wait that is over', refusal({ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })],
    ['a wait of nothing for the operation', refusal({}, { msBeforeNext: 0 })],
    ['a wait of less than nothing for the operation', refusal({}, { msBeforeNext: -1 })],
    ['a refusal without a word', { status: 429, headers: {}, text: '' }],
    ['a wait of eleven days', refusal({ 'retry-after': '1000000' })],
    ['a wait of thirty thousand years', refusal({ 'retry-after': '1000000000000' })],
    ['a wait of thirty thousand years for the operation', refusal({}, { msBeforeNext: 1e15 })],
    ['500', broken],
    ['502 with a page', page],
    ['503 with a wait of nothing', { ...broken, status: 503, headers: { 'retry-after': '0' } }],
    [
      '503 with a wait of thirty thousand years',
      { ...broken, status: 503, headers: { 'retry-after': '1000000000000' } },
    ],
  ])('%s: is asked less than before, and all is read again within minutes when it is well', async (_, answer) => {
    let since = Number.POSITIVE_INFINITY;
    let until = Number.POSITIVE_INFINITY;
    const api = scarceApi({
      connections: 60,
      answer: (__, now) => (now >= since && now < until ? answer : undefined),
    });
    await api.clock.advance(5 * minute);
    const usually: number[] = [];
    for (let passed = 0; passed < 5; passed += 1) {
      await api.clock.advance(minute);
      usually.push(api.lastMinute().length);
    }
    const usual = Math.max(...usually);
    since = api.clock.now();
    const each: number[] = [];
    for (let passed = 0; passed < 10; passed += 1) {
      await api.clock.advance(minute);
      each.push(api.lastMinute().length);
    }
    const [first = 0, ...later] = each;
    expect(first).toBeLessThanOrEqual(1.5 * usual);
    expect(Math.max(...later)).toBeLessThanOrEqual(usual);
    until = api.clock.now();
    const oldest = () => Math.min(...['workspace', 'volume:24h', 'destinations'].map((key) => api.fetchedAt(key) ?? 0));
    const seconds = await api.until(() => oldest() >= until, 400);
    expect(seconds).toBeLessThanOrEqual(310);
    api.poller.stop();
    await api.clock.advance(second);
    expect(api.clock.pending()).toBe(0);
  });

  it('is asked once more when the user asks, in spite of the wait', async () => {
    let isLimited = true;
    const api = scarceApi({
      connections: 10,
      answer: () => (isLimited ? refusal({ 'retry-after': '86400' }) : undefined),
    });
    await api.clock.advance(minute);
    const before = api.asked.length;
    expect(api.backend.wire().pausedUntil).toBeGreaterThan(api.clock.now() + 3 * minute);
    api.poller.refresh();
    await api.clock.advance(10 * second);
    expect(api.asked.length).toBe(before + 1);
    isLimited = false;
    api.poller.refresh();
    await api.clock.advance(10 * second);
    expect(api.backend.wire().pausedUntil).toBeUndefined();
    expect(api.fleet().ranked).toBe(10);
    api.poller.stop();
  });
});
