import type { Column } from '../../../components/table/columns.ts';
import type { Sync } from '../../../domain/entities.ts';
import { ago, compact } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { span } from '../../../theme/line.ts';
import { pageNeeds } from '../../../workspace/needs/page.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { StorageHealth } from '../../../workspace/storage/health.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { syncMark, tookText } from '../../kit/words/syncs.ts';
import { storageNeeds } from './warehouses.ts';

interface SyncRow {
  readonly warehouse: StorageHealth['warehouse'];
  readonly source: SafeText;
  readonly sync: Sync;
}

/** The warehouse that the place names, or all. */
function named({ overview, place }: Pick<ViewContext, 'overview' | 'place'>): readonly StorageHealth[] {
  const { id } = pages.warehouseSyncs.of(place);
  return overview.storage.filter(({ warehouse }) => id === undefined || warehouse.id === id);
}

/** The runs of all warehouses, or of the one that the place names, of all its sources or of one, newest first. */
function rowsOf({ overview, place }: ViewContext): SyncRow[] {
  const { source: sourceId } = pages.warehouseSyncs.of(place);
  return named({ overview, place })
    .flatMap(({ warehouse, syncs }) =>
      (syncs.data ?? [])
        .filter((sync) => sourceId === undefined || sync.sourceId === sourceId)
        .map((sync) => ({
          warehouse,
          source: overview.flow.bySource.get(sync.sourceId)?.source.name ?? sanitise(sync.sourceId),
          sync,
        })),
    )
    .sort((a, b) => b.sync.start - a.sync.start);
}

const columns: readonly Column<SyncRow>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: ({ sync }, { glyphs }) => syncMark(sync.status, glyphs) },
  {
    id: 'start',
    isTime: true,
    header: t`Began`,
    width: 9,
    align: 'right',
    priority: 0,
    cell: ({ sync }, { now }) => ago(sync.start, now),
    sort: ({ sync }) => sync.start,
  },
  {
    id: 'warehouse',
    header: t`Warehouse`,
    width: { min: 10, max: 30 },
    priority: 0,
    cell: ({ warehouse }) => warehouse.name,
    sort: ({ warehouse }) => warehouse.name,
  },
  {
    id: 'source',
    header: t`Source`,
    width: { min: 10, max: 30 },
    priority: 0,
    cell: ({ source }) => source,
    sort: ({ source }) => source,
  },
  {
    id: 'status',
    header: t`Status`,
    width: 9,
    priority: 0,
    cell: ({ sync }) => span(sync.word, sync.status === 'failure' ? 'bad' : 'text'),
    sort: ({ sync }) => sync.word,
  },
  {
    id: 'rows',
    header: t`Rows`,
    width: 7,
    align: 'right',
    priority: 1,
    cell: ({ sync }) => compact(sync.rows),
    sort: ({ sync }) => sync.rows,
  },
  {
    id: 'seconds',
    header: t`Took`,
    width: 8,
    align: 'right',
    priority: 2,
    cell: ({ sync }) => tookText(sync),
    sort: ({ sync }) => sync.seconds,
  },
  {
    id: 'notice',
    header: t`Notice`,
    width: { min: 10, max: 60 },
    priority: 1,
    cell: ({ sync }) => sync.notices[0]?.message ?? t``,
    sort: ({ sync }) => sync.notices[0]?.message,
  },
];

/** Runs of warehouses, newest first: those of the reports that the API gives. */
export const syncs = tableView<SyncRow>({
  id: pages.warehouseSyncs.id,
  aliases: [],
  title: () => t`Syncs`,
  rows: rowsOf,
  columns,
  rowKey: ({ warehouse, sync }) => `${warehouse.id}:${sync.sourceId}:${sync.start}`,
  when: ({ sync }) => sync.start,
  open: ({ warehouse, sync }) => pages.warehouseSyncs.at({ id: warehouse.id, source: sync.sourceId }),
  subject: ({ warehouse }) => ({ kind: 'warehouse', id: warehouse.id, name: warehouse.name }),
  json: ({ warehouse, sync, source }) => ({ warehouse: warehouse.name, source, ...sync }),
  empty: (context) => {
    // The reports of one that is off are not asked for.
    const asked = named(context).filter(({ warehouse, syncs: { data } }) => warehouse.enabled || data !== undefined);
    return emptyNotice([context.read(resources.warehouses), ...asked.map(({ syncs: each }) => each)], t`sync reports`, {
      title: t`No sync in the reports read`,
    });
  },
  needs: ({ read, period }) => pageNeeds(read, () => storageNeeds(read, period)),
});
