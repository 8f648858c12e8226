import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Column } from '../../../components/table/columns.ts';
import { failed } from '../../../domain/delivery/counts.ts';
import { clock, compact, percentText, whole } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { type Line, line, type Span, span } from '../../../theme/line.ts';
import { observable } from '../../../workspace/delivery/connection.ts';
import { type Connection, isTrouble, rateOf } from '../../../workspace/delivery/fleet.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { unrankedError } from '../../../workspace/watch/picture-standing.ts';
import { keyText } from '../../kit/key-words.ts';
import { type DrawContext, type Pane, type PaneRow, paneOf, type ViewContext } from '../../kit/view.ts';
import { rankedText } from '../../kit/words/picture.ts';
import { actorText, connectionMark, connectionName, connectionVerdict } from '../../kit/words.ts';
import { graphRows, type PanelGraph } from './graph-cursor.ts';
import { changeSpan, graphLines, noExtra, type PanelSpec } from './panel-kit.ts';
import { manyParts, stateLines, troubleSpan } from './panel-states.ts';

/** What is raised in the order of triage, also what was switched off under a live source; then the background, highest error rate first. */
export function destinationRows({ overview: { fleet, triage } }: ViewContext): Connection[] {
  const raised = triage.flatMap((item) =>
    item.kind === 'connection' || item.kind === 'disabled' ? [item.connection] : [],
  );
  const shown = new Set(raised.map(({ id }) => id));
  return [...raised, ...fleet.failing.filter(({ id }) => !shown.has(id))];
}

export function destinationsPane(rows: readonly Connection[], context: ViewContext): Pane {
  return {
    id: 'destinations',
    rows: [
      ...graphRows(graphOf(context), context.period, { ...pages.destinations.at(), narrowed: true }),
      ...rows.map(
        ({ id, destination }): PaneRow => ({
          key: id,
          open: pages.destination.at(id),
          subject: { kind: 'destination', id, name: destination.name },
        }),
      ),
    ],
    initial: rows[0]?.id,
    open: pages.destinations.at(),
    scope: 'home',
  };
}

const columns: readonly Column<Connection>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: (row, { glyphs }) => connectionMark(row, glyphs) },
  {
    id: 'name',
    header: t`Connection`,
    width: { min: 10, grow: 1 },
    priority: 0,
    cell: (row, { glyphs }) => connectionName(row, glyphs),
  },
  {
    id: 'percent',
    header: t``,
    width: 5,
    align: 'right',
    priority: 1,
    cell: (row) => span(percentCell(row), isTrouble(row) ? 'bad' : 'dim'),
  },
  {
    id: 'failed',
    header: t``,
    width: 5,
    align: 'right',
    priority: 2,
    cell: ({ metrics }) => (metrics ? compact(failed(metrics)) : t``),
  },
  { id: 'verdict', header: t``, width: { min: 14, max: 26 }, priority: 1, cell: verdictCell },
  {
    id: 'graph',
    header: t``,
    width: { min: 3, max: 12, grow: 1 },
    priority: 4,
    cell: (row, { glyphs, width }) =>
      quiet(
        span(
          sparkline(
            row.series.map(({ count }) => count),
            width,
            glyphs,
          ),
          'bad',
        ),
        row,
      ),
  },
];

function percentCell(row: Connection): SafeText {
  const rate = rateOf(row);
  return rate === undefined ? t`` : percentText(rate);
}

/** The usual failures of a busy connection are shown without emphasis. */
function quiet(part: Span, row: Connection): Span {
  return row.state === 'failing' && !isTrouble(row) ? { ...part, tone: 'dim' } : part;
}

/** `LOST 401`: what becomes of the data, and why, so that a narrow panel cuts the reason and never the verdict. */
function verdictCell(row: Connection, { now }: { readonly now: number }): Span[] {
  const { verdict, reason, cause } = row;
  const why = verdict === 'DISABLED' && cause ? t`${actorText(cause)} ${clock(cause.at, now)}` : (reason ?? t``);
  return [connectionVerdict(row), span(t` ${why}`, isTrouble(row) ? 'text' : 'dim')];
}

export function destinationsPanel(
  rows: readonly Connection[],
  context: DrawContext,
  width: number,
): PanelSpec<Connection> {
  const { fleet } = context.overview;
  return {
    pane: 'destinations',
    title: line(
      span(t`Destinations`, 'strong'),
      span(fleet.isWhole ? t` ${context.glyphs.dot} ${whole(fleet.enabled)} enabled` : t``, 'dim'),
    ),
    right: keyText(context, 'page.destinations', t`all`),
    trouble: trouble(context),
    headline: headline(context),
    folded: folded(context),
    extra: extraLines(context, width),
    rows,
    rowKey: ({ id }) => id,
    columns,
    instead: instead(context),
  };
}

/** The list, and how many connections could not be measured, or not any more. */
function trouble({ read, period, now, overview: { fleet } }: DrawContext): Span | undefined {
  const asked = fleet.connections.filter(({ destination }) => observable(destination));
  const reasons = asked
    .filter(({ state }) => state === 'failing')
    .map(({ destination }) => read(resources.failures(period, destination)));
  return troubleSpan(
    [
      ...(fleet.isListed ? [{ what: t`destinations`, snapshot: read(resources.destinations) }] : []),
      ...manyParts(
        asked.map(({ snapshot }) => snapshot),
        (count) => t`metrics of ${count} connections`,
      ),
      ...manyParts(reasons, (count) => t`reasons of ${count} connections`),
    ],
    now,
  );
}

function folded({ overview: { fleet, triage } }: DrawContext): Line {
  if (fleet.isWhole && fleet.connections.length === 0) return line(span(t`Destinations`), span(t`none yet`, 'dim'));
  const failedPercent = fleet.isWhole ? fleet.failedPercent : undefined;
  const troubled = triage.filter(({ kind }) => kind === 'connection' || kind === 'disabled').length;
  return line(
    span(t`Destinations`),
    span(failedPercent === undefined ? t`–` : percentText(failedPercent), (failedPercent ?? 0) >= 1 ? 'bad' : 'strong'),
    t` failed `,
    changeSpan(fleet.isWhole ? fleet.change : undefined, true),
    span(troubled > 0 ? t`  ${troubled} in trouble` : t``, 'bad'),
    progress(fleet),
  );
}

function headline({ overview: { fleet } }: DrawContext): Line {
  const failedPercent = fleet.isWhole ? fleet.failedPercent : undefined;
  return line(
    span(failedPercent === undefined ? t`–` : percentText(failedPercent), (failedPercent ?? 0) >= 1 ? 'bad' : 'strong'),
    t`  `,
    changeSpan(fleet.isWhole ? fleet.change : undefined, true),
    span(t`  EVENTS FAILED`, 'strong'),
    span(fleet.ranked > 0 ? t` · ${fleet.failing.length} DESTINATIONS` : t``, 'dim'),
    progress(fleet),
  );
}

/** How far the ranking is: a part of the workspace is never shown as if it were the whole. */
function progress(fleet: DrawContext['overview']['fleet']) {
  const partial = rankedText(fleet);
  return span(partial === undefined ? basisWords[fleet.basis] : t`  ${partial}`, 'warn');
}

const basisWords = {
  metrics: t``,
  overview: t`  by Delivery Overview totals: metrics are rate limited`,
  volume: t`  estimated from what sources send, till each is read again`,
} as const;

/** If nothing has been read there is no line, not a flat one. */
function graphOf({ overview: { fleet } }: ViewContext): PanelGraph | undefined {
  return fleet.ranked === 0 ? undefined : { series: fleet.series, tone: 'bad', unit: t`failed` };
}

function extraLines(context: DrawContext, width: number) {
  const graph = graphOf(context);
  if (!graph) return noExtra;
  const { failed: lost, attempted, failing, charted } = context.overview.fleet;
  const basis = charted < failing.length ? t` · graph ${charted}/${failing.length}` : t``;
  const atLeast = context.overview.fleet.isWhole ? t`` : t`at least `;
  const counts = t`${atLeast}${compact(lost)} failed deliveries in ${compact(attempted)} events${basis}`;
  return graphLines(graph, counts, paneOf(context, 'destinations'), width, context);
}

function instead(context: DrawContext): readonly Line[] {
  const { fleet } = context.overview;
  if (fleet.connections.length > 0 && fleet.isMeasured && fleet.attempted > 0)
    return [line(span(context.glyphs.healthy, 'good'), t` Every delivery succeeded`)];
  if (fleet.connections.length > 0)
    return [
      line(
        span(
          fleet.isMeasured
            ? t`Nothing was delivered in this period`
            : unrankedError(fleet)
              ? t`Not known which deliveries fail: it is tried again by itself`
              : fleet.ranked < fleet.rankable
                ? t`Ranking connections…`
                : t`Nothing fails in what could be read`,
          'dim',
        ),
      ),
    ];
  return stateLines(context.read(resources.destinations), {
    loading: t`Reading destinations…`,
    empty: t`No destinations yet. Connect the first one in the web app (o).`,
  });
}
