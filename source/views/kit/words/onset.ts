import type { Onset } from '../../../domain/delivery/onset.ts';
import { clock, clockRange, dateText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { day, hour } from '../../../domain/time.ts';
import { widthOf } from '../../../theme/width.ts';

/** From here on a time is given as the hour it lies in. */
const coarse = hour;

/** When it began, without a word before it: `01:50`, or `01:00–02:00` where only the hour is known; undefined: began earlier. */
export function onsetTime({ since, within }: Onset, now: number): SafeText | undefined {
  if (since === undefined) return undefined;
  if (within < coarse) return clock(since, now);
  return clockRange({ start: since, end: Math.min(since + within, Math.max(now, since)) }, now);
}

/** `since 01:50`, `since 01:00–02:00`, or `for over 24 h` where it failed in all that was looked at. */
export function onsetText(onset: Onset, now: number): SafeText {
  const time = onsetTime(onset, now);
  return time === undefined ? t`for over ${lengthText(now - (onset.before ?? now))}` : t`since ${time}`;
}

/** `since 01:50`, or `ended 03:10` for what is over. */
export function spanText(onset: Onset, now: number): SafeText {
  return onset.until === undefined ? onsetText(onset, now) : t`ended ${clock(onset.until, now)}`;
}

/** Whole hours up to two days, then whole days. */
function lengthText(length: number): SafeText {
  return length < 2 * day ? t`${Math.floor(length / hour)} h` : t`${Math.floor(length / day)} d`;
}

/** The same in a column: the day alone where the time does not fit beside it. */
export function onsetCell(onset: Onset | undefined, now: number, width: number): SafeText {
  if (!onset) return t``;
  const { since, before } = onset;
  const whole = onsetTime(onset, now) ?? t`over ${lengthText(now - (before ?? now))}`;
  return width > 0 && widthOf(whole) > width ? dateText(since ?? before ?? now, now) : whole;
}
