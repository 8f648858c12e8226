import { type ChartMark, chart } from '../../../components/charts/chart.ts';
import { timeTicks } from '../../../components/charts/time-ticks.ts';
import { compact, percentText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { minute } from '../../../domain/time.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Line, line, type Span, span } from '../../../theme/line.ts';
import type { ConnectionChanges } from '../../../workspace/delivery/changes.ts';
import type { Pipeline, Stage } from '../../../workspace/delivery/pipeline.ts';
import type { DrawContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';
import type { Look } from './model.ts';
import { amountText, beforeText, bucketName, changeSpan, metricsSince, stageNames, wholeText } from './words.ts';

/** Audit changes as marks on the buckets they fall in (rule 227). */
export function changeMarks({ items }: ConnectionChanges, { start, size, end }: Pipeline, glyphs: Glyphs): ChartMark[] {
  const seen = new Set<number>();
  for (const { at } of items) if (at >= start && at < end) seen.add(Math.floor((at - start) / size));
  return [...seen].map((index) => ({ index, glyph: glyphs.up, tone: 'info' }));
}

/** The average bucket of the window before, as the usual level. */
function usual({ earlier, earlierPercent }: Stage, buckets: number, shares: boolean): number | undefined {
  if (shares) return earlierPercent;
  return earlier === undefined || earlier === 0 || buckets === 0 ? undefined : earlier / buckets;
}

/** Shares are drawn where every bucket has one. */
const drawsShares = ({ basis, shares }: Stage, { share }: Look): boolean =>
  share && basis !== undefined && shares.some((value) => value !== undefined);

export function chartTitle(stage: Stage): Line {
  return line(span(stageNames[stage.id], 'strong'));
}

/** The unit of the curve, beside the title. */
export function chartRight(stage: Stage, look: Look, { size }: Pipeline): Line {
  const unit = drawsShares(stage, look) ? t`% of each bucket` : bucketName(size);
  return line(span(stage.id === 'waiting' ? t`attempts made again, not events` : unit, 'dim'));
}

/** The selected step: its number with its basis, its curve, and how to read it. */
export function chartBody(
  stage: Stage,
  look: Look,
  pipeline: Pipeline,
  changes: ConnectionChanges,
  { glyphs, now }: DrawContext,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Line[] {
  const shares = drawsShares(stage, look);
  const values = shares ? stage.shares : stage.counts;
  const threshold = usual(stage, stage.counts.length, shares);
  const marks = changeMarks(changes, pipeline, glyphs);
  const legend = height >= 8 ? [legendLine(threshold !== undefined, marks.length, pipeline, look, glyphs)] : [];
  const head = headline(stage, look, pipeline, now);
  return [
    head,
    ...chart({
      values,
      width,
      height: Math.max(0, height - 1 - legend.length),
      glyphs,
      format: shares ? percentText : compact,
      tone:
        stage.id === 'failed-delivery' || stage.id === 'failed-on-ingest'
          ? 'bad'
          : stage.id === 'waiting'
            ? 'warn'
            : 'info',
      threshold,
      provisional: pipeline.provisional,
      marks,
      ticks: timeTicks(values.map((_, index) => pipeline.start + index * pipeline.size)),
    }),
    ...legend,
  ];
}

/** The selected step's number, what it is a share of, and how it moved. */
export function headline(stage: Stage, look: Look, pipeline: Pick<Pipeline, 'metricsStart'>, now: number): Line {
  if (stage.error && stage.count === undefined)
    return line(span(problemText(stage.error), 'warn'), span(t`  ${stage.error.message}`, 'dim'));
  if (stage.count === undefined) return line(span(t`not known`, 'dim'));
  const other: SafeText = stage.basis === undefined ? t`` : t` ${amountText(stage, !look.share)}`;
  const change = changeSpan(stage, look.share);
  const compared: readonly Span[] =
    change.text === '–' ? [] : [span(t`  `), change, span(t` vs ${beforeText(look.period)}`, 'dim')];
  const since = stage.id === 'waiting' ? metricsSince(pipeline, now) : t``;
  const whole = span(t` ${wholeText(stage)}${since}`, 'dim');
  return line(span(amountText(stage, look.share), 'strong'), other, whole, ...compared);
}

function legendLine(
  hasUsual: boolean,
  marks: number,
  { provisional, size }: Pipeline,
  { period }: Look,
  { threshold, up, gaugeEmpty }: Glyphs,
): Line {
  return line(
    ...(hasUsual ? [span(threshold, 'warn'), span(t` mean of ${beforeText(period)}  `, 'dim')] : []),
    ...(marks > 0 ? [span(up, 'info'), span(t` changed  `, 'dim')] : []),
    ...(provisional > 0
      ? [span(t`${gaugeEmpty} ${size === minute ? t`last 5 min may grow` : t`hour not over`}`, 'dim')]
      : []),
  );
}
