import { bucketLength, type Granularity } from '../time.ts';
import type { StepReport } from './counts.ts';
import { reasonOf } from './discard-reasons/index.ts';
import type { FailingRun } from './failing-run.ts';
import { codeOf, retryWindow, topReason } from './verdict.ts';

/** When something began to fail, as exactly as is known. */
export interface Onset {
  /** Start of the bucket in which it began; undefined where it failed in all that was looked at. */
  readonly since: number | undefined;
  /** Length of that bucket: it began at `since` or up to so much later. */
  readonly within: number;
  /** Where `since` is not known: it failed from this moment on, and began before it. */
  readonly before: number | undefined;
  /** When it was over; undefined while it goes on. */
  readonly until: number | undefined;
}

/** An onset that is known exactly, such as a switch in the audit trail. */
export function exactOnset(since: number, until?: number): Onset {
  return { since, within: 0, before: undefined, until };
}

/** What was bad in all that could be looked at, from this moment on: it began before it. */
export function olderOnset(before: number): Onset {
  return { since: undefined, within: 0, before, until: undefined };
}

/** When the first of several began: where one began before what was looked at, the first is not known. */
export function firstOnset(onsets: readonly Onset[]): Onset | undefined {
  const earliest = onsets.toSorted((a, b) => onsetStart(a) - onsetStart(b))[0];
  if (!earliest || onsets.every(({ since }) => since !== undefined)) return earliest;
  return olderOnset(onsetStart(earliest));
}

/** A run of buckets as an onset; a run that reaches the edge of what was read has no known beginning. */
export function runOnset({ since, isEdge, until }: FailingRun, granularity: Granularity): Onset {
  const within = bucketLength[granularity];
  return { since: isEdge ? undefined : since, within, before: isEdge ? since : undefined, until };
}

/** The earliest moment that is certainly inside the failure: failed events are counted from here. */
export function onsetStart({ since, before }: Onset): number {
  return since ?? before ?? 0;
}

/**
 * When the failing run that matters began, by failed counts alone: walks back from the last failing bucket while buckets stay
 * above a tenth of the peak, over gaps of one bucket. A run that ended more than two buckets before `now` has an `until`;
 * retried events fail for good only after the four hours, so a run of those has ended only when nothing failed for that much
 * longer.
 * @param start of the window that was read: a run from its first bucket on began before it
 * @param mayWait false where nothing waits for another attempt: then nothing more will be given up
 */
export function onsetOf(
  report: StepReport | undefined,
  bucket: number,
  now: number,
  start = Number.NEGATIVE_INFINITY,
  mayWait = true,
): Onset | undefined {
  const series = topReason(report)?.series.filter(({ count }) => count > 0) ?? [];
  const peak = Math.max(0, ...series.map(({ count }) => count));
  const failing = series.filter(({ count }) => count >= peak / 10).sort((a, b) => a.at - b.at);
  const last = failing.at(-1);
  if (!last) return undefined;
  let since = last.at;
  for (const { at } of failing.toReversed()) {
    if (since - at > 2 * bucket) break;
    since = at;
  }
  const fate = reasonOf('failed-delivery', codeOf(topReason(report)) ?? '').fate;
  const settled = 3 * bucket + (mayWait && fate === 'retried' ? retryWindow : 0);
  const isEdge = since < start + bucket;
  return {
    since: isEdge ? undefined : since,
    within: bucket,
    before: isEdge ? Math.max(since, start) : undefined,
    until: now - last.at > settled ? last.at + bucket : undefined,
  };
}
