import type { Column } from '../../../components/table/columns.ts';
import { auditMeaning } from '../../../domain/audit/meaning.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { ago } from '../../../domain/format.ts';
import { t, without } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { widthOf } from '../../../theme/width.ts';
import { resourceName } from '../../kit/destination-names.ts';
import { keyText } from '../../kit/key-words.ts';
import type { DrawContext, Pane, ViewContext } from '../../kit/view.ts';
import { itemTarget, resourceTarget } from '../../kit/words/audit.ts';
import { actorText } from '../../kit/words.ts';
import type { PanelSpec } from './panel-kit.ts';
import { stateLines, troubleSpan } from './panel-states.ts';

/** Newest first. */
export function activityRows({ overview: { activity } }: ViewContext): readonly AuditItem[] {
  return activity.data?.items ?? [];
}

/**
 * The page of the thing that an item switched off, while it is off: nothing fails there, so it is worth opening, and it is
 * where it is switched on again (rule 68).
 */
export function switchedOff(item: AuditItem, { overview }: ViewContext): Target | undefined {
  if (auditMeaning(item.type).verb !== 'disabled') return undefined;
  const { fleet, flow, storage } = overview;
  const id = item.resourceId;
  const found =
    fleet.byId.get(id)?.destination ??
    flow.bySource.get(id)?.source ??
    storage.find(({ warehouse }) => warehouse.id === id)?.warehouse;
  return found && !found.enabled ? resourceTarget(item, overview) : undefined;
}

export function activityPane(rows: readonly AuditItem[], context: ViewContext): Pane {
  return {
    id: 'activity',
    rows: rows.map((item) => ({
      key: item.id,
      open: switchedOff(item, context) ?? itemTarget(item, context.overview),
      subject: { kind: 'audit', id: item.resourceId, name: resourceName(item, context) },
    })),
    open: pages.audit.at(),
    scope: 'home',
  };
}

const columnsFor = (context: ViewContext): readonly Column<AuditItem>[] => [
  {
    id: 'age',
    header: t``,
    width: 3,
    align: 'right',
    priority: 0,
    cell: ({ at }, { now }) => span(shortAge(at, now), 'dim'),
  },
  {
    id: 'type',
    header: t``,
    width: { min: 16, max: 60 },
    priority: 0,
    cell: ({ type }) => span(type, auditMeaning(type).health ? 'bad' : 'text'),
  },
  {
    id: 'name',
    header: t``,
    width: { min: 12, max: 30, grow: 1 },
    priority: 1,
    cell: (item) => resourceName(item, context),
  },
  { id: 'actor', header: t``, width: { min: 8, max: 24 }, priority: 2, cell: actorCell },
];

/** A mail address that does not fit is cut at its @: the person is what counts. */
function actorCell(item: AuditItem, { width }: { readonly width: number }): Span {
  const whole = actorText(item);
  const person = without(whole, /@.*$/);
  return span(width > 0 && widthOf(whole) > width ? person : whole, 'dim');
}

/** `2h 10m` is too wide here: the first part says enough. */
function shortAge(at: number, now: number) {
  const text = ago(at, now);
  return text === 'just now' ? t`now` : (text.split(' ')[0] as typeof text);
}

export function activityPanel(rows: readonly AuditItem[], context: DrawContext): PanelSpec<AuditItem> {
  const newest = rows[0];
  const instead = stateLines(context.overview.activity, {
    loading: t`Reading the audit trail…`,
    empty: t`Nothing was changed in this period`,
  });
  return {
    pane: 'activity',
    title: line(span(t`Recent activity`, 'strong')),
    right: keyText(context, 'page.audit', t`all`),
    trouble:
      rows.length > 0
        ? troubleSpan([{ what: t`audit trail`, snapshot: context.overview.activity }], context.now)
        : undefined,
    folded: newest
      ? line(
          span(t`Activity`),
          span(t`${shortAge(newest.at, context.now)} `, 'dim'),
          span(newest.type, auditMeaning(newest.type).health ? 'bad' : 'text'),
          span(t`  ${resourceName(newest, context)}  ${actorText(newest)}`, 'dim'),
        )
      : line(span(t`Activity`), ...(instead[0]?.spans ?? [])),
    rows,
    rowKey: ({ id }) => id,
    columns: columnsFor(context),
    instead,
  };
}
