import { ago, clock } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { minute, second } from '../../../domain/time.ts';
import { type Line, line, type Span, span } from '../../../theme/line.ts';
import { lostIn } from '../../../workspace/polling/proof.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import { problemText } from '../../kit/words.ts';

/** Every state of a panel without rows, in words: loading, no access, error, or truly empty. */
export function stateLines(
  snapshot: Snapshot,
  { loading, empty }: { readonly loading: SafeText; readonly empty: SafeText },
): Line[] {
  const lost = lostIn(snapshot);
  if (snapshot.data !== undefined)
    return [lost ? line(span(t`Nothing in what could be read; ${lost.message}`, 'warn')) : line(span(empty, 'dim'))];
  const { error } = snapshot;
  if (!error) return [line(span(loading, 'dim'))];
  return [line(span(problemText(error), isClosed(snapshot) ? 'warn' : 'bad')), line(span(error.message, 'dim'))];
}

/** A part of what a panel is drawn from, by the name that its troubles carry. */
export interface Part {
  readonly what: SafeText;
  readonly snapshot: Snapshot;
}

/**
 * What of a panel's data could not be read, could not be renewed, or is incomplete: the first problem in words with the age of
 * the data that is shown instead, and how many more there are. Nothing when all is well.
 */
export function troubleSpan(parts: readonly Part[], now: number): Span | undefined {
  const failed = parts.filter(({ snapshot }) => snapshot.error);
  const partial = parts.filter(({ snapshot }) => !snapshot.error && snapshot.problems.length > 0);
  const [first] = [...failed, ...partial];
  if (!first) return earlierSpan(parts, now);
  const { error, problems, data, fetchedAt } = first.snapshot;
  const words = error ? problemText(error) : (problems[0]?.message ?? t``);
  const isOld = error && data !== undefined && fetchedAt !== undefined && now - fetchedAt >= shownAge;
  const age = isOld ? t`, ${ago(fetchedAt, now)} old` : t``;
  const others = failed.length + partial.length - 1;
  return span(t`${first.what}: ${words}${age}${others > 0 ? t` · ${others} more` : t``}`, 'warn');
}

/** Data of an earlier start, until it is renewed: when it was read, beside the numbers themselves (rule 230). */
function earlierSpan(parts: readonly Part[], now: number): Span | undefined {
  const times = parts.flatMap(({ snapshot: { recalled, fetchedAt = now } }) =>
    recalled && now - fetchedAt >= minute ? [fetchedAt] : [],
  );
  return times.length === 0 ? undefined : span(t`from ${clock(Math.min(...times), now)}`, 'dim');
}

/** Below this an age is `just now`, and no news. */
const shownAge = 10 * second;

/** Many reads of one kind as one part: how many failed or are incomplete, with the age of the oldest data. */
export function manyParts(snapshots: readonly Snapshot[], name: (count: number) => SafeText): Part[] {
  const failed = snapshots.filter(({ error }) => error);
  const partial = snapshots.filter(({ problems }) => problems.length > 0);
  const troubled = [failed, partial].find(({ length }) => length > 0) ?? snapshots.filter(({ recalled }) => recalled);
  const [oldest] = troubled.toSorted((a, b) => (a.fetchedAt ?? 0) - (b.fetchedAt ?? 0));
  return oldest ? [{ what: name(troubled.length), snapshot: oldest }] : [];
}

/** Not in the plan, or not for this token: the panel says so by what it leaves out, or in its list's place. */
export function isClosed({ error }: Snapshot): boolean {
  return error?.kind === 'no-access' || error?.kind === 'not-in-plan';
}
