import type { Block } from '../../components/block.ts';
import { chart } from '../../components/charts/chart.ts';
import { timeTicks } from '../../components/charts/time-ticks.ts';
import { compact, windowText } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { type Bucket, hour, type Window } from '../../domain/time.ts';
import { blank, type Line, line, span, type Tone } from '../../theme/line.ts';
import { widthOf } from '../../theme/width.ts';
import { factLine } from './text-lines.ts';
import type { ViewContext } from './view.ts';

const nameWidth = 11;

/** `Failed     2,397`: one fact of the pane that explains the selected row. */
export const detailFact = factLine(nameWidth);

/** Columns that a fact of a pane this wide has for its value. */
export const detailRoom = (width: number): number => Math.max(1, width - nameWidth - 1);

/** The window that the numbers below are of; where its words do not fit beside the name, without it. */
export function windowFact(window: Window, now: number, width: number): Line {
  const text = windowText(window, now);
  const fits = widthOf(text) <= detailRoom(width);
  return fits ? detailFact(t`Window`, span(text, 'dim')) : line(span(text, 'dim'));
}

const chartRows = 6;

/** A curve with its hours, and a mark where the change is that explains it; nothing where nothing is known. */
export function hourChart(
  title: SafeText,
  series: readonly Bucket[],
  tone: Tone,
  { glyphs, now }: Pick<ViewContext, 'glyphs' | 'now'>,
  width: number,
  changedAt?: number,
): Block {
  if (series.length === 0) return [];
  const starts = series.map(({ at }) => at);
  const changed = changedAt === undefined ? -1 : starts.findLastIndex((at) => at <= changedAt);
  return [
    blank,
    line(span(title, 'dim'), changed < 0 ? undefined : span(t`  ${glyphs.up} changed`, 'info')),
    ...chart({
      values: series.map(({ count }) => count),
      width,
      height: chartRows,
      glyphs,
      format: compact,
      tone,
      provisional: starts.at(-1)! + hour > now ? 1 : 0,
      marks: changed < 0 ? [] : [{ index: changed, glyph: glyphs.up, tone: 'info' }],
      ticks: timeTicks(starts),
    }),
  ];
}
