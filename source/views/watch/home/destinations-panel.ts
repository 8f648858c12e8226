import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Column } from '../../../components/table/columns.ts';
import { failed } from '../../../domain/delivery/counts.ts';
import type { Destination } from '../../../domain/entities.ts';
import { clock, clockForms, compact, counted, percentText, whole } from '../../../domain/format.ts';
import { ofEach } from '../../../domain/of-each.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { type Line, line, lineWidth, type Span, span } from '../../../theme/line.ts';
import { widthOf } from '../../../theme/width.ts';
import { type Connection, isTrouble, rateOf } from '../../../workspace/delivery/fleet.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { unrankedError } from '../../../workspace/watch/picture-standing.ts';
import type { TriageItem } from '../../../workspace/watch/triage.ts';
import { keyName, keyText } from '../../kit/key-words.ts';
import { type DrawContext, type Pane, type PaneRow, paneOf, type ViewContext } from '../../kit/view.ts';
import { rankedText } from '../../kit/words/picture.ts';
import { worstTone } from '../../kit/words/triage.ts';
import { actorText, connectionMark, connectionName, connectionVerdict, troubleTone } from '../../kit/words.ts';
import { graphRows, type PanelGraph } from './graph-cursor.ts';
import { changeSpan, type PanelCurve, type PanelSpec, panelCurve } from './panel-kit.ts';
import { manyParts, stateLines, troubleSpan } from './panel-states.ts';

type Raised = Extract<TriageItem, { readonly kind: 'connection' | 'disabled' }>;

/** The troubles that are connections. */
const raisedIn = (triage: readonly TriageItem[]): Raised[] =>
  triage.filter((item): item is Raised => item.kind === 'connection' || item.kind === 'disabled');

/** What is raised in the order of triage, also what was switched off under a live source; then the background, highest error rate first. */
export function destinationRows({ overview: { fleet, triage } }: ViewContext): Connection[] {
  const raised = raisedIn(triage).map(({ connection }) => connection);
  const shown = new Set(raised.map(({ id }) => id));
  return [...raised, ...fleet.failing.filter(({ id }) => !shown.has(id))];
}

export function destinationsPane(rows: readonly Connection[], context: ViewContext): Pane {
  return {
    id: 'destinations',
    rows: [
      ...graphRows(graphOf(context), context.period, { ...pages.destinations.at(), narrowed: true }),
      ...rows.map(({ destination }) => rowOf(destination)),
    ],
    initial: rows[0]?.id,
    open: pages.destinations.at(),
    scope: 'home',
  };
}

const rowOf = ofEach(
  ({ id, name }: Destination): PaneRow => ({
    key: id,
    open: pages.destination.at(id),
    subject: { kind: 'destination', id, name },
  }),
);

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
    width: { min: 5, max: 6 },
    align: 'right',
    priority: 1,
    cell: (row) => span(percentCell(row), troubleTone(row)),
  },
  {
    id: 'failed',
    header: t``,
    width: 5,
    align: 'right',
    priority: 2,
    cell: ({ metrics }) => (metrics ? compact(failed(metrics)) : t``),
  },
  { id: 'verdict', header: t``, width: { min: 15, max: 36 }, priority: 1, cell: verdictCell },
  {
    id: 'graph',
    header: t``,
    width: { min: 6, max: 12, grow: 1 },
    priority: 4,
    cell: (row, { glyphs, width }) =>
      span(
        sparkline(
          row.series.map(({ count }) => count),
          width,
          glyphs,
        ),
        troubleTone(row),
      ),
  },
];

function percentCell(row: Connection): SafeText {
  const rate = rateOf(row);
  return rate === undefined ? t`` : percentText(rate);
}

/** `LOST 401`: what becomes of the data, and why, so that a narrow panel cuts the reason and never the verdict. */
function verdictCell(row: Connection, { now, width }: { readonly now: number; readonly width: number }): Span[] {
  const { verdict, reason, cause } = row;
  const said = connectionVerdict(row);
  const tone = isTrouble(row) ? 'text' : 'dim';
  if (verdict !== 'DISABLED' || !cause) {
    const whole = [said, span(reason ? t` ${reason}` : t``, tone)];
    const isShort = width > 0 && lineWidth({ spans: whole }) > width && said.text === 'background';
    // The shape of the mark says that it is the usual failing; which one does not fit beside the word.
    return isShort ? [span(reason ?? t``, tone)] : whole;
  }
  const [who, at] = [actorText(cause), clock(cause.at, now)];
  // Nobody is named by half a name: where it has no room, the time does.
  const room = width - widthOf(said.text) - 1;
  const why =
    width === 0
      ? t`${who} ${at}`
      : ([t`${who} ${at}`, who, ...clockForms(cause.at, now)].find((each) => widthOf(each) <= room) ?? t``);
  return [said, span(why === '' ? t`` : t` ${why}`, tone)];
}

export function destinationsPanel(rows: readonly Connection[], context: DrawContext): PanelSpec<Connection> {
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
    curve: curve(context),
    rows,
    rowKey: ({ id }) => id,
    columns,
    instead: instead(context),
  };
}

/** The list, and how many connections could not be measured, or not any more. */
function trouble({ read, period, now, overview: { fleet } }: DrawContext): Span | undefined {
  const reasons = fleet.losing.map(({ destination }) => read(resources.failures(period, destination)));
  return troubleSpan(
    [
      ...(fleet.isListed ? [{ what: t`destinations`, snapshot: read(resources.destinations) }] : []),
      ...manyParts(fleet.oddReads, (count) => t`metrics of ${counted(count, t`connection`)}`),
      ...manyParts(reasons, (count) => t`reasons of ${counted(count, t`connection`)}`),
    ],
    now,
  );
}

function folded({ overview: { fleet, triage }, glyphs }: DrawContext): Line {
  if (fleet.isWhole && fleet.connections.length === 0) return line(span(t`Destinations`), span(t`none yet`, 'dim'));
  const failedPercent = fleet.isWhole ? fleet.failedPercent : undefined;
  const raised = raisedIn(triage);
  const tone = worstTone(raised, glyphs);
  return line(
    span(t`Destinations`),
    span(failedPercent === undefined ? t`–` : percentText(failedPercent), tone ?? 'strong'),
    t` failed `,
    changeSpan(fleet.isWhole ? fleet.change : undefined, tone ?? 'dim'),
    span(raised.length > 0 ? t`  ${raised.length} in trouble` : t``, tone),
    progress(fleet),
  );
}

function headline({ overview: { fleet, triage }, glyphs }: DrawContext): Line {
  const failedPercent = fleet.isWhole ? fleet.failedPercent : undefined;
  const tone = worstTone(raisedIn(triage), glyphs);
  return line(
    span(failedPercent === undefined ? t`–` : percentText(failedPercent), tone ?? 'strong'),
    t`  `,
    changeSpan(fleet.isWhole ? fleet.change : undefined, tone ?? 'dim'),
    span(t`  EVENTS FAILED`, 'strong'),
    span(
      fleet.ranked > 0 ? t` · ${counted(fleet.failing.length, t`DESTINATION`, t`DESTINATIONS`, whole)}` : t``,
      'dim',
    ),
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
function graphOf({ overview: { fleet, triage }, glyphs }: ViewContext): PanelGraph | undefined {
  if (fleet.ranked === 0) return undefined;
  const raised = raisedIn(triage);
  const changes = raised.flatMap(({ cause }) => cause?.at ?? []);
  return { series: fleet.series, tone: worstTone(raised, glyphs) ?? 'dim', unit: t`failed`, changes };
}

function curve(context: DrawContext): PanelCurve | undefined {
  const { failed: lost, attempted, failing, charted } = context.overview.fleet;
  const basis = charted < failing.length ? t` · graph ${charted}/${failing.length}` : t``;
  const atLeast = context.overview.fleet.isWhole ? t`` : t`at least `;
  const counts = t`${atLeast}${compact(lost)} failed deliveries in ${counted(attempted, t`event`)}${basis}`;
  return panelCurve(graphOf(context), counts, paneOf(context, 'destinations'), context);
}

function instead(context: DrawContext): readonly Line[] {
  const { fleet } = context.overview;
  if (fleet.connections.length > 0 && fleet.isMeasured && fleet.attempted > 0)
    return [line(span(context.glyphs.healthy, 'good'), t` No delivery failed`)];
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
    empty: t`No destinations yet. Connect the first one in the web app (${keyName(context, 'browser')}).`,
  });
}
