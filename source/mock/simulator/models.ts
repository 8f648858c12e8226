import type { CatalogMode, DestinationDocument, ProfileDocument, ProtocolSwitches } from '../data/documents.ts';
import type { Mapping } from '../rows/connections.ts';
import { type Switch, spansOf } from '../scenario/switches.ts';
import type { Timeline } from '../scenario/timeline.ts';
import type { Row } from '../world.ts';
import { type DeliveryModel, deliveryModel } from './delivery-model.ts';
import { always, type Rule } from './rule.ts';
import { type SourceModel, sourceModel } from './source-model.ts';
import type { Rhythm } from './volume.ts';

/** A source as the simulator needs it. */
export interface SourceInput {
  readonly id: string;
  readonly key: string;
  readonly perDay: number;
  readonly profile: ProfileDocument;
  readonly rhythm: Rhythm;
  readonly protocols?: ProtocolSwitches | undefined;
  readonly enabled: boolean;
  readonly plain?: boolean;
}

export interface DestinationInput {
  readonly id: string;
  readonly key: string;
  readonly enabled: boolean;
  readonly accepts: DestinationDocument['accepts'] | undefined;
  readonly sourceId: string;
  readonly mode: CatalogMode;
  readonly mappings: readonly Mapping[];
}

/** Source model of an input, with what the scenario and the switches do to it. */
export function modelOfSource(input: SourceInput, timeline: Timeline, switches: readonly Switch[]): SourceModel {
  return sourceModel({
    ...input,
    factors: timeline.factors(input.key),
    releases: timeline.releases(input.key),
    ingest: timeline.rules('ingest', input.key),
    filters: timeline.rules('filter', input.key),
    off: spansOf(input.enabled, switches, false),
  });
}

/** Only cloud mode can be observed (product 2.6): device mode and storage have no delivery data. */
export const observable = (mode: CatalogMode): boolean => mode === 'cloud' || mode === 'both';

/** Delivery model of an input whose source is modelled. */
export function modelOfDelivery(
  input: DestinationInput,
  source: SourceModel,
  timeline: Timeline,
  switches: readonly Switch[],
  filters: readonly Row[],
): DeliveryModel {
  return deliveryModel({
    id: input.id,
    source,
    on: spansOf(input.enabled, switches, true),
    accepts: input.accepts,
    mapped: input.mappings.length > 0,
    mappingOf: ({ eventName, eventType }) =>
      input.mappings.find(({ takes }) => takes(eventName ?? '', eventType))?.row.id as string | undefined,
    filters: [...timeline.rules('mapping', input.key), ...filters.flatMap(filterRule)],
    answers: timeline.answers(input.key),
  });
}

/** The part of a destination filter that drops events: samplers drop what they do not keep. */
function filterRule(row: Row): Rule[] {
  if (row.enabled !== true) return [];
  const event = /event = '([^']+)'/.exec(String(row.if))?.[1];
  const actions = row.actions as readonly { readonly type: string; readonly percent?: number }[];
  return actions.flatMap(({ type, percent }) => {
    const share = type === 'SAMPLE' ? 1 - (percent ?? 1) : type === 'DROP' ? (event === undefined ? 0.004 : 1) : 0;
    const takes = (leaf: { readonly eventName?: string | undefined }) =>
      event === undefined || leaf.eventName === event;
    return share > 0 ? [{ ...always, reason: 'FILTERED_BY_RULES', share, takes }] : [];
  });
}
