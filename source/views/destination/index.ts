import { sparkline } from '../../components/sparkline.ts';
import { isChange } from '../../domain/changes.ts';
import { attempted, delivered, failed, type StepRow } from '../../domain/delivery.ts';
import { reasonOf } from '../../domain/discard-reasons.ts';
import { ago, changeText, clock, compact, durationText, percentText, whole } from '../../domain/format.ts';
import { priority } from '../../domain/queries.ts';
import { joined, type SafeText, t } from '../../domain/text.ts';
import { codeOf, retryWindow } from '../../domain/verdict.ts';
import { span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import type { Connection } from '../../workspace/fleet.ts';
import { overviewNeeds } from '../../workspace/overview-needs.ts';
import * as resources from '../../workspace/resources.ts';
import { auditRow } from '../audit-words.ts';
import { emptyNotice } from '../need-states.ts';
import { factRow, type PageRow, pageView, type Section, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { actorText, causeText, connectionName, problemText, shareText, verdictSpan } from '../words.ts';

const mostChanges = 12;

/** One connection: is it losing data, since when, why, and what changed (H-22, H-23; product 3.1). */
export const destination = pageView<Connection>({
  id: 'destination',
  aliases: [],
  title: ({ overview, place, glyphs }) => {
    const found = overview.fleet.byId.get(place.params.id ?? '');
    return found ? connectionName(found, glyphs) : t`Destination`;
  },
  model: ({ overview, place }) => overview.fleet.byId.get(place.params.id ?? ''),
  absent: ({ read }) =>
    emptyNotice(read(resources.destinations), t`destination`, {
      title: t`This destination is no longer in the workspace`,
      help: t`esc back`,
    }),
  subject: ({ id, destination: { name } }) => ({ kind: 'destination', id, name }),
  sections: (connection, context, width) => [
    { title: t``, rows: verdictRows(connection, context) },
    { title: t`Delivery`, rows: deliveryRows(connection, context) },
    ...reasonSections(connection, context, width),
    { title: t`Configuration`, rows: configurationRows(connection, context) },
    { title: t`What changed`, rows: changeRows(connection, context) },
  ],
  needs: (connection, { read, period, now }, attention) => {
    const needs = overviewNeeds(read, period, now, {
      ...attention,
      visible: new Set(connection ? [connection.id] : []),
    });
    if (!connection || connection.state !== 'failing') return needs;
    return [
      ...needs,
      { resource: resources.failures(period, connection.destination, true), priority: priority.visible },
    ];
  },
});

function verdictRows(
  { state, verdict, metrics, percent, reason, onset, cause, destination: { mode } }: Connection,
  { now, glyphs }: ViewContext,
): PageRow[] {
  if (state === 'disabled') {
    const by = cause ? t`  by ${actorText(cause)} ${clock(cause.at, now)}` : t``;
    return [
      textRow(span(glyphs.inactive, 'dim'), t` `, span(t`DISABLED`, 'strong'), span(by, 'info')),
      textRow(span(t`While disabled nothing is sent and nothing is queued.`, 'dim')),
    ];
  }
  if (state === 'unobservable')
    return [
      textRow(span(t`${mode as SafeText} mode: not observable`, 'warn')),
      textRow(span(t`The API has no delivery numbers for it. Zero failures here would mean nothing.`, 'dim')),
    ];
  if (!metrics) return [textRow(span(t`Reading delivery numbers…`, 'dim'))];
  if (state !== 'failing')
    return [
      textRow(
        span(glyphs.healthy, state === 'healthy' ? 'good' : 'warn'),
        state === 'healthy'
          ? t` Every attempted event was delivered`
          : t` Enabled, and nothing was attempted in this period`,
      ),
    ];
  const first = [
    span(verdict === 'RETRYING' ? glyphs.partial : glyphs.failing, verdict === 'RETRYING' ? 'warn' : 'bad'),
    t` `,
    verdictSpan(verdict),
    t`  `,
    span(percent === undefined ? t`` : t`${percentText(percent)} failing`, 'bad'),
    t`  ${shareText(failed(metrics), attempted(metrics))}`,
    ...(reason ? [t`  `, span(reason, 'strong')] : []),
  ] as const;
  const rows = [textRow(...first)];
  if (onset)
    rows.push(
      textRow(
        t`since ${clock(onset.since, now)}`,
        span(onset.until === undefined ? t` (${ago(onset.since, now)})` : t`, ended ${clock(onset.until, now)}`, 'dim'),
        ...(cause ? [t`  `, span(causeText(cause, t`changed`, now), 'info')] : []),
      ),
    );
  return rows;
}

function deliveryRows({ metrics, change, snapshot, state }: Connection, { now, period }: ViewContext): PageRow[] {
  if (!metrics)
    return snapshot.error
      ? [textRow(span(problemText(snapshot.error), 'warn'), t`  ${snapshot.error.message}`)]
      : [textRow(span(state === 'disabled' ? t`disabled: nothing is attempted` : t`not read`, 'dim'))];
  const waits = metrics.retrying > 0 ? t`  given up after ${durationText(retryWindow)} without success` : t``;
  return [
    factRow(
      t`Delivered`,
      span(whole(delivered(metrics))),
      span(t`  ${whole(metrics.firstTry)} on first try, ${whole(metrics.afterRetry)} on retry`, 'dim'),
    ),
    factRow(
      t`Failed`,
      span(whole(failed(metrics)), failed(metrics) > 0 ? 'bad' : 'text'),
      span(t`  ${whole(metrics.discarded)} refused, ${whole(metrics.expired)} given up`, 'dim'),
    ),
    factRow(
      t`Waiting for retry`,
      span(whole(metrics.retrying), metrics.retrying > 0 ? 'warn' : 'text'),
      span(waits, 'dim'),
    ),
    ...(metrics.p95 === undefined
      ? []
      : [
          factRow(
            t`Time to success`,
            t`p95 ${whole(Math.round(metrics.p95))}`,
            span(t`  average ${whole(Math.round(metrics.average ?? 0))}, unit not documented by the API`, 'dim'),
          ),
        ]),
    factRow(
      t`Change`,
      change === undefined
        ? span(t`not known yet`, 'dim')
        : span(t`${changeText(change)} relative to the ${period === '24h' ? t`24 hours` : t`7 days`} before`),
    ),
    factRow(
      t`Read`,
      span(
        t`${ago(snapshot.fetchedAt ?? now, now)}${snapshot.error ? t` · ${problemText(snapshot.error)}` : t``}`,
        snapshot.error ? 'warn' : 'dim',
      ),
      span(metrics.basis === 'overview' ? t`  from Delivery Overview totals` : t`  from delivery metrics`, 'dim'),
    ),
  ];
}

function reasonSections(connection: Connection, { read, period, glyphs }: ViewContext, width: number): Section[] {
  if (connection.state !== 'failing') return [];
  const report = read(resources.failures(period, connection.destination));
  if (!report.data)
    return [
      {
        title: t`Reasons`,
        rows: [textRow(span(report.error ? problemText(report.error) : t`Reading reasons…`, 'dim'))],
      },
    ];
  const rows = report.data.rows.toSorted((a, b) => b.total - a.total).flatMap((row) => reasonRows(row, glyphs, width));
  return [
    {
      title: t`Failed deliveries by reason`,
      rows: rows.length > 0 ? rows : [textRow(span(t`None listed in this period`, 'dim'))],
    },
  ];
}

function reasonRows(row: StepRow, glyphs: ViewContext['glyphs'], width: number): PageRow[] {
  const code = codeOf(row) ?? t`unknown`;
  const { meaning, remedy, fate } = reasonOf('failed-delivery', code);
  const graph = sparkline(
    row.series.map(({ count }) => count),
    Math.max(0, Math.min(24, width - 60)),
    glyphs,
  );
  return [
    textRow(
      span(padToWidth(code, 18), 'strong'),
      span(padToWidth(compact(row.total), 7, 'right'), 'bad'),
      t`  `,
      span(graph, 'bad'),
      t`  `,
      span(fate as SafeText, fate === 'lost' ? 'bad' : 'warn'),
      span(t`  ${whole(row.retries)} retries`, 'dim'),
    ),
    textRow(span(t`  ${meaning} ${remedy}`, 'dim')),
  ];
}

function configurationRows(
  { destination: d, source, sourceEvents }: Connection,
  { overview: { flow } }: ViewContext,
): PageRow[] {
  const owner = flow.bySource.get(d.sourceId);
  const sends = sourceEvents === undefined ? t`` : t`  ${compact(sourceEvents)} events in the period`;
  return [
    factRow(t`Type`, d.type, span(t`  ${joined(d.categories, t`, `)}`, 'dim')),
    factRow(
      t`Status`,
      d.enabled ? span(t`Enabled`, 'good') : span(t`Disabled`, 'dim'),
      span(t`  ${d.mode as SafeText} mode`, 'dim'),
    ),
    {
      ...factRow(t`Source`, span(source?.name ?? (d.sourceId as SafeText), 'accent'), span(sends, 'dim')),
      key: `source:${d.sourceId}`,
      ...(owner
        ? {
            open: { view: 'source', params: { id: d.sourceId } },
            subject: { kind: 'source', id: d.sourceId, name: owner.source.name } as const,
          }
        : {}),
    },
    factRow(t`Id`, span(d.id as SafeText, 'dim')),
  ];
}

function changeRows({ id, destination: { sourceId } }: Connection, context: ViewContext): PageRow[] {
  const { activity } = context.overview;
  if (!activity.data)
    return [textRow(span(activity.error ? problemText(activity.error) : t`Reading the audit trail…`, 'dim'))];
  const items = activity.data.items.filter(
    (item) => (item.resourceId === id || item.resourceId === sourceId) && isChange(item),
  );
  if (items.length === 0) return [textRow(span(t`Nothing on this destination or its source in this period`, 'dim'))];
  return items.slice(0, mostChanges).map((item) => auditRow(item, context.now));
}
