import { ago } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { type Line, line, type Span, span } from '../../theme/line.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { problemText } from '../words.ts';

/** Every state of a panel without rows, in words: loading, no access, error, or truly empty. */
export function stateLines(
  snapshot: Snapshot,
  { loading, empty }: { readonly loading: SafeText; readonly empty: SafeText },
): Line[] {
  if (snapshot.data !== undefined) return [line(span(empty, 'dim'))];
  const { error } = snapshot;
  if (!error) return [line(span(loading, 'dim'))];
  const closed = error.kind === 'no-access' || error.kind === 'not-in-plan';
  return [line(span(problemText(error), closed ? 'warn' : 'bad')), line(span(error.message, 'dim'))];
}

/** What is wrong with data that is still shown: why it could not be renewed, and its age. */
export function staleSpan(snapshot: Snapshot, now: number): Span {
  if (!snapshot.error) return span(t``);
  const age = snapshot.fetchedAt === undefined ? t`` : t` · from ${ago(snapshot.fetchedAt, now)}`;
  return span(t`${problemText(snapshot.error)}${age}`, 'warn');
}
