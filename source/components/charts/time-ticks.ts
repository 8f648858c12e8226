/** Times under an axis: whole hours or days of the wall clock, as many as have room. */
import { clock, dateText, localOffset } from '../../domain/format.ts';
import { day, hour, minute } from '../../domain/time.ts';
import { widthOf } from '../../theme/width.ts';
import type { ChartTick } from './chart.ts';

const steps = [
  5 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
];
/** Columns between two texts. */
const gap = 2;

const local = (at: number): number => at + localOffset(at) * minute;

/**
 * For buckets that start at these times, on so many columns: the day where one begins, else the time of day. The finest step
 * whose texts do not touch.
 */
export function timeTicks(starts: readonly number[]): (columns: number) => readonly ChartTick[] {
  const clocks = starts.map(local);
  return (columns) => {
    const size = (starts[1] ?? 0) - (starts[0] ?? 0);
    if (starts.length < 2 || size <= 0) return [];
    for (const step of steps.filter((one) => one >= size)) {
      const ticks = ticksOf(starts, clocks, step);
      const needed = Math.max(0, ...ticks.map(({ text }) => widthOf(text))) + gap;
      if ((step / size) * (columns / starts.length) >= needed) return ticks;
    }
    return [];
  };
}

/** @param clocks the same times on the wall clock */
function ticksOf(starts: readonly number[], clocks: readonly number[], step: number): ChartTick[] {
  return starts.flatMap((at, index) => {
    const wall = clocks[index]!;
    const begins = (length: number): boolean =>
      index === 0 ? wall % length === 0 : Math.floor(wall / length) > Math.floor(clocks[index - 1]! / length);
    if (!begins(step)) return [];
    return [{ index, text: step >= day || begins(day) ? dateText(at) : clock(at, at) }];
  });
}
