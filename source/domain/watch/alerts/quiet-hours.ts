import { minute } from '../../time.ts';
import type { Severity } from './rules.ts';

/** A span of the day, on some days or on all, in which little is told. */
export interface QuietHours {
  /** Minutes since midnight; past midnight where `to` is not after `from`. */
  readonly from: number;
  readonly to: number;
  /** Days on which it begins, 0 is Sunday; all unless given. */
  readonly days?: readonly number[] | undefined;
  /** Name of a time zone; that of the host unless given. */
  readonly zone?: string | undefined;
  /** What is told all the same: what is critical unless given. */
  readonly tell?: 'critical' | 'nothing' | undefined;
}

/** Whether an alert of this severity waits for the end of the quiet hours. */
export function isQuiet(hours: QuietHours | undefined, severity: Severity, now: number): boolean {
  if (!hours || !isWithin(hours, now)) return false;
  return hours.tell === 'nothing' || severity !== 'critical';
}

/** The minute in which what waits for the end of the quiet hours is told; undefined where they never end, or are not now. */
export function quietUntil(hours: QuietHours | undefined, severity: Severity, now: number): number | undefined {
  if (!hours || !isQuiet(hours, severity, now)) return undefined;
  let at = now - (now % minute);
  // One span may follow the other, and a night may be longer by what a clock is set back.
  for (let spans = 0; spans < mostSpans; spans++) {
    const left = hours.to - localTime(at, hours.zone).minutes;
    const end = at + (left > 0 ? left : left + dayMinutes) * minute;
    // A clock that was set forward may have passed both the end and the next begin.
    for (let each = end - leapTo(hours, end); each <= end; each += minute)
      if (!isQuiet(hours, severity, each)) return firstLoud(hours, severity, at, each);
    at = end;
  }
  return undefined;
}

/** By how much the clock shows more than the end of the quiet hours, where it was set forward on the way there. */
function leapTo({ to, zone }: QuietHours, end: number): number {
  const ahead = (localTime(end, zone).minutes - to + dayMinutes) % dayMinutes;
  return ahead < dayMinutes / 2 ? ahead * minute : 0;
}

/** The first minute that is not quiet: a night is shorter where a clock is set forward, by an hour or by half of one. */
function firstLoud(hours: QuietHours, severity: Severity, quiet: number, loud: number): number {
  let [before, after] = [quiet / minute, loud / minute];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isQuiet(hours, severity, middle * minute)) before = middle;
    else after = middle;
  }
  return after * minute;
}

/** More spans without a minute between them have no end. */
const mostSpans = 9;

const dayMinutes = 24 * 60;

function isWithin({ from, to, days, zone }: QuietHours, now: number): boolean {
  const { weekday, minutes } = localTime(now, zone);
  const begins = (day: number): boolean => days === undefined || days.includes(day);
  if (from < to) return begins(weekday) && minutes >= from && minutes < to;
  const yesterday = (weekday + 6) % 7;
  return (begins(weekday) && minutes >= from) || (begins(yesterday) && minutes < to);
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function localTime(now: number, zone: string | undefined): { readonly weekday: number; readonly minutes: number } {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...(zone === undefined ? {} : { timeZone: zone }),
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return {
    weekday: weekdays.indexOf(part('weekday')),
    minutes: (Number(part('hour')) * 60 + Number(part('minute'))) % dayMinutes,
  };
}
