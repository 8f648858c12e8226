import type { Column } from '../../../components/table/columns.ts';
import { ago, counted } from '../../../domain/format.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { type Span, span } from '../../../theme/line.ts';
import { inventoryNeeds, needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { inRowText, type StorageHealth, storageHealth } from '../../../workspace/storage/health.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import { onsetCell } from '../../kit/words/onset.ts';
import { badSyncText } from '../../kit/words/syncs.ts';

const order = ['failing', 'partial', 'no-runs', 'unknown', 'ok', 'disabled'] as const;

/** Of how many sources the last sync failed, and why the worst of them did. */
function reasonOf(storage: StorageHealth): SafeText {
  const { state, failingPairs } = storage;
  if (state !== 'failing' && state !== 'partial') return t``;
  const why = badSyncText(storage);
  return failingPairs > 1 ? t`${counted(failingPairs, t`source`)}: ${why}` : why;
}

function stateCell({ state }: StorageHealth): Span {
  if (state === 'unknown') return span(t`not read`, 'dim');
  return span(word(state), state === 'failing' ? 'bad' : state === 'ok' ? 'good' : 'text');
}

export const columns: readonly Column<StorageHealth>[] = [
  {
    id: 'name',
    header: t`Warehouse`,
    width: { min: 12, max: 40 },
    priority: 0,
    cell: ({ warehouse }) => warehouse.name,
    sort: ({ warehouse }) => warehouse.name,
  },
  {
    id: 'kind',
    header: t`Type`,
    width: { min: 8, max: 18 },
    priority: 3,
    cell: ({ warehouse }) => span(warehouse.type, 'dim'),
    sort: ({ warehouse }) => warehouse.type,
  },
  {
    id: 'state',
    header: t`Status`,
    width: 8,
    priority: 0,
    cell: stateCell,
    sort: ({ state }) => order.indexOf(state),
  },
  {
    id: 'failed',
    header: t`In a row`,
    width: 8,
    align: 'right',
    priority: 2,
    cell: (row) => (row.isWhole ? inRowText(row) : t`–`),
    sort: ({ isWhole, failedInRow }) => (isWhole ? failedInRow : undefined),
    export: ({ isWhole, isAtLeast, failedInRow }) => (isWhole && !isAtLeast ? failedInRow : undefined),
  },
  {
    id: 'since',
    isTime: true,
    header: t`Since`,
    width: 9,
    align: 'right',
    priority: 3,
    cell: ({ failingSince, failedInRow, onset }, { now, width }) =>
      failingSince === undefined ? onsetCell(failedInRow > 0 ? onset : undefined, now, width) : ago(failingSince, now),
    sort: ({ failingSince }) => failingSince,
  },
  {
    id: 'good',
    isTime: true,
    header: t`Last good`,
    width: 9,
    align: 'right',
    priority: 1,
    cell: ({ lastGood }, { now }) => (lastGood === undefined ? t`–` : ago(lastGood, now)),
    sort: ({ lastGood }) => lastGood,
  },
  { id: 'reason', header: t`Reason`, width: { min: 10, max: 60 }, priority: 1, cell: reasonOf, sort: reasonOf },
];

/** Every warehouse with how its syncs stand, failing ones first. */
export const warehouses = tableView<StorageHealth>({
  id: pages.warehouse.id,
  aliases: [],
  title: () => t`Warehouses`,
  rows: ({ overview }) => overview.storage.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
  columns,
  rowKey: ({ warehouse }) => warehouse.id,
  open: ({ warehouse }) => pages.warehouse.at(warehouse.id),
  subject: ({ warehouse }) => ({ kind: 'warehouse', id: warehouse.id, name: warehouse.name }),
  json: ({ warehouse, ...health }) => ({ ...warehouse, ...health }),
  empty: ({ read }) => emptyNotice(read(resources.warehouses), t`warehouses`, { title: t`No warehouses yet` }),
  needs: ({ read, period }) => pageNeeds(read, () => storageNeeds(read, period)),
});

/** The reports of every warehouse that is on, which the API gives two of a minute, and the audit trail for as long as they wait. */
export function storageNeeds(...[read, period]: Parameters<typeof storageHealth>) {
  const on = storageHealth(read, period).filter(({ warehouse }) => warehouse.enabled);
  return [
    ...inventoryNeeds(),
    needOf(resources.warehouses),
    needOf(resources.recentAudit(period)),
    ...on.map(({ warehouse }) => needOf(resources.warehouseSyncs(warehouse.id))),
  ];
}
