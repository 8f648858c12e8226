import { type Block, beside, clip, stack } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import type { Column } from '../../../components/table/columns.ts';
import { positionText, table } from '../../../components/table/table.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import { compact, counted } from '../../../domain/format.ts';
import { priority } from '../../../domain/queries.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { growthDays, monthOf } from '../../../domain/usage/meters.ts';
import { pages } from '../../../state/pages.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { SourceUsage } from '../../../workspace/usage/sources.ts';
import { absentPage } from '../../kit/absent-page.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { keyName } from '../../kit/key-words.ts';
import { listingOf } from '../../kit/listing/listing.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { starredKeys } from '../../kit/stars.ts';
import {
  type DrawContext,
  defineView,
  type Pane,
  type PaneView,
  paneOf,
  type Subject,
  type ViewContext,
} from '../../kit/view.ts';
import { meterNames } from '../../kit/words/meters.ts';
import { dailyChart } from './charts.ts';
import { dayColumns } from './day-columns.ts';
import { meterFacts, meterLine } from './meter-lines.ts';
import { daysPane, type Shown, sourcesPane, type UsageModel, usageModel } from './model.ts';
import { sourceColumns, sourceName } from './source-columns.ts';

/** From this width on sources and days stand side by side. */
const wideFrom = 100;

/**
 * Usage of the billing period (U-01 to U-05; rule 175): both meters with their projections, the days of one of
 * them, and the sources behind it, the fastest growing first.
 */
export const usage = defineView<UsageModel | undefined>({
  id: pages.usage.id,
  page: { key: '9', label: t`Usage` },
  aliases: ['usage', 'billing'],
  title: () => t`Usage`,
  model: usageModel,
  panes: (model) => (model === undefined ? [{ id: sourcesPane, rows: [] }] : panesOf(model)),
  draw: (model, context) => {
    if (model === undefined) return { block: absentPage(t`Usage`, nothing(context), context) };
    return page(model, context);
  },
  listing: (model, context) => {
    const { all, rows, invalid } = model?.sources ?? { all: [], rows: [], invalid: false };
    return listingOf(
      {
        columns: model ? sourceColumns(model.meter) : [],
        rows,
        total: all.length,
        invalid,
        empty: () => (model ? sourcesNotice(model, context) : nothing(context)),
        open: (row) => (row.source ? pages.source.at(row.id) : undefined),
        subject: subjectOf,
      },
      context,
    );
  },
  needs: (model, context, attention) => {
    const month = monthOf(context.now);
    const bySource = model?.meter.kind === 'mtu' ? resources.mtuBySource(month) : resources.apiCallsBySource(month);
    return [
      ...pictureNeeds(context, attention),
      { resource: resources.apiCalls(month), priority: priority.visible },
      { resource: resources.mtu(month), priority: priority.visible },
      { resource: bySource, priority: priority.visible },
    ];
  },
});

const subjectOf = (row: SourceUsage): Subject | undefined =>
  row.source ? { kind: 'source', id: row.id, name: sourceName(row) } : undefined;

function panesOf({ meters, meter, sources, days }: UsageModel): readonly Pane[] {
  return [
    {
      id: sourcesPane,
      tabs: meters.length > 1 ? meters.map(({ kind }) => meterNames[kind]) : undefined,
      rows: sources.rows.map((row) => ({
        key: row.id,
        open: row.source ? pages.source.at(row.id) : undefined,
        subject: subjectOf(row),
      })),
      columns: sortable(sourceColumns(meter)),
      scope: 'rows',
    },
    {
      id: daysPane,
      rows: days.rows.map(({ at }) => ({ key: String(at) })),
      columns: sortable(dayColumns(meter)),
      scope: 'rows',
    },
  ];
}

function sortable<Row>(columns: readonly Column<Row>[]) {
  return columns.filter(({ sort }) => sort).map(({ id, align }) => ({ id, largestFirst: align === 'right' }));
}

/** Rows of a framed list that are no row's, those of a graph beside long lists, and at most. */
const listFrame = 3;
const widestShare = 16;
const tallestChart = 28;

function page(model: UsageModel, context: DrawContext) {
  const { width, height } = context;
  const days = paneOf(context, daysPane);
  const head = headLines(model, context);
  const left = height - head.length;
  // What the longer list leaves goes to the graph.
  const listed = Math.max(model.sources.rows.length, model.days.rows.length) + listFrame;
  const share = Math.min(widestShare, Math.floor(left * 0.42));
  const chartHeight = height >= 18 ? Math.max(5, share, Math.min(tallestChart, left - listed)) : 0;
  const cursor = days.focused && days.selectedKey !== undefined ? Number(days.selectedKey) : undefined;
  const graph = chartHeight > 0 ? dailyChart(model, cursor, chartHeight, context) : [];
  const listHeight = Math.max(2, left - graph.length);
  const drawn = lists(model, context, listHeight);
  return { block: clip(stack(head, graph, drawn.block), width, height), offsets: drawn.offsets };
}

/** On few rows the other meter and details are dropped first: frames give way before data. */
function headLines(model: UsageModel, context: DrawContext): Line[] {
  const { width, height } = context;
  const { meters, meter, today } = model;
  const shown = height >= 14 ? meters : [meter];
  const facts = meterFacts(meter, today, context, width);
  const room = height >= 30 ? facts.length : height >= 18 ? 3 : 1;
  return [
    ...shown.map((each) =>
      meterLine(each, meters.length < 2 ? 'only' : each === meter ? 'shown' : 'other', width, context),
    ),
    ...facts.slice(0, room),
  ];
}

function lists(model: UsageModel, context: DrawContext, height: number) {
  const { width } = context;
  const sources = paneOf(context, sourcesPane);
  const days = paneOf(context, daysPane);
  const drawSources = (own: number) =>
    list(model.sources, sourceColumns(model.meter), ({ id }) => id, sourcesTitle(model, sources), sources, context, {
      width: own,
      height,
      instead: sourcesInstead(model, context),
    });
  const drawDays = (own: number) =>
    list(model.days, dayColumns(model.meter), ({ at }) => String(at), t`Days`, days, context, {
      width: own,
      height,
      instead: [line(span(t`No day counted yet`, 'dim'))],
    });
  if (width < wideFrom) {
    const one = days.focused ? drawDays(width) : drawSources(width);
    return { block: one.block, offsets: { [days.focused ? daysPane : sourcesPane]: one.offset } };
  }
  const right = Math.min(44, Math.floor(width * 0.36));
  const [a, b] = [drawSources(width - right), drawDays(right)];
  return {
    block: beside(a.block, b.block, width - right, right),
    offsets: { [sourcesPane]: a.offset, [daysPane]: b.offset },
  };
}

/** The title says what the order is, and whether the parts make the whole (W-05); under a filter only what is filtered. */
function sourcesTitle({ meter, meters, sources }: UsageModel, { state: { filter } }: PaneView): SafeText {
  const what = meters.length > 1 ? t`${meterNames[meter.kind]} by source` : t`By source`;
  if (sources.all.length === 0 || filter !== '') return what;
  const days = growthDays(meter);
  const order = days > 0 ? t`${what}: last ${counted(days, t`day`)} against the ${days} before` : what;
  if (meter.kind === 'mtu') return t`${order} · users of several sources count in each`;
  return t`${order} · sum ${compact(sources.all.reduce((total, { used }) => total + used, 0n))}`;
}

function sourcesNotice({ meter: { kind } }: UsageModel, { read, now }: ViewContext): Notice {
  const month = monthOf(now);
  const snapshot = kind === 'mtu' ? read(resources.mtuBySource(month)) : read(resources.apiCallsBySource(month));
  return emptyNotice(snapshot, t`usage by source`, { title: t`No source has used anything yet` });
}

function sourcesInstead(model: UsageModel, context: ViewContext): readonly Line[] {
  const { title, text } = sourcesNotice(model, context);
  return [line(span(title, 'dim')), ...(text ? [line(span(text, 'dim'))] : [])];
}

interface ListSize {
  readonly width: number;
  readonly height: number;
  readonly instead: readonly Line[];
}

function list<Row>(
  { rows, all, invalid }: Shown<Row>,
  columns: readonly Column<Row>[],
  rowKey: (row: Row) => string,
  title: SafeText,
  pane: PaneView,
  context: DrawContext,
  { width, height, instead }: ListSize,
): { readonly block: Block; readonly offset: number } {
  const { glyphs, now } = context;
  const room = panelRoom(width, height);
  const { filter, sort, offset } = pane.state;
  const parsed = parseFilter(filter);
  const drawn = table({
    columns,
    rows,
    rowKey,
    ...room,
    selectedKey: pane.focused ? pane.selectedKey : undefined,
    offset,
    sort,
    marked: new Set(pane.state.marked),
    starred: starredKeys(pane, context.favorites),
    glyphs,
    focused: pane.focused,
    pane: pane.id,
    now,
    ...(filter === '' ? {} : { match: (text: SafeText) => parsed.spans(text) }),
  });
  const hidden = line(
    span(
      invalid ? t`The pattern is no regular expression` : t`No row matches: ${keyName(context, 'back')} clears`,
      'dim',
    ),
  );
  const at = rows.findIndex((row) => rowKey(row) === pane.selectedKey);
  const block = panel({
    title: line(
      span(title, 'strong'),
      ...(filter === '' ? [] : [span(t` /${sanitise(filter)}`, invalid ? 'bad' : 'match')]),
    ),
    ...(rows.length > 0 ? { right: line(span(positionText(at, rows.length, all.length), 'dim')) } : {}),
    body: rows.length > 0 ? drawn.block : all.length > 0 ? [hidden] : instead,
    width,
    height,
    focused: pane.focused,
    pane: pane.id,
    glyphs,
  });
  return { block, offset: drawn.offset };
}

function nothing({ read, now }: ViewContext): Notice {
  const month = monthOf(now);
  return emptyNotice([read(resources.apiCalls(month)), read(resources.mtu(month))], t`usage`, {
    title: t`No usage counted yet this month`,
    text: t`Segment counts usage once a day, after midnight UTC.`,
  });
}
