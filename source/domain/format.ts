import { type SafeText, sanitise, t } from './text.ts';
import { day, hour, minute, second, type Window } from './time.ts';

/** Numbers and times as text, by hand: the first use of Intl costs 25 ms at start. */

const units = ['', 'k', 'M', 'B', 'T', 'Qa', 'Qi'] as const;

/** Decimals so that three digits show: 1.11, 12.5, 678. */
const threeDigits = (value: number): string => value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);

/** Takes trailing zeros of a fraction away: 1.20 is 1.2, 5.00 is 5. */
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/**
 * A count in at most three digits and a unit, as the product writes it: 999, 1.11k, 12.5k, 678k, 4.32M, 1.2B.
 * Rounds to the nearest; a fraction below 1000 is rounded to a whole. Unknown, or no finite number: the dash.
 */
export function compact(value: number | bigint | undefined): SafeText {
  const number = Number(value);
  if (!Number.isFinite(number)) return t`–`;
  const sign = number < 0 ? '-' : '';
  let size = Math.abs(number);
  if (Math.round(size) < 1000) {
    const whole = Math.round(size);
    return sanitise(whole === 0 ? '0' : `${sign}${whole}`);
  }
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return sanitise(`${sign}${trimmed(threeDigits(size))}${units[unit]}`);
}

/** A count with what is counted, in the singular or the plural: 1 violation, 2.1k events. */
export function counted(
  count: number | bigint | undefined,
  one: SafeText,
  many: SafeText = t`${one}s`,
  show: (count: number | bigint | undefined) => SafeText = compact,
): SafeText {
  return t`${show(count)} ${Number(count) === 1 ? one : many}`;
}

/** A count with all its digits: 1,234,567. Exact for a bigint of any size; the dash for unknown. */
export function whole(value: number | bigint | undefined): SafeText {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return t`–`;
  const digits = (typeof value === 'bigint' ? value : BigInt(Math.round(value))).toString();
  return sanitise(digits.replace(/\B(?=(?:\d{3})+$)/g, ','));
}

/**
 * A share in percent: 0%, 0.04%, 1.84%, 24.1%, 94%. It says 0% only of exactly 0 and 100% only of exactly 100, so that
 * the last failing event never disappears in rounding. Undefined (nothing to divide by) is the dash.
 */
export function percentText(percent: number | undefined): SafeText {
  if (percent === undefined || !Number.isFinite(percent)) return t`–`;
  if (percent === 0) return t`0%`;
  if (percent < 0) return t`-${percentText(-percent)}`;
  if (percent < 0.01) return t`<0.01%`;
  if (percent > 99 && percent < 100)
    return sanitise(`${(Math.floor(percent * 10) / 10).toFixed(1).replace('.0', '')}%`);
  if (percent >= 100) return sanitise(`${compact(percent)}%`);
  return sanitise(`${trimmed(percent.toFixed(percent < 9.995 ? 2 : percent < 49.95 ? 1 : 0))}%`);
}

/** A relative change in percent with its sign: +60%, -5.7%, 0%; without a basis it is new. */
export function changeText(relative: number | undefined): SafeText {
  if (relative === undefined || Number.isNaN(relative)) return t`new`;
  const size = Math.abs(relative);
  const sign = relative < 0 ? '-' : '+';
  if (size < 0.05) return t`0%`;
  if (!Number.isFinite(size) || size >= 999_500) return sanitise(`${sign}999k%`);
  return sanitise(`${sign}${size < 9.95 ? trimmed(size.toFixed(1)) : compact(size)}%`);
}

/**
 * Age in steps, so that nothing on screen changes every second (rule 243): just now below 10 s, tens of seconds, minutes,
 * hours with minutes in tens, hours from 10 h, then days. A time a little in the future is just now, as clocks differ; what is
 * clearly still to come, where the screen shows the past, is later.
 */
export function ago(at: number, now: number): SafeText {
  const age = now - at;
  if (age <= -minute) return t`later`;
  if (!(age >= 10 * second)) return t`just now`;
  if (age < minute) return t`${Math.floor(age / (10 * second)) * 10}s`;
  if (age < hour) return t`${Math.floor(age / minute)}m`;
  if (age < 10 * hour) {
    const tens = Math.floor((age % hour) / (10 * minute)) * 10;
    return tens === 0 ? t`${Math.floor(age / hour)}h` : t`${Math.floor(age / hour)}h ${tens}m`;
  }
  return age < 2 * day ? t`${Math.floor(age / hour)}h` : t`${Math.floor(age / day)}d`;
}

/** How long ago that was, in a sentence: `3m ago`; what was a moment ago has no `ago` of its own. */
export function agoText(at: number, now: number): SafeText {
  return aged(ago(at, now), t`ago`);
}

/** How far something that goes on is behind: `3m behind`. */
export function behindText(at: number, now: number): SafeText {
  return aged(ago(at, now), t`behind`);
}

const aged = (age: SafeText, word: SafeText): SafeText =>
  age === 'just now' || age === 'later' ? age : t`${age} ${word}`;

/** A length of time by its two largest units: 0s, 340ms, 1.2s, 42s, 3m 5s, 2h 10m, 3d 4h. */
export function durationText(length: number): SafeText {
  if (!Number.isFinite(length) || length < 0) return t`–`;
  // Nothing of a length in whole seconds or minutes was measured to the millisecond.
  if (length === 0) return t`0s`;
  if (Math.round(length) < second) return t`${Math.round(length)}ms`;
  if (length < 9.95 * second) return sanitise(`${trimmed((length / second).toFixed(1))}s`);
  const seconds = Math.round(length / second);
  if (seconds < 60) return t`${seconds}s`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'm', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): SafeText =>
  sanitise(small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit} ${small}${smallUnit}`);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const two = (value: number): string => String(value).padStart(2, '0');

/** Minutes that the zone of the process is east of UTC at a moment. */
export function localOffset(at: number): number {
  return -new Date(at).getTimezoneOffset();
}

/** The zone that times of day are in, as it is at a moment: UTC, UTC+2, UTC-3:30. */
export function zoneText(at: number, offsetMinutes = localOffset(at)): SafeText {
  if (offsetMinutes === 0) return t`UTC`;
  const size = Math.abs(offsetMinutes);
  const rest = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return sanitise(`UTC${offsetMinutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`);
}

/** The wall clock at a time: its UTC fields are the local ones. */
function localOf(at: number, offsetMinutes: number | undefined): Date {
  return new Date(at + (offsetMinutes ?? localOffset(at)) * minute);
}

/**
 * A day: Nov 29, with the year when it is not the year of `now`.
 * @param offsetMinutes minutes east of UTC; the zone of the process unless given (pass 0 for days of the API, which are UTC)
 */
export function dateText(at: number, now?: number, offsetMinutes?: number): SafeText {
  const local = localOf(at, offsetMinutes);
  if (Number.isNaN(local.getTime())) return t`–`;
  const text = `${months[local.getUTCMonth()]} ${local.getUTCDate()}`;
  const sameYear = now === undefined || localOf(now, offsetMinutes).getUTCFullYear() === local.getUTCFullYear();
  return sanitise(sameYear ? text : `${text} ${local.getUTCFullYear()}`);
}

/** Whether two moments are on one day of the zone that is shown. */
function isSameDay(one: number, other: number, offsetMinutes: number | undefined): boolean {
  const dayOf = (at: number): number => Math.floor(localOf(at, offsetMinutes).getTime() / day);
  return dayOf(one) === dayOf(other);
}

/** Local time of day to the second, for what is over soon: 14:02:09, with the day when it is not that of `now`. */
export function clockSeconds(at: number, now: number, offsetMinutes?: number): SafeText {
  const seconds = two(localOf(at, offsetMinutes).getUTCSeconds());
  return Number.isFinite(at) ? t`${clock(at, now, offsetMinutes)}:${sanitise(seconds)}` : t`–`;
}

/**
 * Local time of day: 14:02, or Nov 20 14:02 when not on the day of `now`: soon after midnight, 21:34 alone reads as a time to come.
 * @param offsetMinutes minutes east of UTC; the zone of the process unless given
 */
export function clock(at: number, now: number, offsetMinutes?: number): SafeText {
  return isSameDay(at, now, offsetMinutes) ? timeText(at, offsetMinutes) : datedText(at, now, offsetMinutes);
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
/** So many days back the hour says more than the date, and a day of the week cannot be mistaken. */
const mostDaysBack = 2;

/**
 * The forms of a time for a column, the most exact first: Nov 29 23:00, of the last two days also Sun 23:00 and Sun23h, Nov 29. A time
 * of today has one form, 23:00.
 */
export function clockForms(at: number, now: number, offsetMinutes?: number): readonly SafeText[] {
  const whole = clock(at, now, offsetMinutes);
  const local = localOf(at, offsetMinutes);
  if (Number.isNaN(local.getTime()) || isSameDay(at, now, offsetMinutes)) return [whole];
  const daysBack = Math.floor(localOf(now, offsetMinutes).getTime() / day) - Math.floor(local.getTime() / day);
  const weekday = sanitise(weekdays[local.getUTCDay()]!);
  const byWeekday =
    daysBack > 0 && daysBack <= mostDaysBack
      ? [t`${weekday} ${timeText(at, offsetMinutes)}`, t`${weekday}${sanitise(two(local.getUTCHours()))}h`]
      : [];
  return [whole, ...byWeekday, dateText(at, now, offsetMinutes)];
}

/** The end of a span: its time of day where the span ends within a day after its start, which has the day; else with its own day. */
function endText({ start, end }: Window, now: number, offsetMinutes: number | undefined): SafeText {
  if (end - start < day) return timeText(end, offsetMinutes);
  return clock(end, now, offsetMinutes);
}

/** `01:00–02:00`: a moment that is known only to lie in this span; if it is known to the minute, the end of that minute. */
export function clockRange(span: Window, now: number, offsetMinutes?: number): SafeText {
  if (span.end - span.start <= minute) return clock(span.end, now, offsetMinutes);
  return t`${clock(span.start, now, offsetMinutes)}–${endText(span, now, offsetMinutes)}`;
}

function timeText(at: number, offsetMinutes: number | undefined): SafeText {
  const local = localOf(at, offsetMinutes);
  return sanitise(`${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`);
}

function datedText(at: number, now: number, offsetMinutes: number | undefined): SafeText {
  if (!Number.isFinite(at)) return t`–`;
  return t`${dateText(at, now, offsetMinutes)} ${timeText(at, offsetMinutes)}`;
}

/** The window that a number is of: `Nov 28 09:00 – now`, or to its end where that is past, with the day where it is another. */
export function windowText({ start, end }: Window, now: number, offsetMinutes?: number): SafeText {
  const from = datedText(start, now, offsetMinutes);
  if (now - end < 10 * minute) return t`${from} – now`;
  const isOneDay = isSameDay(start, end, offsetMinutes);
  return t`${from} – ${isOneDay ? timeText(end, offsetMinutes) : datedText(end, now, offsetMinutes)}`;
}

/** `local clock 3 h ahead`; undefined where it is right to the minute. */
export function clockText(ahead: number | undefined): SafeText | undefined {
  if (ahead === undefined) return undefined;
  const size = Math.abs(ahead);
  if (!(size > minute)) return undefined;
  const minutes = Math.round(size / minute);
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
  const rest = minutes % 60;
  const text =
    days >= 2 ? t`${days} d` : hours === 0 ? t`${minutes} min` : rest === 0 ? t`${hours} h` : t`${hours} h ${rest} min`;
  return t`local clock ${text} ${ahead > 0 ? t`ahead` : t`behind`}`;
}
