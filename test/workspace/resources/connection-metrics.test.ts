import { expect, test } from 'vitest';
import { type ProblemKind, ReadError } from '../../../source/domain/problem.ts';
import type { StepQuery } from '../../../source/domain/queries.ts';
import { t } from '../../../source/domain/text.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import {
  byFreeLane,
  connectionMetrics,
  isClosedLane,
  isOtherWay,
  waitOf,
} from '../../../source/workspace/resources/connection-metrics.ts';
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

const pair = { destinationId: 'd', sourceId: 's', window: { start: 0, end: 600_000 }, granularity: 'HOUR' } as const;

test('while the token itself is limited nothing else is asked: it would only wait as well', async () => {
  const { backend, asked } = limited();
  const paused: Backend = { ...backend, wire: () => ({ ...backend.wire(), pausedUntil: 5_000 }) };
  await expect(connectionMetrics(paused, pair, {})).rejects.toMatchObject({ problem: { kind: 'rate-limited' } });
  expect(asked).toEqual([]);
});

/** A backend whose operations are refused as it is said of them, and the operations that were asked, in order. */
function refusing() {
  const refused: { metrics?: ProblemKind | undefined; overview?: ProblemKind | undefined } = {};
  const asked: string[] = [];
  const answer = async (lane: 'metrics' | 'overview', value: object) => {
    if (asked.at(-1) !== lane) asked.push(lane);
    const kind = refused[lane];
    if (kind) throw new ReadError(problemWith({ kind, status: 403 }));
    return { value, problems: [] };
  };
  const backend = {
    wire: () => ({ limitOf: () => undefined }),
    deliveryMetrics: () => answer('metrics', { firstTry: 7 }),
    deliveryStep: () => answer('overview', { total: 4, rows: [] }),
  } as unknown as Backend;
  const read = async () => {
    asked.length = 0;
    await connectionMetrics(backend, pair, {});
    return [...asked];
  };
  return { backend, refused, read };
}

test('an operation that is closed is tried last, and first again once it works while the other one is closed', async () => {
  const { backend, refused, read } = refusing();
  const closed = () => (['metrics', 'overview'] as const).filter((lane) => isClosedLane(backend, lane));
  refused.metrics = 'no-access';
  expect([await read(), closed(), await read()]).toEqual([['metrics', 'overview'], ['metrics'], ['overview']]);
  Object.assign(refused, { metrics: undefined, overview: 'not-in-plan' });
  expect([await read(), closed(), await read()]).toEqual([['overview', 'metrics'], ['overview'], ['metrics']]);
});

test.each<readonly [ProblemKind, readonly string[]]>([
  ['not-found', ['metrics', 'overview']],
  ['rate-limited', ['metrics', 'overview']],
])('what is %s concerns one read only: the next one asks as ever', async (kind, lanes) => {
  const { refused, read } = refusing();
  refused.metrics = kind;
  expect([await read(), await read()]).toEqual([lanes, lanes]);
});

test.each<ProblemKind>(['server', 'timeout', 'dropped-rows'])(
  'what fails by %s is not asked in another way',
  async (kind) => {
    const { refused, read } = refusing();
    refused.metrics = kind;
    await expect(read()).rejects.toMatchObject({ problem: { kind } });
  },
);

test.each([
  [{}, 0],
  [{ priority: 3 }, 3],
] as const)('which way is free is asked of the operations themselves, as urgently as %j', async (options, level) => {
  const { backend } = limited();
  const waits: unknown[] = [];
  const wire: Backend['wire'] = () => ({ ...backend.wire(), waitOf: (...asked) => 0 * waits.push(asked) });
  await connectionMetrics({ ...backend, wire }, pair, options);
  expect(waits).toEqual([
    ['GET /destinations/{destinationId}/delivery-metrics', level, 1],
    ['GET /delivery-overview/failed-delivery', level, 1],
    ['GET /delivery-overview/successful-delivery', level, 1],
  ]);
});

test('where nothing is known of a limit nothing waits, and of several operations the last that is free counts', () => {
  const { backend } = limited();
  const wire: Backend['wire'] = () => ({ ...backend.wire(), waitOf: (operation) => Number(operation) });
  expect([waitOf(backend, ['3'], {}), waitOf({ ...backend, wire }, ['3', '7', '5'], {})]).toEqual([0, 7]);
});

test.each<readonly [ProblemKind, boolean]>([
  ['rate-limited', true],
  ['no-access', true],
  ['not-in-plan', true],
  ['not-found', true],
  ['server', false],
  ['timeout', false],
])('after %s another way may still work: %s', (kind, expected) => {
  expect(isOtherWay(kind)).toBe(expected);
});

test('the first way is not waited for, the other one is; whichever is preferred', async () => {
  const { backend } = limited();
  const tried: unknown[] = [];
  const read = async (lane: string, { isPatient }: { readonly isPatient?: boolean | undefined }) => {
    tried.push([lane, isPatient]);
    if (tried.length === 1) throw new ReadError(problemWith({ kind: 'rate-limited' }));
    return lane;
  };
  expect(await byFreeLane(backend, { isPatient: true }, 1, read, 'overview')).toBe('metrics');
  expect(tried).toEqual([
    ['overview', false],
    ['metrics', true],
  ]);
});

test('a fault of the program is told as it is', async () => {
  const { backend } = limited();
  const wrong = { ...backend, deliveryMetrics: () => Promise.reject(new TypeError('no such thing')) };
  await expect(connectionMetrics(wrong, pair, {})).rejects.toThrow('no such thing');
});
