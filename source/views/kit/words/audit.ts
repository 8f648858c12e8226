import { type AuditResource, auditMeaning } from '../../../domain/audit/meaning.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { clock } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth, widthOf } from '../../../theme/width.ts';
import type { Overview } from '../../../workspace/watch/overview.ts';
import { type Naming, resourceName } from '../destination-names.ts';
import type { PageRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { actorText } from '../words.ts';

type Words = Naming & Pick<ViewContext, 'now'>;

/** Columns of the type and of the name of what it is about, where one row stands alone. */
interface AuditColumns {
  readonly type: number;
  readonly name: number;
}
const widest: AuditColumns = { type: 31, name: 23 };

/** Audit items under each other, their columns no wider than what is in them: so the actor is not cut on a narrow screen. */
export function auditRows(items: readonly AuditItem[], context: Words): PageRow[] {
  const most = (texts: readonly SafeText[], limit: number): number =>
    Math.min(limit, Math.max(0, ...texts.map(widthOf)));
  const columns = {
    type: most(
      items.map(({ type }) => type),
      widest.type,
    ),
    name: most(
      items.map((item) => resourceName(item, context)),
      widest.name,
    ),
  };
  return items.map((item) => auditRow(item, context, columns));
}

/** An audit item as a row of a page: when, what, on what, by whom; health signals in red. */
export function auditRow(item: AuditItem, context: Words, columns: AuditColumns = widest): PageRow {
  const { health } = auditMeaning(item.type);
  const name = resourceName(item, context);
  return {
    key: `audit:${item.id}`,
    open: pages.auditItem.at(item.id),
    subject: { kind: 'audit', id: item.resourceId, name },
    line: line(
      span(padToWidth(clock(item.at, context.now), 13), 'dim'),
      span(padToWidth(item.type, columns.type), health ? 'bad' : 'text'),
      t`  `,
      span(padToWidth(name, columns.name)),
      t`  `,
      span(actorText(item), 'info'),
    ),
  };
}

/** Pages that an id alone leads to. All others are looked up, as the names of types differ by era. */
const ownPages: Partial<Record<AuditResource, 'trackingPlan' | 'audience' | 'trait'>> = {
  'tracking-plan': 'trackingPlan',
  audience: 'audience',
  'computed-trait': 'trait',
};

/** The page of the resource an item is about, where segtop has one. */
export function resourceTarget(
  { resourceId: id, type }: AuditItem,
  { flow, fleet, storage }: Overview,
): Target | undefined {
  if (flow.bySource.has(id)) return pages.source.at(id);
  if (fleet.byId.has(id)) return pages.destination.at(id);
  if (storage.some(({ warehouse }) => warehouse.id === id)) return pages.warehouse.at(id);
  const { resource, verb } = auditMeaning(type);
  const page = verb === 'deleted' ? undefined : ownPages[resource];
  return page === undefined ? undefined : pages[page].at(id);
}

/**
 * Where Enter leads from an item: to the sync history where a warehouse reports a failed sync, to the runs where a
 * model does, else to the item itself.
 */
export function itemTarget(item: AuditItem, { storage }: Pick<Overview, 'storage'>): Target {
  const { health, resource } = auditMeaning(item.type);
  if (resource === 'model' && health !== undefined) return pages.reverseEtl.at({ model: item.resourceId });
  const known = resource === 'warehouse' && health !== undefined;
  return known && storage.some(({ warehouse }) => warehouse.id === item.resourceId)
    ? pages.warehouse.at(item.resourceId)
    : pages.auditItem.at(item.id);
}
