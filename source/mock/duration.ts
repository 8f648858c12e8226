import { day, hour, minute, second } from '../domain/time.ts';

const units: Readonly<Record<string, number>> = { d: day, h: hour, m: minute, s: second };

/**
 * Reads a duration of a scenario, such as `3h10m`.
 * @returns milliseconds
 * @throws RangeError when the text is no duration
 */
export function duration(text: string): number {
  if (!/^(\d+[dhms])+$/.test(text)) throw new RangeError(`"${text}" is no duration, such as 3h10m`);
  return [...text.matchAll(/(\d+)([dhms])/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * (units[unit as string] ?? 0),
    0,
  );
}

/**
 * Reads how far a moment of a scenario is from the start of the world: `3h10m` lies before it, `+2m30s` after it.
 * @returns milliseconds, negative before the start
 * @throws RangeError when the text is neither
 */
export function offset(text: string): number {
  return text.startsWith('+') ? duration(text.slice(1)) : -duration(text);
}

/** Milliseconds as people write them in sync reports: 3m37s. */
export function humanDuration(ms: number): string {
  const seconds = Math.round(ms / second);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((n, i) => (n > 0 || (i === 2 && seconds === 0) ? `${n}${'hms'[i]}` : '')).join('');
}
