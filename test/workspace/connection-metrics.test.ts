import { describe, expect, it } from 'vitest';
import { ReadError } from '../../source/domain/problem.ts';
import type { StepQuery } from '../../source/domain/queries.ts';
import { readWindow } from '../../source/domain/windows.ts';
import type { Backend } from '../../source/workspace/backend.ts';
import { connectionMetrics, hardLimit, metricsOperation } from '../../source/workspace/connection-metrics.ts';
import { metricsWith, now, period, problemWith } from './snapshots.ts';

interface Wire {
  readonly limit?: number;
  readonly pausedUntil?: number;
  readonly refusal?: ReadError;
}

/** A backend with a delivery-metrics call as given; Delivery Overview counts 30 failed and 70 delivered. */
function backendWith({ limit, pausedUntil, refusal }: Wire) {
  const asked: string[] = [];
  const steps: StepQuery[] = [];
  const backend = {
    wire: () => ({
      requests: 0,
      requestsPerMinute: 0,
      queued: 0,
      pausedUntil,
      limitOf: (operation: string) => (operation === metricsOperation ? limit : undefined),
    }),
    deliveryMetrics: async () => {
      asked.push('metrics');
      if (refusal) throw refusal;
      return { value: metricsWith({ firstTry: 9, discarded: 1 }), problems: [] };
    },
    deliveryStep: async (query: StepQuery) => {
      asked.push(query.step);
      steps.push(query);
      const total = query.step === 'failed-delivery' ? 30 : 70;
      return { value: { total, rows: [] }, problems: [problemWith({ kind: 'dropped-rows' })] };
    },
  } as unknown as Backend;
  return { backend, asked, steps };
}

const pair = { destinationId: 'd', sourceId: 's', window: readWindow(period, now), granularity: 'DAY' } as const;
const refusal = (kind: 'rate-limited' | 'server') => new ReadError(problemWith({ kind, status: 429 }));

describe('totals of one connection', () => {
  it.each([
    ['no limit is known', {}],
    ['the limit leaves room for a sweep', { limit: hardLimit }],
  ])('come from delivery-metrics when %s', async (_, wire) => {
    const { backend, asked } = backendWith(wire);
    const { value } = await connectionMetrics(backend, pair, {});
    expect([asked, value.basis]).toEqual([['metrics'], 'metrics']);
  });

  it('come from Delivery Overview when the call is limited hard, and say so', async () => {
    const { backend, asked, steps } = backendWith({ limit: 5 });
    expect(await connectionMetrics(backend, pair, {})).toEqual({
      value: metricsWith({ firstTry: 70, discarded: 30, basis: 'overview' }),
      problems: [problemWith({ kind: 'dropped-rows' }), problemWith({ kind: 'dropped-rows' })],
    });
    expect(asked).toEqual(['failed-delivery', 'successful-delivery']);
    expect(steps[0]).toMatchObject({ sourceId: 's', destinationId: 'd', window: pair.window, granularity: 'HOUR' });
  });

  it('come from Delivery Overview after a 429', async () => {
    const { backend, asked } = backendWith({ refusal: refusal('rate-limited') });
    const { value } = await connectionMetrics(backend, pair, {});
    expect(value.basis).toBe('overview');
    expect(asked).toEqual(['metrics', 'failed-delivery', 'successful-delivery']);
  });

  it('wait when the token itself is limited: two other requests would wait as well', async () => {
    const { backend, asked } = backendWith({ refusal: refusal('rate-limited'), pausedUntil: now + 1000 });
    await expect(connectionMetrics(backend, pair, {})).rejects.toMatchObject({ problem: { kind: 'rate-limited' } });
    expect(asked).toEqual(['metrics']);
  });

  it('fail as the call failed for any other reason', async () => {
    const { backend, asked } = backendWith({ refusal: refusal('server') });
    await expect(connectionMetrics(backend, pair, {})).rejects.toMatchObject({ problem: { kind: 'server' } });
    expect(asked).toEqual(['metrics']);
  });
});
