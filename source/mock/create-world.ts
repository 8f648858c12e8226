import { second } from '../domain/time.ts';
import type { CatalogDocument, WorkspaceDocument } from './data/documents.ts';
import { dataFolder } from './data/folder.ts';
import { readDocument } from './data/read.ts';
import { HostileWorld } from './hostile-world.ts';
import { MockWorld } from './mock-world.ts';
import { expand } from './rows/tables.ts';
import type { SampleDocument } from './samples.ts';
import { changedTables } from './scenario/apply.ts';
import { generated } from './scenario/generate.ts';
import { idsByKey } from './scenario/keys.ts';
import { loadScenario } from './scenario/load.ts';
import { Store } from './store.ts';
import type { PlanSwitches, World } from './world.ts';

export { scenarioNames } from './scenario/load.ts';

export interface WorldOptions {
  /** One of scenarioNames; `everything` without it. */
  readonly scenario?: string;
  readonly seed?: number;
  /** The time now, ms since 1970. */
  readonly clock: () => number;
  /** Fixes when incidents began; the clock's first answer without it. */
  readonly startedAt?: number;
  /** How late the data of the API comes, in seconds; 0 without it: whole minutes, as soon as they are over. */
  readonly lag?: number;
  /** Another workspace in place of the bundled one, made of it. */
  readonly workspace?: (bundled: WorkspaceDocument, catalog: CatalogDocument) => WorkspaceDocument;
  /** What the plan and the token include, over what the scenario says. */
  readonly plan?: Partial<PlanSwitches>;
  /** Keeps edits in this file, for the next start; in memory without it. */
  readonly editsFile?: string;
}

const everyPlan: PlanSwitches = {
  business: true,
  protocols: true,
  functions: true,
  subscriptions: true,
  engage: true,
  owner: true,
};

/**
 * Builds the mock workspace of a scenario.
 * @throws RangeError for an unknown scenario, naming the allowed ones; Error naming the file when the bundled data is corrupt
 */
export async function createWorld(options: WorldOptions): Promise<World> {
  const folder = dataFolder();
  const [scenario, bundled, catalog, samples] = await Promise.all([
    loadScenario(folder, options.scenario ?? 'everything'),
    readDocument<WorkspaceDocument>(folder, 'workspace.json', ['workspace', 'sources', 'destinations', 'profiles']),
    readDocument<CatalogDocument>(folder, 'catalog.json', ['sources', 'destinations', 'warehouses']),
    readDocument<SampleDocument>(folder, 'samples.json', ['properties', 'traits', 'responses']),
  ]);
  const base = options.workspace?.(bundled, catalog) ?? bundled;
  const document = scenario.generate ? generated(base, catalog, scenario.generate) : base;
  const startedAt = options.startedAt ?? options.clock();
  const plan = { ...everyPlan, ...scenario.plan, ...options.plan };
  const idOf = idsByKey(document);
  const expanded = expand(document, catalog, plan.owner, startedAt);
  const store = await Store.open(changedTables(expanded, scenario, idOf), options.editsFile);
  const world = new MockWorld({
    name: options.scenario ?? 'everything',
    document,
    catalog,
    samples,
    scenario,
    plan,
    store,
    mappings: expanded.mappings,
    idOf,
    seed: options.seed ?? 1,
    now: options.clock,
    startedAt,
    lag: (options.lag ?? 0) * second,
  });
  return scenario.hostile ? new HostileWorld(world, scenario.hostile) : world;
}
