import { day, hour, minute } from '../../domain/time.ts';
import { chance } from '../hash.ts';

/** How traffic spreads over the day, UTC: people peak in the afternoon and rest at the weekend, machines hardly do. */
export type Rhythm = 'people' | 'machine';

const afternoon = Array.from(
  { length: 24 },
  (_, h) => 1 + 0.55 * Math.cos(((h - 16) * Math.PI) / 12) + 0.12 * Math.cos(((h - 20) * Math.PI) / 6),
);
const level = Array.from({ length: 24 }, (_, h) => 1 + 0.12 * Math.cos(((h - 15) * Math.PI) / 12));
const weekend: Readonly<Record<Rhythm, number>> = { people: 0.68, machine: 0.92 };
const sumOf = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const shares: Readonly<Record<Rhythm, readonly number[]>> = {
  people: afternoon.map((share) => share / sumOf(afternoon)),
  machine: level.map((share) => share / sumOf(level)),
};

/** Share of an hour's events that have come by each minute: fixed, slightly uneven, exact at both ends. */
const minutes: readonly number[] = (() => {
  const weights = Array.from({ length: 60 }, (_, m) => 0.8 + 0.4 * chance(m, 60, 1));
  const all = sumOf(weights);
  let sum = 0;
  const cumulative = weights.map((weight) => {
    sum += weight;
    return sum / all;
  });
  return [0, ...cumulative].with(60, 1);
})();

/** Events of one source in the hour that starts at `at`, by hash: no history is kept. */
export function hourTotal(seed: number, source: number, perDay: number, rhythm: Rhythm, at: number): number {
  if (perDay === 0) return 0;
  const index = Math.floor(at / hour);
  const share = shares[rhythm][index % 24] ?? 0;
  const weekday = (Math.floor(at / day) + 4) % 7;
  const rest = weekday === 0 || weekday === 6 ? weekend[rhythm] : 1;
  const noise = 0.93 + 0.14 * chance(seed ^ source, index, 2);
  return Math.floor(perDay * share * rest * noise + chance(seed ^ source, index, 3));
}

/** Share of an hour's events that have come by a moment, in minutes with their parts. */
function shareBy(minuteOfHour: number): number {
  const whole = Math.floor(minuteOfHour);
  const share = minutes[whole] ?? 1;
  return share + ((minutes[whole + 1] ?? 1) - share) * (minuteOfHour - whole);
}

/** Events of an hour's total that came before the given minute (0 to 60): so minutes always add up to their hour. */
export function before(total: number, minuteOfHour: number, start: number): number {
  return Math.floor(total * shareBy(minuteOfHour) + chance(total, Math.floor(start / minute), 5));
}
