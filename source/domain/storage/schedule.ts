import type { SafeText } from '../text.ts';
import { hour, minute } from '../time.ts';

/** When a warehouse syncs, where somebody chose the hours of the day. */
export interface WarehouseSchedule {
  /** The chosen hours are in force; else it syncs by the rhythm of its plan. */
  readonly enabled: boolean;
  /** Hours of the day that are on, 0 to 23, ascending. */
  readonly hours: readonly number[];
  /** Name of the time zone that the hours are of, such as America/Los_Angeles; empty where it is not told. */
  readonly zone: SafeText;
}

/** An hour of the schedule and the next moment it comes, ms. */
export interface ScheduledTime {
  readonly hour: number;
  readonly at: number;
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();
/** Zones kept: more than a workspace has warehouses in. */
const mostClocks = 50;

/** Undefined for a zone that is not known here. */
function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (clocks.has(zone)) return clocks.get(zone);
  if (clocks.size >= mostClocks) clocks.clear();
  let clock: Intl.DateTimeFormat | undefined;
  try {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  } catch {
    clock = undefined;
  }
  clocks.set(zone, clock);
  return clock;
}

/** Every zone is a multiple of a quarter of an hour from UTC. */
const step = 15 * minute;
/** An hour that a change of the clocks leaves out of one day comes on the next. */
const ahead = 50 * hour;

/**
 * When each hour of a schedule comes next, after now, soonest first. The clock of the zone is asked and no arithmetic done, so
 * that changes of the clocks and half-hour zones are right by themselves. Undefined where the zone is not told or not known.
 */
export function scheduledTimes({ hours, zone }: WarehouseSchedule, now: number): readonly ScheduledTime[] | undefined {
  const clock = zone === '' ? undefined : clockOf(zone);
  if (!clock || !Number.isFinite(now)) return undefined;
  const wanted = new Set(hours);
  const found: ScheduledTime[] = [];
  for (let at = (Math.floor(now / step) + 1) * step; at <= now + ahead && wanted.size > 0; at += step) {
    const [hours = '', minutes = ''] = clock.format(at).split(':');
    if (minutes === '00' && wanted.delete(Number(hours))) found.push({ hour: Number(hours), at });
  }
  return found;
}
