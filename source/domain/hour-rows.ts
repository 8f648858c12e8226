import {
  type HourHistory,
  type HourThing,
  isBetter,
  isComplete,
  type Measure,
  type SeenHour,
  type SeenSeries,
  seenHours,
} from './hours.ts';
import { floorTo, hour, type Window } from './time.ts';

/** One hour of a thing: each measure with its count, null where that is not known. */
export interface HourRow<Name extends Measure = Measure> {
  readonly at: number;
  readonly counts: Readonly<Record<Name, number | null>>;
  /** Every count is known, and was taken after the hour was over: of one that runs there will be more. */
  readonly isWhole: boolean;
}

/**
 * The hours of a window, oldest first, of what was just read and what was kept before. An hour that neither knows is unknown, never
 * zero; of two counts of an hour the one that was counted for longer is told.
 */
export function hourRows<Name extends Measure>(
  thing: HourThing,
  measures: readonly Name[],
  { start, end }: Window,
  read: readonly SeenSeries[],
  kept?: HourHistory,
): readonly HourRow<Name>[] {
  const window = { start: floorTo(start, 'HOUR'), end };
  const known = measures.map((measure) => {
    const hours = new Map<number, SeenHour>();
    const own = read.filter((each) => each.thing === thing && each.measure === measure).flatMap(seenHours);
    for (const each of [...(kept?.of(thing, measure, window) ?? []), ...own])
      if (isBetter(each, hours.get(each.at))) hours.set(each.at, each);
    return [measure, hours] as const;
  });
  const rows: HourRow<Name>[] = [];
  for (let at = window.start; at < end; at += hour) {
    const seen = known.map(([measure, hours]) => [measure, hours.get(at)] as const);
    rows.push({
      at,
      counts: Object.fromEntries(
        seen.map(([measure, one]) => [measure, one?.count ?? null]),
      ) as HourRow<Name>['counts'],
      isWhole: seen.every(([, one]) => one !== undefined && isComplete(one)),
    });
  }
  return rows;
}
