import { priority } from '../../../domain/queries.ts';
import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { needOf } from '../../../workspace/needs/page.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { connectionState, warehouseSchedule, warehouseSources } from '../../../workspace/resources/pages.ts';
import { refused } from '../../../workspace/resources/refused.ts';
import type { StorageHealth } from '../../../workspace/storage/health.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { settingRows } from '../../kit/page-rows.ts';
import { pageView, turnedOf } from '../../kit/page-view.ts';
import { changeRows, graphRows, loginFold, loginRows, pairRows, stateRows, syncRows } from './rows.ts';

const indented = 2;

/** One warehouse: which of its sources fail, since when and why, and its syncs, newest first (R-04; rules 114, 116). */
export const warehouse = pageView<StorageHealth>({
  id: pages.warehouse.id,
  aliases: [],
  title: ({ overview, place }) =>
    overview.storage.find(({ warehouse: { id } }) => id === pages.warehouse.of(place).id)?.warehouse.name ??
    t`Warehouse`,
  model: ({ overview, place }) => overview.storage.find(({ warehouse: { id } }) => id === pages.warehouse.of(place).id),
  absent: ({ read, keyOf }) =>
    emptyNotice(read(resources.warehouses), t`warehouse`, {
      title: t`This warehouse is no longer in the workspace`,
      help: keyText({ keyOf }, 'back', t`back`),
    }),
  subject: ({ warehouse: { id, name } }) => ({ kind: 'warehouse', id, name }),
  sections: (storage, context, width, height) => [
    { title: t``, rows: stateRows(storage, context, width) },
    { title: t`Sources`, rows: pairRows(storage, context, width) },
    { title: t`Rows loaded by the hour`, rows: graphRows(storage, context, width - indented, height) },
    { title: t`Login`, rows: loginRows(storage, context, width - indented) },
    { title: t`Syncs of all sources, newest first`, rows: syncRows(storage, context) },
    { title: t`Settings`, rows: settingRows(storage.warehouse.settings, width - indented) },
    { title: t`What changed`, rows: changeRows(storage, context) },
  ],
  needs: (storage, context, attention) => {
    const { read } = context;
    const id = storage?.warehouse.id;
    return [
      ...pictureNeeds(context, attention),
      ...(id === undefined || refused(read)
        ? []
        : [
            needOf(resources.warehouseSyncs(id)),
            needOf(warehouseSchedule(id)),
            needOf(warehouseSources(id), priority.favorite),
            ...(turnedOf(context)?.includes(loginFold) ? [needOf(connectionState(id))] : []),
          ]),
    ];
  },
});
