import { type Call, collection, get, list, type Route, rowOf, single } from '../../route.ts';
import { optionalOneOf } from '../../validate.ts';
import { sourceShown } from '../shown.ts';

const types = ['ENGAGE', 'LIVE', 'PROPERTY_LIBRARY', 'RULE_LIBRARY', 'TEMPLATE'] as const;
const gate = 'protocols';

/** Reads of Protocols: tracking plans and transformations. */
export const trackingPlanRoutes: readonly Route[] = [
  list(
    '/tracking-plans',
    'trackingPlans',
    ({ world, query }) => {
      const type = optionalOneOf(query, 'type', types);
      return world.list('tracking-plans').filter((row) => type === undefined || row.type === type);
    },
    { gate },
  ),
  single('/tracking-plans/{trackingPlanId}', 'trackingPlanId', 'trackingPlan', ['tracking-plans', 'Tracking Plan'], {
    gate,
  }),
  list('/tracking-plans/{trackingPlanId}/rules', 'rules', (call) => call.world.trackingPlanRules(idOf(call)), {
    gate,
    paging: { end: 'null' },
  }),
  list(
    '/tracking-plans/{trackingPlanId}/sources',
    'sources',
    (call) => call.world.trackingPlanSources(idOf(call)).map((row) => sourceShown(row, call)),
    { gate },
  ),
  collection('/transformations', 'transformations', 'transformations', { gate }),
  get(
    '/transformations/{transformationId}',
    (call) => ({ transformation: rowOf(call, 'transformations', 'transformationId', 'Transformation') }),
    gate,
  ),
];

function idOf(call: Call): string {
  return String(rowOf(call, 'tracking-plans', 'trackingPlanId', 'Tracking Plan').id);
}
