import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Column } from '../../../components/table/columns.ts';
import { table } from '../../../components/table/table.ts';
import { ago, whole } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { indent, type Line, line, type Span, span } from '../../../theme/line.ts';
import { widthOf } from '../../../theme/width.ts';
import type { Pipeline, Stage } from '../../../workspace/delivery/pipeline.ts';
import { keySpans } from '../../kit/key-words.ts';
import type { ViewContext } from '../../kit/view.ts';
import { type DrawContext, paneOf } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';
import { headline } from './chart-panel.ts';
import { type Look, stepsPane } from './model.ts';
import { amountText, changeSpan, metricsSince, periodNames, shortStageNames, stageNames } from './words.ts';

/** The mark of a step: never colour alone. */
function markOf({ id, count, error }: Stage, { glyphs }: Pick<DrawContext, 'glyphs'>): Span {
  if (error) return span(glyphs.cross, 'warn');
  if (count === undefined || count === 0) return span(glyphs.inactive, 'dim');
  if (id === 'failed-delivery') return span(glyphs.failing, 'bad');
  if (id === 'waiting' || id === 'failed-on-ingest') return span(glyphs.partial, 'warn');
  if (id === 'successful-delivery' || id === 'successfully-received') return span(glyphs.healthy, 'good');
  return span(glyphs.dot, 'dim');
}

const nameCell = ({ id }: Stage, { width }: { readonly width: number }): SafeText =>
  width > 0 && width < widthOf(stageNames[id]) ? shortStageNames[id] : stageNames[id];

function columnsOf({ share }: Look): readonly Column<Stage>[] {
  return [
    { id: 'mark', header: t``, width: 1, priority: 0, cell: (stage, context) => markOf(stage, context) },
    { id: 'step', header: t`Step`, width: { min: 16, max: 24 }, priority: 0, cell: nameCell },
    {
      id: 'amount',
      header: share ? t`Share` : t`Events`,
      width: 6,
      align: 'right',
      priority: 0,
      cell: (stage) =>
        span(amountText(stage, share), stage.id === 'failed-delivery' && (stage.count ?? 0) > 0 ? 'bad' : 'text'),
    },
    {
      id: 'change',
      header: t`Change`,
      width: 7,
      align: 'right',
      priority: 1,
      cell: (stage) => changeSpan(stage, share),
    },
    {
      id: 'graph',
      header: t``,
      width: { min: 4, max: 28, grow: 1 },
      priority: 2,
      cell: ({ id, counts }, { glyphs, width }) =>
        span(sparkline(counts, width, glyphs), id === 'failed-delivery' ? 'bad' : id === 'waiting' ? 'warn' : 'dim'),
    },
  ];
}

/**
 * The pipeline on exactly its room: one row a step, and under it, where there are rows left, the latency.
 * @param charted the selected step is explained by its chart beside or below; else by a line here
 */
export function stepsBody(
  pipeline: Pipeline,
  shown: readonly Stage[],
  selected: Stage,
  look: Look,
  charted: boolean,
  context: DrawContext,
  room: { readonly width: number; readonly height: number },
): { readonly body: readonly Line[]; readonly offset: number } {
  const pane = paneOf(context, stepsPane);
  const header = room.height > shown.length;
  const under = [
    ...(charted ? [] : [headline(selected, look, pipeline, context.now)]),
    ...latencyLines(pipeline, context.now),
  ];
  const extra = under.slice(0, Math.max(0, room.height - shown.length - 1)).map((row) => indent(row, 2));
  const drawn = table({
    columns: columnsOf(look),
    rows: shown,
    rowKey: ({ id }) => id,
    width: room.width,
    height: room.height - extra.length,
    header,
    selectedKey: pane.selectedKey,
    offset: pane.state.offset,
    glyphs: context.glyphs,
    focused: pane.focused,
    pane: pane.id,
    now: context.now,
  });
  return { body: [...drawn.block, ...extra], offset: drawn.offset };
}

/** Time to success: the API does not document its unit, so none is made up. */
function latencyLines(pipeline: Pipeline, now: number): Line[] {
  const { data, error } = pipeline.metrics;
  if (data?.p95 === undefined) return error ? [line(span(t`latency: ${problemText(error)}`, 'warn'))] : [];
  const average = data.average === undefined ? t`` : t`  average ${whole(Math.round(data.average))}`;
  return [
    line(
      span(t`latency `, 'dim'),
      t`p95 ${whole(Math.round(data.p95))}`,
      span(t`${average}${metricsSince(pipeline, now)}  unit not documented`, 'dim'),
    ),
  ];
}

/** `Pipeline · 24 h`. */
export function stepsTitle({ period }: Look, { glyphs }: Pick<DrawContext, 'glyphs'>): Line {
  return line(span(t`Pipeline`, 'strong'), span(t` ${glyphs.dot} last ${periodNames[period]}`, 'dim'));
}

/** Narrower than this the title needs the room. */
const roomForKeys = 56;

/** Which keys change what is shown, and when it was read if that is not just now. */
export function stepsRight(
  { share }: Look,
  { stages }: Pipeline,
  context: ViewContext,
  width: number,
): Line | undefined {
  const { now } = context;
  const oldest = Math.min(
    ...stages.flatMap(({ fetchedAt, error }) => (error && fetchedAt !== undefined ? [fetchedAt] : [])),
  );
  const stale = Number.isFinite(oldest) ? span(t`stale ${ago(oldest, now)}  `, 'warn') : span(t``);
  if (width < roomForKeys) return Number.isFinite(oldest) ? line(stale) : undefined;
  return line(
    stale,
    ...keySpans(context, 'connection.period', t`period  `),
    ...keySpans(context, 'connection.share', share ? t`counts` : t`percent`),
  );
}

/** The selected step on one line: the folded form of the panel. */
export function stepsFolded(stage: Stage, look: Look): SafeText {
  return t`${stageNames[stage.id]} ${amountText(stage, look.share)} ${changeSpan(stage, look.share).text}`;
}
