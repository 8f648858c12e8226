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
