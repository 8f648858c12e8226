import { gauge } from '../../components/gauge.ts';
import { sparkline } from '../../components/sparkline.ts';
import { ago, compact, dateText, percentText, whole } from '../../domain/format.ts';
import { priority } from '../../domain/queries.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { type Meter, monthOf, mtuCount } from '../../domain/usage.ts';
import { line, span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import { overviewNeeds } from '../../workspace/overview-needs.ts';
import * as resources from '../../workspace/resources.ts';
import { emptyNotice } from '../need-states.ts';
import { factRow, type PageRow, pageView, type Section, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { problemText } from '../words.ts';

const names = { 'api-calls': t`API calls`, mtu: t`MTU` } as const;
const mostSources = 20;

/** Usage of the billing period (U rows): both meters, projection, daily growth, and which source it comes from. */
export const usage = pageView<readonly Meter[]>({
  id: 'usage',
  page: { key: '9', label: t`Usage` },
  aliases: ['usage', 'billing'],
  title: () => t`Usage`,
  model: ({ overview: { meters } }) => (meters.length > 0 ? meters : undefined),
  absent: ({ read, now }) =>
    emptyNotice(read(resources.apiCalls(monthOf(now))), t`usage`, {
      title: t`No usage counted yet in this period`,
      text: t`Segment counts usage once a day, after midnight UTC.`,
    }),
  sections: (meters, context, width) => [
    ...meters.map((meter): Section => ({ title: names[meter.kind], rows: meterRows(meter, context, width) })),
    { title: t`API calls by source, this period`, rows: callsBySource(context) },
    { title: t`MTU by source, this period`, rows: mtuBySource(context) },
  ],
  needs: (_, { read, period, now }, attention) => [
    ...overviewNeeds(read, period, now, attention),
    { resource: resources.apiCallsBySource(monthOf(now)), priority: priority.visible },
    { resource: resources.mtuBySource(monthOf(now)), priority: priority.visible },
  ],
});

function meterRows(meter: Meter, { now, glyphs, read }: ViewContext, width: number): PageRow[] {
  const { used, allowance, percent, projected, reachesAllowanceAt, dayOfPeriod, daysInPeriod, periodStart, periodEnd } =
    meter;
  const period = t`${dateText(periodStart, undefined, 0)} – ${dateText(periodEnd, undefined, 0)}`;
  const bar =
    percent === undefined
      ? [span(t`allowance not configured: set allowance in config.json`, 'dim')]
      : gauge({ value: percent, limit: 100, width: Math.min(40, Math.max(12, width - 30)), glyphs }).spans;
  const outlook =
    reachesAllowanceAt === undefined
      ? span(t`  at this pace ${projected === undefined ? t`–` : compact(projected)} by the end`, 'dim')
      : span(t`  reaches 100% on ${dateText(reachesAllowanceAt, undefined, 0)}`, 'bad');
  return [
    factRow(
      t`Used`,
      span(whole(used), 'strong'),
      ...(allowance === undefined ? [] : [t` of ${whole(allowance)}`]),
      span(percent === undefined ? t`` : t`  ${percentText(percent)}`),
    ),
    factRow(t`Period`, t`${period}`, span(t`  day ${dayOfPeriod} of ${daysInPeriod}`, 'dim'), outlook),
    factRow(t`Share`, ...bar),
    factRow(
      t`Per day`,
      span(sparkline(daily(meter, read, now), Math.min(60, Math.max(10, 2 * daysInPeriod)), glyphs), 'info'),
    ),
    factRow(t`Counted`, span(t`${ago(meter.asOf, now)}: once a day, after midnight UTC`, 'dim')),
  ];
}

/** Daily use: the difference of neighbouring cumulative snapshots (manual 2.12). */
function daily({ kind }: Meter, read: ViewContext['read'], now: number): number[] {
  const month = monthOf(now);
  const totals =
    kind === 'api-calls'
      ? (read(resources.apiCalls(month)).data ?? []).map(({ apiCalls }) => apiCalls)
      : (read(resources.mtu(month)).data ?? []).map(mtuCount);
  return totals.map((total, index) => Number(total - (totals[index - 1] ?? 0n)));
}

function callsBySource(context: ViewContext): PageRow[] {
  const snapshot = context.read(resources.apiCallsBySource(monthOf(context.now)));
  if (!snapshot.data) return [textRow(span(snapshot.error ? problemText(snapshot.error) : t`Reading…`, 'dim'))];
  return sourceRows(
    context,
    snapshot.data.map(({ sourceId, apiCalls }) => [sourceId, apiCalls] as const),
  );
}

function mtuBySource(context: ViewContext): PageRow[] {
  const snapshot = context.read(resources.mtuBySource(monthOf(context.now)));
  if (!snapshot.data) return [textRow(span(snapshot.error ? problemText(snapshot.error) : t`Reading…`, 'dim'))];
  const rows = sourceRows(
    context,
    snapshot.data.map((row) => [row.sourceId, mtuCount(row)] as const),
  );
  return [
    ...rows,
    textRow(span(t`Users of several sources count in each: the parts do not add up to the workspace.`, 'dim')),
  ];
}

/** Sources by their newest cumulative count, largest first. */
function sourceRows(
  { overview: { flow } }: ViewContext,
  counts: readonly (readonly [string | undefined, bigint])[],
): PageRow[] {
  const most = new Map<string, bigint>();
  for (const [id, count] of counts) if (id !== undefined && count > (most.get(id) ?? -1n)) most.set(id, count);
  const rows = [...most].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).slice(0, mostSources);
  if (rows.length === 0) return [textRow(span(t`No counts yet`, 'dim'))];
  return rows.map(([id, count]): PageRow => {
    const found = flow.bySource.get(id)?.source;
    return {
      key: `usage:${id}`,
      line: line(
        span(padToWidth(found?.name ?? (id as SafeText), 32)),
        span(padToWidth(compact(count), 8, 'right'), 'strong'),
      ),
      ...(found
        ? { open: { view: 'source', params: { id } }, subject: { kind: 'source', id, name: found.name } as const }
        : {}),
    };
  });
}
