import { dateText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { Meter } from '../../../domain/usage/meters.ts';
import type { Tone } from '../../../theme/line.ts';

export const meterNames: Readonly<Record<Meter['kind'], SafeText>> = { 'api-calls': t`API calls`, mtu: t`MTU` };

/** A day of a meter: they are UTC days. */
export const utcDay = (at: number): SafeText => dateText(at, undefined, 0);

/** `reaches 100% on Nov 29`, or, when the counted days got there already, `passed 100% on Nov 20`. */
export function fullText(at: number, { countedUntil }: Pick<Meter, 'countedUntil'>): SafeText {
  return at < countedUntil ? t`passed 100% on ${utcDay(at)}` : t`reaches 100% on ${utcDay(at)}`;
}

/** `day 21 of 30`, or that the period is over and its numbers stand. */
export function periodText({ ended, dayOfPeriod, daysInPeriod, periodEnd }: Meter): SafeText {
  return ended ? t`period ended ${utcDay(periodEnd)}` : t`day ${dayOfPeriod} of ${daysInPeriod}`;
}

const unprojectedWords: Readonly<Record<NonNullable<Meter['unprojected']>, SafeText>> = {
  ended: t`final`,
  'too-early': t`too early to project`,
  contradiction: t`not projected: its counts contradict each other`,
};

/** Why a meter has no projection. */
export function unprojectedText({ unprojected }: Meter): SafeText {
  return unprojectedWords[unprojected ?? 'too-early'];
}

export function meterTone({ percent, reachesAllowanceAt, thresholds }: Meter): Tone {
  if (percent === undefined) return 'text';
  if (percent >= 100 || reachesAllowanceAt !== undefined) return 'bad';
  return thresholds.some(({ passedAt }) => passedAt !== undefined) ? 'warn' : 'good';
}
