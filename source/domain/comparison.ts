import type { Window } from './time.ts';

/** A count or a share, and the window it was counted over. */
export interface Measured {
  readonly value: number | undefined;
  readonly window: Window;
}

/**
 * What something changed by against a window before it, in percent of that: the one way anything here is compared in time.
 * @returns undefined where either is not known, where there was nothing before, and where the windows are not equally long
 */
export function changeBetween(now: Measured | undefined, before: Measured | undefined): number | undefined {
  if (now?.value === undefined || !before?.value || lengthOf(now.window) !== lengthOf(before.window)) return undefined;
  return (100 * (now.value - before.value)) / before.value;
}

const lengthOf = ({ start, end }: Window): number => end - start;
