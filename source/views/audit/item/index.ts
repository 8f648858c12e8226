import type { Notice } from '../../../components/notice.ts';
import { type AuditMeaning, type AuditResource, auditMeaning } from '../../../domain/audit/meaning.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { ago, clock } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { minute } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { span } from '../../../theme/line.ts';
import { type AuditTrail, auditTrail, auditTrailNeeds, trailStanding } from '../../../workspace/audit/trail.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { resourceName } from '../../kit/destination-names.ts';
import { helps, keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { factRow, type PageRow, pageView, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { auditRows, resourceTarget } from '../../kit/words/audit.ts';
import { actorText } from '../../kit/words.ts';

/** Other changes of the same actor this close are often one run of a pipeline (rule 195). */
const together = 10 * minute;
const mostNearby = 8;

function itemOf({ read, period, place }: ViewContext): AuditItem | undefined {
  const { id, resource } = pages.auditItem.of(place);
  const known = auditTrail(read, period).items.find((item) => item.id === id);
  return known ?? auditTrail(read, period, resource).items.find((item) => item.id === id);
}

/** One audit event: what, on what, by whom, and what else the same actor did then. */
export const auditItem = pageView<AuditItem>({
  id: pages.auditItem.id,
  aliases: [],
  title: (context) => itemOf(context)?.type ?? t`Audit event`,
  model: itemOf,
  absent,
  subject: ({ resourceId, resourceName }) => ({ kind: 'audit', id: resourceId, name: resourceName }),
  sections: (item, context) => [
    { title: t``, rows: factRows(item, context) },
    {
      title: t`By the same actor within ten minutes`,
      rows: nearby(item, context, ({ actor }) => actor === item.actor),
    },
    {
      title: t`On the same resource`,
      rows: nearby(item, context, ({ resourceId }) => resourceId === item.resourceId, Number.POSITIVE_INFINITY),
    },
  ],
  // What it was done to, after it was done: of what has no curve the page says all that is known.
  answer: ({ resourceId: id, resourceName: name }, context) => {
    const kind = (['destination', 'source', 'warehouse'] as const).find((each) => isKnown(each, id, context));
    return kind && subjectAnswer({ kind, id, name }, context, t`opens it`);
  },
  needs: (item, context, attention) => {
    const { resource } = pages.auditItem.of(context.place);
    const own =
      item || resource === undefined ? [] : auditTrailNeeds(auditTrail(context.read, context.period, resource), 0, 0);
    return [...pictureNeeds(context, attention), ...own];
  },
});

/** Why there is no such event: of a resource it is looked for in all that is kept, else in what the period shows. */
function absent(context: ViewContext): Notice {
  const { read, period, place, overview } = context;
  const { resource } = pages.auditItem.of(place);
  const back = keyText(context, 'back', t`back`);
  if (resource !== undefined)
    return emptyNotice(trailStanding(auditTrail(read, period, resource)), t`the audit trail`, {
      title: t`This event is not in the 90 days that are kept`,
      help: back,
    });
  const further =
    period === '24h'
      ? keyText(context, 'period', t`switches to 7 days`)
      : keyText(context, 'page.audit', t`shows the whole audit trail`);
  return emptyNotice(overview.activity, t`the audit trail`, {
    title:
      overview.activity.data?.next === undefined
        ? t`This event is older than the period shown`
        : t`This event is not among the newest of the period`,
    help: helps([further, back]),
  });
}

function isKnown(kind: 'destination' | 'source' | 'warehouse', id: string, { overview }: ViewContext): boolean {
  if (kind === 'destination') return overview.fleet.byId.has(id);
  return kind === 'source'
    ? overview.flow.bySource.has(id)
    : overview.storage.some(({ warehouse }) => warehouse.id === id);
}

function factRows(item: AuditItem, context: ViewContext): PageRow[] {
  const { now, overview } = context;
  const { resource, verb, health } = auditMeaning(item.type);
  const target = resourceTarget(item, overview);
  const open = target ? { open: target, key: 'resource' } : {};
  return [
    factRow(t`When`, t`${clock(item.at, now)}`, span(t`  ${ago(item.at, now)}`, 'dim')),
    factRow(t`Event`, span(item.type, health ? 'bad' : 'strong')),
    factRow(t`Means`, t`${words(resource)} ${verb}`, span(healthText(health), 'dim')),
    {
      ...factRow(
        t`Resource`,
        span(resourceName(item, context), 'accent'),
        span(t`  ${item.resourceType}  ${sanitise(item.resourceId)}`, 'dim'),
      ),
      ...open,
    },
    factRow(t`Actor`, span(actorText(item), 'info'), span(t`  ${item.actor}`, 'dim')),
    textRow(span(t`The API gives no values before and after.`, 'dim')),
  ];
}

/** `computed-trait` is a name for code, not for people. */
const words = (resource: AuditResource): SafeText => sanitise(resource.replace('-', ' '));

function healthText(health: AuditMeaning['health']): SafeText {
  if (health === 'failure') return t`  a failure, not a change`;
  return health === 'warning' ? t`  a sign of trouble, not a change` : t``;
}

/** The trail since a moment has been read without a loss. */
function reachesBack({ items, lost }: AuditTrail, at: number): boolean {
  const oldest = items.at(-1)?.at;
  return !lost && oldest !== undefined && oldest < at;
}

function nearby(
  item: AuditItem,
  context: ViewContext,
  same: (other: AuditItem) => boolean,
  within: number = together,
): PageRow[] {
  const { read, period } = context;
  const trail = auditTrail(read, period);
  const others = trail.items.filter(
    (other) => other.id !== item.id && same(other) && Math.abs(other.at - item.at) <= within,
  );
  if (others.length === 0)
    return [
      textRow(span(reachesBack(trail, item.at - within) ? t`Nothing else` : t`Nothing else in what was read`, 'dim')),
    ];
  const more = others.length - mostNearby;
  return [
    ...auditRows(others.slice(0, mostNearby), context),
    ...(more > 0 ? [textRow(span(t`and ${more} more in what was read`, 'dim'))] : []),
  ];
}
