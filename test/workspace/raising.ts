import { hour, minute, second } from '../../source/domain/time.ts';
import { createWorld } from '../../source/mock/create-world.ts';
import type {
  CatalogDocument,
  DestinationDocument,
  SourceDocument,
  WorkspaceDocument,
} from '../../source/mock/data/documents.ts';
import { idOf } from '../../source/mock/hash.ts';
import { createDesk } from '../../source/mock/http/control/desk.ts';
import type { LimitRules } from '../../source/mock/http/limits/limiter.ts';
import type { Effect } from '../../source/mock/scenario/scenario.ts';
import type { PlanSwitches, World } from '../../source/mock/world.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import type { Transport } from '../../source/segment-api/transport/transport.ts';
import { overviewNeeds } from '../../source/workspace/needs/overview.ts';
import { Poller } from '../../source/workspace/polling/poller.ts';
import { closedRead } from '../../source/workspace/resources/closed-read.ts';
import type { Allowance } from '../../source/workspace/usage/meters.ts';
import { type Overview, overview } from '../../source/workspace/watch/overview.ts';
import type { TriageItem } from '../../source/workspace/watch/triage.ts';
import { type FakeClock, fakeClock } from '../harness/world-clock.ts';

export interface RaisingOptions {
  readonly sources: number;
  /** Connections of each source. */
  readonly connections: number;
  readonly start?: string;
  /** How late the API's data comes, seconds. */
  readonly lag?: number;
  readonly limits?: LimitRules;
  readonly plan?: Partial<PlanSwitches>;
  /** Time of one answer on its way, ms. */
  readonly latency?: number;
  /** Events a day of each source. */
  readonly perDay?: number;
  /** What the plan includes. */
  readonly allowance?: Allowance;
}

/** What is wrong in a workspace from a moment on. */
export type Incident = Effect;

export interface Answered {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A dashboard with Home open on the mock workspace, in virtual time. */
export interface RaisingStage {
  readonly clock: FakeClock;
  readonly world: World;
  readonly poller: Poller;
  /** Every request so far, oldest first. */
  readonly requests: readonly Answered[];
  /** The picture that stands on the screen. */
  overview(): Overview;
  /**
   * Moves on until something is so, a second at a time.
   * @param step ms at a time, where a second is too coarse
   * @returns the seconds that took; undefined when it did not come
   */
  until(isSo: (overview: Overview) => boolean, most: number, step?: number): Promise<number | undefined>;
  /** Id of a source or of a connection by its number. */
  source(index: number): string;
  destination(index: number): string;
  begin(effect: Incident, from?: number): number;
  end(id: number): void;
  stop(): void;
}

const types = [
  'actions-braze-cloud',
  'actions-amplitude',
  'actions-mixpanel',
  'actions-hubspot-cloud',
  'actions-zendesk',
];
/** Sources beyond these have no tracking plan. */
const planned = 3;
const protocols = {
  unplannedEvents: true,
  unplannedProperties: true,
  violatingEvents: false,
  violatingProperties: true,
  common: 'ALLOW',
};

/** A workspace of nothing but so many sources, with so many cloud-mode connections each, and a warehouse. */
function gridOf({ sources, connections, perDay = 30_000 }: RaisingOptions) {
  return (bundled: WorkspaceDocument, _: CatalogDocument): WorkspaceDocument => ({
    ...bundled,
    sources: Array.from(
      { length: sources },
      (_, i): SourceDocument => ({
        id: idOf(`raising/source/${i}`),
        key: `s${i}`,
        slug: `source_${i}`,
        name: `Source ${i}`,
        type: 'http-api',
        enabled: true,
        writeKeys: [],
        labels: {},
        perDay,
        profile: 'orders',
        ...(i < planned ? { trackingPlan: 'payments', protocols } : {}),
      }),
    ),
    destinations: Array.from(
      { length: sources * connections },
      (_, i): DestinationDocument => ({
        id: idOf(`raising/destination/${i}`),
        key: `d${i}`,
        name: `Destination ${i}`,
        type: types[i % types.length] as string,
        source: `s${i % sources}`,
        enabled: true,
        unmapped: true,
        settings: {},
      }),
    ),
    warehouses: bundled.warehouses.slice(0, 2).map((warehouse) => ({ ...warehouse, sources: ['s0'] })),
    ...{ models: [], filters: [], transformations: [], functions: [], traits: [], audiences: [], credentials: [] },
    ...{ profilesWarehouses: [], regulations: [], suppressions: [] },
  });
}

/** How many connections Home looks at: those at the top of its list. */
const watched = 12;
/** The picture is drawn anew after so long without news, as ages and windows move. */
const redrawn = 10 * second;

/** The real client, budget, poller, needs and overview over the mock's own router, its limits and its lag. */
export async function raisingStage(options: RaisingOptions): Promise<RaisingStage> {
  const { start = '2026-11-19T13:46:20Z', lag = 30, latency = 120, plan = {} } = options;
  const clock = fakeClock(start);
  const now = () => clock.now();
  const world = await createWorld({ scenario: 'healthy', clock: now, lag, plan, workspace: gridOf(options) });
  const desk = createDesk({ world, now, limits: options.limits ?? {} });
  const requests: Answered[] = [];
  const transport: Transport = ({ method, path, query, body }) =>
    new Promise((resolve) => {
      clock.setTimer(() => {
        const { status, headers, text } = desk.answer({ method, path, query, body }, 'Bearer raising');
        requests.push({ at: now(), method, path, status });
        const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
        resolve({ status, headers: { ...Object.fromEntries(lower), date: new Date(now()).toUTCString() }, text });
      }, latency);
    });
  const random = () => 0.5;
  const backend = createPublicApi({ transport, clock, random });
  let isNew = true;
  const poller = new Poller({
    backend,
    clock,
    random,
    onChange: () => {
      isNew = true;
    },
  });
  const read = closedRead((resource) => poller.snapshot(resource));
  let picture: Overview | undefined;
  const look = (): Overview => {
    if (picture && !isNew && now() - picture.now < redrawn) return picture;
    isNew = false;
    picture = overview(read, '24h', now(), options.allowance ?? {});
    const visible = new Set(picture.fleet.failing.slice(0, watched).map(({ id }) => id));
    poller.want(overviewNeeds(read, '24h', now(), { visible }));
    return picture;
  };
  look();
  const ids = (collection: 'sources' | 'destinations') => (index: number) =>
    idOf(`raising/${collection.slice(0, -1)}/${index}`);
  return {
    clock,
    world,
    poller,
    requests,
    overview: look,
    async until(isSo, most, step = second) {
      for (let passed = 0; passed <= most * second; passed += step) {
        if (isSo(look())) return passed / second;
        await clock.advance(step);
      }
      return undefined;
    },
    source: ids('sources'),
    destination: ids('destinations'),
    begin: (effect, from = now()) => world.incidents?.begin(effect, from).id ?? 0,
    end: (id) => void world.incidents?.end(id, now()),
    stop: () => poller.stop(),
  };
}

/** Whether triage says that something is wrong with a thing now: lines that say it is over do not. */
export function isRaised(picture: Overview, id: string): boolean {
  return picture.triage.some((item) => idsOf(item).includes(id) && !isOver(item));
}

function idsOf(item: TriageItem): readonly string[] {
  switch (item.kind) {
    case 'connection':
    case 'disabled':
      return [item.connection.id];
    case 'source':
      return [item.flow.source.id];
    case 'violations':
      return [item.row.source.id];
    case 'warehouse':
      return [item.storage.warehouse.id];
    case 'signal':
      return [item.signal.id];
    default:
      return [];
  }
}

const isOver = ({ onset, trouble }: TriageItem): boolean => !trouble || onset?.until !== undefined;

/** One way in which something begins to go wrong, and ends. */
export interface Case {
  readonly name: string;
  readonly effect: Incident;
  /** What the line in triage is about. */
  readonly about: (stage: RaisingStage) => string;
  /** Whether the API tells of it, so that time runs from there. */
  readonly isTold: (stage: RaisingStage, begun: number) => boolean;
  /** Ends it otherwise than by ending the effect. */
  readonly recovery?: (stage: RaisingStage, id: number) => void;
}

/** Events of a step in the minutes since a moment that only the incident can have caused. */
function since(stage: RaisingStage, from: number, step: 'failed-delivery' | 'filtered-at-source', reason: string) {
  const span = { start: from, end: stage.clock.now() };
  const filter = { discardReason: [reason] };
  const ids = {
    sourceId: stage.source(1),
    ...(step === 'failed-delivery' ? { destinationId: stage.destination(1) } : {}),
  };
  const flows = stage.world.flows({ step, ...ids, span, bucket: 'MINUTE', groupBy: [], filter });
  return flows.flatMap(({ buckets }) => buckets).reduce((sum, { count }) => sum + count, 0);
}

const lag = 30 * second;

export const cases: readonly Case[] = [
  {
    name: 'a connection that begins to lose 95 % of its events',
    effect: { kind: 'delivery', destination: 'd1', outcome: 'discarded', reason: '418', share: 0.95 },
    about: (stage) => stage.destination(1),
    isTold: (stage, begun) => since(stage, begun - minute, 'failed-delivery', '418') > 0,
  },
  {
    name: 'a source that falls silent',
    effect: { kind: 'volume', source: 's1', factor: 0 },
    about: (stage) => stage.source(1),
    isTold: (stage, begun) => stage.clock.now() >= begun + lag,
  },
  {
    name: 'violations that begin',
    effect: { kind: 'filter', source: 's1', reason: 'schema_violation', share: 0.5 },
    about: (stage) => stage.source(1),
    isTold: (stage, begun) => since(stage, begun, 'filtered-at-source', 'schema_violation') > 3,
  },
  {
    name: 'a sync that fails',
    effect: {
      kind: 'sync',
      warehouse: 'redshift',
      run: true,
      status: 'failure',
      level: 'error',
      message: 'permission denied for relation tracks',
    },
    about: (stage) => String(stage.world.list('warehouses')[0]?.id),
    isTold: (stage) => syncStatus(stage) === 'failure',
    recovery: (stage, id) => {
      stage.end(id);
      stage.begin({ kind: 'sync', warehouse: 'redshift', run: true, status: 'success', level: 'info', message: 'ok' });
    },
  },
  {
    name: 'a destination that somebody switches off',
    effect: { kind: 'switch-off', destination: 'd1', actor: 'ana' },
    about: (stage) => stage.destination(1),
    isTold: () => true,
  },
];

const syncStatus = (stage: RaisingStage): unknown =>
  stage.world.warehouseSyncs(String(stage.world.list('warehouses')[0]?.id))[0]?.status;

/** Simulated seconds; undefined where it did not come within the time that was waited. */
export interface Raising {
  /** From the first that the API tells of it to the line in triage. */
  readonly raised: number | undefined;
  /** From its end to the line being gone or saying that it is over. */
  readonly recovered: number | undefined;
  /** Requests a minute over the quiet minutes before. */
  readonly steady: number;
}

export interface RaisingPlan {
  /** Seconds until the picture is whole and still; those after `settled / 2` count as steady. */
  readonly settled?: number;
  /** Seconds that the incident lasts after its line stands. */
  readonly lasts?: number;
  /** Seconds that a line is waited for. */
  readonly patience?: number;
}

/** Plays one case from its begin to its recovery. */
export async function raising(stage: RaisingStage, each: Case, plan: RaisingPlan = {}): Promise<Raising> {
  const { settled = 600, lasts = 240, patience = 900 } = plan;
  const about = each.about(stage);
  await stage.until(() => false, settled - 1);
  const quiet = stage.clock.now() - (settled / 2) * second;
  const steady = (stage.requests.filter(({ at }) => at > quiet).length * minute) / (stage.clock.now() - quiet);
  if (isRaised(stage.overview(), about)) throw new Error(`${each.name}: raised before it began`);
  const begun = stage.clock.now();
  const id = stage.begin(each.effect);
  await stage.until(() => each.isTold(stage, begun), 180);
  const raised = await stage.until((picture) => isRaised(picture, about), patience);
  if (raised === undefined) return { raised, recovered: undefined, steady };
  await stage.until(() => false, lasts - 1);
  if (each.recovery) each.recovery(stage, id);
  else stage.end(id);
  const recovered = await stage.until((picture) => !isRaised(picture, about), patience);
  return { raised, recovered, steady };
}

/** Begins ten connections that lose 80 to 95 % since hours, spread over the list. @returns their ids */
export function tenWorst(stage: RaisingStage, all: number): readonly string[] {
  return Array.from({ length: 10 }, (_, n) => {
    const index = Math.floor((all * (n + 0.37)) / 10);
    const share = 0.8 + 0.015 * n;
    stage.begin(
      { kind: 'delivery', destination: `d${index}`, outcome: 'discarded', reason: '418', share },
      stage.clock.now() - 30 * hour,
    );
    return stage.destination(index);
  });
}

/** Whether exactly these connections stand at the top of Home's list. */
export function areOnTop(picture: Overview, ids: readonly string[]): boolean {
  const top = new Set(picture.fleet.failing.slice(0, ids.length).map(({ id }) => id));
  return ids.every((id) => top.has(id));
}

/** Whether the numbers of every connection that can be asked have come. */
export function isRanked({ fleet }: Overview, all: number): boolean {
  return fleet.rankable === all && fleet.ranked === all;
}
