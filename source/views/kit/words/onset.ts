import type { Onset } from '../../../domain/delivery/onset.ts';
import { clock, clockForms, clockRange, dateText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { day, hour, minute } from '../../../domain/time.ts';
import { firstFit } from '../../../theme/width.ts';

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
  return spanForms(onset, now)[0] ?? t``;
}

/** The same, each time in fewer cells, for where there is little room. */
export function spanForms(onset: Onset, now: number): readonly SafeText[] {
  if (onset.until !== undefined) return clockForms(onset.until, now).map((form) => t`ended ${form}`);
  if (onset.since === undefined) return [onsetText(onset, now)];
  return onsetForms(onset, now).map((form) => t`since ${form}`);
}

/** Whole minutes up to an hour, whole hours up to two days, then whole days. */
function lengthText(length: number): SafeText {
  if (length < hour) return t`${Math.floor(length / minute)} min`;
  return length < 2 * day ? t`${Math.floor(length / hour)} h` : t`${Math.floor(length / day)} d`;
}

/**
 * When it began, each time in fewer cells: `01:00–02:00`, `~01:00`, of an earlier day also `~Sun 23:00`, `Sun23h`, the day.
 * What it is older than is never given as a day: that would read as its beginning.
 */
function onsetForms({ since, within, before, until }: Onset, now: number): readonly SafeText[] {
  if (since === undefined) {
    const length = lengthText(now - (before ?? now));
    return [t`over ${length}`, t`>${length}`];
  }
  const forms = clockForms(since, now);
  if (within < coarse) return forms;
  const whole = onsetTime({ since, within, before, until }, now) ?? t``;
  if (within > coarse) return [whole, dateText(since, now)];
  return [whole, ...forms.map((form) => (form.includes(':') ? t`~${form}` : form))];
}

/** When it began in a column, as exactly as there is room for. */
export function onsetCell(onset: Onset | undefined, now: number, width: number): SafeText {
  return onset ? firstFit(onsetForms(onset, now), width) : t``;
}
