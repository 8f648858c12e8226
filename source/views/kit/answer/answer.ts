import type { Block } from '../../../components/block.ts';
import { type ChartMark, type ChartOptions, chart } from '../../../components/charts/chart.ts';
import { timeTicks } from '../../../components/charts/time-ticks.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { compact, counted } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { blank, indent, line, type Span, span, type Tone } from '../../../theme/line.ts';
import type { ViewContext } from '../view.ts';

/** A curve with its hours. */
export interface Curve {
  readonly title: SafeText;
  /** When each value begins, ms. */
  readonly starts: readonly number[];
  /** Undefined is what is not known: a gap. */
  readonly values: readonly (number | undefined)[];
  /** The same hours of another time, as a line behind the curve, and which. */
  readonly before?: { readonly name: SafeText; readonly values: readonly (number | undefined)[] } | undefined;
  readonly tone: Tone;
  /** A level that should not be passed, and what it is. */
  readonly limit?: { readonly name: SafeText; readonly value: number } | undefined;
  /** Under the axis instead of the hours. */
  readonly ticks?: ChartOptions['ticks'];
  readonly changes?: readonly number[] | undefined;
  /** When something failed that the curve does not show as a value, and what. */
  readonly failed?: { readonly name: SafeText; readonly times: readonly number[] } | undefined;
  /** End of the last value; one that is not over yet is drawn as such. */
  readonly end: number;
}

/** What stands under the curve: top reasons, what changed, what to do next. */
export interface AnswerPart {
  readonly title: SafeText;
  /** As a function where its lines depend on how wide they may be. */
  readonly rows: Block | ((width: number) => Block);
}

/** The question that a row of a list raises, answered: how it went, why, what changed, what to do. */
export interface Answer {
  readonly title: SafeText;
  readonly curve?: Curve | undefined;
  readonly parts: readonly AnswerPart[];
}

/** Columns that what stands under a title stands further in. */
const indented = 2;
const leastCurve = 8;
const tallestCurve = 24;

/** What the lines and marks of a curve mean. */
export function curveLegend(curve: Curve, { glyphs, now }: Pick<ViewContext, 'glyphs' | 'now'>): Span[] {
  const { before, changes = [], failed, end, starts, limit } = curve;
  const shows = (at: number): boolean => at >= (starts[0] ?? end) && at < end;
  return [
    ...(before ? [span(t`  ${glyphs.outline[0]!} ${before.name}`, 'dim')] : []),
    ...(limit ? [span(t`  ${glyphs.threshold}`, 'warn'), span(t` ${limit.name}`, 'dim')] : []),
    ...(failed?.times.some(shows) ? [span(t`  ${glyphs.failing}`, 'bad'), span(t` ${failed.name}`, 'dim')] : []),
    ...(changes.some(shows) ? [span(t`  ${glyphs.up}`, 'info'), span(t` changed`, 'dim')] : []),
    ...(end > now ? [span(t`  ${glyphs.gaugeEmpty} not over yet`, 'dim')] : []),
  ];
}

/** The curve on so many rows and columns: its scale, its hours, what changed in them. */
export function curveRows(
  { starts, values, before, tone, changes = [], failed, end, limit, ticks }: Curve,
  { glyphs, now }: Pick<ViewContext, 'glyphs' | 'now'>,
  width: number,
  height: number,
): Block {
  const marksAt = (times: readonly number[], glyph: SafeText, markTone: Tone): ChartMark[] => {
    const indexes = times.flatMap((at) => (at < end ? [starts.findLastIndex((start) => start <= at)] : []));
    return [...new Set(indexes)].filter((index) => index >= 0).map((index) => ({ index, glyph, tone: markTone }));
  };
  return chart({
    values,
    earlier: before?.values,
    width,
    height,
    glyphs,
    format: compact,
    tone,
    threshold: limit?.value,
    provisional: end > now ? 1 : 0,
    marks: [...marksAt(failed?.times ?? [], glyphs.failing, 'bad'), ...marksAt(changes, glyphs.up, 'info')],
    ticks: ticks ?? timeTicks(starts),
  });
}

/** The answer in its frame: the curve gets what the words leave. */
export function answerPanel(
  { title, curve, parts }: Answer,
  context: Pick<ViewContext, 'glyphs' | 'now'>,
  width: number,
  height: number,
): Block {
  const { glyphs } = context;
  const room = panelRoom(width, height);
  const isKnown = curve?.values.some((value) => value !== undefined);
  const least = curve && isKnown ? leastCurve + 1 : 0;
  const words = parts
    .map(({ title: name, rows }) => ({ name, rows: typeof rows === 'function' ? rows(room.width - indented) : rows }))
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ name, rows }, index) => [
      ...(index > 0 || least > 0 ? [blank] : []),
      line(span(name, 'strong')),
      ...rows.map((row) => indent(row, indented)),
    ]);
  const shown = words.slice(0, Math.max(0, room.height - least));
  const missing = words.slice(shown.length).filter((row) => row !== blank).length;
  const left = Math.min(tallestCurve, room.height - shown.length - 1);
  const drawn =
    curve && isKnown && left > 0
      ? [
          line(span(curve.title, 'strong'), ...curveLegend(curve, context)),
          ...curveRows(curve, context, room.width, left),
        ]
      : [];
  return panel({
    title: line(span(title, 'dim')),
    ...(missing > 0 ? { right: line(span(counted(missing, t`more line`), 'dim')) } : {}),
    body: [...drawn, ...shown],
    width,
    height,
    focused: false,
    glyphs,
  });
}
