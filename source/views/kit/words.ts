import type { DeliveryMetrics } from '../../domain/delivery/counts.ts';
import type { Verdict } from '../../domain/delivery/verdict.ts';
import type { AuditItem } from '../../domain/entities.ts';
import { clock, clockForms, compact, counted, percentText } from '../../domain/format.ts';
import type { Problem } from '../../domain/problem.ts';
import { type SafeText, sanitise, t, without, word } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { type Span, span, type Tone } from '../../theme/line.ts';
import { firstFit } from '../../theme/width.ts';
import type { Loss } from '../../workspace/delivery/connection-now.ts';
import { type Connection, isTrouble } from '../../workspace/delivery/fleet.ts';
import type { SourceFlow } from '../../workspace/sources/inflow.ts';
import type { StorageHealth } from '../../workspace/storage/health.ts';

/** The wording and marks that every view shares, so that one fact reads the same everywhere. */

export const verdictTone: Readonly<Record<Verdict, Tone>> = {
  LOST: 'bad',
  EXPIRED: 'bad',
  SILENT: 'bad',
  RETRYING: 'warn',
  DISABLED: 'dim',
};

export function verdictSpan(verdict: Verdict | undefined): Span {
  return verdict ? span(word(verdict), verdictTone[verdict]) : span(t``);
}

/** `Braze ← Web (prod)`: a connection is named by both its ends. */
export function connectionName(
  { destination, source }: Pick<Connection, 'destination' | 'source'>,
  { left }: Glyphs,
): SafeText {
  return t`${destination.name} ${left} ${source?.name ?? sanitise(destination.sourceId, 8)}`;
}

/**
 * The verdict of what is wrong now, in a list. What a busy connection always fails is `background`, and what is over has
 * `ended`, so that neither looks like a loss that goes on.
 */
export function connectionVerdict(connection: Connection): Span {
  const { state, verdict, judgement } = connection;
  if (state !== 'failing' || verdict === undefined || isTrouble(connection)) return verdictSpan(verdict);
  return judgement.state === 'recovering' ? span(t`ended`, 'warn') : span(t`background`, 'dim');
}

/** Of a connection in trouble the tone of its verdict; the usual failures of a busy one are shown without emphasis. */
export const troubleTone = (connection: Connection): Tone =>
  isTrouble(connection) ? (connectionVerdict(connection).tone ?? 'bad') : 'dim';

/** The mark of a connection: never colour alone. */
export function connectionMark(connection: Connection, glyphs: Glyphs): Span {
  const { state, verdict, judgement } = connection;
  if (state === 'failing' && !isTrouble(connection))
    return judgement.state === 'recovering' ? span(glyphs.partial, 'warn') : span(glyphs.healthy, 'good');
  if (state === 'failing') return verdict === 'RETRYING' ? span(glyphs.partial, 'warn') : span(glyphs.failing, 'bad');
  if (verdict === 'SILENT') return span(glyphs.failing, 'bad');
  if (state === 'healthy') return span(glyphs.healthy, 'good');
  return state === 'idle' ? span(glyphs.idle, 'warn') : span(glyphs.inactive, 'dim');
}

const sourceTones = {
  live: 'good',
  quiet: 'good',
  silent: 'bad',
  never: 'warn',
  disabled: 'dim',
  unknown: 'dim',
} as const;

export function sourceMark({ health }: SourceFlow, glyphs: Glyphs): Span {
  const tone = sourceTones[health.state];
  if (health.state === 'silent') return span(glyphs.failing, tone);
  if (health.state === 'never') return span(glyphs.idle, tone);
  return span(health.state === 'live' || health.state === 'quiet' ? glyphs.healthy : glyphs.inactive, tone);
}

export function storageMark({ state }: StorageHealth, glyphs: Glyphs): Span {
  if (state === 'failing') return span(glyphs.failing, 'bad');
  if (state === 'partial') return span(glyphs.partial, 'warn');
  if (state === 'no-runs') return span(glyphs.idle, 'warn');
  return state === 'ok' ? span(glyphs.healthy, 'good') : span(glyphs.inactive, 'dim');
}

/** Who did it, as briefly as possible: the mail address, else the actor as the trail writes it without its kind. */
export function actorText({ actor, actorEmail }: AuditItem): SafeText {
  return actorEmail || without(actor, /^.*\//);
}

/** Why a connection neither delivered nor failed anything: what waits was attempted, and where nothing tells of retries it may be. */
export function idleText({ retrying }: Pick<DeliveryMetrics, 'retrying'>): SafeText {
  if (retrying === undefined) return t`nothing was delivered, and retries are not known`;
  if (retrying > 0) return t`${counted(retrying, t`event waits`, t`events wait`)} for another try`;
  return t`nothing was attempted`;
}

/** `changed by ana@acme.example 14:01`. */
export function causeText(cause: AuditItem, verb: SafeText, now: number): SafeText {
  return t`${verb} by ${actorText(cause)} ${clock(cause.at, now)}`;
}

/** Somebody changed something after it began, which cannot be the cause. */
export function changedSinceText(item: AuditItem, now: number): SafeText {
  return t`changed since: ${item.type} by ${actorText(item)} ${clock(item.at, now)}`;
}

/** When something was, in a column: as exactly as there is room for. */
export function sinceText(at: number | undefined, now: number, width: number): SafeText {
  return at === undefined ? t`` : firstFit(clockForms(at, now), width);
}

/** As wide as a time with its day. */
const datedWidth = 12;

/** When something was, in a column that goes where it has less room than a time with its day; of another year the day alone. */
export function momentText(at: number, now: number, width: number): SafeText {
  return sinceText(at, now, width === 0 ? 0 : Math.max(width, datedWidth));
}

/** What a failure has cost: of how many, where that is known. */
export function lossText({ failed, attempted }: Loss): SafeText {
  return attempted === undefined ? counted(failed, t`event`) : shareText(failed, attempted);
}

/** A share with the counts it was made of, so that arithmetic on screen can be checked (rule 226). */
export function shareText(part: number, whole: number): SafeText {
  return t`${compact(part)} of ${compact(whole)}`;
}

export function optionalPercent(value: number | undefined): SafeText {
  return value === undefined ? t`–` : percentText(value);
}

const problemWords: Readonly<Record<Problem['kind'], SafeText>> = {
  'no-access': t`no access`,
  'not-in-plan': t`not in the plan`,
  'not-found': t`not found`,
  'invalid-request': t`request refused`,
  'rate-limited': t`rate limited`,
  server: t`server error`,
  network: t`no connection`,
  timeout: t`no answer in time`,
  'not-the-api': t`not an answer of the API`,
  'dropped-rows': t`rows left out`,
  'odd-fields': t`read only in part`,
  aborted: t`stopped`,
  'read-only': t`read-only`,
  internal: t`internal error`,
};

/** A problem in a few words, with the status where there was an answer. */
export function problemText({ kind, status }: Problem): SafeText {
  return status > 0 ? t`${problemWords[kind]} (${status})` : problemWords[kind];
}
