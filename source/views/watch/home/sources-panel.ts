import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Column } from '../../../components/table/columns.ts';
import { percent } from '../../../domain/delivery/counts.ts';
import type { Source } from '../../../domain/entities.ts';
import { compact, counted, percentText, whole } from '../../../domain/format.ts';
import { ofEach } from '../../../domain/of-each.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import { type Line, line, type Span, span, type Tone } from '../../../theme/line.ts';
import { firstFit } from '../../../theme/width.ts';
import { plannedSources, type SourceViolations } from '../../../workspace/protocols/violations.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import type { TriageItem } from '../../../workspace/watch/triage.ts';
import { periodCounts } from '../../kit/flow-series.ts';
import { keyName, keyText } from '../../kit/key-words.ts';
import { remembered } from '../../kit/remembered.ts';
import { type DrawContext, type Pane, type PaneRow, paneOf, type ViewContext } from '../../kit/view.ts';
import { seenForms } from '../../kit/words/sources.ts';
import { worstTone } from '../../kit/words/triage.ts';
import { optionalPercent, sourceMark } from '../../kit/words.ts';
import { graphRows, type PanelGraph } from './graph-cursor.ts';
import { changeSpan, type PanelCurve, type PanelSpec, panelCurve } from './panel-kit.ts';
import { isClosed, manyParts, stateLines, troubleSpan } from './panel-states.ts';

/** A row of the Sources panel: a source, with its violations where it is under a tracking plan. */
export interface SourceRow {
  readonly flow: SourceFlow;
  readonly violations: SourceViolations | undefined;
  /** Of one without violations: events blocked for not being planned. */
  readonly unplanned: number;
  /** Its events by the hour of the period. */
  counts(): readonly number[];
  /** That of the worst trouble raised for it. */
  readonly tone: 'bad' | 'warn' | undefined;
}

type Raised = Extract<TriageItem, { readonly kind: 'source' | 'violations' }>;

/** The troubles that are sources. */
const raisedIn = (triage: readonly TriageItem[]): Raised[] =>
  triage.filter((item): item is Raised => item.kind === 'source' || item.kind === 'violations');

const sourceIdOf = (item: Raised): string => (item.kind === 'source' ? item.flow : item.row).source.id;

interface Order {
  /** Under violations of a plan, most first. */
  readonly broken: readonly SourceFlow[];
  readonly others: readonly SourceFlow[];
}

const orderOf = remembered<Order>();

/** Most violations first, then the silent ones, those with unplanned events blocked, then the rest by volume. */
export function sourceRows(context: ViewContext): SourceRow[] {
  const { flow, violations, triage } = context.overview;
  const raised = Map.groupBy(raisedIn(triage), sourceIdOf);
  const bySource = new Map(violations.rows.map((row) => [row.source.id, row]));
  const counts = violations.rows.flatMap(({ source, violations: count, unplanned }) => [
    source.id,
    count > 0,
    unplanned,
  ]);
  const { broken, others } = orderOf(context, [flow.flows, flow.bySource, ...counts], () => ordered(context));
  const rowOf = (each: SourceFlow, isBroken: boolean): SourceRow => {
    const row = bySource.get(each.source.id);
    return {
      flow: each,
      violations: isBroken ? row : undefined,
      unplanned: isBroken ? 0 : (row?.unplanned ?? 0),
      counts: () => periodCounts(each, context),
      tone: worstTone(raised.get(each.source.id) ?? noTrouble, context.glyphs),
    };
  };
  return [...broken.map((each) => rowOf(each, true)), ...others.map((each) => rowOf(each, false))];
}

const noTrouble: readonly Raised[] = [];

function ordered({ overview: { flow, violations } }: ViewContext): Order {
  const broken = violations.rows.filter((row) => row.violations > 0).map(({ source }) => source.id);
  const named = new Set(broken);
  const rest = flow.flows.filter(({ source }) => source.enabled && !named.has(source.id));
  const blocked = new Map(violations.rows.map(({ source, unplanned }) => [source.id, unplanned]));
  const unplannedOf = ({ source }: SourceFlow) => blocked.get(source.id) ?? 0;
  const isSilent = ({ health }: SourceFlow) => health.state === 'silent';
  const loud = rest
    .filter((each) => !isSilent(each))
    .sort((a, b) => unplannedOf(b) - unplannedOf(a) || (b.events ?? 0) - (a.events ?? 0));
  return { broken: broken.map((id) => flow.bySource.get(id)!), others: [...rest.filter(isSilent), ...loud] };
}

/** What the graph counts, by source (H-16); where the plan has no Protocols it counts events, and the panel's own list has those. */
function violationsList({ read }: ViewContext): Target | undefined {
  const closed = read(resources.trackingPlans).error?.kind === 'not-in-plan';
  return closed ? undefined : pages.protocols.at();
}

export function sourcesPane(rows: readonly SourceRow[], context: ViewContext): Pane {
  return {
    id: 'sources',
    rows: [
      ...graphRows(graphOf(context), context.period, violationsList(context)),
      ...rows.map(({ flow: { source } }) => rowOf(source)),
    ],
    initial: rows[0]?.flow.source.id,
    open: pages.sources.at(),
    scope: 'home',
  };
}

const rowOf = ofEach(
  ({ id, name }: Source): PaneRow => ({
    key: id,
    open: pages.source.at(id),
    subject: { kind: 'source', id, name },
  }),
);

const columns: readonly Column<SourceRow>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: ({ flow }, { glyphs }) => sourceMark(flow, glyphs) },
  { id: 'name', header: t`Source`, width: { min: 10, grow: 1 }, priority: 1, cell: ({ flow }) => flow.source.name },
  {
    id: 'count',
    header: t``,
    width: { min: 6, max: 18 },
    align: 'right',
    priority: 0,
    cell: (row, { now, width }) => countCell(row, now, width),
  },
  {
    id: 'percent',
    header: t``,
    width: 6,
    align: 'right',
    priority: 2,
    cell: ({ violations }) => (violations ? optionalPercent(violations.percent) : t``),
  },
  {
    id: 'graph',
    header: t``,
    width: { min: 6, max: 12, grow: 1 },
    priority: 3,
    cell: ({ counts, tone }, { glyphs, width }) => span(sparkline(counts(), width, glyphs), tone ?? 'dim'),
  },
];

function countCell({ flow, violations, unplanned, tone }: SourceRow, now: number, width: number) {
  if (violations) return span(counted(violations.violations, t`violation`), tone ?? 'strong');
  if (flow.health.state === 'silent') return span(silentText(flow, now, width), 'bad');
  if (unplanned > 0) return span(t`${compact(unplanned)} unplanned`, 'warn');
  if (flow.health.state === 'never') return span(t`no event yet`, 'warn');
  return span(flow.events === undefined ? t`` : counted(flow.events, t`event`), 'dim');
}

/** Since when, as exactly as there is room for. */
function silentText({ health }: SourceFlow, now: number, width: number): SafeText {
  if (health.lastSeen === undefined) return t`silent`;
  const forms = seenForms(health, now).flatMap((time) => [t`silent since ${time}`, t`silent ${time}`]);
  return firstFit(forms, width);
}

export function sourcesPanel(rows: readonly SourceRow[], context: DrawContext): PanelSpec<SourceRow> {
  const { flow, violations } = context.overview;
  const silent = flow.silent ? [span(t` ${context.glyphs.dot} `, 'dim'), span(t`${flow.silent} silent`, 'bad')] : [];
  return {
    pane: 'sources',
    title: line(span(t`Sources`, 'strong'), active(context), ...silent),
    right: keyText(context, 'page.sources', t`all`),
    trouble: trouble(context),
    headline: flow.nothingReceived
      ? nothing(context)
      : areCounted(violations)
        ? violationsHeadline(context)
        : receivedHeadline(context),
    folded: folded(context),
    curve: curve(context),
    rows,
    rowKey: ({ flow: { source } }) => source.id,
    columns,
    instead: stateLines(context.read(resources.sources), {
      loading: t`Reading sources…`,
      empty: t`No sources yet. Add the first one in the web app (${keyName(context, 'browser')}).`,
    }),
  };
}

/** Violations are counted, not merely expected: before the first source has answered, 0 would be made up. */
const areCounted = ({ inUse, isKnown }: DrawContext['overview']['violations']): boolean => inUse && isKnown;

/** How many send is known only with the list and the volume. */
function active({ glyphs, overview: { flow } }: DrawContext): Span {
  return span(flow.active === undefined ? t`` : t` ${glyphs.dot} ${whole(flow.active)} active`, 'dim');
}

/** The list, the volume and the violations that the panel is drawn from; where there are no plans, their absence is no trouble. */
function trouble({ read, period, now, overview: { flow, violations } }: DrawContext): Span | undefined {
  const list = read(resources.sources);
  const plans = read(resources.trackingPlans);
  const blocked = plannedSources(read).map((id) => read(resources.blocked(period, id)));
  return troubleSpan(
    [
      ...(flow.isListed ? [{ what: t`sources`, snapshot: list }] : []),
      { what: t`volume`, snapshot: flow.volume },
      ...(isClosed(plans) ? [] : [{ what: t`tracking plans`, snapshot: plans }]),
      ...(violations.inUse ? manyParts(blocked, (count) => t`violations of ${counted(count, t`source`)}`) : []),
    ],
    now,
  );
}

function folded(context: DrawContext): Line {
  const { flow, violations } = context.overview;
  if (flow.nothingReceived) return line(span(t`Sources`), ...nothing(context).spans);
  const silent = flow.silent ? span(t`${flow.silent} silent  `, 'bad') : undefined;
  const share = flow.events === undefined ? undefined : percent(violations.violations, flow.events);
  const broken = areCounted(violations)
    ? [
        span(optionalPercent(share), violationsTone(context, share)),
        t` with violations`,
        span(violations.isWhole ? t`  ` : t`, ${violations.known} of ${violations.planned} read  `, 'dim'),
      ]
    : [];
  const events = flow.events === undefined ? t`` : counted(flow.events, t`event`);
  return line(span(t`Sources`), silent, ...broken, span(events, 'dim'));
}

/** Sources are on and nothing arrives: an alarm, not a healthy 0 % (rule 43). */
function nothing({ glyphs }: DrawContext): Line {
  return line(
    span(t`${glyphs.partial} No Events Received`, 'warn'),
    span(t`  sources are on, no data arrives: check their set-up`),
  );
}

/** That of the worst source whose violations are raised; without any, a number like others. A share that is not known is no good news. */
function violationsTone({ overview: { triage, violations }, glyphs }: DrawContext, share: number | undefined): Tone {
  const raised = triage.filter(({ kind }) => kind === 'violations');
  const calm = share === 0 && violations.isWhole ? 'good' : 'dim';
  return worstTone(raised, glyphs) ?? ((share ?? 0) > 0 ? 'strong' : calm);
}

function violationsHeadline(context: DrawContext): Line {
  const { flow, violations } = context.overview;
  const share = flow.events === undefined ? undefined : percent(violations.violations, flow.events);
  const complete = violations.isWhole;
  const tone = violationsTone(context, share);
  const basis = complete ? t`  ${word(violations.basis)}` : readSoFar(violations);
  return line(
    span(share === undefined ? t`–` : percentText(share), tone),
    t`  `,
    changeSpan(violations.shareChange, tone),
    span(t`  EVENTS WITH VIOLATIONS`, 'strong'),
    span(basis, 'dim'),
  );
}

function readSoFar({ known, planned }: DrawContext['overview']['violations']): SafeText {
  return t`  violations of ${known} of ${planned} read`;
}

function receivedHeadline({ overview: { flow, violations } }: DrawContext): Line {
  return line(
    span(flow.events === undefined ? t`–` : compact(flow.events), 'strong'),
    t`  `,
    changeSpan(flow.change, 'dim'),
    span(t`  EVENTS RECEIVED`, 'strong'),
    span(violations.known < violations.planned ? readSoFar(violations) : t``, 'dim'),
  );
}

/** Violations where there are any, else all that arrives: where rows of that were lost there is no line, not one that is too low. */
function graphOf({ overview: { flow, violations, triage }, glyphs }: ViewContext): PanelGraph | undefined {
  if (flow.flows.length === 0 || flow.events === undefined) return undefined;
  const raised = raisedIn(triage);
  const changes = raised.flatMap(({ cause }) => cause?.at ?? []);
  const worst = worstTone(raised, glyphs);
  return violations.inUse && violations.violations > 0
    ? { series: violations.series, tone: worst ?? 'dim', unit: t`with violations`, changes }
    : { series: flow.series, earlier: flow.earlierSeries, tone: 'info', unit: t`events`, changes };
}

/** What Protocols blocks for not being planned is no violation: it stands beside them. */
function unplannedBlocked({ unplanned }: DrawContext['overview']['violations']): SafeText {
  return unplanned > 0 ? t`, ${compact(unplanned)} unplanned blocked` : t``;
}

function curve(context: DrawContext): PanelCurve | undefined {
  const { flow, violations } = context.overview;
  const events = counted(flow.events, t`event`);
  const counts = areCounted(violations)
    ? t`${counted(violations.violations, t`violation`)} in ${events}${unplannedBlocked(violations)}`
    : flow.earlierEvents === undefined
      ? events
      : t`${context.glyphs.outline[1]!} the same hours ${context.period === '24h' ? t`a day` : t`a week`} before: ${compact(flow.earlierEvents)}`;
  return panelCurve(graphOf(context), counts, paneOf(context, 'sources'), context);
}
