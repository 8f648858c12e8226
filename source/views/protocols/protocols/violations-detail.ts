import type { Block } from '../../../components/block.ts';
import { sparkline } from '../../../components/charts/sparkline.ts';
import { percent } from '../../../domain/delivery/counts.ts';
import { ago, changeText, clock, percentText, whole, windowText } from '../../../domain/format.ts';
import { t, word } from '../../../domain/text.ts';
import { blank, type Line, line, type Span, span } from '../../../theme/line.ts';
import { planOf } from '../../../workspace/protocols/plan-of.ts';
import type { SourceViolations } from '../../../workspace/protocols/violations.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { blockedWords, violationShare } from '../../kit/words/protocols.ts';
import { controls, fact } from '../../kit/words/protocols-facts.ts';
import { problemText } from '../../kit/words.ts';

/** One source in full: its rate and counts, what the rate was, what its controls do with what they find, where it goes (H-17). */
export function sourceDetail(row: SourceViolations, context: ViewContext, width: number, isAnswered: boolean): Block {
  const settings = context.read(resources.sourceSettings(row.source.id));
  return [
    line(span(row.source.name, 'strong')),
    line(span(planOf(context.read, row.source.id)?.name ?? t``, 'dim')),
    blank,
    ...counts(row, context, width, isAnswered),
    blank,
    ...controls(settings.data, settings.error ? problemText(settings.error) : undefined, context, width),
    ...(row.basis === 'blocked' && !isAnswered
      ? [blank, ...blockedWords(row.source.id, context).flatMap((text) => textLines(text, width, 'dim'))]
      : []),
  ];
}

function counts(
  row: SourceViolations,
  { now, period, glyphs, read, overview }: ViewContext,
  width: number,
  isAnswered: boolean,
): Line[] {
  const { events, violations, unplanned, blocked, basis, blockedSince: since } = row;
  const readAt = read(resources.blocked(period, row.source.id)).fetchedAt;
  const before = period === '24h' ? t`a day` : t`a week`;
  // None now and none before: nothing came up that would be new.
  const isNone = violations === 0 && row.change === undefined;
  return [
    line(violationShare(row), t` of events with violations`),
    fact(t`Window`, span(windowText(overview.flow.window, now), 'dim')),
    fact(t`With violations`, span(whole(violations), violations > 0 ? 'bad' : 'text')),
    fact(t`Without`, events === undefined ? t`–` : whole(Math.max(0, events - violations))),
    fact(t`Total received`, events === undefined ? t`–` : whole(events)),
    fact(t`Change`, isNone ? t`none` : changeText(row.change), span(t`  to the same hours ${before} before`, 'dim')),
    fact(
      t`Unplanned, blocked`,
      span(whole(unplanned), unplanned > 0 ? 'warn' : 'text'),
      unplannedShare(unplanned, events),
    ),
    fact(t`Blocked in all`, whole(blocked)),
    ...(since === undefined ? [] : [fact(t`Blocking since`, clock(since, now))]),
    fact(t`Basis`, word(basis), span(readAt === undefined ? t`` : t`  ${ago(readAt, now)}`, 'dim')),
    ...(isAnswered
      ? []
      : [
          line(
            span(
              sparkline(
                row.series.map(({ count }) => count),
                Math.min(width, row.series.length),
                glyphs,
              ),
              violations > 0 ? 'bad' : 'dim',
            ),
          ),
        ]),
  ];
}

function unplannedShare(unplanned: number, events: number | undefined): Span {
  const share = events === undefined || unplanned === 0 ? undefined : percent(unplanned, events);
  return span(share === undefined ? t`` : t`  ${percentText(share)}`, 'dim');
}
