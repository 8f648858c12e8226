import { reasonOf } from '../../../domain/delivery/discard-reasons/index.ts';
import { ago, compact, counted, percentText, whole } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { type SourceStep, sourcePipeline } from '../../../workspace/sources/pipeline.ts';
import { wideText } from '../../kit/page-rows.ts';
import { factRow, type PageRow, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';

const names: Readonly<Record<SourceStep['step'], SafeText>> = {
  'successfully-received': t`Received`,
  'failed-on-ingest': t`Failed on ingest`,
  'filtered-at-source': t`Filtered at source`,
  'filtered-at-destination': t`Filtered`,
  'failed-delivery': t`Failed`,
  'successful-delivery': t`Delivered`,
  eligible: t`Eligible`,
};

/** Most reasons of a step that are explained: the others are rare, and added up. */
const mostReasons = 6;

/** What came in and what was taken out before any destination saw it, with the reasons and what to do about them (rule 37). */
export function pipelineRows({ source: { id } }: SourceFlow, context: ViewContext, width: number): PageRow[] {
  const steps = sourcePipeline(context.read, context.period, id);
  const unread = steps.every(({ count, error }) => count === undefined && !error);
  if (unread) return [textRow(span(t`Reading the pipeline…`, 'dim'))];
  return steps.flatMap((step) => [stepRow(step, context), ...reasonRows(step, width)]);
}

function stepRow({ step, count, percent, error, readAt }: SourceStep, { now }: ViewContext): PageRow {
  const name = names[step];
  if (count === undefined)
    return factRow(
      name,
      span(error ? problemText(error) : step === 'eligible' ? t`–` : t`reading…`, error ? 'warn' : 'dim'),
    );
  const lost = step === 'failed-on-ingest' && count > 0;
  const share = step === 'successfully-received' ? t`` : t`  ${percentText(percent)}`;
  const age = readAt === undefined || step === 'eligible' ? t`` : t`  ${ago(readAt, now)}`;
  return factRow(
    name,
    span(padToWidth(whole(count), 9, 'right'), lost ? 'bad' : step === 'eligible' ? 'strong' : 'text'),
    span(share),
    span(step === 'eligible' ? t`  goes on to the destinations` : age, 'dim'),
    span(error ? t`  ${problemText(error)}` : t``, 'warn'),
  );
}

function reasonRows({ step, reasons }: SourceStep, width: number): PageRow[] {
  if (step === 'eligible') return [];
  const others = reasons.slice(mostReasons);
  const rows = reasons.slice(0, mostReasons).flatMap(({ code, count }) => {
    const { label, meaning, remedy } = reasonOf(step, code);
    return [
      textRow(
        t`  `,
        span(padToWidth(compact(count), 6, 'right'), 'bad'),
        t`  `,
        span(code, 'strong'),
        span(t`  ${label}`),
      ),
      ...wideText(t`${meaning} ${remedy}`, width - 10).map(({ line }) => textRow(t`          `, ...line.spans)),
    ];
  });
  if (others.length === 0) return rows;
  const left = others.reduce((sum, { count }) => sum + count, 0);
  return [
    ...rows,
    textRow(span(t`  ${padToWidth(compact(left), 6, 'right')}  for ${counted(others.length, t`more reason`)}`, 'dim')),
  ];
}
