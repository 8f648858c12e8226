import { later } from './later.ts';

/**
 * Usage is counted once a day, so in the first days of a month there is nothing to tell of it. Until the test ends the clock is that of
 * the 21st, at the same time of day.
 */
export function laterInMonth(): void {
  const began = new Date();
  if (began.getUTCDate() <= 7) later(new Date(began).setUTCDate(21) - began.getTime());
}
