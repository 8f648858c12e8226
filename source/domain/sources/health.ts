import type { Source } from '../entities.ts';
import { type Bucket, hour, minute, second, type Window } from '../time.ts';
import { type Habit, type HourGrid, habitOf, hourGrid, median, missedHours, missingIn } from './habit.ts';

/** Whether a source sends. The API gives no last-seen: it is read off the counts (rule 30). */
export type SourceState = 'live' | 'quiet' | 'silent' | 'never' | 'disabled' | 'unknown';

export interface SourceHealth {
  readonly state: SourceState;
  /** No event is known after this: the end of `lastSeenBy`. */
  readonly lastSeen?: number | undefined;
  /** In here the last event came: a minute where that is known, else an hour or what of it is left. */
  readonly lastSeenBy?: Window | undefined;
  /** For a silent source: what it usually sends in the hours it missed. */
  readonly habit?: Habit | undefined;
  /** For a silent source: about how many events are missing by that habit. */
  readonly missing?: number | undefined;
  /** Where no event was found: what was looked through. */
  readonly looked?: Window | undefined;
  /** It sends, but what came last is so little that it may have stopped just now. */
  readonly falters?: true | undefined;
}

/** Counts in buckets of one size, empty ones may be missing, and the window that they are all of. */
export interface Counts {
  readonly series: readonly Bucket[];
  readonly window: Window;
}

/** What is known of the events of one source. */
export interface SourceCounts {
  /** By the hour, as many days back as are known. */
  readonly hours: Counts;
  /** The newest hours by the minute. */
  readonly minutes?: Counts | undefined;
  /** The hour of its last event by the minute, where that is longer ago. */
  readonly lastHour?: Counts | undefined;
  /** Up to here counts are complete, as far as is known. */
  readonly end: number;
}

const liveFor = 5 * minute;

/** A source is silent after this long without an event at the earliest. */
const leastSilence = 1.5 * minute;
/** After this a stream may have stopped, if so many events are missing: worth a second look, and no more. */
const doubtfulAfter = 20 * second;
const doubtfulFrom = 6;
/** What sends so seldom that this does not tell is not looked at more often for it. */
const doubtfulUntil = 3 * minute;
/** So many events must be missing from a stream: chance explains that less than once in 100,000 minutes. */
const leastMissing = 12;
/** A minute more than twice its longest pause of the last hours. */
const pauses = 2;
const fewestMinutes = 10;
const gapsUntilSilent = 3;
const leastHoursForGap = 3;

/**
 * Median time between two hours in which a source sent.
 * @returns undefined where there are too few of them for a pattern
 */
export function usualGap(series: readonly Bucket[]): number | undefined {
  const times = series
    .filter(({ count }) => count > 0)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  if (times.length < leastHoursForGap) return undefined;
  return median(times.slice(1).map((at, index) => at - times[index]!));
}

/**
 * State of a source by its counts. Silent is one that misses what it has a habit of sending: in the same hours of the days
 * before, and longer than its own pauses, by the minute for a stream, by full hours for what comes seldom.
 * @param counts undefined while the volume is not known
 */
export function sourceHealth(source: Source, counts: SourceCounts | undefined): SourceHealth {
  if (!source.enabled) return { state: 'disabled' };
  if (!counts) return { state: 'unknown' };
  const lastSeenBy = lastSeen(counts);
  if (!lastSeenBy) return { state: 'never', looked: counts.hours.window };
  const seen = { lastSeen: lastSeenBy.end, lastSeenBy };
  const gap = { start: lastSeenBy.end, end: Math.max(lastSeenBy.end, counts.end) };
  const silence = gap.end - gap.start;
  const sending = { state: silence <= liveFor ? 'live' : 'quiet', ...seen } as const;
  const stream = streamBefore(counts, gap);
  const falters = stream !== undefined && isDoubtful(stream);
  if (silence >= leastSilence || falters) {
    const grid = hourGrid(counts.hours.series, counts.hours.window, gap.end);
    const habit = grid && habitOf(grid, silence > 0 ? gap : { ...lastSeenBy, end: gap.end });
    if (grid && habit && (streamStopped(stream, habit) || hoursMissed(counts, grid, gap)))
      return { state: 'silent', ...seen, habit, missing: missingIn(grid, gap, habit) };
    if (falters && habit && isDoubtful(usually(stream, habit))) return { ...sending, falters: true };
  }
  return sending;
}

/** The last bucket with events, in whatever order they come. */
export function newest(counts: Pick<Counts, 'series'> | undefined): Bucket | undefined {
  let last: Bucket | undefined;
  for (const bucket of counts?.series ?? []) if (bucket.count > 0 && (!last || bucket.at > last.at)) last = bucket;
  return last;
}

function lastSeen(counts: SourceCounts): Window | undefined {
  const { hours, minutes, end } = counts;
  const inMinutes = newest(minutes);
  const inHours = newest(hours);
  if (inMinutes && (!inHours || inMinutes.at >= inHours.at)) return minuteOf(inMinutes);
  if (!inHours) return undefined;
  const within = { start: inHours.at, end: Math.min(inHours.at + hour, Math.max(end, hours.window.end)) };
  const exact = newest(counts.lastHour);
  if (exact && exact.at >= within.start && exact.at < within.end) return minuteOf(exact);
  if (!minutes || minutes.window.end < within.end || minutes.window.start <= within.start) return within;
  // The minutes cover the end of this hour, and hold nothing.
  return { start: within.start, end: Math.min(within.end, minutes.window.start) };
}

const minuteOf = ({ at }: Bucket): Window => ({ start: at, end: at + minute });

/** What sends every minute or nearly so. */
interface Stream {
  readonly perMinute: number;
  /** From one event to the next at the longest, in minutes that are full. */
  readonly longest: number;
  /** Since its last event. */
  readonly silence: number;
}

function streamBefore({ minutes, end }: SourceCounts, gap: Window): Stream | undefined {
  const seen = inOrder(minutes?.series ?? []);
  // What its hours know of later than its minutes do is not in those: they tell of no pause.
  if (newest(minutes)?.at !== gap.start - minute) return undefined;
  let first: number | undefined;
  let [many, sum, longest, last, lastCount] = [0, 0, minute, 0, 0];
  for (const { at, count } of seen) {
    if (count <= 0) continue;
    first ??= at;
    if (many > 0) longest = Math.max(longest, at - last);
    many += 1;
    sum += count;
    [last, lastCount] = [at, count];
  }
  if (first === undefined || many < fewestMinutes) return undefined;
  const perMinute = sum / ((last + minute - first) / minute);
  if (longest > minute) return { perMinute, longest, silence: gap.end - gap.start };
  // It stopped where its last minute holds so little: as late in that minute as chance may have it.
  const spent = Math.min(1, (lastCount + Math.sqrt(lastCount) + 1) / perMinute);
  return { perMinute, longest, silence: end - (last + spent * minute) };
}

/** Hours of minutes of thousands of sources are looked at each minute: they are copied only where they are not in order. */
function inOrder(series: readonly Bucket[]): readonly Bucket[] {
  for (let index = 1; index < series.length; index += 1)
    if (series[index]!.at < series[index - 1]!.at) return series.toSorted((a, b) => a.at - b.at);
  return series;
}

/** As it usually is at this hour, if that is less. */
const usually = (stream: Stream, { perHour }: Habit): Stream => ({
  ...stream,
  perMinute: Math.min(stream.perMinute, perHour / 60),
});

const missingOf = ({ perMinute, silence }: Stream): number => (perMinute * silence) / minute;

const isDoubtful = (stream: Stream): boolean =>
  stream.longest <= minute &&
  stream.silence >= doubtfulAfter &&
  stream.silence < doubtfulUntil &&
  missingOf(stream) >= doubtfulFrom;

/** A stream has stopped: nothing for longer than it ever paused in the last hours, and too long for chance. */
function streamStopped(stream: Stream | undefined, habit: Habit): boolean {
  if (!stream) return false;
  const { longest, silence } = stream;
  const isLonger = silence >= (longest > minute ? pauses * (longest - minute) + minute : leastSilence);
  return isLonger && missingOf(usually(stream, habit)) >= leastMissing;
}

/** Full hours are missing, more of them in a row than it leaves out by itself. */
function hoursMissed({ hours }: SourceCounts, grid: HourGrid, gap: Window): boolean {
  const usual = usualGap(hours.series);
  const patience = usual === undefined ? hour : gapsUntilSilent * usual - hour;
  if (gap.end - gap.start <= Math.max(hour, patience)) return false;
  const missed = missedHours(grid, gap);
  return missed.now > missed.before;
}
