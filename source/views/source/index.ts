import { sparkline } from '../../components/sparkline.ts';
import { relativeChange } from '../../domain/delivery.ts';
import { reasonOf } from '../../domain/discard-reasons.ts';
import { ago, changeText, clock, compact, percentText, whole } from '../../domain/format.ts';
import { joined, type SafeText, t } from '../../domain/text.ts';
import { line, span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import type { SourceFlow } from '../../workspace/inflow.ts';
import { overviewNeeds } from '../../workspace/overview-needs.ts';
import * as resources from '../../workspace/resources.ts';
import { auditRow } from '../audit-words.ts';
import { emptyNotice } from '../need-states.ts';
import { factRow, type PageRow, pageView, type Section, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { connectionMark, problemText, sourceMark, verdictSpan } from '../words.ts';

const mostChanges = 12;
const words = {
  live: t`Live`,
  quiet: t`Quiet`,
  silent: t`SILENT`,
  never: t`No event yet`,
  disabled: t`Disabled`,
  unknown: t`Not known yet`,
} as const;

/** One source: does it send, how much, what Protocols blocks, whom it feeds, what changed (S-05, product 3.3). */
export const source = pageView<SourceFlow>({
  id: 'source',
  aliases: [],
  title: ({ overview, place }) => overview.flow.bySource.get(place.params.id ?? '')?.source.name ?? t`Source`,
  model: ({ overview, place }) => overview.flow.bySource.get(place.params.id ?? ''),
  absent: ({ read }) =>
    emptyNotice(read(resources.sources), t`source`, {
      title: t`This source is no longer in the workspace`,
      help: t`esc back`,
    }),
  subject: ({ source: { id, name } }) => ({ kind: 'source', id, name }),
  sections: (flow, context, width) => [
    { title: t``, rows: stateRows(flow, context) },
    { title: t`Events`, rows: eventRows(flow, context, width) },
    ...violationSections(flow, context),
    { title: t`Destinations`, rows: destinationRows(flow, context) },
    { title: t`Configuration`, rows: configurationRows(flow) },
    { title: t`What changed`, rows: changeRows(flow, context) },
  ],
  needs: (_, { read, period, now }, attention) => overviewNeeds(read, period, now, attention),
});

function stateRows(flow: SourceFlow, { now, glyphs }: ViewContext): PageRow[] {
  const { state, lastSeen, usualPerHour } = flow.health;
  const seen = lastSeen === undefined ? t`` : t`  last seen ${ago(lastSeen, now)} (${clock(lastSeen, now)})`;
  const rows = [
    textRow(sourceMark(flow, glyphs), t` `, span(words[state], state === 'silent' ? 'bad' : 'strong'), span(seen)),
  ];
  if (state === 'silent') {
    rows.push(
      textRow(
        span(
          t`It used to send about ${compact(usualPerHour)} events an hour. What is not sent cannot be replayed: the loss is upstream.`,
          'warn',
        ),
      ),
    );
  }
  return rows;
}

function eventRows(
  { events, earlierEvents, series }: SourceFlow,
  { period, glyphs, overview }: ViewContext,
  width: number,
): PageRow[] {
  const { volume } = overview.flow;
  if (events === undefined)
    return [textRow(span(volume.error ? problemText(volume.error) : t`Reading volume…`, 'dim'))];
  const change = relativeChange(events, earlierEvents);
  const hours = period === '24h' ? 48 : 336;
  const shown = series
    .toSorted((a, b) => a.at - b.at)
    .slice(-hours)
    .map(({ count }) => count);
  return [
    factRow(
      t`Received`,
      span(whole(events), 'strong'),
      span(
        t`  ${change === undefined ? t`no earlier data` : changeText(change)} against ${whole(earlierEvents ?? 0)} in the period before`,
        'dim',
      ),
    ),
    factRow(t`Hourly`, span(sparkline(shown, Math.max(10, Math.min(hours, width - 24)), glyphs), 'info')),
  ];
}

function violationSections({ source: { id } }: SourceFlow, { overview, read, period }: ViewContext): Section[] {
  const row = overview.violations.rows.find((each) => each.source.id === id);
  if (!row) return [];
  const report = read(resources.blocked(period, id)).data;
  const reasons = (report?.rows ?? [])
    .toSorted((a, b) => b.total - a.total)
    .map((each) => {
      const code = each.by.discardReason ?? t`unknown`;
      return textRow(
        span(padToWidth(code, 32)),
        span(padToWidth(compact(each.total), 7, 'right'), 'bad'),
        span(t`  ${reasonOf('filtered-at-source', code).meaning}`, 'dim'),
      );
    });
  const head = factRow(
    t`Violations`,
    span(whole(row.violations), row.violations > 0 ? 'bad' : 'good'),
    span(row.percent === undefined ? t`` : t`  ${percentText(row.percent)} of events`),
    span(t`  ${row.basis as SafeText}`, 'dim'),
  );
  const note =
    row.basis === 'blocked'
      ? [
          textRow(
            span(
              t`Only blocked events can be counted through the API: what the tracking plan allows stays invisible.`,
              'dim',
            ),
          ),
        ]
      : [];
  return [{ title: t`Protocols`, rows: [head, ...reasons, ...note] }];
}

function destinationRows({ source: { id } }: SourceFlow, { overview: { fleet }, glyphs }: ViewContext): PageRow[] {
  const own = fleet.connections.filter(({ destination }) => destination.sourceId === id);
  if (own.length === 0)
    return [textRow(span(t`None: Segment disables a source without an enabled destination after 14 days`, 'warn'))];
  return own
    .toSorted((a, b) => (b.percent ?? -1) - (a.percent ?? -1))
    .map((connection): PageRow => {
      const { destination, percent, verdict, reason, state } = connection;
      const rate = percent === undefined ? (state as SafeText) : t`${percentText(percent)} failed`;
      return {
        key: `destination:${destination.id}`,
        open: { view: 'destination', params: { id: destination.id } },
        subject: { kind: 'destination', id: destination.id, name: destination.name },
        line: line(
          connectionMark(connection, glyphs),
          t` `,
          span(padToWidth(destination.name, 32)),
          span(padToWidth(rate, 15), (percent ?? 0) >= 1 ? 'bad' : 'dim'),
          verdictSpan(verdict),
          span(reason ? t`  ${reason}` : t``),
        ),
      };
    });
}

function configurationRows({ source }: SourceFlow): PageRow[] {
  const labels = source.labels.map(({ key, value }) => t`${key}:${value}`);
  return [
    factRow(t`Type`, source.type, span(t`  ${source.kind as SafeText}`, 'dim')),
    factRow(t`Slug`, source.slug),
    ...(labels.length > 0 ? [factRow(t`Labels`, joined(labels, t`  `))] : []),
    factRow(
      t`Write keys`,
      span(source.writeKeys.length === 0 ? t`not visible to this token` : t`${source.writeKeys.length}, hidden`, 'dim'),
    ),
    factRow(t`Id`, span(source.id as SafeText, 'dim')),
  ];
}

function changeRows({ source: { id } }: SourceFlow, { overview: { activity }, now }: ViewContext): PageRow[] {
  if (!activity.data)
    return [textRow(span(activity.error ? problemText(activity.error) : t`Reading the audit trail…`, 'dim'))];
  const items = activity.data.items.filter((item) => item.resourceId === id);
  return items.length === 0
    ? [textRow(span(t`Nothing in this period`, 'dim'))]
    : items.slice(0, mostChanges).map((item) => auditRow(item, now));
}
