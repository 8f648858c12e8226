import type { ChartTick } from '../../../components/charts/chart.ts';
import { compact } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { day } from '../../../domain/time.ts';
import { usedByDay } from '../../../domain/usage/days.ts';
import type { Meter } from '../../../domain/usage/meters.ts';
import { widthOf } from '../../../theme/width.ts';
import type { ViewContext } from '../view.ts';
import { meterNames, meterTone, utcDay } from '../words/meters.ts';
import type { Answer } from './answer.ts';
import { nextPart } from './parts.ts';

/** Columns between the names of two days. */
const gap = 2;

/** Under days that start at these times: as many of their names as have room, as days are counted, in UTC. */
export function dayTicks(starts: readonly number[]): (columns: number) => readonly ChartTick[] {
  return (columns) => {
    const names = starts.map(utcDay);
    const needed = Math.max(0, ...names.map(widthOf)) + gap;
    const step = Math.max(1, Math.ceil((needed * starts.length) / Math.max(1, columns)));
    return names.flatMap((text, index) => (index % step === 0 ? [{ index, text }] : []));
  };
}

/** A meter: what each day used against what a day may use. */
export function meterAnswer(meter: Meter, context: ViewContext): Answer {
  const { allowance, daysInPeriod, periodStart, kind } = meter;
  const values = usedByDay(meter);
  const starts = values.map((_, index) => periodStart + index * day);
  const budget = allowance === undefined ? undefined : Number(allowance) / daysInPeriod;
  return {
    title: meterNames[kind],
    curve: {
      title: t`${meterNames[kind]} a day`,
      starts,
      values,
      ...(budget === undefined ? {} : { limit: { value: budget, name: t`${compact(budget)} a day would just last` } }),
      ticks: dayTicks(starts),
      tone: meterTone(meter) === 'bad' ? 'bad' : 'info',
      end: meter.countedUntil,
    },
    parts: [nextPart([['row.open', t`opens usage: each day, and the sources behind it`]], context)],
  };
}
