import type { Row } from '../../../world.ts';
import { isRow } from '../../body.ts';
import { type Call, collection, get, list, type Route, rowOf } from '../../route.ts';
import { sourceShown } from '../shown.ts';

const source = ['sources', 'Source'] as const;

/** Reads of sources. */
export const sourceRoutes: readonly Route[] = [
  collection('/sources', 'sources', 'sources', { show: sourceShown, paging: { end: 'null' } }),
  get('/sources/{sourceId}', (call) => {
    const row = sourceOf(call);
    return {
      source: sourceShown(row, call),
      trackingPlanId: call.world.trackingPlanOf(String(row.id)) ?? null,
    };
  }),
  list('/sources/{sourceId}/connected-destinations', 'destinations', (call) => {
    const { id } = sourceOf(call);
    return call.world.list('destinations').filter((row) => row.sourceId === id);
  }),
  list('/sources/{sourceId}/connected-warehouses', 'warehouses', (call) => {
    const { id } = sourceOf(call);
    const feeds = (warehouse: Row) => call.world.warehouseSources(String(warehouse.id)).some((row) => row.id === id);
    return call.world.list('warehouses').filter(feeds);
  }),
  get('/sources/{sourceId}/settings', (call) => settingsOf(call, sourceOf(call))),
];

export function sourceOf(call: Call): Row {
  return rowOf(call, source[0], 'sourceId', source[1]);
}

/** Schema settings; a source without any has the defaults, with Protocols or without (rule 96). */
export function settingsOf({ world }: Call, row: Row): { sourceId: string; settings: Row } {
  const sourceId = String(row.id);
  const edited = row.schemaSettings;
  return { sourceId, settings: isRow(edited) ? edited : (world.sourceSettings(sourceId) ?? defaults) };
}

const defaults: Row = {
  track: {
    allowUnplannedEvents: true,
    allowUnplannedEventProperties: true,
    allowEventOnViolations: true,
    allowPropertiesOnViolations: true,
    commonEventOnViolations: 'ALLOW',
  },
  identify: { allowUnplannedTraits: true, allowTraitsOnViolations: true, commonEventOnViolations: 'ALLOW' },
  group: { allowUnplannedTraits: true, allowTraitsOnViolations: true, commonEventOnViolations: 'ALLOW' },
  forwardingViolationsTo: '',
  forwardingBlockedEventsTo: '',
};
