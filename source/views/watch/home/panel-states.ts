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

/** Reads that stand in the same way, and the one with the oldest data. */
interface Alike {
  count: number;
  oldest: Snapshot | undefined;
}

/** Many reads of one kind as one part: how many failed or are incomplete, with the age of the oldest data. Thousands are added at each change. */
export class ManyParts {
  readonly #name: (count: number) => SafeText;
  readonly #failed: Alike = { count: 0, oldest: undefined };
  readonly #partial: Alike = { count: 0, oldest: undefined };
  readonly #recalled: Alike = { count: 0, oldest: undefined };

  constructor(name: (count: number) => SafeText) {
    this.#name = name;
  }

  add(snapshot: Snapshot): void {
    if (snapshot.error) note(this.#failed, snapshot);
    if (snapshot.problems.length > 0) note(this.#partial, snapshot);
    if (snapshot.recalled) note(this.#recalled, snapshot);
  }

  parts(): Part[] {
    const troubled = [this.#failed, this.#partial, this.#recalled].find(({ count }) => count > 0);
    return troubled?.oldest ? [{ what: this.#name(troubled.count), snapshot: troubled.oldest }] : [];
  }
}

function note(alike: Alike, snapshot: Snapshot): void {
  alike.count += 1;
  if (!alike.oldest || (snapshot.fetchedAt ?? 0) < (alike.oldest.fetchedAt ?? 0)) alike.oldest = snapshot;
}

/** The same of a list. */
export function manyParts(snapshots: readonly Snapshot[], name: (count: number) => SafeText): Part[] {
  const many = new ManyParts(name);
  for (const snapshot of snapshots) many.add(snapshot);
  return many.parts();
}

/** Not in the plan, or not for this token: the panel says so by what it leaves out, or in its list's place. */
export function isClosed({ error }: Snapshot): boolean {
  return error?.kind === 'no-access' || error?.kind === 'not-in-plan';
}
