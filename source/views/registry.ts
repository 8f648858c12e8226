import { alerts } from './alerts/index.ts';
import { audit } from './audit/index.ts';
import { auditItem } from './audit-item/index.ts';
import { catalog } from './catalog/index.ts';
import { catalogItem } from './catalog-item/index.ts';
import { audience, trait } from './computation/index.ts';
import { debuggerView } from './debugger/index.ts';
import { destination } from './destination/index.ts';
import { destinationFilters } from './destination-filters/index.ts';
import { destinationMappings } from './destination-mappings/index.ts';
import { destinationSettings } from './destination-settings/index.ts';
import { destinations } from './destinations/index.ts';
import { engage } from './engage/index.ts';
import { errorCode } from './error-code/index.ts';
import { functionPage } from './function/index.ts';
import { functions } from './functions/index.ts';
import { health } from './health/index.ts';
import { home } from './home/index.ts';
import { mapping } from './mapping/index.ts';
import { notifications } from './notifications/index.ts';
import { overview } from './overview/index.ts';
import { payload } from './payload/index.ts';
import { privacy } from './privacy/index.ts';
import { privacyField } from './privacy-field/index.ts';
import { protocols } from './protocols/index.ts';
import { regulation } from './regulation/index.ts';
import { replay } from './replay/index.ts';
import { reverseEtl } from './reverse-etl/index.ts';
import { reverseEtlRuns } from './reverse-etl-runs/index.ts';
import { settings } from './settings/index.ts';
import { source } from './source/index.ts';
import { sources } from './sources/index.ts';
import { trackingPlan } from './tracking-plan/index.ts';
import { trackingRule } from './tracking-rule/index.ts';
import { triage } from './triage/index.ts';
import { usage } from './usage/index.ts';
import type { View } from './view.ts';
import { violationEvents, violationList, violationSample } from './violations/index.ts';
import { warehouse } from './warehouse/index.ts';
import { warehouseSyncs } from './warehouse-syncs/index.ts';
import { workspaces } from './workspaces/index.ts';

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
  audience,
  trait,
  trackingPlan,
  trackingRule,
  violationEvents,
  violationList,
  violationSample,
  warehouse,
  workspaces,
  warehouseSyncs,
  reverseEtl,
  reverseEtlRuns,
  functions,
  functionPage,
];
