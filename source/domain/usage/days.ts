import { day } from '../time.ts';
import type { DayUse, Meter } from './meters.ts';

/**
 * What each day of the period used, from its first day to the last that was counted. Days without a count of their own are undefined:
 * what they used is spread over them by the next one that has.
 */
export function usedByDay({
  daily,
  periodStart,
  countedUntil,
}: Pick<Meter, 'daily' | 'periodStart' | 'countedUntil'>): readonly (number | undefined)[] {
  const length = Math.max(0, Math.round((countedUntil - periodStart) / day));
  const values = Array.from({ length }, (): number | undefined => undefined);
  for (const { at, used, days } of daily as readonly DayUse[]) {
    const index = Math.round((at - periodStart) / day);
    if (index >= 0 && index < length) values[index] = Number(used) / days;
  }
  return values;
}
