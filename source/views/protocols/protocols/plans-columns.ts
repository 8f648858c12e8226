import type { Column } from '../../../components/table/columns.ts';
import { ago, compact } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { span } from '../../../theme/line.ts';
import type { PlanSummary } from '../../../workspace/protocols/tracking-plans.ts';
import { lossSpan, planType } from '../../kit/words/plans.ts';
import { actorText } from '../../kit/words.ts';

/** When it last changed, by its own stamp or by the audit trail, whichever is newer. */
export function changedAt({ plan, lastChange }: PlanSummary): number | undefined {
  const newest = Math.max(plan.updatedAt ?? 0, lastChange?.at ?? 0);
  return newest === 0 ? undefined : newest;
}

/** Something is known to go against it: what only problems are narrowed to. */
export const isBroken = ({ violations = 0, unplanned = 0 }: PlanSummary): boolean => violations + unplanned > 0;

export const planColumns: readonly Column<PlanSummary>[] = [
  {
    id: 'name',
    header: t`Tracking plan`,
    width: { min: 14, max: 36, grow: 1 },
    priority: 0,
    cell: ({ plan }) => plan.name,
    sort: ({ plan }) => plan.name,
  },
  {
    id: 'violations',
    header: t`Violations`,
    width: 10,
    align: 'right',
    priority: 0,
    cell: ({ binds, violations }) =>
      !binds
        ? t``
        : violations === undefined
          ? span(t`–`, 'dim')
          : span(compact(violations), violations > 0 ? 'bad' : 'dim'),
    sort: ({ violations }) => violations,
  },
  {
    id: 'unplanned',
    header: t`Unplanned`,
    width: 9,
    align: 'right',
    priority: 4,
    cell: ({ binds, unplanned }) =>
      !binds
        ? t``
        : unplanned === undefined
          ? span(t`–`, 'dim')
          : span(compact(unplanned), unplanned > 0 ? 'warn' : 'dim'),
    sort: ({ unplanned }) => unplanned,
  },
  {
    id: 'loss',
    header: t`Data loss`,
    width: 11,
    priority: 1,
    cell: ({ binds, loss }) => (binds ? lossSpan(loss) : t``),
    sort: ({ loss }) => loss,
  },
  {
    id: 'type',
    header: t`Type`,
    width: { min: 4, max: 16 },
    priority: 2,
    cell: ({ plan, binds }) => span(planType(plan.type), binds ? 'text' : 'dim'),
    sort: ({ plan }) => planType(plan.type),
  },
  {
    id: 'sources',
    header: t`Sources`,
    width: 7,
    align: 'right',
    priority: 1,
    cell: ({ binds, sources }) =>
      !binds
        ? t``
        : sources === undefined
          ? span(t`–`, 'dim')
          : span(compact(sources.length), sources.length > 0 ? 'text' : 'warn'),
    sort: ({ sources }) => sources?.length,
  },
  {
    id: 'rules',
    header: t`Rules`,
    width: 5,
    align: 'right',
    priority: 5,
    cell: ({ rules }) => (rules === undefined ? span(t`–`, 'dim') : compact(rules)),
    sort: ({ rules }) => rules,
  },
  {
    id: 'changed',
    isTime: true,
    header: t`Changed`,
    width: 8,
    align: 'right',
    priority: 2,
    cell: (row, { now }) => {
      const at = changedAt(row);
      return at === undefined ? span(t`–`, 'dim') : ago(at, now);
    },
    sort: changedAt,
  },
  {
    id: 'by',
    header: t`By`,
    width: { min: 10, max: 28 },
    priority: 3,
    cell: ({ lastChange }): ReturnType<typeof span> =>
      lastChange ? span(actorText(lastChange), 'info') : span(t`–`, 'dim'),
    sort: ({ lastChange }): SafeText | undefined => lastChange && actorText(lastChange),
  },
];
