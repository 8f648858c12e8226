import { hour, iso, parseTime } from '../../domain/time.ts';
import type { WorkspaceDocument } from '../data/documents.ts';
import { duration } from '../duration.ts';
import { idOf } from '../hash.ts';
import type { Row } from '../world.ts';
import type { Types } from './connections.ts';

/** Id of the space that a row names by its slug; the first one without a name. */
const spaceOf = (document: WorkspaceDocument, slug?: unknown): unknown =>
  (document.spaces.find((space) => space.slug === slug) ?? document.spaces[0])?.id;

/** Common fields of what a space computes. */
const computed = (document: WorkspaceDocument, row: Row, days: string, now: number): Row => ({
  id: row.id,
  spaceId: spaceOf(document, row.space),
  name: row.name,
  description: row.description,
  key: row.key,
  enabled: row.enabled,
  status: row.status,
  createdBy: row.by,
  updatedBy: row.by,
  createdAt: iso(now - duration(days)),
  updatedAt: iso(now - duration('9d3h')),
});

/** AudienceSummaryWithAudienceTypeAndLookback rows. */
export const audienceRows = (document: WorkspaceDocument, now: number): Row[] =>
  document.audiences.map((row) => ({
    ...computed(document, row, '140d', now),
    definition: { query: row.query, targetEntity: null },
    audienceType: row.type,
    computeCadence: { type: row.cadence },
    // One that was never computed has no size.
    ...(row.count === undefined ? {} : { size: { type: row.type, count: row.count, uniqueCount: row.count } }),
    options: { filterByExternalIds: ['user_id', 'email'], includeHistoricalData: true, backfillEventDataDays: 90 },
    schedules: row.cadence === 'BATCH' ? [batchSchedule(String(row.key), now)] : [],
    connections: connectionsOf(document, row, now),
  }));

/** SimpleDestination rows: the destinations that an audience is sent to. */
const connectionsOf = (document: WorkspaceDocument, row: Row, now: number): Row[] =>
  ((row.destinations ?? []) as readonly string[]).flatMap((key) => {
    const destination = document.destinations.find((each) => each.key === key);
    const source = document.sources.find((each) => each.key === destination?.source);
    if (!destination || !source) return [];
    const { id, name, type, enabled } = destination;
    return [
      {
        id: idOf(`audience-connection/${String(row.key)}/${key}`),
        name,
        sourceId: source.id,
        enabled,
        createdAt: iso(now - duration('120d')),
        updatedAt: iso(now - duration('30d')),
        settings: {},
        destinationId: id,
        metadata: { id: type, name, slug: type },
      },
    ];
  });

/** AudienceSchedule of a batch audience: every eight hours (rule 131). */
const batchSchedule = (key: string, now: number): Row => ({
  id: idOf(`schedule/${key}`),
  strategy: 'PERIODIC',
  config: { interval: '8h', days: [], hours: [], timezone: 'UTC' },
  nextExecution: iso(Math.ceil(now / (8 * hour)) * 8 * hour),
});

/** A schedule with the run that comes next, whatever was next when the world started. */
export function scheduleAt(schedule: Row, now: number): Row {
  const { interval } = Object(schedule.config);
  const next = parseTime(schedule.nextExecution);
  if (next === undefined || next > now || typeof interval !== 'string') return schedule;
  const every = duration(interval);
  return { ...schedule, nextExecution: iso(next + (Math.floor((now - next) / every) + 1) * every) };
}

/** ComputedTraitSummary rows. */
export const traitRows = (document: WorkspaceDocument, now: number): Row[] =>
  document.traits.map((row) => ({
    ...computed(document, row, '200d', now),
    definition: { query: row.query, type: row.of ?? 'USERS' },
    options: { includeHistoricalData: true, includeAnonymousUsers: false, backfillDurationDays: 90 },
  }));

/** ProfilesWarehouseAlpha rows. */
export const profilesWarehouseRows = (document: WorkspaceDocument, types: Types): Row[] =>
  document.profilesWarehouses.map(({ type, ...row }) => ({
    ...row,
    spaceId: spaceOf(document),
    workspaceId: document.workspace.id,
    metadata: types.get(type as string),
  }));

/** ReverseEtlModel rows. */
export const modelRows = (document: WorkspaceDocument): Row[] => {
  const sources = new Map(document.sources.map(({ key, id }) => [key, id]));
  return document.models.map(({ destination, every, source, ...row }) => ({ ...row, sourceId: sources.get(source) }));
};
