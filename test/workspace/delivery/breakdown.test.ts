import { describe, expect, test } from 'vitest';
import type { Dimension, StepReport } from '../../../source/domain/delivery/counts.ts';
import type { StepQuery } from '../../../source/domain/queries.ts';
import { type SafeText, sanitise, t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import {
  breakdown,
  breakdownResource,
  breakdownTab,
  breakdownTabs,
  unnamedText,
} from '../../../source/workspace/delivery/breakdown.ts';
import { stageIds } from '../../../source/workspace/delivery/pipeline.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import { unread } from '../../../source/workspace/polling/snapshot.ts';
import { mappings as mappingsOf } from '../../../source/workspace/resources/pages.ts';
import type { StepSlice } from '../../../source/workspace/resources/pipeline.ts';
import { pipelineWindow } from '../../../source/workspace/resources/pipeline-periods.ts';
import { problemWith, snapshots } from '../snapshots.ts';

const now = Date.parse('2026-11-21T14:30:00Z');
const pair = { id: 'd1', sourceId: 's1' };

type Counts = readonly [value: SafeText | undefined, now: number, before: number, retries?: number];

function reportOf(dimension: Dimension, rows: readonly Counts[]): StepReport {
  return {
    total: rows.reduce((sum, [, recent, earlier]) => sum + recent + earlier, 0),
    rows: rows.map(([value, recent, earlier, retries]) => ({
      by: value === undefined ? {} : { [dimension]: value },
      total: recent + earlier,
      retries: retries ?? 0,
      series: [
        { at: now - 25.5 * hour, count: earlier },
        { at: now - 1.5 * hour, count: recent, ...(retries === undefined ? {} : { retryCount: retries }) },
      ],
    })),
  };
}

/** A backend whose step answers by what it is asked, and the questions it got. */
function stepBackend(answer: (query: StepQuery) => StepReport) {
  const asked: StepQuery[] = [];
  const backend = {
    deliveryStep: async (query: StepQuery) => {
      asked.push(query);
      return { value: answer(query), problems: [] };
    },
  } as unknown as Backend;
  return { backend, asked };
}

async function rowsOf(stage: (typeof stageIds)[number], index: number, rows: readonly Counts[]) {
  const tab = breakdownTab(stage, index);
  const resource = breakdownResource('24h', pair, stage, tab);
  const { backend } = stepBackend(() => reportOf(tab.dimension, rows));
  const { value } = await resource.load(backend, {}, now);
  const read: Read = (wanted) =>
    (wanted.key === resource.key ? { ...unread, data: value as never, status: 'ready' } : unread) as never;
  return breakdown(read, pair, '24h', stage, tab);
}

test('most events first, with share, change and meaning; rows of the window before alone are left out', async () => {
  const { rows, total } = await rowsOf('failed-delivery', 0, [
    [t`429`, 25, 50],
    [t`401`, 75, 50],
    [t`404`, 0, 7],
  ]);
  expect(total).toBe(100);
  expect(rows.map(({ value, percent, change, reason }) => [value, percent, change, reason?.fate])).toEqual([
    ['401', 75, 50, 'lost'],
    ['429', 25, -50, 'retried'],
  ]);
});

test('a share is compared with that of all events of the window before, also of those whose reason came no more', async () => {
  const { rows } = await rowsOf('failed-delivery', 0, [
    [t`401`, 75, 50],
    [t`429`, 25, 50],
    [t`404`, 0, 100],
  ]);
  expect(rows.map(({ value, earlier, percent, points }) => [value, earlier, percent, points])).toEqual([
    ['401', 50, 75, 50],
    ['429', 50, 25, 0],
  ]);
});

test.each<readonly [string, 'failed-delivery' | 'successful-delivery', readonly (readonly [string, number])[]]>([
  [
    'as many events by name',
    'failed-delivery',
    [
      ['a', 5],
      ['b', 5],
    ],
  ],
  [
    'what is no attempt after all attempts, most events first',
    'successful-delivery',
    [
      ['successes.attempt.9', 1],
      ['many', 6],
      ['few', 5],
    ],
  ],
])('rows stand in one order, however they came: %s', async (_, stage, expected) => {
  for (const each of [expected, expected.toReversed()]) {
    const { rows } = await rowsOf(
      stage,
      0,
      each.map(([value, count]) => [sanitise(value), count, 0]),
    );
    expect(rows.map(({ value, count }) => [value, count])).toEqual(expected);
  }
});

test('attempts made again are those of the period alone, a mapping is named, and what waits has the reasons of what failed', () => {
  const rowsBy = (stage: (typeof stageIds)[number], tab: ReturnType<typeof breakdownTab>, by: object) => {
    const series = [
      { at: now - 25.5 * hour, count: 3, retryCount: 30 },
      { at: now - 1.5 * hour, count: 5, retryCount: 40 },
    ];
    const report = { total: 8, rows: [{ by, total: 8, retries: 70, series }] };
    const window = pipelineWindow('24h', now);
    const { read } = snapshots()
      .set(breakdownResource('24h', pair, stage, tab), { window, earlier: undefined, report })
      .set(mappingsOf('d1'), [{ id: 'm1', name: t`Orders` } as never]);
    return breakdown(read, pair, '24h', stage, tab).rows;
  };
  expect(rowsBy('waiting', breakdownTab('waiting', 0), { discardReason: t`429` })).toMatchObject([
    { count: 40, retries: 40, reason: { fate: 'retried' }, mapping: undefined },
  ]);
  const byMapping = breakdownTab('failed-delivery', 4);
  expect(rowsBy('failed-delivery', byMapping, { subscriptionId: t`m1` })).toMatchObject([
    { count: 5, retries: 40, reason: undefined, mapping: { name: 'Orders' } },
  ]);
});

test.each([
  ['names', 'Unnamed or batched events'],
  ['reasons', 'no reason given'],
  ['attempts', 'no reason given'],
  ['types', 'not in the API'],
  ['mappings', 'not in the API'],
] as const)('a missing value among %s is called: %s', (id, text) => {
  expect(unnamedText({ id, dimension: 'eventName' })).toBe(text);
});

test('what waits counts attempts made again', async () => {
  const { rows } = await rowsOf('waiting', 0, [
    [t`429`, 0, 0, 40],
    [t`401`, 75, 50],
  ]);
  expect(rows.map(({ value, count }) => [value, count])).toEqual([['429', 40]]);
});

test('attempts stand in their own order', async () => {
  const { rows } = await rowsOf('successful-delivery', 0, [
    [t`successes.attempt.10`, 1, 0],
    [t`successes.attempt.2`, 5, 0],
    [t`successes.attempt.1`, 90, 0],
  ]);
  expect(rows.map(({ reason, count }) => [reason?.label, count])).toEqual([
    ['First try', 90],
    ['Try 2', 5],
    ['Try 10', 1],
  ]);
});

test.each([
  ['no row tells its mapping', [[undefined, 5, 1]], true],
  [
    'one does',
    [
      [undefined, 5, 1],
      [t`m1`, 2, 1],
    ],
    false,
  ],
  ['there are no rows', [], false],
] as const)('unnamed: %s', async (_, rows, expected) => {
  expect((await rowsOf('failed-delivery', 4, rows)).unnamed).toBe(expected);
});

test('each step is taken apart by what the API groups it by', () => {
  const events = ['types eventType', 'names eventName', 'versions appVersion'];
  const reasons = ['reasons discardReason', ...events];
  const delivered = ['attempts discardReason', ...events];
  const [mapped, tried] = [reasons, delivered].map((tabs) => [...tabs, 'mappings subscriptionId']);
  const told = stageIds.map((stage) => [stage, breakdownTabs(stage).map(({ id, dimension }) => `${id} ${dimension}`)]);
  expect(Object.fromEntries(told)).toEqual({
    'successfully-received': events,
    'failed-on-ingest': reasons,
    'filtered-at-source': reasons,
    'filtered-at-destination': mapped,
    waiting: mapped,
    'failed-delivery': mapped,
    'successful-delivery': tried,
  });
});

test('of rows that were lost in part nothing is a share, and what was lost is told; unread there is nothing', () => {
  const tab = breakdownTab('failed-delivery', 0);
  const resource = breakdownResource('24h', pair, 'failed-delivery', tab);
  const window = pipelineWindow('24h', now);
  const earlier = { start: window.start - 24 * hour, end: window.end - 24 * hour };
  const slice = { window, earlier, report: reportOf('discardReason', [[undefined, 5, 3]]) };
  const lost = problemWith({ kind: 'dropped-rows' });
  const { read } = snapshots().set(resource, slice, [lost]);
  expect(breakdown(read, pair, '24h', 'failed-delivery', tab)).toMatchObject({
    error: lost,
    total: 5,
    unnamed: true,
    rows: [{ key: '', value: undefined, count: 5, earlier: 3, percent: undefined, points: undefined, retries: 0 }],
  });
  expect(breakdown(snapshots().read, pair, '24h', 'failed-delivery', tab)).toMatchObject({
    ...{ rows: [], total: 0, unnamed: false, error: undefined },
  });
});

test('a tab that the step does not have is its last', () => {
  expect(breakdownTab('successfully-received', 4).id).toBe('versions');
  expect(breakdownTab('successfully-received', -1).id).toBe('types');
  for (const stage of stageIds) expect(breakdownTabs(stage).length).toBeGreaterThan(2);
});

describe('attempts that the grouping does not name', () => {
  const resource = breakdownResource('24h', pair, 'successful-delivery', breakdownTab('successful-delivery', 0));

  test('are asked for one after the other, until every delivery is accounted for', async () => {
    const counts: Readonly<Record<string, number>> = { 'successes.attempt.1': 80, 'successes.attempt.2': 20 };
    const { backend, asked } = stepBackend(({ filter }) =>
      filter
        ? reportOf('discardReason', [[undefined, counts[filter.discardReason?.[0] ?? ''] ?? 0, 0]])
        : reportOf('discardReason', [[undefined, 100, 0]]),
    );
    const { value } = (await resource.load(backend, {}, now)) as { value: StepSlice };
    expect(asked.map(({ groupBy, filter }) => groupBy ?? filter?.discardReason)).toEqual([
      ['discardReason'],
      ['successes.attempt.1'],
      ['successes.attempt.2'],
    ]);
    expect(value.report.rows.map(({ by, total }) => [by.discardReason, total])).toEqual([
      ['successes.attempt.1', 80],
      ['successes.attempt.2', 20],
    ]);
  });

  test('tell what was lost of any of them', async () => {
    const lost = problemWith({ kind: 'dropped-rows' });
    const { backend } = stepBackend(({ filter }) => reportOf('discardReason', [[undefined, filter ? 50 : 100, 0]]));
    const { deliveryStep } = backend;
    const partly: Backend = {
      ...backend,
      deliveryStep: async (query, options) => {
        const answer = await deliveryStep(query, options);
        return query.filter?.discardReason?.[0] === 'successes.attempt.2' ? { ...answer, problems: [lost] } : answer;
      },
    };
    expect((await resource.load(partly, {}, now)).problems).toEqual([lost]);
  });

  test('never more than ten, and none where nothing was delivered', async () => {
    const never = stepBackend(() => reportOf('discardReason', [[undefined, 0, 0]]));
    await resource.load(never.backend, {}, now);
    expect(never.asked).toHaveLength(1);
    const silent = stepBackend(({ filter }) => reportOf('discardReason', filter ? [] : [[undefined, 9, 0]]));
    await resource.load(silent.backend, {}, now);
    expect(silent.asked).toHaveLength(11);
  });
});
