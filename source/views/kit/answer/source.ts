import { type SafeText, t } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { weekBefore } from '../../../workspace/sources/week-before.ts';
import { periodBuckets } from '../flow-series.ts';
import type { ViewContext } from '../view.ts';
import type { Answer, Curve } from './answer.ts';
import { changesPart, changeTimes, nextPart } from './parts.ts';

/**
 * What a source sent by the hour, over the same hours of last week; nothing before its volume is known.
 * @param about what else is changed that the curve may follow
 */
export function flowCurve(flow: SourceFlow, context: ViewContext, about: readonly string[] = []): Curve | undefined {
  const { overview, read, now } = context;
  const buckets = periodBuckets(flow, context);
  if (buckets.length === 0) return undefined;
  const { window } = overview.flow;
  const before = weekBefore(read, flow.source.id, window, now);
  const starts = buckets.map(({ at }) => at);
  return {
    title: t`Events by the hour`,
    starts,
    values: buckets.map(({ count }) => count),
    ...(before.some((count) => count !== undefined)
      ? { before: { name: t`same hours last week`, values: before } }
      : {}),
    tone: flow.health.state === 'silent' ? 'bad' : 'info',
    changes: changeTimes([flow.source.id, ...about], context),
    end: starts.at(-1)! + hour,
  };
}

/** A source: what it sent against last week, who changed what, where to go. */
export function sourceAnswer(
  flow: SourceFlow,
  context: ViewContext,
  open: SafeText = t`opens the source: what is lost on the way, its events and app versions`,
): Answer {
  const { id, name } = flow.source;
  return {
    title: name,
    curve: flowCurve(flow, context),
    parts: [
      changesPart([id], context),
      nextPart(
        [
          ['row.open', open],
          ['debugger', t`its last events as they came in`],
          ['page.audit', t`all that was done to it`],
        ],
        context,
      ),
    ],
  };
}
