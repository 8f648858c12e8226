import { type Bucket, hour } from '../time.ts';

export interface Spike {
  /** Start of the first bucket of the run that goes on now. */
  readonly since: number;
  readonly count: number;
}

const recent = 3 * hour;
const times = 3;
const fewest = 10;

/**
 * Events of a kind that suddenly make up a greater part of the traffic: in the newest three hours at least ten, and more than
 * three times the share they had before. Shares, not counts, so that neither night nor morning looks like a break; hours, not
 * the period, so that a break of the night is seen before it has outgrown a day.
 * @param series hourly buckets of the kind in the period, in order
 * @param traffic hourly buckets of all events in the same period
 */
export function spikeOf(series: readonly Bucket[], traffic: readonly Bucket[]): Spike | undefined {
  const end = (series.at(-1)?.at ?? 0) + hour;
  const events = new Map(traffic.map(({ at, count }) => [at, count]));
  const sum = (buckets: readonly Bucket[], of: (bucket: Bucket) => number) =>
    buckets.reduce((total, bucket) => total + of(bucket), 0);
  const eventsIn = ({ at }: Bucket) => events.get(at) ?? 0;
  const before = series.filter(({ at }) => at < end - recent);
  const newest = series.filter(({ at }) => at >= end - recent);
  const usual = sum(before, ({ count }) => count) / Math.max(1, sum(before, eventsIn));
  const isHigh = (buckets: readonly Bucket[]) =>
    sum(buckets, ({ count }) => count) > times * usual * sum(buckets, eventsIn);
  const count = sum(newest, (bucket) => bucket.count);
  if (before.length === 0 || count < fewest || !isHigh(newest)) return undefined;
  return { since: startOf(series, (bucket) => isHigh([bucket])), count };
}

/** Walks back from the newest high bucket, over gaps of one: where many are high together, one of them is. */
function startOf(series: readonly Bucket[], isHigh: (bucket: Bucket) => boolean): number {
  const high = series.filter(isHigh).map(({ at }) => at);
  let since = high.at(-1)!;
  for (const at of high.toReversed()) {
    if (since - at > 2 * hour) break;
    since = at;
  }
  return since;
}
