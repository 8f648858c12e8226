import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { auditMeaning } from '../../../domain/audit/meaning.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { ago, clock, counted } from '../../../domain/format.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, lineWidth, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { type AuditTrail, auditTrail, auditTrailNeeds, trailStanding } from '../../../workspace/audit/trail.ts';
import { recentAudit } from '../../../workspace/resources/common.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { resourceName } from '../../kit/destination-names.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { itemTarget } from '../../kit/words/audit.ts';
import { actorText, momentText, problemText } from '../../kit/words.ts';

/** One name for the same event of all eras, so that a filter finds them all (rule 192). */
function meaningText(type: SafeText): SafeText {
  const { resource, verb } = auditMeaning(type);
  return sanitise(`${resource.replace('-', ' ')} ${verb}`);
}

const columnsFor = (context: ViewContext): readonly Column<AuditItem>[] => [
  {
    id: 'age',
    isTime: true,
    header: t`Age`,
    width: 8,
    align: 'right',
    priority: 1,
    cell: ({ at }, { now }) => span(ago(at, now), 'dim'),
    sort: ({ at }) => at,
  },
  {
    id: 'at',
    isTime: true,
    header: t`Time`,
    width: { min: 5, max: 12 },
    priority: 4,
    cell: ({ at }, { now, width }) => span(momentText(at, now, width), 'dim'),
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
    cell: (item) => resourceName(item, context),
    sort: (item) => resourceName(item, context),
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
    id: 'meaning',
    header: t`Means`,
    width: { min: 8, max: 26 },
    priority: 5,
    cell: ({ type }) => span(meaningText(type), 'dim'),
    sort: ({ type }) => meaningText(type),
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

function trailOf({ read, period, place }: ViewContext): AuditTrail {
  return auditTrail(read, period, pages.audit.of(place).resource);
}

/** How far back the rows reach: a filter over a part must not be taken for one over all (R-01; rule 190). */
function reach(context: ViewContext, width: number): Block {
  const { items, complete, ended, lost, last } = trailOf(context);
  const oldest = items.at(-1);
  if (!oldest) return [line()];
  const back = t` ${counted(items.length, t`event`)} back to ${clock(oldest.at, context.now)}`;
  const news = context.read(recentAudit(context.period)).error;
  const missing = joined(
    [
      ...(lost ? [t`not all of it: ${lost.message}`] : []),
      ...(news ? [t`newest ones: ${problemText(news)}`] : []),
      ...(last.error && !ended ? [t`older ones: ${problemText(last.error)}`] : []),
    ],
    t`; `,
  );
  const all = complete ? t`: all that Segment keeps (90 days)` : t``;
  const more = ended || last.error ? t`` : t`; older ones are read as you go down`;
  const first = span(t`${back}${all}`, 'dim');
  const whole = line(first, span(missing === '' ? t`` : t`; ${missing}`, 'warn'), span(more, 'dim'));
  if (missing === '' || lineWidth(whole) <= width) return [whole];
  // What is missing stands on rows of its own rather than being cut.
  const rows = wrap(missing, Math.max(1, width - 2), mostMissing);
  return [line(first, span(more, 'dim')), ...rows.map((row) => line(t` `, span(row, 'warn')))];
}

/** Rows that say what is missing. */
const mostMissing = 2;

/** The audit trail, newest first, as far back as Segment keeps it (R-01; rule 190). */
export const audit = tableView<AuditItem>({
  id: pages.audit.id,
  grows: true,
  aliases: ['audit', 'activity'],
  title: (context) => {
    const { resource } = pages.audit.of(context.place);
    const named = resource === undefined ? undefined : trailOf(context).items[0];
    return named ? t`Audit trail of ${resourceName(named, context)}` : t`Audit trail`;
  },
  ground: (context) => trailStanding(trailOf(context)),
  rows: (context) => trailOf(context).items,
  columns: columnsFor,
  head: (context, _rows, width) => reach(context, width),
  rowKey: ({ id }) => id,
  when: ({ at }) => at,
  open: (item, { overview, place }) => {
    const target = itemTarget(item, overview);
    // The page of an item looks for it in the trail that is open here.
    return target.view === pages.auditItem.id ? pages.auditItem.at(item.id, pages.audit.of(place).resource) : target;
  },
  subject: (item, context) => ({ kind: 'audit', id: item.resourceId, name: resourceName(item, context) }),
  empty: (context) =>
    emptyNotice(trailStanding(trailOf(context)), t`the audit trail`, {
      title:
        pages.audit.of(context.place).resource === undefined
          ? t`Nothing was changed`
          : t`Nothing on this resource in 90 days`,
    }),
  needs: (context, attention, { shown, selected }) => [
    ...pictureNeeds(context, attention),
    ...auditTrailNeeds(trailOf(context), shown, selected),
  ],
});
