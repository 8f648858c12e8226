import { floorTo, minute } from '../../domain/time.ts';

/** Two reads so far apart still tell of the same hours: each is renewed every minute or two, a little later where requests are few. */
const together = 15 * minute;

/**
 * Up to where violations and the traffic they are a part of were both counted. Where one of them could not be renewed that is the
 * last hour that both have whole: a full hour of violations beside a part of its traffic would look like a break.
 */
export function countedBeside(violationsUntil: number, trafficUntil: number): number {
  const both = Math.min(violationsUntil, trafficUntil);
  return Math.abs(violationsUntil - trafficUntil) <= together ? both : floorTo(both, 'HOUR');
}
