import { expect, test } from 'vitest';
import { ReadError } from '../../../source/domain/problem.ts';
import type { StepQuery } from '../../../source/domain/queries.ts';
import { t } from '../../../source/domain/text.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { connectionMetrics } from '../../../source/workspace/resources/connection-metrics.ts';
import { problemWith } from '../snapshots.ts';

/** A backend whose metrics are limited, and what it was asked in their place. */
function limited() {
  const asked: StepQuery[] = [];
  const backend = {
    wire: () => ({ limitOf: () => undefined }),
    deliveryMetrics: () =>
      Promise.reject(new ReadError({ kind: 'rate-limited', message: t`slow down`, status: 429, operation: t`GET /x` })),
    deliveryStep: async (query: StepQuery) => {
      asked.push(query);
      return { value: { total: query.step === 'failed-delivery' ? 3 : 40, rows: [] }, problems: [] };
    },
  } as unknown as Backend;
  return { backend, asked };
}

test.each([
  ['MINUTE', 'MINUTE'],
  ['HOUR', 'HOUR'],
  ['DAY', 'HOUR'],
] as const)(
  'totals of Delivery Overview stand in for limited metrics: %s is asked by %s',
  async (granularity, expected) => {
    const { backend, asked } = limited();
    const pair = { destinationId: 'd', sourceId: 's', window: { start: 0, end: 600_000 }, granularity };
    const { value } = await connectionMetrics(backend, pair, {});
    expect(value).toMatchObject({ firstTry: 40, discarded: 3, basis: 'overview' });
    expect(asked.map((query) => [query.step, query.granularity])).toEqual([
      ['failed-delivery', expected],
      ['successful-delivery', expected],
    ]);
  },
);

test('totals of Delivery Overview know neither retries nor what waits, and are exact about the rest', async () => {
  const { backend } = limited();
  const pair = { destinationId: 'd', sourceId: 's', window: { start: 0, end: 600_000 }, granularity: 'HOUR' as const };
  expect((await connectionMetrics(backend, pair, {})).value).toEqual({
    ...{ firstTry: 40, afterRetry: 0, discarded: 3, expired: 0, retrying: undefined, basis: 'overview' },
  });
});

test('totals of which a row was lost are no totals', async () => {
  const { backend } = limited();
  const lost = problemWith({ kind: 'dropped-rows' });
  const { deliveryStep } = backend;
  const partly: Backend = {
    ...backend,
    deliveryStep: async (query, options) => {
      const answer = await deliveryStep(query, options);
      return query.step === 'failed-delivery' ? { ...answer, problems: [lost] } : answer;
    },
  };
  const pair = { destinationId: 'd', sourceId: 's', window: { start: 0, end: 600_000 }, granularity: 'HOUR' as const };
  await expect(connectionMetrics(partly, pair, {})).rejects.toMatchObject({ problem: { kind: 'dropped-rows' } });
});
