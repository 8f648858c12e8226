import { retryWindow, type Verdict } from '../../../domain/delivery/verdict.ts';
import { ago, clock, compact, counted, durationText, whole } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { minute } from '../../../domain/time.ts';
import { type Line, line, type Span, span, withWhole } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { retryClock } from '../../../workspace/delivery/retry-clock.ts';
import { isWhole, wholeOf } from '../../../workspace/polling/proof.ts';
import { isStale } from '../../../workspace/polling/snapshot.ts';
import { noneSpan } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';
import { spanText } from '../../kit/words/onset.ts';
import { causeText, connectionName, problemText, verdictSpan } from '../../kit/words.ts';
import type { PayloadModel } from './model.ts';

/** `401 · Braze ← Web (prod)`. */
export function errorTitle({ connection, code }: PayloadModel, { glyphs }: Pick<ViewContext, 'glyphs'>): SafeText {
  const name = connectionName(connection, glyphs);
  return code === undefined ? name : t`${code} ${glyphs.dot} ${name}`;
}

/** What becomes of an event that fails so; undefined where Segment does not say. */
export function errorVerdict({ reason, connection }: PayloadModel): Verdict | undefined {
  if (reason.fate === 'lost') return 'LOST';
  if (reason.fate === 'retried') return (connection.metrics?.retrying ?? 0) > 0 ? 'RETRYING' : 'EXPIRED';
  return undefined;
}

/** The period has no such failure, and all of its counts have been read: what is shown is from before. */
export function isOver({ code, row, report }: PayloadModel): boolean {
  return code !== undefined && (row?.total ?? 0) === 0 && isWhole(report);
}

/** The mark of the error: whether events fail so, and whether what failed may arrive yet. */
export function errorMark(model: PayloadModel, glyphs: ViewContext['glyphs']): Span {
  if (isOver(model)) return span(glyphs.inactive, 'dim');
  return errorVerdict(model) === 'RETRYING' ? span(glyphs.partial, 'warn') : span(glyphs.failing, 'bad');
}

/** `sample 3 of 10 (of 1,204 failed)`: ten samples never pass for all there is (rule 69). */
export function sampleText({ samples, shown, row }: PayloadModel, short: boolean): SafeText {
  if (shown < 0) return t``;
  if (short) return t`${shown + 1}/${samples.length}`;
  const failed = row ? t` (of ${whole(row.total)} failed)` : t``;
  return t`sample ${shown + 1} of ${samples.length}${failed}`;
}

/** The error in one row, most telling first: lost or retried, how many, last seen, since, and what changed. */
export function statusLine(model: PayloadModel, context: ViewContext, width: number): Line {
  const { row, report, onset, reason, code, trail } = model;
  const { cause } = trail;
  const { now, glyphs } = context;
  const verdict = errorVerdict(model);
  const parts: (readonly (Span | SafeText)[])[] = [];
  if (code !== undefined && !isOver(model))
    parts.push([verdict ? verdictSpan(verdict) : span(t`retry not stated`, 'warn')]);
  if (row && row.total > 0) parts.push([span(t`${whole(row.total)} failed`, 'bad')]);
  else if (code !== undefined) parts.push([noneSpan(report, t`counts`, t`none in this period`)]);
  parts.push(stale(model, now), lastSeen(model, now));
  if (onset) parts.push([span(spanText(onset, now), onset.until === undefined ? 'text' : 'dim')]);
  if (code !== undefined) parts.push([span(reason.label, 'strong')]);
  if (cause) parts.push([span(causeText(cause, t`changed`, now), 'info')]);
  const [first = [], ...rest] = parts.filter((part) => part.length > 0);
  return withWhole(
    line(errorMark(model, glyphs), t` `, ...first),
    rest.map((part) => line(t`  `, ...part)),
    width,
  );
}

/** How old counts or samples are that could not be renewed, and why. */
function stale({ report, set }: PayloadModel, now: number): Span[] {
  const old = [report, set].find(isStale);
  if (!old?.error) return [];
  return [span(t`stale: ${ago(old.fetchedAt ?? now, now)}, ${problemText(old.error)}`, 'warn')];
}

/** A sample has a time to the minute; the series only to the hour, which the words say. */
function lastSeen({ samples, row }: PayloadModel, now: number): (Span | SafeText)[] {
  const newest = samples[0]?.at;
  const bucket = row?.series.findLast(({ count }) => count > 0)?.at;
  if (newest !== undefined && newest >= (bucket ?? 0))
    return [t`last seen ${clock(newest, now)}`, span(t` (${ago(newest, now)})`, 'dim')];
  return bucket === undefined ? [] : [t`last seen in the hour from ${clock(bucket, now)}`];
}

/** What it means, what to do, and whether it is tried again: on as many rows as they take. */
export function explanation(model: PayloadModel, { now }: ViewContext, width: number): readonly Line[] {
  const { reason, code } = model;
  if (code === undefined) return [];
  const paragraph = (text: SafeText): Line[] => wrap(text, width).map((row) => line(row));
  const retries = wrap(retryText(model, now), width).map((row) => line(span(row, 'dim')));
  return [...paragraph(t`${reason.meaning} ${reason.remedy}`), ...retries];
}

/** Lost or retried, with the clock of the four hours (rule 54). What waits is told per connection, not per error. */
function retryText({ reason, connection, row, report }: PayloadModel, now: number): SafeText {
  if (reason.fate === 'lost') return t`Not retried: every event refused so is lost at once.`;
  if (reason.fate !== 'retried') return t`Segment does not state whether it is tried again.`;
  const waiting = connection.metrics?.retrying;
  const window = durationText(retryWindow);
  const rule = t`Retried for ${window}, then given up.`;
  const retries = row && row.retries > 0 ? t` ${counted(row.retries, t`retry`, t`retries`)} in this period.` : t``;
  if (waiting === undefined) return t`${rule}${retries}`;
  if (waiting === 0) return t`${rule} Nothing waits on this connection now.${retries}`;
  // The number is of the connection, so its clock is too: another reason may have waited for longer.
  const four = retryClock(wholeOf(report), now);
  const oldest = !four
    ? t``
    : four.expiring
      ? t`, the oldest for ${window}: some are given up each hour`
      : t`, the oldest for ${durationText(minutes(four.oldest))} of ${window}: given up from ${clock(four.givesUpAt, now)}`;
  return t`${rule} ${compact(waiting)} ${waiting === 1 ? t`waits` : t`wait`} on this connection now${oldest}.${retries}`;
}

/** Whole minutes: nothing on screen changes faster. */
const minutes = (length: number): number => Math.floor(length / minute) * minute;
