import { auditItem } from './audit/item/index.ts';
import { notifications } from './audit/notifications/index.ts';
import { audit } from './audit/trail/index.ts';
import { catalog } from './catalog/catalog/index.ts';
import { catalogItem } from './catalog/item/index.ts';
import { destination } from './delivery/destination/index.ts';
import { destinations } from './delivery/destinations/index.ts';
import { errorCode } from './delivery/error-code/index.ts';
import { destinationFilters } from './delivery/filters/index.ts';
import { mapping } from './delivery/mapping/index.ts';
import { destinationMappings } from './delivery/mappings/index.ts';
import { payload } from './delivery/payload/index.ts';
import { replay } from './delivery/replay/index.ts';
import { destinationSettings } from './delivery/settings/index.ts';
import { audience, trait } from './engage/computation/index.ts';
import { engage } from './engage/engage/index.ts';
import { functionPage } from './functions/function/index.ts';
import { functions } from './functions/functions/index.ts';
import type { View } from './kit/view.ts';
import { privacyField } from './privacy/field/index.ts';
import { privacy } from './privacy/privacy/index.ts';
import { regulation } from './privacy/regulation/index.ts';
import { protocols } from './protocols/protocols/index.ts';
import { trackingPlan } from './protocols/tracking-plan/index.ts';
import { trackingRule } from './protocols/tracking-rule/index.ts';
import { violationEvents, violationList, violationSample } from './protocols/violations/index.ts';
import { log } from './settings/log/index.ts';
import { settings } from './settings/settings/index.ts';
import { workspaces } from './settings/workspaces/index.ts';
import { debuggerView } from './sources/debugger/index.ts';
import { source } from './sources/source/index.ts';
import { sources } from './sources/sources/index.ts';
import { reverseEtl } from './storage/reverse-etl/index.ts';
import { reverseEtlRuns } from './storage/reverse-etl-runs/index.ts';
import { warehouse } from './storage/warehouse/index.ts';
import { warehouseSyncs } from './storage/warehouse-syncs/index.ts';
import { usage } from './usage/usage/index.ts';
import { alerts } from './watch/alerts/index.ts';
import { health } from './watch/health/index.ts';
import { home } from './watch/home/index.ts';
import { overview } from './watch/overview/index.ts';
import { report } from './watch/report/index.ts';
import { triage } from './watch/triage/index.ts';

/** Every view: one folder and one line each. Pages of the bar stand in its order. */
export const views: readonly View[] = [
  home,
  overview,
  sources,
  destinations,
  health,
  protocols,
  privacy,
  catalog,
  usage,
  settings,
  engage,
  triage,
  alerts,
  notifications,
  audit,
  auditItem,
  catalogItem,
  source,
  debuggerView,
  destination,
  destinationSettings,
  destinationMappings,
  mapping,
  destinationFilters,
  errorCode,
  payload,
  privacyField,
  regulation,
  replay,
  report,
  audience,
  trait,
  trackingPlan,
  trackingRule,
  violationEvents,
  violationList,
  violationSample,
  warehouse,
  workspaces,
  log,
  warehouseSyncs,
  reverseEtl,
  reverseEtlRuns,
  functions,
  functionPage,
];
