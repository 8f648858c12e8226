import type { Block } from '../../components/block.ts';
import { attempted, type DeliveryMetrics, delivered, failed, percent } from '../../domain/delivery/counts.ts';
import { reasonOf } from '../../domain/delivery/discard-reasons/index.ts';
import { ago, changeText, clock, percentText, whole } from '../../domain/format.ts';
import { joined, type SafeText, sanitise, t, word } from '../../domain/text.ts';
import type { Period } from '../../domain/time.ts';
import { blank, line, lineWidth, type Span, span } from '../../theme/line.ts';
import { type Connection, isTrouble } from '../../workspace/delivery/fleet.ts';
import { failedInRowText, type StorageHealth } from '../../workspace/storage/health.ts';
import { detailFact, hourChart, windowFact } from './detail-lines.ts';
import { textLines } from './text-lines.ts';
import type { ViewContext } from './view.ts';
import { spanText } from './words/onset.ts';
import {
  actorText,
  causeText,
  changedSinceText,
  connectionMark,
  connectionVerdict,
  optionalPercent,
  problemText,
  storageMark,
  troubleTone,
} from './words.ts';

/**
 * The failures of the selected connection (H-22): how many, whether they are lost, why, since when.
 * @param isAnswered the graph stands beside it
 */
export function connectionDetail(row: Connection, context: ViewContext, width: number, isAnswered = false): Block {
  const { destination, source, state } = row;
  return [
    line(connectionMark(row, context.glyphs), t` `, span(destination.name, 'strong')),
    line(span(t`from ${source?.name ?? sanitise(destination.sourceId)}`, 'dim')),
    blank,
    ...(state === 'disabled'
      ? disabledLines(row, context)
      : state === 'unobservable'
        ? textLines(t`${word(destination.mode)} mode: the API has no delivery numbers for it.`, width, 'warn')
        : deliveryLines(row, context, width, isAnswered)),
    blank,
    detailFact(t`Type`, destination.type),
    detailFact(t`Category`, span(joined(destination.categories, t`, `), 'dim')),
    detailFact(t`Source sent`, row.sourceEvents === undefined ? t`–` : whole(row.sourceEvents)),
  ];
}

function disabledLines({ cause }: Connection, { now }: ViewContext): Block {
  return [
    line(span(t`Disabled`, 'strong'), t`  nothing is sent or queued`),
    ...(cause ? [line(span(causeText(cause, t`disabled`, now), 'info'))] : []),
  ];
}

const waitingSpan = ({ retrying }: DeliveryMetrics): Span =>
  span(whole(retrying), (retrying ?? 0) > 0 ? 'warn' : 'text');

function deliveryLines(row: Connection, context: ViewContext, width: number, isAnswered: boolean): Block {
  const { now, period } = context;
  const { metrics, reason, onset, cause, changedSince, change, snapshot } = row;
  if (!metrics) {
    const { error } = snapshot;
    return [line(error ? span(problemText(error), 'warn') : span(t`Reading delivery numbers…`, 'dim'))];
  }
  return [
    ...rateLines(row, period, width),
    ...(onset
      ? [line(spanText(onset, now), span(onset.since === undefined ? t`` : t`  ${ago(onset.since, now)}`, 'dim'))]
      : []),
    ...(cause ? textLines(t`${cause.type} by ${actorText(cause)} ${clock(cause.at, now)}`, width, 'info') : []),
    ...(changedSince && !cause ? textLines(changedSinceText(changedSince, now), width, 'dim') : []),
    ...(reason ? textLines(reasonText(reason), width, 'dim') : []),
    ...(isAnswered
      ? []
      : hourChart(t`Failed by the hour`, row.series, troubleTone(row), context, width, row.cause?.at)),
    blank,
    ...(snapshot.data ? [windowFact(snapshot.data.window, now, width)] : []),
    detailFact(t`Failed`, span(whole(failed(metrics)), failed(metrics) > 0 ? 'bad' : 'text')),
    detailFact(t`First try`, whole(metrics.firstTry), span(t`  delivered`, 'dim')),
    detailFact(t`On retry`, whole(metrics.afterRetry), span(t`  delivered`, 'dim')),
    detailFact(t`Waiting`, waitingSpan(metrics)),
    detailFact(t`Success`, percentText(percent(delivered(metrics), attempted(metrics)))),
    detailFact(
      t`Change`,
      change === undefined
        ? span(t`not known yet`, 'dim')
        : span(t`${changeText(change)} than the same hours ${period === '24h' ? t`a day` : t`a week`} before`),
    ),
    detailFact(t`Read`, span(snapshot.fetchedAt === undefined ? t`–` : ago(snapshot.fetchedAt, now), 'dim')),
  ];
}

/** What fails now and becomes of it, with the rate of the period beside it; where nothing fails now, that alone. */
function rateLines(row: Connection, period: Period, width: number): Block {
  const { judgement, failedPercent, reason } = row;
  const isNow = judgement.trouble && judgement.rate !== undefined;
  const ofPeriod = t`${optionalPercent(failedPercent)} Events Failed`;
  const rate = isNow
    ? span(t`${percentText(judgement.rate)} failing`, 'bad')
    : span(ofPeriod, isTrouble(row) ? 'bad' : 'strong');
  const why = line(connectionVerdict(row), t` `, span(reason ?? t``, 'strong'));
  const oneLine = line(rate, t`  `, ...why.spans);
  return [
    ...(lineWidth(oneLine) <= width ? [oneLine] : [line(rate), why]),
    ...(isNow ? [line(span(t`${ofPeriod} in ${period === '24h' ? t`24 h` : t`7 d`}`, 'dim'))] : []),
  ];
}

/** What the top reason means and what to do about it. */
function reasonText(code: SafeText): SafeText {
  const { meaning, remedy } = reasonOf('failed-delivery', code);
  return t`${meaning} ${remedy}`;
}

/** What is known of the last sync where none was read: that there was none is an answer too. */
function lastSyncText({ reported, state, syncs }: StorageHealth): SafeText {
  if (reported) return reported.type;
  if (state === 'no-runs') return t`no runs`;
  if (syncs.error) return problemText(syncs.error);
  return syncs.data ? t`not known` : t`not read yet`;
}

/** How a warehouse stands: the failing sync, its message, and up to when its data is complete. */
export function storageDetail(storage: StorageHealth, { now, glyphs }: ViewContext, width: number): Block {
  const { warehouse, failedInRow, onset, last, lastGood, notice } = storage;
  const good = lastGood === undefined ? t`–` : t`${ago(lastGood, now)}  ${clock(lastGood, now)}`;
  return [
    line(storageMark(storage, glyphs), t` `, span(warehouse.name, 'strong'), span(t`  ${warehouse.type}`, 'dim')),
    blank,
    ...(failedInRow > 0 ? [line(span(failedInRowText(storage, t`sync`), 'bad'))] : []),
    ...(onset && failedInRow > 0 ? [line(spanText(onset, now))] : []),
    ...(notice ? [...textLines(notice.message, width, 'warn'), blank] : []),
    detailFact(t`Last sync`, last ? span(last.word) : span(lastSyncText(storage), 'dim')),
    detailFact(t`Last good`, good),
  ];
}
