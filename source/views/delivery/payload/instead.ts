import { type Block, clip } from '../../../components/block.ts';
import { type Notice, notice } from '../../../components/notice.ts';
import { counted, whole } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { blank, type Line, line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import { keyName, keySpans, keyText } from '../../kit/key-words.ts';
import { emptyNotice, noneText } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';
import { connectionLink, usWebApp } from '../../kit/web-pages.ts';
import type { PayloadModel } from './model.ts';

/** Where the web app shows what is not shown here. */
export function linkOf({ connection }: PayloadModel, { session, overview }: ViewContext): SafeText {
  return connectionLink(session.webApp ?? usWebApp, overview, connection);
}

/** Why there is no payload, in a few words; undefined when there is one. */
export function whyNone(
  { shown, code, row, report, set, connection }: PayloadModel,
  keys: Pick<ViewContext, 'keyOf'>,
): SafeText | undefined {
  if (shown >= 0) return undefined;
  if (set.data?.kind === 'unavailable')
    return t`The Public API gives no payloads; ${keyName(keys, 'browser')} copies the link to Segment's page`;
  if (code !== undefined) return noneText(set, t`samples`, t`No sample of this error is kept`);
  return isNameless(row)
    ? t`Segment names no reason for what failed here: samples are asked for by reason`
    : noneText(report, t`reasons`, t`${connection.destination.name} gave up nothing in this period`);
}

/** Events failed for good, and no reason came with them. */
const isNameless = (row: PayloadModel['row']): boolean => row !== undefined && row.total > 0;

/** What stands where the payload would, on exactly `height` rows. */
export function insteadOfPayload(model: PayloadModel, context: ViewContext, width: number, height: number): Block {
  if (model.set.data?.kind === 'unavailable')
    return clip(unavailable(model, context, model.set.data.why, width, height), width, height);
  return notice(noticeOf(model, context), width, height);
}

function noticeOf({ connection, code, row, report, set }: PayloadModel, context: ViewContext): Notice {
  if (code === undefined && report.data) {
    const waiting = connection.metrics?.retrying ?? 0;
    const help = keyText(context, 'back', t`back`);
    if (isNameless(row))
      return {
        kind: 'not-observable',
        title: t`Segment names no reason for what failed here`,
        text: t`${counted(row!.total, t`event`, undefined, whole)} failed for good in this period. Samples are asked for by reason.`,
        help,
      };
    if (waiting > 0 && isWhole(report))
      return {
        kind: 'not-observable',
        title: t`Nothing has been given up yet`,
        text: t`${counted(waiting, t`event waits`, t`events wait`)} for another try. Segment names a reason, and keeps samples, only of events that failed for good.`,
        help,
      };
    return emptyNotice(
      report,
      t`reasons`,
      {
        title: t`Nothing failed in this period`,
        text: t`Without a failed delivery there is no payload to show.`,
        help,
      },
      'good',
    );
  }
  if (code === undefined) return emptyNotice(report, t`reasons`, { title: t`No reason` });
  return emptyNotice(set, t`samples`, {
    title: t`No sample of this error is kept`,
    text: t`Segment keeps up to ten samples of an error, of deliveries that failed lately.`,
    help: keyText(context, 'refresh', t`reads again`),
  });
}

/** The link is never cut: what does not fit goes, the reasons first. */
function unavailable(model: PayloadModel, context: ViewContext, why: SafeText, width: number, height: number): Line[] {
  const title = t`The Public API gives no payloads`;
  const head = line(span(t`◇ `, 'dim'), span(title, 'strong'));
  const link = wrap(linkOf(model, context), Math.max(1, width - 2)).map((row) => line(t`  `, span(row, 'accent')));
  const help = line(t`  `, ...keySpans(context, 'browser', t`copies the link`));
  const reasons = wrap(why, Math.min(width - 2, 96)).map((row) => line(t`  `, span(row)));
  const least = [head, ...link, help];
  if (height >= least.length + reasons.length + 1) return [blank, head, ...reasons, ...link, help];
  return height >= least.length + reasons.length ? [head, ...reasons, ...link, help] : least;
}

/** Rows that the words in place of a payload need at least: explanations give way to them. */
export function leastRows(model: PayloadModel, context: ViewContext, width: number): number {
  if (model.set.data?.kind !== 'unavailable') return 3;
  return unavailable(model, context, t``, width, 0).length;
}

/** Rows that say in full why the API gives no payloads; undefined where something else is the reason, which has all the room. */
export function insteadRows(model: PayloadModel, context: ViewContext, width: number): number | undefined {
  const { data } = model.set;
  return data?.kind === 'unavailable'
    ? unavailable(model, context, data.why, width, Number.POSITIVE_INFINITY).length
    : undefined;
}
