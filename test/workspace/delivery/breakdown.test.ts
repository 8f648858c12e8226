import { describe, expect, test } from 'vitest';
import type { Dimension, StepReport } from '../../../source/domain/delivery/counts.ts';
import type { StepQuery } from '../../../source/domain/queries.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
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
import type { StepSlice } from '../../../source/workspace/resources/pipeline.ts';

const now = Date.parse('2026-11-21T14:30:00Z');
const pair = { id: 'd1', sourceId: 's1' };

type Counts = readonly [value: SafeText | undefined, now: number, before: number, retries?: number];

function reportOf(dimension: Dimension, rows: readonly Counts[]): StepReport {
  return {
    total: rows.reduce((sum, [, recent, earlier]) => sum + recent + earlier, 0),
    rows: rows.map(([value, recent, earlier, retries = 0]) => ({
      by: value === undefined ? {} : { [dimension]: value },
      total: recent + earlier,
      retries,
      series: [
        { at: now - 25.5 * hour, count: earlier },
        { at: now - 1.5 * hour, count: recent, retryCount: retries },
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

test.each([
  ['as many events stand by name', 'failed-delivery', 0, [t`b`, t`a`], ['a', 'b']],
  ['what is no attempt stands after all attempts', 'successful-delivery', 0, [t`x`, t`successes.attempt.9`], undefined],
] as const)('%s', async (_, stage, index, values, expected) => {
  const { rows } = await rowsOf(
    stage,
    index,
    values.map((value) => [value, 5, 0]),
  );
  expect(rows.map(({ value }) => value)).toEqual(expected ?? [...values].reverse());
});

test('attempts made again are those of the period alone, and waiting has the reasons of what failed', async () => {
  const { rows } = await rowsOf('waiting', 0, [[t`429`, 0, 3, 40]]);
  expect(rows.map(({ retries, reason }) => [retries, reason?.fate])).toEqual([[40, 'retried']]);
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

  test('never more than ten, and none where nothing was delivered', async () => {
    const never = stepBackend(() => reportOf('discardReason', [[undefined, 0, 0]]));
    await resource.load(never.backend, {}, now);
    expect(never.asked).toHaveLength(1);
    const silent = stepBackend(({ filter }) => reportOf('discardReason', filter ? [] : [[undefined, 9, 0]]));
    await resource.load(silent.backend, {}, now);
    expect(silent.asked).toHaveLength(11);
  });
});
