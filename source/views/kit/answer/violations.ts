import { compact } from '../../../domain/format.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { planOf } from '../../../workspace/protocols/plan-of.ts';
import type { SourceViolations } from '../../../workspace/protocols/violations.ts';
import { sendingVersions, sourcePipeline } from '../../../workspace/sources/pipeline.ts';
import { textLines } from '../text-lines.ts';
import type { ViewContext } from '../view.ts';
import { blockedWords } from '../words/protocols.ts';
import { optionalPercent } from '../words.ts';
import type { Answer, AnswerPart } from './answer.ts';
import { changesPart, changeTimes, moreLines, nextPart } from './parts.ts';

const mostVersions = 4;

/** What of a source breaks its plan: by the hour, by reason, from which app version, who changed source or plan. */
export function violationsAnswer(
  row: SourceViolations,
  context: ViewContext,
  open: SafeText = t`opens its events: which of them break the plan, and how`,
): Answer {
  const { source, series, basis, violations } = row;
  const plan = planOf(context.read, source.id);
  const ids = [source.id, ...(plan ? [plan.id] : [])];
  const starts = series.map(({ at }) => at);
  return {
    title: source.name,
    curve:
      series.length === 0
        ? undefined
        : {
            title: t`Violations by the hour, ${word(basis)}`,
            starts,
            values: series.map(({ count }) => count),
            tone: violations > 0 ? 'bad' : 'dim',
            changes: changeTimes(ids, context),
            end: starts.at(-1)! + hour,
          },
    parts: [
      reasonsPart(source.id, context),
      changesPart(ids, context),
      {
        title: t`What the counts leave out`,
        rows: (width) =>
          basis === 'blocked' ? blockedWords(source.id, context).flatMap((text) => textLines(text, width, 'dim')) : [],
      },
      versionsPart(source.id, context),
      nextPart(
        [
          ['row.open', open],
          ['debugger', t`its last events as they came in`],
          ['page.audit', t`all that was done to the source`],
        ],
        context,
      ),
    ],
  };
}

/** What was taken out at the source, and why. */
function reasonsPart(id: string, { read, period }: ViewContext): AnswerPart {
  const step = sourcePipeline(read, period, id).find(({ step: name }) => name === 'filtered-at-source');
  return {
    title: t`Filtered at the source`,
    rows: (step?.reasons ?? []).map(
      ({ code, count }): Line =>
        line(span(padToWidth(compact(count), 6, 'right'), 'warn'), t`  `, span(code, 'strong')),
    ),
  };
}

/** App versions that send: a new one is the first thing to suspect. */
function versionsPart(id: string, { read, period }: ViewContext): AnswerPart {
  const versions = sendingVersions(read, period, id);
  const rows = versions
    .slice(0, mostVersions)
    .map(({ version, percent }): Line => line(t`${version}  `, span(optionalPercent(percent), 'dim')));
  return { title: t`App versions`, rows: [...rows, ...moreLines(versions.length - mostVersions)] };
}
