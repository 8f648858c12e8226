import { isChange } from '../../../domain/audit/changes.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { type Span, span } from '../../../theme/line.ts';
import { mostAttempts } from '../../../workspace/audit/signals.ts';
import { type AuditTrail, auditTrail } from '../../../workspace/audit/trail.ts';
import { type ComputationPage, isRun } from '../../../workspace/engage/computations.ts';
import { auditStanding } from '../../../workspace/watch/picture-standing.ts';
import { keyName } from '../../kit/key-words.ts';
import { noneSpan } from '../../kit/need-states.ts';
import { isNewestPart, noTrail, sentence } from '../../kit/page-rows.ts';
import { type PageRow, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { auditRows } from '../../kit/words/audit.ts';
import { spanText } from '../../kit/words/onset.ts';
import { signalBasis, signalFacts, signalVerdict } from '../../kit/words/signals.ts';
import { runSpans } from '../words.ts';

const mostRuns = 10;
const mostChanges = 8;

/** What triage says about it, and what ends that. */
export function triageRows({ signals }: ComputationPage, context: ViewContext, width: number): PageRow[] {
  const { now, read, period } = context;
  if (signals.length === 0) {
    const none = t`Nothing in triage: the trail of this period reports no failure that still stands.`;
    return [textRow(noneSpan(auditStanding(read, period), t`audit trail`, none))];
  }
  return signals.flatMap((signal) => [
    textRow(
      signalVerdict(signal),
      ...signalFacts(signal, now).flatMap((part) => [span(t`  `), part]),
      span(t`  ${spanText(signal.onset, now)}`, 'dim'),
    ),
    ...sentence(signalBasis(signal), width, 'dim'),
  ]);
}

/** Its runs as the trail has them, newest first. */
export function runRows(page: ComputationPage, context: ViewContext, width: number): PageRow[] {
  const { now } = context;
  const items = page.items.filter(isRun);
  const note =
    page.kind === 'audience'
      ? t`Each attempt that fails is logged, up to ${mostAttempts} for one run, also where the next one works.`
      : t`Only failures are logged of computed traits, each attempt of up to ${mostAttempts}: no entry can mean that all went well.`;
  if (items.length === 0) return [textRow(whyNone(page, context)), ...sentence(note, width, 'dim')];
  return [
    textRow(...runSpans(page.runs, page.kind, now, width), span(t`  from the audit trail`, 'dim')),
    ...auditRows(items.slice(0, mostRuns), context),
    ...moreRows(items.length - mostRuns, context),
    ...sentence(note, width, 'dim'),
  ];
}

/** Why there is none: a trail that could not be read, or was not read whole, is no good news. */
const noneOf = (trail: AuditTrail, none: SafeText): Span =>
  span(noTrail(trail, none), trail.lost || trail.error ? 'warn' : 'dim');

function whyNone({ id }: ComputationPage, { read, period }: ViewContext): Span {
  const trail = auditTrail(read, period, id);
  return isNewestPart(trail)
    ? span(t`No run in the newest part of the trail.`, 'dim')
    : noneOf(trail, t`No run in the trail, which keeps 90 days.`);
}

/** Who did what to its configuration. */
export function changeRows({ id, items }: ComputationPage, context: ViewContext): PageRow[] {
  const { read, period } = context;
  const changes = items.filter((item) => isChange(item) && !isRun(item));
  if (changes.length === 0)
    return [textRow(noneOf(auditTrail(read, period, id), t`Nothing in the trail, which keeps 90 days`))];
  return [...auditRows(changes.slice(0, mostChanges), context), ...moreRows(changes.length - mostChanges, context)];
}

/** That not all of them are here, and where they are. */
function moreRows(more: number, context: ViewContext): PageRow[] {
  return more > 0
    ? [textRow(span(t`and ${more} more: ${keyName(context, 'page.audit')} shows the whole trail`, 'dim'))]
    : [];
}
