import { collection, type Route, single } from '../../route.ts';

/** The catalog (rule 165): no search, no filter. */
export const catalogRoutes: readonly Route[] = [
  collection('/catalog/sources', 'sourcesCatalog', 'catalog-sources'),
  single('/catalog/sources/{sourceMetadataId}', 'sourceMetadataId', 'sourceMetadata', [
    'catalog-sources',
    'Source Metadata',
  ]),
  collection('/catalog/destinations', 'destinationsCatalog', 'catalog-destinations', { paging: { end: 'null' } }),
  single('/catalog/destinations/{destinationMetadataId}', 'destinationMetadataId', 'destinationMetadata', [
    'catalog-destinations',
    'Destination Metadata',
  ]),
  collection('/catalog/warehouses', 'warehousesCatalog', 'catalog-warehouses'),
  single('/catalog/warehouses/{warehouseMetadataId}', 'warehouseMetadataId', 'warehouseMetadata', [
    'catalog-warehouses',
    'Warehouse Metadata',
  ]),
];
