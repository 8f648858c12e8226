import type { Sync } from '../../domain/entities.ts';
import { ago, clock, durationText, whole } from '../../domain/format.ts';
import { priority } from '../../domain/queries.ts';
import { syncCause } from '../../domain/sync-causes.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { line, span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import { overviewNeeds } from '../../workspace/overview-needs.ts';
import * as resources from '../../workspace/resources.ts';
import type { StorageHealth } from '../../workspace/storage-health.ts';
import { auditRow } from '../audit-words.ts';
import { emptyNotice } from '../need-states.ts';
import { factRow, type PageRow, pageView, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { problemText } from '../words.ts';

const mostSyncs = 30;
const tones = { success: 'good', partial: 'warn', failure: 'bad', running: 'info', unknown: 'text' } as const;

/** One warehouse: its syncs, newest first, with the notice and its cause (R-04, product 2.16, 3.4). */
export const warehouse = pageView<StorageHealth>({
  id: 'warehouse',
  aliases: [],
  title: ({ overview, place }) =>
    overview.storage.find(({ warehouse: { id } }) => id === place.params.id)?.warehouse.name ?? t`Warehouse`,
  model: ({ overview, place }) => overview.storage.find(({ warehouse: { id } }) => id === place.params.id),
  absent: ({ read }) =>
    emptyNotice(read(resources.warehouses), t`warehouse`, {
      title: t`This warehouse is no longer in the workspace`,
      help: t`esc back`,
    }),
  subject: ({ warehouse: { id, name } }) => ({ kind: 'warehouse', id, name }),
  sections: (storage, context) => [
    { title: t``, rows: stateRows(storage, context) },
    { title: t`Syncs`, rows: syncRows(storage, context) },
    { title: t`What changed`, rows: changeRows(storage, context) },
  ],
  needs: (storage, { read, period, now }, attention) => [
    ...overviewNeeds(read, period, now, attention),
    ...(storage ? [{ resource: resources.warehouseSyncs(storage.warehouse.id), priority: priority.visible }] : []),
  ],
});

function stateRows(
  { warehouse: { type, enabled }, state, failedInRow, lastGood, notice }: StorageHealth,
  { now }: ViewContext,
): PageRow[] {
  const word = state === 'failing' && failedInRow > 0 ? t`sync failed ${failedInRow}× in a row` : (state as SafeText);
  const rows = [
    factRow(
      t`Status`,
      span(word, state === 'failing' ? 'bad' : state === 'ok' ? 'good' : 'warn'),
      span(enabled ? t`` : t`  disabled`, 'dim'),
    ),
    factRow(t`Type`, type),
  ];
  if (lastGood !== undefined)
    rows.push(factRow(t`Data complete`, t`up to ${clock(lastGood, now)}`, span(t`  ${ago(lastGood, now)}`, 'dim')));
  if (notice) {
    const { cause, action } = syncCause(notice.message);
    rows.push(
      factRow(t`Notice`, span(notice.message, 'bad')),
      factRow(t`Cause`, cause),
      factRow(t`What helps`, action),
    );
    rows.push(
      textRow(span(t`The next good sync loads everything since the last one: no backfill request is needed.`, 'dim')),
    );
  }
  return rows;
}

/** The API allows two of these reads a minute: the age is part of the answer. */
function syncRows({ syncs }: StorageHealth, { now, overview: { flow } }: ViewContext): PageRow[] {
  if (!syncs.data)
    return [
      textRow(
        span(
          syncs.error ? problemText(syncs.error) : t`Waiting for one of the two reads a minute that the API allows…`,
          'dim',
        ),
      ),
    ];
  const age = textRow(span(t`read ${ago(syncs.fetchedAt ?? now, now)}; the API allows two reads a minute`, 'dim'));
  if (syncs.data.length === 0) return [textRow(span(t`No Syncs`, 'dim')), age];
  const newest = syncs.data.toSorted((a, b) => b.start - a.start).slice(0, mostSyncs);
  return [age, ...newest.map((sync) => textRow(...syncLine(sync, flow.bySource.get(sync.sourceId)?.source.name, now)))];
}

function syncLine(
  { start, word, status, seconds, rows, notices, sourceId }: Sync,
  name: SafeText | undefined,
  now: number,
) {
  const message = notices[0]?.message;
  return line(
    span(padToWidth(clock(start, now), 13), 'dim'),
    span(padToWidth(word, 10), tones[status]),
    span(padToWidth(name ?? (sourceId as SafeText), 24)),
    span(padToWidth(whole(rows), 12, 'right')),
    span(t` rows  ${durationText(1000 * seconds)}  `, 'dim'),
    span(message ?? t``, 'bad'),
  ).spans;
}

function changeRows({ warehouse: { id } }: StorageHealth, { overview: { activity }, now }: ViewContext): PageRow[] {
  const items = (activity.data?.items ?? []).filter(({ resourceId }) => resourceId === id);
  return items.length === 0
    ? [textRow(span(t`Nothing in this period`, 'dim'))]
    : items.slice(0, 10).map((item) => auditRow(item, now));
}
