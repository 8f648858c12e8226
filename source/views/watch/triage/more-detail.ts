import type { Block } from '../../../components/block.ts';
import { onsetStart } from '../../../domain/delivery/onset.ts';
import { behindText, clock, compact } from '../../../domain/format.ts';
import { syncCause } from '../../../domain/storage/sync-causes.ts';
import { sanitise, t } from '../../../domain/text.ts';
import type { Meter, Pace } from '../../../domain/usage/meters.ts';
import { blank, line, type Span, span } from '../../../theme/line.ts';
import { type AuditSignal, timesText } from '../../../workspace/audit/signals.ts';
import { inRowText, type StorageHealth } from '../../../workspace/storage/health.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { keyName } from '../../kit/key-words.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fullText, unprojectedText, utcDay } from '../../kit/words/meters.ts';
import { signalBasis } from '../../kit/words/signals.ts';

const mostPairs = 6;

/** A warehouse: which of its sources fail, why, and what helps (rule 116). */
export function storageDetail(storage: StorageHealth, context: ViewContext, width: number): Block {
  const {
    overview: { flow },
    now,
  } = context;
  const { pairs, failingPairs, notice, lastGood } = storage;
  const shown = pairs.filter(({ state }) => state === 'failing' || state === 'partial').slice(0, mostPairs);
  const cause = notice && syncCause(notice.message);
  return [
    ...(lastGood === undefined
      ? []
      : [detailFact(t`Complete`, t`up to ${clock(lastGood, now)}`, span(t`  ${behindText(lastGood, now)}`, 'dim'))]),
    ...(pairs.length === 0 ? [] : [detailFact(t`Sources`, t`${failingPairs} of ${pairs.length} failing`)]),
    ...shown.map((pair) =>
      line(
        t`  `,
        span(flow.bySource.get(pair.sourceId)?.source.name ?? sanitise(pair.sourceId)),
        pair.state === 'partial' ? span(t`  partial`, 'warn') : span(t`  failed ${inRowText(pair)}× in a row`, 'bad'),
      ),
    ),
    ...(cause
      ? [blank, ...textLines(cause.cause, width, 'strong'), ...textLines(cause.action, width)]
      : textLines(t`The reports are read two a minute: ${keyName(context, 'row.open')} shows them.`, width, 'dim')),
    ...textLines(t`The next good sync loads everything since the last one: no backfill request.`, width, 'dim'),
  ];
}

/** A meter: both ways of going on, and what lowers it (rule 178). */
export function meterDetail(meter: Meter, width: number): Block {
  const { recent, linear, asOf, kind } = meter;
  return [
    detailFact(t`Last ${recent?.days ?? 7} d`, ...paceSpans(recent, meter)),
    detailFact(t`Period`, ...paceSpans(linear, meter)),
    detailFact(t`Counted`, t`through ${utcDay(asOf)} UTC`),
    blank,
    ...textLines(
      kind === 'mtu'
        ? t`Filters of destinations do not lower MTU; blocking at the source and mending identity code do.`
        : t`Events blocked at the source are not billed; forwarded violations are.`,
      width,
      'dim',
    ),
  ];
}

function paceSpans(pace: Pace | undefined, meter: Meter): Span[] {
  if (!pace) return [span(unprojectedText(meter), 'dim')];
  const { perDay, reachesAllowanceAt, projected } = pace;
  return [
    span(t`${compact(perDay)}/d: `),
    reachesAllowanceAt === undefined
      ? span(t`${compact(projected)} by ${utcDay(meter.periodEnd)}`)
      : span(fullText(reachesAllowanceAt, meter), 'bad'),
  ];
}

/** A report of the trail: what it is known from, and what ends it. */
export function signalDetail(signal: AuditSignal, { now }: ViewContext, width: number): Block {
  const { item, onset, times } = signal;
  const first = clock(onsetStart(onset), now);
  return [
    detailFact(t`Reported`, span(item.type, 'strong')),
    detailFact(t`First`, onset.since === undefined ? t`${first} or before` : first),
    detailFact(t`Latest`, t`${clock(item.at, now)}`, times > 1 ? t`  ${timesText(signal)} reports` : undefined),
    detailFact(t`Id`, span(sanitise(item.resourceId), 'dim')),
    blank,
    ...textLines(signalBasis(signal), width, 'dim'),
  ];
}
