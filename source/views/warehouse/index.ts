import { priority } from '../../domain/queries.ts';
import { t } from '../../domain/text.ts';
import { overviewNeeds } from '../../workspace/overview-needs.ts';
import * as resources from '../../workspace/resources.ts';
import type { StorageHealth } from '../../workspace/storage-health.ts';
import { emptyNotice } from '../need-states.ts';
import { pageView } from '../page-view.ts';
import { changeRows, pairRows, stateRows, syncRows } from './rows.ts';

/** One warehouse: which of its sources fail, since when and why, and its syncs, newest first (R-04, product 2.16, 3.4, G10). */
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
  sections: (storage, context, width) => [
    { title: t``, rows: stateRows(storage, context, width) },
    { title: t`Sources`, rows: pairRows(storage, context, width) },
    { title: t`Syncs, newest first`, rows: syncRows(storage, context) },
    { title: t`What changed`, rows: changeRows(storage, context) },
  ],
  needs: (storage, { read, period, now }, attention) => [
    ...overviewNeeds(read, period, now, attention),
    ...(storage ? [{ resource: resources.warehouseSyncs(storage.warehouse.id), priority: priority.visible }] : []),
  ],
});
