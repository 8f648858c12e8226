import type { CatalogMode, DestinationDocument, ProfileDocument, ProtocolSwitches } from '../data/documents.ts';
import type { Mapping } from '../rows/connections.ts';
import { type Switch, type Switched, spansOf } from '../scenario/switches.ts';
import type { Timeline } from '../scenario/timeline.ts';
import type { Row } from '../world.ts';
import { type DeliveryModel, deliveryModel } from './delivery-model.ts';
import type { Lasting, Leaf, Rule } from './rule.ts';
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

/** A destination filter, with whether it was on when the world started. */
export interface FilterInput {
  readonly row: Row;
  readonly enabled: boolean;
}

/** What the scenario and the edits do to a connection. */
export interface DeliveryChanges {
  readonly timeline: Timeline;
  readonly switches: (collection: Switched, id: string) => readonly Switch[];
  readonly filters: (destinationId: string) => readonly FilterInput[];
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

/** Only cloud mode can be observed (rule 65): device mode and storage have no delivery data. */
export const observable = (mode: CatalogMode): boolean => mode === 'cloud' || mode === 'both';

/** Delivery model of an input whose source is modelled. */
export function modelOfDelivery(
  input: DestinationInput,
  source: SourceModel,
  { timeline, switches, filters }: DeliveryChanges,
): DeliveryModel {
  const mappingOf = ({ eventName, eventType }: Leaf) =>
    input.mappings.find(({ takes }) => takes(eventName ?? '', eventType))?.row.id as string | undefined;
  return deliveryModel({
    id: input.id,
    source,
    on: spansOf(input.enabled, switches('destinations', input.id), true),
    accepts: input.accepts,
    mapped: input.mappings.length > 0,
    mappingOf,
    filters: [
      ...input.mappings.flatMap(({ row }) => mappingOffRules(String(row.id), mappingOf, switches)),
      ...timeline.rules('mapping', input.key),
      ...filters(input.id).flatMap(({ row, enabled }) =>
        filterRules(row, spansOf(enabled, switches('destination-filters', String(row.id)), true)),
      ),
    ],
    answers: timeline.answers(input.key),
  });
}

/** What a mapping took goes nowhere while it is switched off. */
function mappingOffRules(
  id: string,
  mappingOf: (leaf: Leaf) => string | undefined,
  switches: DeliveryChanges['switches'],
): Rule[] {
  return spansOf(true, switches('subscriptions', id), false).map((span) => ({
    ...span,
    reason: 'NO_MATCHING_MAPPING',
    share: 1,
    takes: (leaf) => mappingOf(leaf) === id,
    dither: 900,
  }));
}

/** The part of a destination filter that drops events, while it is on: samplers drop what they do not keep. */
function filterRules(row: Row, spans: readonly Lasting[]): Rule[] {
  const event = /event = '([^']+)'/.exec(String(row.if))?.[1];
  const actions = row.actions as readonly { readonly type: string; readonly percent?: number }[];
  return actions.flatMap(({ type, percent }) => {
    const share = type === 'SAMPLE' ? 1 - (percent ?? 1) : type === 'DROP' ? (event === undefined ? 0.004 : 1) : 0;
    const takes = (leaf: { readonly eventName?: string | undefined }) =>
      event === undefined || leaf.eventName === event;
    if (share <= 0) return [];
    return spans.map((span, i) => ({
      ...span,
      reason: 'FILTERED_BY_RULES',
      share,
      takes,
      // Those that came with the world keep their places; one switched on later shifts no dither of another rule.
      ...(i === 0 && span.from === Number.NEGATIVE_INFINITY ? {} : { dither: 800 + i }),
    }));
  });
}
