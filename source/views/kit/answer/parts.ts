import type { Block } from '../../../components/block.ts';
import { isChange } from '../../../domain/audit/changes.ts';
import { type Onset, onsetStart } from '../../../domain/delivery/onset.ts';
import { clock } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { CommandId } from '../../../keys/keymap.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { padToWidth, widthOf } from '../../../theme/width.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import { resourceName } from '../destination-names.ts';
import { keySpans } from '../key-words.ts';
import type { ViewContext } from '../view.ts';
import { actorText, problemText } from '../words.ts';
import type { AnswerPart } from './answer.ts';

const mostChanges = 5;

/** Changes of these things in the period that is looked at: newest first. */
export function changesOf(ids: readonly string[], { overview: { activity } }: Pick<ViewContext, 'overview'>) {
  return (activity.data?.items ?? [])
    .filter((item) => ids.includes(item.resourceId) && isChange(item))
    .toSorted((a, b) => b.at - a.at);
}

/** When they were changed, for marks under a curve. */
export const changeTimes = (ids: readonly string[], context: Pick<ViewContext, 'overview'>): number[] =>
  changesOf(ids, context).map(({ at }) => at);

/** Who changed what on these things, newest first; that nobody did stands on a trail that was read to its end. */
export function changesPart(ids: readonly string[], context: ViewContext, onset?: Onset): AnswerPart {
  const { overview, now, period } = context;
  const items = changesOf(ids, context);
  const { activity } = overview;
  const began = onset?.since === undefined ? undefined : onsetStart(onset) + Math.max(1, onset.within);
  const times = items.slice(0, mostChanges).map(({ at }) => clock(at, now));
  const timeWidth = Math.max(0, ...times.map(widthOf));
  const rows = items.slice(0, mostChanges).map((item, index): Line => {
    const name = resourceName(item, context);
    return line(
      span(padToWidth(times[index]!, timeWidth), began !== undefined && item.at >= began ? 'dim' : 'info'),
      t`  ${item.type}  `,
      span(name),
      span(t`  ${actorText(item)}`, 'info'),
      span(began !== undefined && item.at >= began ? t`  after it began` : t``, 'dim'),
    );
  });
  return {
    title: t`What changed`,
    rows: rows.length > 0 ? [...rows, ...moreLines(items.length - mostChanges)] : [line(nothingChanged())],
  };

  function nothingChanged() {
    if (activity.error && !activity.data) return span(t`Audit trail: ${problemText(activity.error)}`, 'warn');
    if (!activity.data) return span(t`Reading the audit trail…`, 'dim');
    const all = isWhole(activity) && activity.data.next === undefined;
    const length = period === '24h' ? t`24 hours` : t`7 days`;
    return span(
      all ? t`Nothing in the last ${length}, by the audit trail` : t`Nothing in what was read of the audit trail`,
      'dim',
    );
  }
}

/** How many are not shown: nothing is cut without a word. */
export const moreLines = (more: number): Block => (more > 0 ? [line(span(t`and ${more} more`, 'dim'))] : []);

/** What to do next, each with its key; a key that the user took away leaves its line out. */
export function nextPart(
  steps: readonly (readonly [command: CommandId, does: SafeText])[],
  context: Pick<ViewContext, 'keyOf'>,
): AnswerPart {
  const rows: Block = steps.flatMap(([command, does]) => {
    const spans = keySpans(context, command, does);
    return spans.length === 0 ? [] : [line(...spans)];
  });
  return { title: t`Next`, rows };
}
