import { type HourHistory, isBetter, type SeenHour, type SeenSeries, seenHours } from '../../source/domain/hours.ts';

/** Hours in memory, as the store remembers them. */
export function hourHistory(...seen: readonly SeenSeries[]): HourHistory {
  const all = new Map<string, Map<number, SeenHour>>();
  for (const each of seen) {
    const key = `${each.thing} ${each.measure}`;
    const own = all.get(key) ?? new Map<number, SeenHour>();
    for (const one of seenHours(each)) if (isBetter(one, own.get(one.at))) own.set(one.at, one);
    all.set(key, own);
  }
  return {
    of: (thing, measure, { start, end }) =>
      [...(all.get(`${thing} ${measure}`)?.values() ?? [])]
        .filter(({ at }) => at >= start && at < end)
        .sort((a, b) => a.at - b.at),
    things: (kind) => [...new Set(seen.flatMap(({ thing }) => (thing.startsWith(`${kind}:`) ? [thing] : [])))],
  };
}
