import type { Notice, NoticeWords } from '../../components/notice.ts';
import { compact } from '../../domain/format.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Standing } from '../../domain/proof.ts';
import { capital, type SafeText, t } from '../../domain/text.ts';
import { type Span, span, type Tone } from '../../theme/line.ts';
import { standingOf } from '../../workspace/polling/proof.ts';
import type { Snapshot } from '../../workspace/polling/snapshot.ts';
import { problemText } from './words.ts';

/** What a sentence that says *none* stands on: one read, several, or what a selector says of many. */
export type Ground = Snapshot | readonly [Snapshot, ...Snapshot[]] | Standing;

/** The part of it that has been read is not all yet. */
export const isUnderWay = (ground: Ground): boolean => standing(ground).kind === 'reading';

function standing(ground: Ground): Standing {
  if ('kind' in ground) return ground;
  return 'status' in ground ? standingOf(ground) : standingOf(...ground);
}

/** The server understood and refuses: asking again changes nothing, only another token or plan does. */
export function isClosed(problem: Problem | undefined): boolean {
  return problem?.kind === 'no-access' || problem?.kind === 'not-in-plan';
}

/**
 * What to do about a read that failed, by its kind: an unknown token, a missing right, a missing plan, or just wait.
 * @param role that may read it, with its article
 */
export function adviceFor({ kind, status, operation }: Problem, role?: SafeText): SafeText {
  if (kind === 'not-in-plan') return t`it takes a plan or feature that this workspace may lack`;
  if (kind === 'no-access' && operation === 'GET /')
    return t`unknown, expired or of another region: segtop login takes another token`;
  if (kind === 'no-access' && status === 401)
    return t`the token or its role does not cover this: segtop login takes another one`;
  if (kind === 'no-access')
    return role === undefined ? t`the role of the token does not cover this` : t`needs a token of ${role}`;
  if (kind === 'not-found') return t`deleted meanwhile, or of another workspace or region`;
  return t`it is tried again by itself · :refresh reads at once`;
}

/**
 * The notice of a page without rows: what it waits for, why it failed, what was lost, and only with proof that there is
 * nothing.
 * @param kind how the proven sentence is marked: nothing there, or all well
 * @param role that may read it, with its article
 */
export function emptyNotice(
  ground: Ground,
  what: SafeText,
  empty: NoticeWords,
  kind: 'empty' | 'good' = 'empty',
  role?: SafeText,
): Notice {
  const stands = standing(ground);
  switch (stands.kind) {
    case 'whole':
      return { kind, proof: stands.proof, ...empty };
    case 'reading':
      return { kind: 'loading', title: readingText(what, stands) };
    case 'partial':
      return {
        kind: 'stale',
        title: t`Not all of ${what} could be read`,
        text: t`${capital(stands.problem.message)}. What was read has none.`,
        help: empty.help,
      };
    case 'failed':
      return {
        kind: isClosed(stands.problem) ? 'no-access' : 'error',
        title: t`${what}: ${problemText(stands.problem)}`,
        text: stands.problem.message,
        help: adviceFor(stands.problem, role),
      };
  }
}

/** `Reading sources…`, with how many of several have come. */
function readingText(what: SafeText, { read, of }: { readonly read: number; readonly of: number }): SafeText {
  return of > 1 ? t`Reading ${what}: ${read} of ${of} so far` : t`Reading ${what}…`;
}

/** One line for a row, a cell or a message: the sentence where it is proven, else why it cannot be said. */
export function noneText(ground: Ground, what: SafeText, none: SafeText): SafeText {
  const stands = standing(ground);
  if (stands.kind === 'whole') return none;
  if (stands.kind === 'reading') return readingText(what, stands);
  if (stands.kind === 'partial') return t`${what}: none in what was read; ${stands.problem.message}`;
  return t`${what}: ${problemText(stands.problem)}`;
}

const toneOf = (ground: Ground, whole: Tone): Tone =>
  (({ whole, reading: 'dim', partial: 'warn', failed: 'warn' }) as const)[standing(ground).kind];

/**
 * The same in its tone: that something could not be read is a warning whatever the sentence would have been.
 * @param tone of the sentence where it is proven
 */
export function noneSpan(ground: Ground, what: SafeText, none: SafeText, tone: Tone = 'dim'): Span {
  return span(noneText(ground, what, none), toneOf(ground, tone));
}

/** Instead of a value: that it is being read, or why it could not be. */
export function missingText(ground: Ground): SafeText {
  const stands = standing(ground);
  if (stands.kind === 'reading') return t`reading…`;
  return stands.kind === 'whole' ? t`–` : problemText(stands.problem);
}

/** The same as a span: what fails or lacks something stands out from what is still on its way. */
export function missingSpan(ground: Ground): Span {
  return span(missingText(ground), toneOf(ground, 'dim'));
}

/** How many rows a list has: a dash while that is not known, and `12+` where some could not be read. */
export function countText(snapshot: Snapshot<readonly unknown[]>): SafeText {
  const { data } = snapshot;
  if (data === undefined) return t`–`;
  if (standing(snapshot).kind === 'whole') return compact(data.length);
  return data.length === 0 ? t`–` : t`${compact(data.length)}+`;
}

/** The name of a tab with how many rows it has, as soon as that is known. */
export function countedName(name: SafeText, snapshot: Snapshot<readonly unknown[]>): SafeText {
  const count = countText(snapshot);
  return count === '–' ? name : t`${name} ${count}`;
}
