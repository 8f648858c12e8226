import { changeOf, comparedBuckets } from '../../domain/comparison.ts';
import { type Dimension, percent, type Step, type StepRow } from '../../domain/delivery/counts.ts';
import { type Reason, reasonOf } from '../../domain/delivery/discard-reasons/index.ts';
import type { Mapping } from '../../domain/delivery/mappings.ts';
import type { Problem } from '../../domain/problem.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { type Bucket, bucketLength } from '../../domain/time.ts';
import { isWhole, lostIn } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Resource } from '../polling/resource.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import { mappings as mappingsOf } from '../resources/pages.ts';
import { attemptCode, type Pair, type StepSlice, stepBreakdown } from '../resources/pipeline.ts';
import { gridOf, onGrid, type PipelinePeriod } from '../resources/pipeline-periods.ts';
import { compared, type StageId } from './pipeline.ts';

/** One way to take a step apart. `attempts` is the retry histogram: deliveries by the try that succeeded. */
export interface BreakdownTab {
  readonly id: 'reasons' | 'attempts' | 'types' | 'names' | 'versions' | 'mappings';
  readonly dimension: Dimension;
}

const reasons: BreakdownTab = { id: 'reasons', dimension: 'discardReason' };
const attempts: BreakdownTab = { id: 'attempts', dimension: 'discardReason' };
const events: readonly BreakdownTab[] = [
  { id: 'types', dimension: 'eventType' },
  { id: 'names', dimension: 'eventName' },
  { id: 'versions', dimension: 'appVersion' },
];
const mappings: BreakdownTab = { id: 'mappings', dimension: 'subscriptionId' };

/** What the API groups each step by (rule 58). */
const tabsOf: Readonly<Record<StageId, readonly BreakdownTab[]>> = {
  'successfully-received': events,
  'failed-on-ingest': [reasons, ...events],
  'filtered-at-source': [reasons, ...events],
  'filtered-at-destination': [reasons, ...events, mappings],
  waiting: [reasons, ...events, mappings],
  'failed-delivery': [reasons, ...events, mappings],
  'successful-delivery': [attempts, ...events, mappings],
};

export const breakdownTabs = (stage: StageId): readonly BreakdownTab[] => tabsOf[stage];

/** The tab by its number; a number from a step with more tabs means the last one. */
export function breakdownTab(stage: StageId, index: number): BreakdownTab {
  const tabs = tabsOf[stage];
  return tabs[Math.max(0, Math.min(index, tabs.length - 1))]!;
}

/** What waits is told by the attempts made again of the failing step. */
export const stepOf = (stage: StageId): Step => (stage === 'waiting' ? 'failed-delivery' : stage);

export const breakdownResource = (
  period: PipelinePeriod,
  pair: Pair,
  stage: StageId,
  tab: BreakdownTab,
): Resource<StepSlice> => stepBreakdown(period, pair, stepOf(stage), tab.dimension);

export interface BreakdownRow {
  readonly key: string;
  /** The value as the API gives it; undefined where a row has none. */
  readonly value: SafeText | undefined;
  readonly reason: Reason | undefined;
  /** The mapping whose id the value is, once its list was read. */
  readonly mapping: Mapping | undefined;
  /** Events; attempts made again where the stage is what waits. */
  readonly count: number;
  readonly earlier: number | undefined;
  readonly percent: number | undefined;
  readonly change: number | undefined;
  readonly points: number | undefined;
  readonly retries: number;
  readonly counts: readonly (number | undefined)[];
}

export interface Breakdown {
  readonly stage: StageId;
  readonly tab: BreakdownTab;
  readonly rows: readonly BreakdownRow[];
  readonly total: number;
  /** The API answered, but no row says what it was asked to group by (rule 58). */
  readonly unnamed: boolean;
  readonly snapshot: Snapshot<StepSlice>;
  readonly error: Problem | undefined;
}

interface Part {
  readonly row: StepRow;
  readonly buckets: readonly Bucket[];
  readonly count: number;
  readonly earlier: number | undefined;
  readonly retries: number;
}

/** The rows of one step by one dimension, most events first; attempts in their own order. */
export function breakdown(
  read: Read,
  pair: Pair,
  period: PipelinePeriod,
  stage: StageId,
  tab: BreakdownTab,
): Breakdown {
  const snapshot = read(breakdownResource(period, pair, stage, tab));
  const { data } = snapshot;
  // Shares are of all rows: of a part they would be too large.
  const isAll = isWhole(snapshot);
  const base = { stage, tab, snapshot, error: snapshot.error ?? lostIn(snapshot) };
  if (!data) return { ...base, rows: [], total: 0, unnamed: false };
  const all = data.report.rows.map((row) => partOf(row, data, period, stage));
  const parts = all.filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  // With those that came no more: without them the shares before would be too large.
  const before = data.earlier && all.reduce((sum, { earlier }) => sum + (earlier ?? 0), 0);
  const named = tab.id === 'mappings' ? (read(mappingsOf(pair.id)).data ?? []) : [];
  const rows = parts.map((part) =>
    rowOf(part, { total: isAll ? total : undefined, before, data, period, stage, tab, named }),
  );
  return {
    ...base,
    rows:
      tab.id === 'attempts' ? rows.sort(byAttempt) : rows.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)),
    total,
    unnamed: rows.length > 0 && rows.every(({ value }) => value === undefined),
  };
}

function partOf(row: StepRow, slice: StepSlice, period: PipelinePeriod, stage: StageId): Part {
  const size = bucketLength[gridOf(period).granularity];
  const again = row.series.map(({ at, retryCount }) => ({ at, count: retryCount ?? 0 }));
  const buckets = stage === 'waiting' ? again : row.series;
  return { row, buckets, ...compared(buckets, slice, size), retries: compared(again, slice, size).count };
}

interface Whole {
  readonly total: number | undefined;
  readonly before: number | undefined;
  readonly data: StepSlice;
  readonly period: PipelinePeriod;
  readonly stage: StageId;
  readonly tab: BreakdownTab;
  readonly named: readonly Mapping[];
}

function rowOf(
  { row, buckets, count, earlier, retries }: Part,
  { total, before, data, period, stage, tab, named }: Whole,
): BreakdownRow {
  const value = row.by[tab.dimension];
  const share = total === undefined ? undefined : percent(count, total);
  const earlierShare = earlier === undefined || before === undefined ? undefined : percent(earlier, before);
  return {
    key: value ?? '',
    value,
    reason: tab.dimension === 'discardReason' ? reasonOf(stepOf(stage), value ?? '') : undefined,
    mapping: named.find(({ id }) => id === (value as string | undefined)),
    count,
    earlier,
    percent: share,
    change:
      data.earlier &&
      changeOf(comparedBuckets(buckets, data.window, gridOf(period).length, gridOf(period).granularity)),
    points: share === undefined || earlierShare === undefined ? undefined : share - earlierShare,
    retries,
    counts: onGrid(buckets, data.window, bucketLength[gridOf(period).granularity], data.window.end),
  };
}

function byAttempt(a: BreakdownRow, b: BreakdownRow): number {
  const attempt = ({ value }: BreakdownRow) => Number(attemptCode.exec(value ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
  return attempt(a) - attempt(b) || b.count - a.count;
}

/** What stands for a missing value. */
export function unnamedText({ id }: BreakdownTab): SafeText {
  if (id === 'names') return t`Unnamed or batched events`;
  return id === 'reasons' || id === 'attempts' ? t`no reason given` : t`not in the API`;
}
