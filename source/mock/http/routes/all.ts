import type { Route } from '../route.ts';
import { auditRoutes } from './audit/audit.ts';
import { catalogRoutes } from './catalog/catalog.ts';
import { destinationRoutes } from './delivery/destinations.ts';
import { failureLogRoutes } from './delivery/failure-logs.ts';
import { filterPreviewRoutes } from './delivery/filter-preview.ts';
import { deliveryMetricsRoutes } from './delivery/metrics.ts';
import { deliveryOverviewRoutes } from './delivery/overview.ts';
import { destinationWriteRoutes } from './delivery/writes.ts';
import { audienceRoutes } from './engage/audiences.ts';
import { spaceSchemaRoutes } from './engage/space-schema.ts';
import { spaceRoutes } from './engage/spaces.ts';
import { functionRoutes } from './functions/functions.ts';
import { privacyRoutes } from './privacy/privacy.ts';
import { trackingPlanRoutes } from './protocols/tracking-plans.ts';
import { peopleRoutes } from './settings/people.ts';
import { workspaceRoutes } from './settings/workspace.ts';
import { credentialRoutes } from './sources/credentials.ts';
import { labelRoutes } from './sources/labels.ts';
import { sourceRoutes } from './sources/sources.ts';
import { volumeRoutes } from './sources/volume.ts';
import { sourceWriteRoutes } from './sources/writes.ts';
import { reverseEtlRoutes } from './storage/reverse-etl.ts';
import { warehouseRoutes } from './storage/warehouses.ts';
import { warehouseWriteRoutes } from './storage/writes.ts';
import { usageRoutes } from './usage/usage.ts';

/** Every operation that the mock plays. */
export const routes: readonly Route[] = [
  ...workspaceRoutes,
  ...sourceRoutes,
  ...sourceWriteRoutes,
  ...destinationRoutes,
  ...destinationWriteRoutes,
  ...filterPreviewRoutes,
  ...failureLogRoutes,
  ...deliveryMetricsRoutes,
  ...deliveryOverviewRoutes,
  ...volumeRoutes,
  ...auditRoutes,
  ...usageRoutes,
  ...warehouseRoutes,
  ...warehouseWriteRoutes,
  ...trackingPlanRoutes,
  ...functionRoutes,
  ...reverseEtlRoutes,
  ...spaceRoutes,
  ...audienceRoutes,
  ...spaceSchemaRoutes,
  ...peopleRoutes,
  ...privacyRoutes,
  ...catalogRoutes,
  ...credentialRoutes,
  ...labelRoutes,
];
