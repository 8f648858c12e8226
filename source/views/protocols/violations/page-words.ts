import type { Block } from '../../../components/block.ts';
import type { Notice, NoticeWords } from '../../../components/notice.ts';
import { ago, clock } from '../../../domain/format.ts';
import { t, word } from '../../../domain/text.ts';
import { indent, line, lineWidth, type Span, span } from '../../../theme/line.ts';
import { isStale } from '../../../workspace/polling/snapshot.ts';
import type { ViolationPage } from '../../../workspace/protocols/violation-events.ts';
import { plannedSources, plansStanding } from '../../../workspace/protocols/violations.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { blockedOnly, completeStep, lossSentence } from '../../kit/words/protocols.ts';
import { problemText } from '../../kit/words.ts';
import { sourceIdOf } from './places.ts';

/** Screens narrower than this keep the rows for the list. */
const roomyFrom = 70;

/** On what the counts rest, how old they are, and what the controls do: that data is lost is not cut to make room for the rest. */
export function standing(
  { snapshot, basis, since }: ViolationPage<unknown>,
  context: ViewContext,
  width: number,
): Block {
  const { read, now } = context;
  const settings = read(resources.sourceSettings(sourceIdOf(context))).data;
  const loss = settings && lossSentence(settings);
  const spans: Span[] = [];
  if (snapshot.fetchedAt !== undefined) {
    const seen = since === undefined ? t`` : t` since ${clock(since, now)}`;
    spans.push(span(t`${word(basis)}${seen} · ${ago(snapshot.fetchedAt, now)}`, since === undefined ? 'dim' : 'warn'));
    if (isStale(snapshot) && snapshot.error) spans.push(span(t`  ${problemText(snapshot.error)}`, 'warn'));
  }
  if (!loss) return [line(...spans)];
  const last = span(loss.text, loss.tone);
  if (spans.length === 0) return [line(last)];
  const both = line(...spans, span(t`  `), last);
  return lineWidth(both) <= width ? [both] : [line(...spans), line(last)];
}

/** What the controls do, on what the counts rest and how old they are; with counts of blocked events, what those leave out. */
export function pageHead(page: ViolationPage<unknown>, context: ViewContext, width: number): Block {
  const settings = context.read(resources.sourceSettings(sourceIdOf(context))).data;
  const notes =
    page.basis === 'blocked' && width >= roomyFrom
      ? textLines(t`${blockedOnly} ${completeStep(settings, context)}`, width - 2, 'dim')
      : [];
  return [...standing(page, context, width - 1), ...notes].map((row) => indent(row, 1));
}

/** Why a page has no rows: still reading, refused, nothing to check against, or all well. */
export function pageNotice(page: ViolationPage<unknown>, context: ViewContext, none: NoticeWords): Notice {
  const { read } = context;
  const id = sourceIdOf(context);
  const waiting = emptyNotice(page.snapshot, t`violations`, none);
  if (waiting.kind !== 'empty') return waiting;
  const plans = plansStanding(read);
  if (plans.kind === 'whole' && !plannedSources(read).includes(id))
    return {
      kind: 'empty',
      proof: plans.proof,
      title: t`This source is under no tracking plan`,
      text: t`Nothing is checked, so nothing can be in violation.`,
    };
  // What was before is not known.
  if (page.since !== undefined)
    return {
      ...waiting,
      text: t`Events are collected since ${clock(page.since, context.now)}: what was before was not seen.`,
    };
  return { ...waiting, kind: 'good', ...(page.basis === 'blocked' ? { text: blockedOnly } : {}) };
}
