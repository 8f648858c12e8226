import { type Block, beside } from '../../../components/block.ts';
import { t } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import { readWindow } from '../../../domain/windows.ts';
import { besideFrom } from '../../../state/table-look.ts';
import { merged } from '../../../workspace/sources/inflow.ts';
import { answerPanel, type Curve } from '../../kit/answer/answer.ts';
import { reasonsPart } from '../../kit/answer/connection.ts';
import { changeTimes, nextPart } from '../../kit/answer/parts.ts';
import { remembered } from '../../kit/remembered.ts';
import type { ViewContext } from '../../kit/view.ts';
import { troubleTone } from '../../kit/words.ts';
import type { PayloadModel } from './model.ts';

/** Least rows worth a graph between a short payload and what changed. */
export const leastUnderPayload = 10;
/** The part of the width that the graph gets. */
const curveShare = 0.6;

const drawn = remembered<Block>();

/** Whether this error goes on, and whether it is the only one: under a payload that leaves room on a wide screen. */
export function underPayload(model: PayloadModel, context: ViewContext, width: number, height: number): Block {
  if (width < besideFrom || height < leastUnderPayload) return [];
  const { overview, now, glyphs, keyOf } = context;
  const { connection, code, row, report, samples } = model;
  return drawn(context, [connection, code, row, report, samples, overview, now, glyphs, keyOf, width, height], () => {
    const left = Math.floor(width * curveShare);
    const title = code === undefined ? t`Failed` : t`${code} by the hour`;
    const curve = { title, curve: codeCurve(model, context), parts: [] };
    const others = {
      title: t`All that fails here`,
      parts: [
        reasonsPart(connection, context),
        nextPart(
          [
            ...(samples.length > 1 ? [['sample.next', t`the next sample of this error`] as const] : []),
            ['payload.copy', model.shown >= 0 ? t`copies it` : t`copies its link`],
            ['page.audit', t`all that was done to the destination`],
            ['back', t`goes back`],
          ],
          context,
        ),
      ],
    };
    return beside(
      answerPanel(curve, context, left, height),
      answerPanel(others, context, width - left, height),
      left,
      width - left,
    );
  });
}

/** The hours of this error alone; nothing before its report was read. */
export function codeCurve(
  { row, report, connection }: Pick<PayloadModel, 'row' | 'report' | 'connection'>,
  context: Pick<ViewContext, 'overview' | 'period' | 'now'>,
): Curve | undefined {
  if (!row) return undefined;
  const end = report.fetchedAt ?? context.now;
  const buckets = merged(row.series, readWindow(context.period, end).start, end);
  if (buckets.length === 0) return undefined;
  const starts = buckets.map(({ at }) => at);
  return {
    title: t`Failed by the hour`,
    starts,
    values: buckets.map(({ count }) => count),
    tone: troubleTone(connection),
    changes: changeTimes([connection.id, connection.destination.sourceId], context),
    end: starts.at(-1)! + hour,
  };
}
