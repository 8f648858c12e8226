import { steps } from '../../source/domain/delivery/counts.ts';
import { problemOf } from '../../source/domain/problem.ts';
import { sanitise } from '../../source/domain/text.ts';
import { day, hour } from '../../source/domain/time.ts';
import { monthOf } from '../../source/domain/usage/meters.ts';
import type { World } from '../../source/mock/world.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';

/** The contract of the Backend port: the same questions to every implementation, and what each answer must hold to. */

export type ReadName = Exclude<keyof Backend, 'wire' | 'hurry' | 'change'>;
type Arguments<Name extends ReadName> = Parameters<Backend[Name]>;

/** What questions are asked about: ids out of the world, or ids that nothing has. */
export interface Subjects {
  readonly now: number;
  readonly sources: readonly string[];
  readonly connections: readonly { readonly id: string; readonly sourceId: string }[];
  readonly warehouses: readonly string[];
  readonly users: readonly string[];
  readonly plans: readonly string[];
  readonly spaces: readonly string[];
  readonly audiences: readonly { readonly id: string; readonly spaceId: string }[];
  readonly regulations: readonly string[];
  readonly functions: readonly string[];
  readonly runs: readonly { readonly modelId: string; readonly subscriptionId: string }[];
}

/** @param most of a kind that are asked about, spread over the list */
export function subjectsOf(world: World, most = 6): Subjects {
  const some = <T>(rows: readonly T[]): readonly T[] => {
    const step = Math.max(1, Math.floor(rows.length / most));
    return rows.filter((_, index) => index % step === 0).slice(0, most);
  };
  const ids = (name: Parameters<World['list']>[0]) => some(world.list(name)).map(({ id }) => String(id));
  const mapped = world.list('subscriptions').filter(({ modelId }) => typeof modelId === 'string');
  return {
    now: world.now(),
    sources: ids('sources'),
    connections: some(world.list('destinations')).map(({ id, sourceId }) => ({
      id: String(id),
      sourceId: String(sourceId),
    })),
    warehouses: ids('warehouses'),
    users: ids('users'),
    plans: ids('tracking-plans'),
    spaces: ids('spaces'),
    audiences: some(world.list('audiences')).map(({ id, spaceId }) => ({ id: String(id), spaceId: String(spaceId) })),
    regulations: ids('regulations'),
    functions: ids('functions'),
    runs: some(mapped).map(({ id, modelId }) => ({ modelId: String(modelId), subscriptionId: String(id) })),
  };
}

/** Subjects that no workspace has. */
export function strangers(now: number): Subjects {
  const one = ['no-such-id'];
  return {
    now,
    sources: one,
    connections: [{ id: 'no-such-id', sourceId: 'no-such-id' }],
    warehouses: one,
    users: one,
    plans: one,
    spaces: one,
    audiences: [{ id: 'no-such-id', spaceId: 'no-such-id' }],
    regulations: one,
    functions: one,
    runs: [{ modelId: 'no-such-id', subscriptionId: 'no-such-id' }],
  };
}

const none = () => [[]] as [][];
const each = (ids: readonly string[]) => ids.map((id) => [id] as [string]);

/** Every read with the questions to ask it. A method that is new to the port must be given some here. */
export const questions: {
  readonly [Name in ReadName]: (subjects: Subjects) => readonly (readonly [...Arguments<Name>])[];
} = {
  workspace: none,
  sources: none,
  source: ({ sources }) => each(sources),
  sourceSettings: ({ sources }) => each(sources),
  destinations: none,
  deliveryMetrics: ({ connections, now }) =>
    connections.flatMap(({ id, sourceId }) => [
      [{ destinationId: id, sourceId, window: { start: now - day, end: now }, granularity: 'HOUR' }],
      [{ destinationId: id, sourceId, window: { start: now - 14 * day, end: now - 7 * day }, granularity: 'DAY' }],
    ]),
  deliveryStep: ({ connections, now }) => {
    const window = { start: now - day, end: now };
    return connections.flatMap(({ id, sourceId }) =>
      steps.flatMap((step) => {
        const isBehind = step.endsWith('destination') || step.endsWith('delivery');
        const pair = isBehind ? { sourceId, destinationId: id } : { sourceId };
        return [
          [{ step, ...pair, window, granularity: 'HOUR' }],
          [{ step, ...pair, window, granularity: 'HOUR', groupBy: ['eventName'] }],
          [{ step, ...pair, window, granularity: 'DAY', groupBy: ['eventType'], filter: { eventType: ['track'] } }],
        ] as const;
      }),
    );
  },
  eventVolume: ({ sources, now }) => {
    const window = { start: now - 2 * day, end: now };
    return [
      [{ window, granularity: 'HOUR', groupBy: ['source'] }],
      [{ window, granularity: 'DAY' }],
      [{ window: { start: now - hour, end: now }, granularity: 'MINUTE', groupBy: ['eventName'], sourceIds: sources }],
    ];
  },
  auditEvents: ({ now, connections }) => [
    [{ window: { start: now - day, end: now }, count: 200 }],
    [{ count: 3 }],
    ...connections.map(({ id }) => [{ resourceId: id, count: 50 }] as const),
  ],
  apiCalls: ({ now }) => [[monthOf(now)]],
  apiCallsBySource: ({ now }) => [[monthOf(now)]],
  mtu: ({ now }) => [[monthOf(now)]],
  mtuBySource: ({ now }) => [[monthOf(now)]],
  warehouses: none,
  warehouseSyncs: ({ warehouses }) => each(warehouses),
  warehouseSchedule: ({ warehouses }) => each(warehouses),
  warehouseSources: ({ warehouses }) => each(warehouses),
  connectionState: ({ warehouses }) => each(warehouses),
  functions: none,
  functionDetails: ({ functions }) => each(functions),
  functionVersions: ({ functions }) => each(functions),
  functionInstances: ({ functions }) => each(functions),
  trackingPlans: none,
  trackingPlanSources: ({ plans }) => each(plans),
  trackingPlanRules: ({ plans }) => each(plans),
  transformations: none,
  users: none,
  user: ({ users }) => each(users),
  userGroups: none,
  roles: none,
  invites: none,
  labels: none,
  spaces: none,
  audiences: ({ spaces }) => each(spaces),
  audienceDestinations: ({ audiences }) => audiences.map(({ spaceId, id }) => [spaceId, id]),
  computedTraits: ({ spaces }) => each(spaces),
  regulations: none,
  regulation: ({ regulations }) => each(regulations),
  suppressions: none,
  catalogSources: none,
  catalogDestinations: none,
  catalogWarehouses: none,
  mappings: ({ connections }) => each(connections.map(({ id }) => id)),
  destinationFilters: ({ connections }) => each(connections.map(({ id }) => id)),
  sourceDestinations: ({ sources }) => each(sources),
  sourceWarehouses: ({ sources }) => each(sources),
  reverseEtlModels: none,
  reverseEtlSyncs: ({ runs }) => runs.map((run) => [{ ...run, count: 20 }]),
  violationDetails: ({ sources, now }) =>
    sources.map((sourceId) => [{ sourceId, window: { start: now - day, end: now } }]),
  received: ({ sources }) => each(sources),
  failureLogs: ({ connections, now }) =>
    connections.map(({ id }) => [{ collectionId: `logs-${id}`, hour: now - (now % hour) - 3 * hour }]),
  failureLogState: ({ connections }) => each(connections.map(({ id }) => id)),
  samples: ({ connections }) => connections.map(({ id }) => [{ destinationId: id, reason: '401' }]),
};

export const readNames = Object.keys(questions) as ReadName[];

/** What a read came to: its answer, or the problem it was refused with. */
export type Outcome = { readonly answer: unknown } | { readonly problem: unknown };

export async function outcomeOf(backend: Backend, name: ReadName, question: readonly unknown[]): Promise<Outcome> {
  try {
    const read = backend[name] as (...all: readonly unknown[]) => Promise<unknown>;
    return { answer: await read(...question) };
  } catch (thrown) {
    return { problem: problemOf(thrown, sanitise(name)) };
  }
}

/** Kept as given, for requests, identity and formulas: painted only through sanitise(), line by line. */
const raw = /(^|[a-z])(id|ids)$|^(settings|writeKeys|config|samples|event|schema|definition|next|cursor)$/i;

/** Texts in an answer that are not fit to be painted, as `path: text`. */
export function unsafeTexts(value: unknown, path = ''): string[] {
  if (typeof value === 'string') {
    const safe = sanitise(value, Number.MAX_SAFE_INTEGER) === value;
    return safe ? [] : [`${path}: ${JSON.stringify(value).slice(0, 80)}`];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (raw.test(key) ? [] : unsafeTexts(inner, `${path}.${key}`)));
}
