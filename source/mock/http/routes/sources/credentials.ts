import type { Row } from '../../../world.ts';
import { pageOf, usualPaging } from '../../paging.ts';
import { collection, get, type Route, rowOf, single } from '../../route.ts';
import { sourceShown } from '../shown.ts';

const gate = 'credentials';

/** Reusable warehouse credentials. */
export const credentialRoutes: readonly Route[] = [
  collection('/credentials', 'credentials', 'credentials', { gate }),
  single('/credentials/{credentialId}', 'credentialId', 'credential', ['credentials', 'Credential'], { gate }),
  get(
    '/credentials/{credentialId}/consumers',
    (call) => {
      const { id } = rowOf(call, 'credentials', 'credentialId', 'Credential');
      const uses = (row: Row) => Object(row.settings).credentialId === id;
      const sources = call.world.list('sources').filter(uses);
      const warehouses = call.world.list('warehouses').filter(uses);
      const own = (name: string) => ({ ...usualPaging, name });
      const warehousePage = pageOf(warehouses, call.query, own('warehousesPagination'));
      const sourcePage = pageOf(sources, call.query, own('sourcesPagination'));
      return {
        warehouses: warehousePage.items,
        warehousesPagination: warehousePage.pagination,
        sources: sourcePage.items.map((row) => sourceShown(row, call)),
        sourcesPagination: sourcePage.pagination,
      };
    },
    gate,
  ),
];
