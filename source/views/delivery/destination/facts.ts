import { parseFilter } from '../../../domain/filter/filter.ts';
import { clock, counted, durationText } from '../../../domain/format.ts';
import { joined, type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { lineText, span } from '../../../theme/line.ts';
import { autoDisableAfter } from '../../../workspace/sources/auto-disable.ts';
import { resourceName } from '../../kit/destination-names.ts';
import type { PageRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { actorText, problemText } from '../../kit/words.ts';
import { hasRules } from '../words.ts';
import { fact } from './fact.ts';
import { logRows } from './log-rows.ts';
import { type ConnectionPage, factsPane } from './model.ts';

/** Changes shown at once; the audit trail has them all. */
const mostChanges = 6;

/** Everything about the connection that is not delivery: its source, what changed, and how it is configured. */
export function allFactRows(page: ConnectionPage, context: ViewContext): readonly PageRow[] {
  const rows = [
    ...sourceRows(page, context),
    ...changeRows(page, context),
    ...logRows(page, context),
    ...configurationRows(page),
  ];
  return rows.map((row, index) => ({ ...row, key: row.key ?? `fact:${index}` }));
}

/** Those that the filter leaves. */
export function factRows(page: ConnectionPage, context: ViewContext): readonly PageRow[] {
  const all = allFactRows(page, context);
  const { filter } = paneState(context.place, factsPane);
  const { matches } = parseFilter(filter);
  return filter === '' ? all : all.filter((row) => matches(lineText(row.line)));
}

function sourceRows({ connection, autoDisable }: ConnectionPage, { overview, now }: ViewContext): PageRow[] {
  const { destination, source, sourceEvents } = connection;
  const known = overview.flow.bySource.get(destination.sourceId)?.source;
  const sends = sourceEvents === undefined ? t`` : t`  ${counted(sourceEvents, t`event`)}`;
  const state = source && !source.enabled ? span(t`  disabled`, 'warn') : span(sends, 'dim');
  return [
    {
      key: `source:${destination.sourceId}`,
      ...(known
        ? {
            open: pages.source.at(destination.sourceId),
            subject: { kind: 'source', id: destination.sourceId, name: known.name } as const,
          }
        : {}),
      line: fact(t`Source`, span(source?.name ?? sanitise(destination.sourceId), 'accent'), state),
    },
    ...autoDisableRows(autoDisable, now),
  ];
}

function autoDisableRows(hint: ConnectionPage['autoDisable'], now: number): PageRow[] {
  if (!hint) return [];
  if (hint.kind === 'last-one')
    return [
      {
        line: fact(t``, span(t`its only enabled destination: off ${durationText(autoDisableAfter)} after this`, 'dim')),
      },
    ];
  const left = hint.at === undefined ? undefined : Math.max(0, hint.at - now);
  const when =
    left === undefined
      ? t`after ${durationText(autoDisableAfter)}`
      : left === 0
        ? t`any time now`
        : t`in ${durationText(left)}`;
  return [{ line: fact(t``, span(t`no enabled destination: switched off ${when}`, 'warn')) }];
}

function changeRows({ changes }: ConnectionPage, context: ViewContext): PageRow[] {
  const { now } = context;
  const { items, known, isWhole, error } = changes;
  // Of the trail of a busy destination the newest part is read.
  const where = isWhole ? t`in 90 days` : t`in the newest of the audit trail`;
  const shown = items.slice(0, mostChanges).map(
    (item, index): PageRow => ({
      key: `audit:${item.id}`,
      open: pages.auditItem.at(item.id),
      subject: { kind: 'audit', id: item.resourceId, name: resourceName(item, context) },
      line: fact(
        index === 0 ? t`Changed` : t``,
        span(t`${clock(item.at, now)}  `, 'dim'),
        item.type,
        t`  `,
        span(actorText(item), 'info'),
        span(t`  ${item.resourceName}`, 'dim'),
      ),
    }),
  );
  if (error)
    shown.push({
      line: fact(shown.length === 0 ? t`Changed` : t``, span(t`audit trail: ${problemText(error)}`, 'warn')),
    });
  else if (shown.length === 0)
    shown.push({ line: fact(t`Changed`, span(known ? t`nothing ${where}` : t`reading the audit trail…`, 'dim')) });
  if (items.length > mostChanges)
    shown.push({
      line: fact(t``, span(t`${items.length - mostChanges}${isWhole ? t`` : t`+`} more in the audit trail`, 'dim')),
    });
  return shown;
}

/** Pages about the same destination, then what it is. */
function configurationRows({ connection: { destination } }: ConnectionPage): PageRow[] {
  const { type, categories, enabled, mode, id, settings } = destination;
  const count = Object.keys(settings).length;
  const link = (name: SafeText, what: SafeText, open: Target): PageRow => ({
    key: open.view,
    open,
    line: fact(name, span(what, 'accent')),
  });
  return [
    link(
      t`Settings`,
      count === 1 ? t`1 setting, configuration` : t`${count} settings, configuration`,
      pages.destinationSettings.at(id),
    ),
    ...(hasRules(destination)
      ? [
          link(t`Mappings`, t`which events become which action`, pages.destinationMappings.at(id)),
          link(t`Filters`, t`what is dropped before delivery`, pages.destinationFilters.at(id)),
        ]
      : []),
    { line: fact(t`Type`, type, span(t`  ${joined(categories, t`, `)}`, 'dim')) },
    {
      line: fact(
        t`Status`,
        enabled ? span(t`Enabled`, 'good') : span(t`Disabled`, 'dim'),
        span(t`  ${word(mode)} mode`, 'dim'),
      ),
    },
    { line: fact(t`Id`, span(sanitise(id), 'dim')) },
  ];
}

export function factsFolded({ connection, changes }: ConnectionPage, { now }: ViewContext): SafeText {
  const { source, destination } = connection;
  const [newest] = changes.items;
  const changed = newest ? t`, ${newest.type} ${clock(newest.at, now)}` : t``;
  return t`${source?.name ?? sanitise(destination.sourceId)}${changed}`;
}
