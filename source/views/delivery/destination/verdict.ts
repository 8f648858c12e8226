import { attempted, type DeliveryMetrics, failed } from '../../../domain/delivery/counts.ts';
import { reasonOf } from '../../../domain/delivery/discard-reasons/index.ts';
import type { Onset } from '../../../domain/delivery/onset.ts';
import { codeOf, raisedPercent, retryWindow, topReason } from '../../../domain/delivery/verdict.ts';
import { ago, clock, compact, counted, durationText, percentText } from '../../../domain/format.ts';
import { joined, type SafeText, t, word } from '../../../domain/text.ts';
import { keyLabel } from '../../../keys/labels.ts';
import { pages } from '../../../state/pages.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { lostIn } from '../../../workspace/polling/proof.ts';
import { isStale } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { autoDisableAfter } from '../../../workspace/sources/auto-disable.ts';
import { noneSpan } from '../../kit/need-states.ts';
import { wideText } from '../../kit/page-rows.ts';
import { type PageRow, textRow } from '../../kit/page-view.ts';
import { payloadTarget } from '../../kit/payload-target.ts';
import type { ViewContext } from '../../kit/view.ts';
import { spanText } from '../../kit/words/onset.ts';
import {
  actorText,
  changedSinceText,
  connectionMark,
  connectionVerdict,
  idleText,
  lossText,
  problemText,
  shareText,
} from '../../kit/words.ts';
import type { ConnectionPage } from './model.ts';

const periodWords = { '24h': t`last 24 h`, '7d': t`last 7 d` } as const;
/** Below this a fact gets a row of its own, so that none is cut. */
const roomy = 76;

/** The first thing read: is data being lost now, how much, since when, who changed what, and why (rule 225). */
export function verdictRows(page: ConnectionPage, context: ViewContext, width: number): PageRow[] {
  const { state } = page.connection;
  if (state === 'disabled') return disabledRows(page, context, width);
  if (state === 'unobservable') return unobservableRows(page, width);
  if (state === 'failing') return failingRows(page, context, width);
  return quietRows(page, context, width);
}

const dim = (text: SafeText): Span => span(text, 'dim');

function quietRows({ connection, autoDisable }: ConnectionPage, context: ViewContext, width: number): PageRow[] {
  const { state, metrics, snapshot } = connection;
  const { glyphs, period } = context;
  if (!metrics) {
    const { error } = snapshot;
    if (!error) return [textRow(dim(t`Reading delivery numbers…`))];
    return [
      textRow(span(t`${glyphs.cross} Delivery numbers: ${problemText(error)}`, 'warn')),
      ...wideText(error.message, width),
    ];
  }
  const healthy = state === 'healthy';
  const lost = lostIn(snapshot);
  if (lost)
    return [textRow(span(t`${glyphs.partial} Not all delivery numbers could be read: ${lost.message}`, 'warn'))];
  return [
    textRow(
      span(healthy ? glyphs.healthy : glyphs.idle, healthy ? 'good' : 'warn'),
      healthy ? t` ${deliveredText(metrics)}` : t` Enabled, and ${idleText(metrics)}`,
      dim(t`  ${periodWords[period]}`),
      staleSpan(connection, context),
    ),
    ...(healthy ? [] : wideText(t`No failures here means nothing: no event reached this destination.`, width)),
    ...lastOneRows(autoDisable, connection, width),
  ];
}

/** Where nothing failed for good: that all was delivered needs to know that nothing waits for another try. */
function deliveredText(metrics: DeliveryMetrics): SafeText {
  const { retrying } = metrics;
  const count = compact(attempted(metrics));
  if (retrying === 0) return t`Every attempted event was delivered: ${count}`;
  return retrying === undefined
    ? t`No delivery failed: ${count} delivered, retries are not known`
    : t`No delivery failed: ${count} delivered, ${compact(retrying)} ${retrying === 1 ? t`waits` : t`wait`} for another try`;
}

/** Disabling the last destination of a source starts a clock (rule 35). */
function lastOneRows(
  autoDisable: ConnectionPage['autoDisable'],
  { source }: ConnectionPage['connection'],
  width: number,
): PageRow[] {
  if (autoDisable?.kind !== 'last-one') return [];
  const name = source?.name ?? t`its source`;
  return wideText(
    t`The only enabled destination of ${name}: without one, Segment switches a source off after ${durationText(autoDisableAfter)}.`,
    width,
  );
}

function unobservableRows({ connection: { destination } }: ConnectionPage, width: number): PageRow[] {
  const device = destination.mode === 'device';
  return [
    textRow(span(t`${word(destination.mode)} mode: not observable`, 'warn')),
    ...wideText(
      device
        ? t`Browsers and phones send straight to it, past Segment: there are no delivery numbers, retries or payloads. No failures here would mean nothing.`
        : t`It is fed by syncs, not event by event: Delivery Overview does not cover it. No failures here would mean nothing.`,
      width,
    ),
  ];
}

function disabledRows(page: ConnectionPage, context: ViewContext, width: number): PageRow[] {
  const { connection, changes, gap, autoDisable } = page;
  const { glyphs, now } = context;
  const by = changes.disabledBy;
  const rows: PageRow[] = [
    by
      ? {
          key: `cause:${by.id}`,
          open: pages.auditItem.at(by.id),
          line: line(
            span(glyphs.inactive, 'dim'),
            t` `,
            span(t`DISABLED`, 'strong'),
            t` since ${clock(by.at, now)}`,
            dim(t` (${ago(by.at, now)})`),
            t`  `,
            span(t`by ${actorText(by)}`, 'info'),
          ),
        }
      : textRow(
          span(glyphs.inactive, 'dim'),
          t` `,
          span(t`DISABLED`, 'strong'),
          dim(
            changes.isWhole
              ? t`  since more than 90 days, or never enabled: the trail does not tell`
              : changes.error
                ? t`  since when is not known: audit trail, ${problemText(changes.error)}`
                : changes.known
                  ? t`  since when is not in what was read of the audit trail`
                  : t`  reading the audit trail…`,
          ),
        ),
  ];
  rows.push(...missedRows(page, context, width));
  if (autoDisable?.kind === 'none-left') {
    const left = autoDisable.at === undefined ? undefined : autoDisable.at - now;
    const name = connection.source?.name ?? t`The source`;
    const when =
      left === undefined
        ? t`after ${durationText(autoDisableAfter)} without one`
        : left <= 0
          ? t`any time now`
          : t`in ${durationText(left)}`;
    rows.push(...wideText(t`${name} has no enabled destination left: Segment switches it off ${when}.`, width, 'warn'));
  }
  if (!gap) rows.push(...wideText(t`While disabled nothing is sent and nothing is queued.`, width));
  return rows;
}

/** The gap: what the source sent and this destination will never get (rule 68). */
function missedRows({ connection, gap }: ConnectionPage, { period }: ViewContext, width: number): PageRow[] {
  const name = connection.source?.name ?? t`The source`;
  if (!gap) {
    const { sourceEvents } = connection;
    return sourceEvents === undefined
      ? []
      : [textRow(t`${name} sent ${counted(sourceEvents, t`event`)}`, dim(t`  ${periodWords[period]}`))];
  }
  const types = joined(
    gap.types.map(({ type, count }) => t`${type ?? t`other`} ${compact(count)}`),
    t`, `,
  );
  const since = gap.cut ? t`in the last two weeks` : t`since`;
  return [
    textRow(
      span(t`${name} sent ${counted(gap.total, t`event`)} ${since}`, gap.total > 0 ? 'bad' : 'text'),
      dim(types === '' ? t`` : t`  ${types}`),
    ),
    ...wideText(
      gap.total > 0
        ? t`They did not reach it and nothing was queued: only a replay by Segment brings them back.`
        : gap.cut
          ? t`Nothing was queued. What was missed before that is not counted: the API goes back two weeks.`
          : t`Nothing was missed, and nothing is queued.`,
      width,
    ),
  ];
}

function failingRows(page: ConnectionPage, context: ViewContext, width: number): PageRow[] {
  const { connection } = page;
  const { glyphs, now } = context;
  const { metrics, judgement } = connection;
  const { raised } = judgement;
  const gap = width < 40 ? t` ` : t`  `;
  const first: (Span | SafeText)[] = [
    connectionMark(connection, glyphs),
    t` `,
    connectionVerdict(connection),
    ...(raised ? incidentSpans(connection, gap) : []),
    ...(raised && metrics && failed(metrics) === 0
      ? []
      : raised && width < roomy
        ? []
        : periodSpans(page, context, gap)),
    staleSpan(connection, context),
  ];
  return [
    textRow(...first),
    ...waitingRows(page, context, width),
    ...sinceRows(page, now, width),
    ...reasonRows(page, context, width),
    ...(raised && width < roomy && metrics && failed(metrics) > 0 ? [textRow(...periodSpans(page, context, t``))] : []),
  ];
}

/** What fails now, and what that has cost since it began. */
function incidentSpans({ judgement, loss, onset }: ConnectionPage['connection'], gap: SafeText): (Span | SafeText)[] {
  const isOver = judgement.state === 'recovering';
  const rate =
    judgement.rate === undefined ? t`` : t`${percentText(judgement.rate)} ${isOver ? t`failed` : t`failing`}`;
  const cost = loss?.isSinceOnset && loss.failed > 0 ? t`${gap}${lossText(loss)}` : t``;
  return [
    span(t`${gap}${rate}`, isOver ? 'warn' : 'bad'),
    cost,
    span(cost !== '' && onset?.since !== undefined ? t` since it began` : t``, 'dim'),
  ];
}

const basisWords = {
  metrics: t``,
  overview: t`  by Delivery Overview totals`,
  volume: t`  estimated from what the source sends`,
} as const;

/** The totals of the period, beside what happens now. */
function periodSpans(
  { connection: { metrics, failedPercent, judgement } }: ConnectionPage,
  { period }: ViewContext,
  gap: SafeText,
): (Span | SafeText)[] {
  if (!metrics || failedPercent === undefined || failed(metrics) === 0) return [];
  const basis = basisWords[metrics.basis];
  const counts = t`${shareText(failed(metrics), attempted(metrics))}`;
  if (!judgement.raised)
    return [t`${gap}${percentText(failedPercent)} failed${gap}${counts}`, dim(t`  ${periodWords[period]}${basis}`)];
  return [dim(t`${gap}${periodWords[period]} ${counts}, ${percentText(failedPercent)}${basis}`)];
}

function staleSpan({ snapshot }: ConnectionPage['connection'], { now }: ViewContext): Span {
  if (!isStale(snapshot)) return span(t``);
  return span(t`  stale: ${ago(snapshot.fetchedAt ?? now, now)}, ${problemText(snapshot.error!)}`, 'warn');
}

/** What waits for another attempt, with the clock of its four hours (rule 54). */
function waitingRows(
  { connection: { metrics, verdict, judgement }, clock: four }: ConnectionPage,
  { now }: ViewContext,
  width: number,
): PageRow[] {
  const retrying = metrics?.retrying ?? 0;
  if (!metrics || retrying === 0 || (verdict === 'LOST' && judgement.state !== 'retrying')) return [];
  const waiting = span(t`${compact(retrying)} waiting for retry`, 'warn');
  if (!four) return [textRow(waiting, dim(t`  given up ${durationText(retryWindow)} after the first try`))];
  const text = four.expiring
    ? t`the oldest are at their ${durationText(retryWindow)}: some are given up now`
    : t`oldest ${durationText(minutes(four.oldest))} of ${durationText(retryWindow)}: given up from ${clock(four.givesUpAt, now)}`;
  const tone = four.expiring ? 'bad' : 'warn';
  return width >= roomy ? [textRow(waiting, t`  `, span(text, tone))] : [textRow(waiting), textRow(span(text, tone))];
}

/** Steps of ten minutes, so that nothing on screen moves with every second. */
const minutes = (length: number): number => Math.floor(length / 600_000) * 600_000;

function sinceRows(
  { connection: { onset, hours, failedPercent }, changes: { cause, changedSince, isReadAtOnset } }: ConnectionPage,
  now: number,
  width: number,
): PageRow[] {
  if (!onset) return pastRows(hours, failedPercent, now);
  const since = [
    spanText({ ...onset, until: undefined }, now),
    dim(
      onset.until !== undefined
        ? t`, ended ${clock(onset.until, now)}`
        : onset.since === undefined
          ? t``
          : t` (${ago(onset.since, now)})`,
    ),
  ];
  const later = changedSince && !cause ? dim(changedSinceText(changedSince, now)) : undefined;
  if (!cause) {
    const none = isReadAtOnset ? t`  no change of it or its source right before` : t``;
    return [textRow(...since, dim(none)), ...(later ? [textRow(later)] : [])];
  }
  const change = span(t`${cause.type} by ${actorText(cause)} ${clock(cause.at, now)}`, 'info');
  return width >= roomy ? [textRow(...since, t`  `, change)] : [textRow(...since), textRow(change)];
}

/** Failing hours that are over explain the totals of the period. */
function pastRows(hours: Onset | undefined, percent = 0, now: number): PageRow[] {
  if (hours?.until === undefined || percent < raisedPercent) return [];
  return [textRow(dim(t`mostly ${spanText({ ...hours, until: undefined }, now)} to ${clock(hours.until, now)}`))];
}

function reasonRows({ connection }: ConnectionPage, { read, period, glyphs }: ViewContext, width: number): PageRow[] {
  const { destination, id } = connection;
  const failures = read(resources.failures(period, destination));
  if (!failures.data) {
    // If Enter was typed ahead of the reasons, it opens the drawer, which waits for them too (rule 228).
    const target = payloadTarget(id);
    const why = failures.error ? span(t`Reason: ${problemText(failures.error)}`, 'warn') : dim(t`Reading the reason…`);
    return [{ key: 'reason', open: target, payload: target, line: line(why) }];
  }
  const top = topReason(failures.data);
  if (!top) return [textRow(noneSpan(failures, t`reasons`, t`Delivery Overview lists no reason in this period`))];
  const code = codeOf(top) ?? t``;
  const { label, meaning, remedy, fate } = reasonOf('failed-delivery', code);
  const others = failures.data.rows.filter((row) => row !== top && row.total > 0).length;
  const count = top.total > 0 ? t`${compact(top.total)} ${fateWord(fate)}` : t`${compact(top.retries)} tried again`;
  return [
    {
      key: `reason:${code}`,
      open: payloadTarget(id, code),
      payload: payloadTarget(id, code),
      line: line(
        span(code === '' ? t`no reason given` : code, 'strong'),
        span(t`  ${count}`, fate === 'retried' ? 'warn' : 'bad'),
        label === code ? t`` : t`  ${label}`,
        dim(others === 0 ? t`` : t`  and ${others} more ${others === 1 ? t`reason` : t`reasons`}`),
        t`  `,
        span(keyLabel('enter', glyphs.ascii), 'key'),
        dim(t` response`),
      ),
    },
    ...wideText(t`${meaning} ${remedy}`, width - 2).map((row) => ({ ...row, line: line(t`  `, ...row.line.spans) })),
  ];
}

const fateWords: Readonly<Record<string, SafeText>> = { retried: t`given up after retries`, lost: t`lost` };
const fateWord = (fate: string): SafeText => fateWords[fate] ?? t`failed`;
