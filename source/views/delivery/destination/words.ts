import { changeText, clock, compact, percentText } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { hour, minute } from '../../../domain/time.ts';
import { type Span, span } from '../../../theme/line.ts';
import type { Basis, Pipeline, Stage, StageId } from '../../../workspace/delivery/pipeline.ts';
import type { PipelinePeriod } from '../../../workspace/resources/pipeline-periods.ts';

export const stageNames: Readonly<Record<StageId, SafeText>> = {
  'successfully-received': t`Received`,
  'failed-on-ingest': t`Failed on ingest`,
  'filtered-at-source': t`Filtered at source`,
  'filtered-at-destination': t`Filtered at destination`,
  waiting: t`Waiting for retry`,
  'failed-delivery': t`Failed delivery`,
  'successful-delivery': t`Delivered`,
};

/** Where the names do not fit. */
export const shortStageNames: Readonly<Record<StageId, SafeText>> = {
  ...stageNames,
  'filtered-at-source': t`Filtered, source`,
  'filtered-at-destination': t`Filtered, dest.`,
  waiting: t`Waiting`,
};

const basisNames: Readonly<Record<Basis, SafeText>> = {
  received: t`received`,
  eligible: t`that passed the source`,
  attempted: t`attempted`,
  tried: t`tried or waiting`,
};

export const periodNames: Readonly<Record<PipelinePeriod, SafeText>> = {
  '10m': t`10 min`,
  '1h': t`1 h`,
  '24h': t`24 h`,
  '7d': t`7 d`,
  '2w': t`2 w`,
};

/** Stages of which more is worse; of all others less is worse. */
const harmful: ReadonlySet<StageId> = new Set(['failed-on-ingest', 'waiting', 'failed-delivery']);
const desired: ReadonlySet<StageId> = new Set(['successfully-received', 'successful-delivery']);
/** Relative change, and change in points, from which a number calls for attention. */
const loud = { percent: 20, points: 1 } as const;

/** A difference of shares with its unit: +2.3pp, -12pp, 0pp (rule 52). */
export function pointsText(points: number | undefined): SafeText {
  if (points === undefined || !Number.isFinite(points)) return t`–`;
  const size = Math.abs(points);
  if (size < 0.05) return t`0pp`;
  const digits = size < 9.95 ? size.toFixed(1).replace(/\.0$/, '') : size.toFixed(0);
  return t`${points < 0 ? t`-` : t`+`}${sanitise(digits)}pp`;
}

/** A count's change with its unit; without a past it is not known, after nothing it is new. */
export function countChangeText(
  count: number | undefined,
  earlier: number | undefined,
  change: number | undefined,
): SafeText {
  if (count === undefined || earlier === undefined) return t`–`;
  if (earlier === 0) return count === 0 ? t`0%` : t`new`;
  return changeText(change);
}

function changeTone(id: StageId, change: number | undefined, least: number): 'bad' | 'dim' {
  if (change === undefined) return 'dim';
  return (harmful.has(id) && change > least) || (desired.has(id) && change < -least) ? 'bad' : 'dim';
}

/** What a step amounts to in the chosen mode: a count, or its share. */
export function amountText({ basis, count, percent }: Stage, share: boolean): SafeText {
  if (share && basis) return percentText(percent);
  return count === undefined ? t`–` : compact(count);
}

export function changeSpan(stage: Stage, share: boolean): Span {
  const { id, basis, count, earlier, change, points } = stage;
  if (share && basis) return span(pointsText(points), changeTone(id, points, loud.points));
  return span(countChangeText(count, earlier, change), changeTone(id, change, loud.percent));
}

/** `of 1.61k attempted`: what a share was made of (rule 226). */
export function wholeText({ basis, whole }: Stage): SafeText {
  return basis === undefined || whole === undefined ? t`` : t`of ${compact(whole)} ${basisNames[basis]}`;
}

/** ` since Nov 8 01:00`: where what has no series is of a shorter time than the page says. */
export function metricsSince({ metricsStart }: Pick<Pipeline, 'metricsStart'>, now: number): SafeText {
  return metricsStart === undefined ? t`` : t` since ${clock(metricsStart, now)}`;
}

export function bucketName(size: number): SafeText {
  return size === minute ? t`events a minute` : size === hour ? t`events an hour` : t`events a day`;
}

/** `24 h before`: the equal window that a change is against. */
export const beforeText = (period: PipelinePeriod): SafeText => t`${periodNames[period]} before`;
