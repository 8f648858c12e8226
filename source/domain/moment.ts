import { localOffset } from './format.ts';
import { type SafeText, sanitise, t } from './text.ts';
import { day, floorTo, hour, minute } from './time.ts';

/** How far back the screen can go: Segment keeps deliveries by the hour for thirty days (rule 59). */
export const farthestBack = 30 * day - hour;

/** How far back the hours go that were seen and kept (rule 247). */
export const farthestKept = 90 * day;

/** How far back something can be told of, and why not further. */
interface Reach {
  readonly length: number;
  readonly why: SafeText;
}

const ofSegment: Reach = { length: farthestBack, why: t`Segment keeps thirty days` };
export const ofStore: Reach = { length: farthestKept, why: t`ninety days are kept` };

/** A moment that a user named, or what is wrong with the name. */
export type Named = { readonly at: number } | { readonly why: SafeText };

const forms = t`02:00, yesterday 02:00, 2026-11-28T02:00 or -3h`;

const units: Readonly<Record<string, number>> = { m: minute, h: hour, d: day };

type Offset = (at: number) => number;

/** The fields of a wall clock, as if they were UTC. */
const wall = (at: number, offset: Offset): number => at + offset(at) * minute;

/** The moments at which a wall clock shows this: none in the hour that is left out in spring, two in the one that comes twice. */
function momentsOf(shown: number, offset: Offset): readonly number[] {
  const offsets = new Set([offset(shown - day), offset(shown + day)]);
  return [...offsets].map((east) => shown - east * minute).filter((at) => wall(at, offset) === shown);
}

function shownOf(date: string, clock: string): number | undefined {
  const at = Date.parse(`${date}T${clock.padStart(5, '0')}:00Z`);
  // A date such as the 31st of November becomes another one, which nobody meant.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? undefined : at;
}

/**
 * Reads a moment of the past: a length back (`-3h`, `-90m`, `-2d`), a time of day (the last one there was), `yesterday 02:00`,
 * or a date with a time, local unless it ends in Z.
 * @param offset minutes that the zone is east of UTC at a moment
 */
export function momentOf(text: string, now: number, offset: Offset = localOffset, reach: Reach = ofSegment): Named {
  const said = text.trim();
  const name = sanitise(said);
  const wrong: Named = { why: said === '' ? t`a time is missing: ${forms}` : t`“${name}” is no time: ${forms}` };
  const back = /^-(\d{1,5})\s*([mhd])$/i.exec(said);
  if (back) return within(floorTo(now, 'MINUTE') - Number(back[1]) * units[back[2]!.toLowerCase()]!, name, now, reach);
  const named = /^(?:(today|yesterday|\d{4}-\d{2}-\d{2})(?:[T ]\s*|$))?(?:(\d{1,2}:\d{2})(?::\d{2})?(Z)?)?$/i.exec(
    said,
  );
  if (!named || said === '') return wrong;
  const [, word, clock, utc] = named;
  const zone: Offset = utc ? () => 0 : offset;
  const today = floorTo(wall(now, zone), 'DAY');
  const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const date = !word || /^today$/i.test(word) ? dateOf(today) : /^yesterday$/i.test(word) ? dateOf(today - day) : word;
  const shown = shownOf(date, clock ?? '00:00');
  if (shown === undefined) return wrong;
  const moments = [...momentsOf(shown, zone), ...(word ? [] : momentsOf(shown - day, zone))];
  if (moments.length === 0) return { why: t`“${name}” was left out that day: the clock was set forward` };
  // Of an hour that came twice, and of a time of day alone, the last one that has been.
  const past = moments.filter((at) => at <= now).sort((a, b) => b - a)[0];
  return within(past ?? moments[0]!, name, now, reach);
}

function within(at: number, name: SafeText, now: number, { length, why }: Reach): Named {
  if (at > now) return { why: t`“${name}” is still to come: ${forms}` };
  if (at < floorTo(now, 'MINUTE') - length) return { why: t`“${name}” is too long ago: ${why}` };
  return { at };
}
