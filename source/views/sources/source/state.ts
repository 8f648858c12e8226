import { lastDisable } from '../../../domain/audit/changes.ts';
import type { StepReport } from '../../../domain/delivery/counts.ts';
import { ago, clock, compact, counted, dateText, durationText, windowText } from '../../../domain/format.ts';
import { usualGap } from '../../../domain/sources/health.ts';
import { capital, type SafeText, t } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { auditTrail } from '../../../workspace/audit/trail.ts';
import { wholeOf } from '../../../workspace/polling/proof.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { ingestFailures } from '../../../workspace/resources/violations.ts';
import { autoDisable, autoDisableAfter } from '../../../workspace/sources/auto-disable.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { isNewestPart, wideText } from '../../kit/page-rows.ts';
import { type PageRow, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { habitText, seenAt } from '../../kit/words/sources.ts';
import { actorText, problemText, sourceMark } from '../../kit/words.ts';

const words = {
  live: t`Live`,
  quiet: t`Quiet`,
  silent: t`SILENT`,
  never: t`No event yet`,
  disabled: t`Disabled`,
  unknown: t`Not known yet`,
} as const;

/**
 * Whether the source sends, when it last did and how that compares with its habit; who switched it off; whether Segment is
 * about to.
 */
export function stateRows(flow: SourceFlow, context: ViewContext, width: number): PageRow[] {
  const { state } = flow.health;
  const { glyphs } = context;
  // The first row can be selected, so that the page opens at its top; it leads to the source's audit trail.
  const head: PageRow = {
    key: 'state',
    open: pages.audit.at({ resource: flow.source.id }),
    line: line(
      sourceMark(flow, glyphs),
      t` `,
      span(words[state], state === 'silent' ? 'bad' : 'strong'),
      span(seenText(flow, context)),
      span(gapText(flow), 'dim'),
    ),
  };
  const more =
    state === 'silent'
      ? silentRows(flow, context, width)
      : state === 'never'
        ? neverRows(flow, context, width)
        : state === 'disabled'
          ? disabledRows(flow, context, width)
          : [];
  return [head, ...more, ...countdownRows(flow, context, width)];
}

function seenText({ health }: SourceFlow, { now }: ViewContext): SafeText {
  const { lastSeen } = health;
  return lastSeen === undefined ? t`` : t`  last seen ${ago(lastSeen, now)} (${seenAt(health, now)})`;
}

/** The gap it usually leaves, as fine as the hourly counts tell. */
function gapText({ series, health }: SourceFlow): SafeText {
  const gap = health.state === 'disabled' ? undefined : usualGap(series);
  if (gap === undefined) return t``;
  return gap <= hour ? t`, usually sends every hour or more often` : t`, usually every ${durationText(gap)}`;
}

function silentRows(flow: SourceFlow, context: ViewContext, width: number): PageRow[] {
  const { overview, read, period } = context;
  const { lastSeen, missing } = flow.health;
  const size = missing === undefined ? t`` : t`: about ${compact(missing)} are missing by now`;
  const refused = refusedSince(lastSeen ?? 0, read(ingestFailures(period, flow.source.id)));
  const { silent, active } = overview.flow;
  const others =
    active === undefined || silent === undefined
      ? t`Whether other sources send is not known: not all of them could be read.`
      : active === 0
        ? t`No source sends: look at Segment (status.segment.com) or the network first.`
        : silent > 1
          ? t`${counted(silent, t`source`)} are silent, ${counted(active, t`sends`, t`send`)}.`
          : t`Only this source is silent, ${counted(active, t`other sends`, t`others send`)}.`;
  return [
    ...wideText(t`${capital(habitText(flow.health))}${size}.`, width, 'warn'),
    ...wideText(t`${others} What is not sent cannot be replayed: the loss is upstream.`, width, 'warn'),
    ...(refused > 0
      ? wideText(
          t`Since then ${counted(refused, t`event was`, t`events were`)} turned away at ingest: it does send, and gets a 200 for them.`,
          width,
          'warn',
        )
      : []),
  ];
}

/** Events that came after it fell silent and were refused: then it is not silent but rejected (rule 38). */
function refusedSince(lastSeen: number, { data }: Snapshot<StepReport>): number {
  return (data?.rows ?? [])
    .flatMap(({ series }) => series)
    .reduce((sum, { at, count }) => (at >= lastSeen ? sum + count : sum), 0);
}

function neverRows({ source, health }: SourceFlow, { now }: ViewContext, width: number): PageRow[] {
  const looked = health.looked ? t` (${windowText(health.looked, now)})` : t``;
  return wideText(
    t`${source.name} is enabled, and no event came in the time looked at${looked}. Earlier events are not in the API.`,
    width,
    'warn',
  );
}

function disabledRows({ source: { id } }: SourceFlow, { read, period, now }: ViewContext, width: number): PageRow[] {
  const trail = auditTrail(read, period, id);
  const item = lastDisable(trail.items, id);
  const effect = t`Its events are still counted as received, then dropped at ingest.`;
  if (item) {
    const why = /^segment$/i.test(item.actor)
      ? t` It had no enabled destination for ${durationText(autoDisableAfter)}.`
      : t``;
    return [
      textRow(
        t`by `,
        span(actorText(item), 'info'),
        t` ${clock(item.at, now)}`,
        span(t` (${ago(item.at, now)})`, 'dim'),
      ),
      ...wideText(t`${effect}${why}`, width),
    ];
  }
  const { error } = trail;
  const who = error
    ? t`By whom is not known: audit trail, ${problemText(error)}.`
    : trail.complete
      ? t`By whom is not in the audit trail, which reaches back 90 days.`
      : trail.lost
        ? t`By whom is not in what could be read of the audit trail.`
        : isNewestPart(trail)
          ? t`By whom is not in the newest part of the audit trail.`
          : t`Reading who did it…`;
  return wideText(t`${effect} ${who}`, width);
}

/** Segment disables a source that feeds no enabled destination (rule 35). */
function countdownRows({ source }: SourceFlow, { read, period, now }: ViewContext, width: number): PageRow[] {
  const found = autoDisable(read, period, source, wholeOf(read(resources.destinations)));
  if (!found) return [];
  const { destinations, since, at } = found;
  const what =
    destinations === 0
      ? t`It feeds no destination`
      : destinations === 1
        ? t`Its only destination is disabled`
        : t`All ${destinations} of its destinations are disabled`;
  if (since === undefined || at === undefined)
    return wideText(
      t`${what}: Segment disables it after ${durationText(autoDisableAfter)} without an enabled one. Since when is not known.`,
      width,
      'warn',
    );
  const left = at - now;
  const when = left > 0 ? t`in ${durationText(left)}, on ${dateText(at, now)}` : t`any time now`;
  return wideText(t`${what} since ${clock(since, now)}: Segment disables this source ${when}.`, width, 'warn');
}
