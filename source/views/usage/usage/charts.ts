import type { Block } from '../../../components/block.ts';
import { chart } from '../../../components/charts/chart.ts';
import { compact, percentText } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { day } from '../../../domain/time.ts';
import { usedByDay } from '../../../domain/usage/days.ts';
import { line, type Span, span, withWhole } from '../../../theme/line.ts';
import { dayTicks } from '../../kit/answer/usage.ts';
import type { DrawContext } from '../../kit/view.ts';
import { meterNames, utcDay } from '../../kit/words/meters.ts';
import { type UsageModel, uncountedDays } from './model.ts';

/** Daily use with its own heading: what it is, what a day may take, and what is not counted yet. */
export function dailyChart(
  model: UsageModel,
  cursorAt: number | undefined,
  height: number,
  context: DrawContext,
): Block {
  const { meter, today } = model;
  const { periodStart, allowance, daysInPeriod, recent } = meter;
  const counted = usedByDay(meter);
  const late = today === undefined ? [] : uncountedDays(meter, context.now);
  const values = [...counted, ...late.map((_, at) => (at === late.length - 1 ? today : undefined))];
  const budget = allowance === undefined ? undefined : Number(allowance) / daysInPeriod;
  const index = cursorAt === undefined ? undefined : Math.round((cursorAt - periodStart) / day);
  const value = index === undefined ? undefined : values[index];
  const heading = withWhole(
    line(
      span(t`  ${meterNames[meter.kind]} a day`, 'strong'),
      ...(budget === undefined ? [] : budgetSpans(recent?.perDay, budget)),
    ),
    late.length === 0
      ? []
      : [line(span(t` · shaded: today`, 'dim')), line(span(t` so far, by events received`, 'dim'))],
    context.width,
  );
  return [
    heading,
    ...chart({
      values,
      width: context.width,
      height: height - 1,
      glyphs: context.glyphs,
      format: compact,
      threshold: budget,
      provisional: late.length === 0 ? 0 : 1,
      ...(index === undefined || index >= values.length
        ? {}
        : {
            cursor: { index, text: t`${utcDay(cursorAt!)}  ${value === undefined ? t`not counted` : compact(value)}` },
          }),
      ticks: dayTicks(values.map((_, at) => periodStart + at * day)),
    }),
  ];
}

function budgetSpans(perDay: number | undefined, budget: number): Span[] {
  const line = span(t` · line: ${compact(budget)} a day would just last`, 'dim');
  if (perDay === undefined) return [line];
  const over = (100 * (perDay - budget)) / budget;
  // On the line nothing is left to spare: neither over it nor a reassurance.
  if (over === 0) return [line, span(t`, now just that`, 'warn')];
  return [
    line,
    over > 0
      ? span(t`, now ${percentText(over)} over it`, 'bad')
      : span(t`, now ${percentText(-over)} under it`, 'good'),
  ];
}
