import type { Block } from '../../components/block.ts';
import { ago, changeText, counted, whole } from '../../domain/format.ts';
import { t, word } from '../../domain/text.ts';
import { between, blank, type Line, line, type Span, span } from '../../theme/line.ts';
import { type Connection, rateOf } from '../../workspace/delivery/fleet.ts';
import * as resources from '../../workspace/resources/common.ts';
import type { SourceFlow } from '../../workspace/sources/inflow.ts';
import { detailFact, hourChart, windowFact } from './detail-lines.ts';
import { periodBuckets } from './flow-series.ts';
import { noneSpan } from './need-states.ts';
import { textLines } from './text-lines.ts';
import type { ViewContext } from './view.ts';
import { violationShare } from './words/protocols.ts';
import { habitText, seenAt } from './words/sources.ts';
import { connectionMark, connectionVerdict, optionalPercent, sourceMark, verdictSpan } from './words.ts';

const mostDestinations = 12;

/**
 * What the selected source sends, how much of it breaks the plan (H-17), and where it goes (S-05).
 * @param isAnswered the graph stands beside it
 */
export function sourceDetail(flow: SourceFlow, context: ViewContext, width: number, isAnswered = false): Block {
  const { source, health, events, change } = flow;
  const { now, glyphs, overview } = context;
  const tone = health.state === 'silent' ? 'bad' : 'dim';
  const seen = health.lastSeen === undefined ? t`–` : t`${ago(health.lastSeen, now)}  ${seenAt(health, now)}`;
  const fed = overview.fleet.connections.filter(({ destination }) => destination.sourceId === source.id);
  return [
    line(sourceMark(flow, glyphs), t` `, span(source.name, 'strong'), span(t`  ${source.type}`, 'dim')),
    blank,
    ...(health.state === 'silent' ? [line(verdictSpan('SILENT')), ...textLines(habitText(health), width, 'dim')] : []),
    detailFact(t`Last seen`, seen),
    windowFact(overview.flow.window, now, width),
    detailFact(t`Events`, events === undefined ? t`–` : whole(events), span(t`  ${changeOf(change)}`, 'dim')),
    ...violationLines(flow, context),
    ...(isAnswered ? [] : hourChart(t`Events by the hour`, periodBuckets(flow, context), tone, context, width)),
    blank,
    line(fedSpan(fed.length, context)),
    ...fed.slice(0, mostDestinations).map((each) => fedLine(each, context, width)),
    ...moreLines(fed.length - mostDestinations, context),
  ];
}

/** How many are not shown, and the key that shows them. */
function moreLines(more: number, context: ViewContext): Line[] {
  if (more <= 0) return [];
  const key = context.keyOf('row.open');
  return [line(span(key === '' ? t`and ${more} more` : t`and ${more} more: ${key}`, 'dim'))];
}

/** How many it feeds: of a list of which rows were lost so many at least. */
function fedSpan(count: number, { read, overview: { fleet } }: ViewContext): Span {
  const list = read(resources.destinations);
  if (count === 0) return noneSpan(list, t`destinations`, t`No destination`, 'warn');
  return span(fleet.isWhole ? counted(count, t`destination`) : t`${count}+ destinations`, 'strong');
}

const changeOf = (change: number | undefined) => (change === undefined ? t`` : changeText(change));

function violationLines({ source, events }: SourceFlow, { overview: { violations } }: ViewContext): Line[] {
  const row = violations.rows.find((each) => each.source.id === source.id);
  if (!row) return [];
  const without = events === undefined ? undefined : Math.max(0, events - row.violations);
  return [
    blank,
    line(violationShare(row), t` of events with violations  `, span(word(row.basis), 'dim')),
    detailFact(t`With`, span(whole(row.violations), row.violations > 0 ? 'bad' : 'text')),
    detailFact(t`Without`, without === undefined ? t`–` : whole(without)),
    ...(row.unplanned > 0 ? [detailFact(t`Unplanned`, span(whole(row.unplanned), 'warn'), t`  blocked`)] : []),
    detailFact(t`Received`, events === undefined ? t`–` : whole(events)),
  ];
}

function fedLine(each: Connection, { glyphs }: ViewContext, width: number): Line {
  const rate = each.state === 'disabled' ? span(t`disabled`, 'dim') : span(optionalPercent(rateOf(each)), 'dim');
  return between(
    line(connectionMark(each, glyphs), t` `, each.destination.name),
    line(connectionVerdict(each), t` `, rate),
    width,
  );
}
