import type { Column } from '../../components/columns.ts';
import { auditMeaning } from '../../domain/audit-words.ts';
import type { AuditItem } from '../../domain/entities.ts';
import { ago, clock } from '../../domain/format.ts';
import { t } from '../../domain/text.ts';
import { span } from '../../theme/line.ts';
import { overviewNeeds } from '../../workspace/overview-needs.ts';
import { emptyNotice } from '../need-states.ts';
import { tableView } from '../table-view.ts';
import type { ViewContext } from '../view.ts';
import { actorText } from '../words.ts';

const columns: readonly Column<AuditItem>[] = [
  {
    id: 'age',
    header: t`Age`,
    width: 8,
    align: 'right',
    priority: 1,
    cell: ({ at }, { now }) => span(ago(at, now), 'dim'),
    sort: ({ at }) => at,
  },
  {
    id: 'at',
    header: t`Time`,
    width: { min: 5, max: 12 },
    priority: 4,
    cell: ({ at }, { now }) => span(clock(at, now), 'dim'),
    sort: ({ at }) => at,
  },
  {
    id: 'type',
    header: t`Event`,
    width: { min: 12, max: 40, grow: 1 },
    priority: 0,
    cell: ({ type }) => span(type, auditMeaning(type).health ? 'bad' : 'text'),
    sort: ({ type }) => type,
  },
  {
    id: 'name',
    header: t`Resource`,
    width: { min: 8, max: 32 },
    priority: 1,
    cell: ({ resourceName }) => resourceName,
    sort: ({ resourceName }) => resourceName,
  },
  {
    id: 'kind',
    header: t`Kind`,
    width: { min: 6, max: 16 },
    priority: 3,
    cell: ({ resourceType }) => span(resourceType, 'dim'),
    sort: ({ resourceType }) => resourceType,
  },
  {
    id: 'actor',
    header: t`Actor`,
    width: { min: 8, max: 34 },
    priority: 2,
    cell: (item) => span(actorText(item), 'info'),
    sort: actorText,
  },
];

/** All of the period's audit events, or those of one resource. */
function rows({ overview, place }: ViewContext): readonly AuditItem[] {
  const items = overview.activity.data?.items ?? [];
  const { resource } = place.params;
  return resource === undefined ? items : items.filter(({ resourceId }) => resourceId === resource);
}

/** The audit trail of the period, newest first. */
export const audit = tableView<AuditItem>({
  id: 'audit',
  aliases: ['audit', 'activity'],
  title: ({ overview, place }) => {
    const { resource } = place.params;
    const named =
      resource === undefined
        ? undefined
        : overview.activity.data?.items.find(({ resourceId }) => resourceId === resource);
    return named ? t`Audit trail of ${named.resourceName}` : t`Audit trail`;
  },
  rows,
  columns,
  rowKey: ({ id }) => id,
  open: ({ id }) => ({ view: 'audit-item', params: { id } }),
  subject: ({ resourceId, resourceName }) => ({ kind: 'audit', id: resourceId, name: resourceName }),
  empty: ({ overview, place }) =>
    emptyNotice(overview.activity, t`the audit trail`, {
      title:
        place.params.resource === undefined
          ? t`Nothing was changed in this period`
          : t`Nothing on this resource in this period`,
      help: t`t switches between 24 hours and 7 days`,
    }),
  needs: ({ read, period, now }, attention) => overviewNeeds(read, period, now, attention),
});
