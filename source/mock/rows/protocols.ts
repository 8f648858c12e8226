import type { SourceDocument, WorkspaceDocument } from '../data/documents.ts';
import type { Row } from '../world.ts';
import { keyed, type Types } from './connections.ts';

/** TrackingPlanV1 rows, with the undocumented resourceSchemaId that violations carry (rule 101). */
export const trackingPlanRows = (document: WorkspaceDocument): Row[] =>
  document.trackingPlans.map(({ key, events, calls, ...plan }) => plan);

/** RuleV1 rows of one plan: a track rule for each event, one for each other call it plans, and a common rule. The zero date means not deprecated. */
export function ruleRows(document: WorkspaceDocument, planId: string): Row[] {
  const plan = document.trackingPlans.find(({ id }) => id === planId);
  if (plan?.type !== 'LIVE') return [];
  const stamps = {
    createdAt: plan.createdAt,
    updatedAt: plan.updatedAt,
    deprecatedAt: '0001-01-01T00:00:00.000Z',
  };
  const tracked = (plan.events as readonly string[]).map((key) => ({
    type: 'TRACK',
    key,
    jsonSchema: document.rules[key] ?? null,
    version: 1,
    ...stamps,
  }));
  const called = ((plan.calls ?? []) as readonly string[]).map((call) => ({
    type: call.toUpperCase(),
    jsonSchema: document.rules[call] ?? null,
    version: 1,
    ...stamps,
  }));
  const common = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { context: { type: 'object', properties: { app: { type: 'object' } }, required: ['app'] } },
    required: ['messageId'],
  };
  return [...tracked, ...called, { type: 'COMMON', jsonSchema: common, version: 1, ...stamps }];
}

/** SourceSettingsOutputV1: the defaults, which let everything through, without a plan (rule 96). */
export function sourceSettings(document: WorkspaceDocument, source: SourceDocument): Row {
  const allow = source.protocols;
  const common = allow?.common ?? 'ALLOW';
  const traits = {
    allowUnplannedTraits: true,
    allowTraitsOnViolations: allow?.violatingProperties ?? true,
    commonEventOnViolations: common === 'OMIT_PROPERTIES' ? 'OMIT_TRAITS' : common,
  };
  return {
    track: {
      allowUnplannedEvents: allow?.unplannedEvents ?? true,
      allowUnplannedEventProperties: allow?.unplannedProperties ?? true,
      allowEventOnViolations: allow?.violatingEvents ?? true,
      allowPropertiesOnViolations: allow?.violatingProperties ?? true,
      commonEventOnViolations: common,
    },
    identify: traits,
    group: traits,
    forwardingViolationsTo: source.forwardTo ? keyed(document.sources)(source.forwardTo) : '',
    forwardingBlockedEventsTo: '',
  };
}

/** TransformationV1 rows. */
export function transformationRows(document: WorkspaceDocument, types: Types): Row[] {
  const source = keyed(document.sources);
  return document.transformations.map(({ source: key, type, ...row }) => ({
    ...row,
    sourceId: source(key as string),
    ...(typeof type === 'string' ? { destinationMetadataId: types.get(type)?.id } : {}),
  }));
}

/** DestinationFilterV1 rows. */
export function filterRows(document: WorkspaceDocument): Row[] {
  const byKey = new Map(document.destinations.map((row) => [row.key, row]));
  const source = keyed(document.sources);
  return document.filters.flatMap(({ destination: key, ...row }) => {
    const destination = byKey.get(key as string);
    return destination ? [{ ...row, destinationId: destination.id, sourceId: source(destination.source) }] : [];
  });
}
