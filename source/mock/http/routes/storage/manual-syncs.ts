import { iso, minute } from '../../../../domain/time.ts';
import type { Row, World } from '../../../world.ts';

interface Started {
  readonly syncId: string;
  readonly modelId: string;
  readonly subscriptionId: string;
  readonly sourceId: string;
  readonly at: number;
}

const startedIn = new WeakMap<World, Started[]>();
/** How long a sync that was started by hand runs. */
const runtime = 2 * minute;

/** Starts a reverse ETL sync by hand; it shows up in the lists and finishes by itself. */
export function startSync(world: World, ids: { modelId: string; subscriptionId: string; sourceId: string }): Started {
  const started = startedIn.get(world) ?? [];
  const sync = { ...ids, syncId: String(900_001 + started.length), at: world.now() };
  startedIn.set(world, [...started, sync]);
  return sync;
}

/** Syncs of a model and subscription as the wire has them: those started by hand, then those of the world. */
export function syncsOf(world: World, modelId: string, subscriptionId: string): readonly Row[] {
  const own = (startedIn.get(world) ?? [])
    .filter((sync) => sync.modelId === modelId && sync.subscriptionId === subscriptionId)
    .map((sync) => statusOf(sync, world.now()));
  return [...own.toReversed(), ...world.reverseEtlSyncs(modelId, subscriptionId)];
}

function statusOf({ syncId, modelId, sourceId, at }: Started, now: number): Row {
  const running = now < at + runtime;
  return {
    syncId,
    modelId,
    sourceId,
    syncStatus: running ? 'IN_PROGRESS' : 'SUCCESS',
    duration: running ? '' : '2m0s',
    startedAt: iso(at),
    ...(!running && { finishedAt: iso(at + runtime) }),
  };
}
