import { reasonOf } from '../../../domain/delivery/discard-reasons/index.ts';
import { compact } from '../../../domain/format.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { type Connection, isTrouble } from '../../../workspace/delivery/fleet.ts';
import { wholeOf } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { missingSpan } from '../need-states.ts';
import { topErrorTarget } from '../payload-target.ts';
import type { ViewContext } from '../view.ts';
import { connectionName, troubleTone } from '../words.ts';
import type { Answer, AnswerPart, Curve } from './answer.ts';
import { changesPart, changeTimes, moreLines, nextPart } from './parts.ts';
import { flowCurve } from './source.ts';

const mostReasons = 6;
const fates = { lost: 'bad', retried: 'warn', filtered: 'dim', delivered: 'good', unknown: 'warn' } as const;

/**
 * A connection: how its failures went, for which reasons, who changed what, where to go.
 * @param open where Enter goes
 */
export function connectionAnswer(
  row: Connection,
  context: ViewContext,
  open: SafeText = t`opens the connection: its pipeline, events and app versions`,
): Answer {
  const { id, destination, state, reason, onset } = row;
  const ids = [id, destination.sourceId];
  const response =
    topErrorTarget(row) && reason !== undefined ? [['payload', t`what it answered: ${reason}`] as const] : [];
  return {
    title: connectionName(row, context.glyphs),
    curve: failedCurve(row, context) ?? sentCurve(row, context),
    parts: [
      ...(state === 'failing' ? [reasonsPart(row, context)] : []),
      changesPart(ids, context, onset),
      nextPart(
        [['row.open', open], ...response, ['page.audit', t`all that was done to it`], ['browser', t`copies its link`]],
        context,
      ),
    ],
  };
}

/** What it failed by the hour; nothing where its reasons were not read. */
export function failedCurve(row: Connection, context: Pick<ViewContext, 'overview'>): Curve | undefined {
  const { id, destination, series } = row;
  if (series.length === 0) return undefined;
  const starts = series.map(({ at }) => at);
  return {
    title: t`Failed by the hour`,
    starts,
    values: series.map(({ count }) => count),
    tone: troubleTone(row),
    changes: changeTimes([id, destination.sourceId], context),
    end: starts.at(-1)! + hour,
  };
}

/** What the source sent, for a connection that delivers nothing of it. */
function sentCurve({ id, destination, source }: Connection, context: ViewContext): Curve | undefined {
  const flow = context.overview.flow.bySource.get(destination.sourceId);
  const curve = flow && flowCurve(flow, context, [id]);
  return curve && { ...curve, title: t`${source?.name ?? t`The source`} sent by the hour` };
}

/** What a connection fails for, most first. */
export function reasonsPart(row: Connection, { read, period }: ViewContext): AnswerPart {
  const failures = read(resources.failures(period, row.destination));
  const report = wholeOf(failures);
  const title = t`Reasons`;
  if (!report) return { title, rows: [line(missingSpan(failures))] };
  const failing = report.rows.filter(({ total }) => total > 0);
  const rows = failing
    .toSorted((a, b) => b.total - a.total)
    .slice(0, mostReasons)
    .map(({ by, total }): Line => {
      const code = by.discardReason ?? t`no reason given`;
      const { label, fate } = reasonOf('failed-delivery', code);
      return line(
        span(padToWidth(compact(total), 6, 'right'), isTrouble(row) ? 'bad' : 'text'),
        t`  `,
        span(code, 'strong'),
        span(label === code ? t`` : t`  ${label}`),
        span(t`  ${word(fate)}`, fates[fate]),
      );
    });
  return { title, rows: [...rows, ...moreLines(failing.length - mostReasons)] };
}
