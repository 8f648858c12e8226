import type { Route } from '../route.ts';
import { audienceRoutes } from './audiences.ts';
import { auditRoutes } from './audit.ts';
import { catalogRoutes } from './catalog.ts';
import { credentialRoutes } from './credentials.ts';
import { deliveryMetricsRoutes } from './delivery-metrics.ts';
import { deliveryOverviewRoutes } from './delivery-overview.ts';
import { destinationWriteRoutes } from './destination-writes.ts';
import { destinationRoutes } from './destinations.ts';
import { filterPreviewRoutes } from './filter-preview.ts';
import { functionRoutes } from './functions.ts';
import { labelRoutes } from './labels.ts';
import { peopleRoutes } from './people.ts';
import { privacyRoutes } from './privacy.ts';
import { reverseEtlRoutes } from './reverse-etl.ts';
import { sourceWriteRoutes } from './source-writes.ts';
import { sourceRoutes } from './sources.ts';
import { spaceSchemaRoutes } from './space-schema.ts';
import { spaceRoutes } from './spaces.ts';
import { trackingPlanRoutes } from './tracking-plans.ts';
import { usageRoutes } from './usage.ts';
import { volumeRoutes } from './volume.ts';
import { warehouseWriteRoutes } from './warehouse-writes.ts';
import { warehouseRoutes } from './warehouses.ts';
import { workspaceRoutes } from './workspace.ts';

/** Every operation that the mock plays. */
export const routes: readonly Route[] = [
  ...workspaceRoutes,
  ...sourceRoutes,
  ...sourceWriteRoutes,
  ...destinationRoutes,
  ...destinationWriteRoutes,
  ...filterPreviewRoutes,
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
