import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { isChange } from '../../../domain/audit/changes.ts';
import { auditMeaning } from '../../../domain/audit/meaning.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { ago, clock } from '../../../domain/format.ts';
import { joined, type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { auditTrail, trailStanding } from '../../../workspace/audit/trail.ts';
import { planChangesNeeds } from '../../../workspace/needs/protocols.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { actorText, momentText, problemText } from '../../kit/words.ts';
import { aboutPlan, planHead, planIdOf } from './head.ts';

const trailOf = ({ read, period, place }: ViewContext) => auditTrail(read, period, planIdOf({ place }));

const columns: readonly Column<AuditItem>[] = [
  {
    id: 'age',
    isTime: true,
    header: t`Age`,
    width: 8,
    align: 'right',
    priority: 0,
    cell: ({ at }, { now }) => span(ago(at, now), 'dim'),
    sort: ({ at }) => at,
  },
  {
    id: 'at',
    isTime: true,
    header: t`Time`,
    width: { min: 5, max: 12 },
    priority: 3,
    cell: ({ at }, { now, width }) => span(momentText(at, now, width), 'dim'),
    sort: ({ at }) => at,
  },
  {
    id: 'type',
    header: t`What changed`,
    width: { min: 16, grow: 1 },
    priority: 1,
    cell: ({ type }) => span(type, auditMeaning(type).health ? 'bad' : 'text'),
    sort: ({ type }) => type,
  },
  {
    id: 'actor',
    header: t`Author`,
    width: { min: 12, max: 34 },
    priority: 0,
    cell: (item) => span(actorText(item), 'info'),
    sort: actorText,
  },
];

const mostAuthors = 5;

/** Who changes this plan: whom to call when it breaks something (rule 102). */
function authors(items: readonly AuditItem[]): SafeText {
  const names = [...new Set(items.filter(isChange).map(actorText))];
  const more = names.length > mostAuthors ? t` and ${names.length - mostAuthors} more` : t``;
  return t`${joined(names.slice(0, mostAuthors), t`, `)}${more}`;
}

function head(context: ViewContext): Block {
  const { items, complete, ended, lost, last } = trailOf(context);
  const named = authors(items);
  const oldest = items.at(-1);
  const back =
    complete || !oldest
      ? t`the trail keeps 90 days`
      : last.error
        ? t`older ones: ${problemText(last.error)}`
        : ended && lost
          ? t`back to ${clock(oldest.at, context.now)}; not all of it: ${lost.message}`
          : t`back to ${clock(oldest.at, context.now)}, older ones as you go down`;
  const who =
    named === ''
      ? undefined
      : line(span(t` Authors, newest first: `, 'dim'), span(named, 'info'), span(t`  ${back}`, 'dim'));
  return [...planHead(context), ...(who ? [who] : [])];
}

/** The changelog of a plan from the audit trail: the API has no other, and no values before and after (rule 102). */
export const changesTab = tableView<AuditItem>({
  id: pages.trackingPlan.id,
  grows: true,
  aliases: [],
  title: () => t`Changelog`,
  ground: (context) => trailStanding(trailOf(context)),
  rows: (context) => trailOf(context).items,
  columns,
  rowKey: ({ id }) => id,
  open: ({ id }, { place }) => pages.auditItem.at(id, planIdOf({ place })),
  subject: ({ resourceId, resourceName }) => ({ kind: 'audit', id: resourceId, name: resourceName }),
  about: aboutPlan,
  head,
  empty: (context) =>
    emptyNotice(trailStanding(trailOf(context)), t`the audit trail`, {
      title: t`Nothing changed this plan in 90 days`,
      text: t`Segment keeps the audit trail no longer.`,
    }),
  needs: ({ read, period, place }, _, { shown, selected }) =>
    planChangesNeeds(read, period, planIdOf({ place }), shown, selected),
});
