import { UsageError } from '../../config/usage-error.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Problem } from '../../domain/problem.ts';
import { sanitise } from '../../domain/text.ts';
import { addressParts } from '../../state/address.ts';
import type { ViewId } from '../../state/pages.ts';
import { glyphs } from '../../theme/glyphs.ts';
import { connectionName } from '../../views/kit/words.ts';
import { needOf } from '../../workspace/needs/page.ts';
import type { Need, Resource } from '../../workspace/polling/resource.ts';
import * as resources from '../../workspace/resources/common.ts';
import * as reads from '../../workspace/resources/pages.ts';
import type { WasRead } from '../read-once.ts';
import type { OpenWorkspace } from './open-workspace.ts';

/** Something that a name or an id may mean. */
interface Candidate {
  readonly id: string;
  readonly names: readonly string[];
  /** What else its page takes, such as the space of an audience. */
  readonly more?: Readonly<Record<string, string>>;
}

interface Inventory {
  /** What is read to know all there are. */
  needs(poller: WasRead): readonly Need[];
  candidates(poller: WasRead): readonly Candidate[];
}

const named = <T extends { readonly id: string; readonly name: string }>(
  resource: Resource<readonly T[]>,
): Inventory => ({
  needs: () => [needOf(resource)],
  candidates: (poller) => (poller.snapshot(resource).data ?? []).map(({ id, name }) => ({ id, names: [name] })),
});

/** A destination is called alone or with its source: `Braze`, `Braze ← Web (prod)`, `Braze/Web (prod)`. */
const connections: Inventory = {
  needs: () => [needOf(resources.destinations), needOf(resources.sources)],
  candidates: (poller) => {
    const sources = new Map((poller.snapshot(resources.sources).data ?? []).map((source) => [source.id, source]));
    return (poller.snapshot(resources.destinations).data ?? []).map((destination) => {
      const source = sources.get(destination.sourceId);
      const both = source
        ? [
            connectionName({ destination, source }, glyphs(false)),
            connectionName({ destination, source }, glyphs(true)),
          ]
        : [];
      return { id: destination.id, names: [destination.name, ...both] };
    });
  },
};

interface Computed {
  readonly id: string;
  readonly name: string;
}

/** Audiences and traits belong to a space, which their pages need as well. */
const computations = (of: (spaceId: string) => Resource<readonly Computed[]>): Inventory => ({
  needs: (poller) => [
    needOf(reads.spaces),
    ...(poller.snapshot(reads.spaces).data ?? []).map(({ id }) => needOf(of(id))),
  ],
  candidates: (poller) =>
    (poller.snapshot(reads.spaces).data ?? []).flatMap((space) =>
      (poller.snapshot(of(space.id)).data ?? []).map(({ id, name }) => ({
        id,
        names: [name],
        more: { space: space.id },
      })),
    ),
});

const inventories: Readonly<Partial<Record<ViewId, Inventory>>> = {
  source: named(resources.sources),
  debugger: named(resources.sources),
  'violation-events': named(resources.sources),
  'violation-list': named(resources.sources),
  destination: connections,
  'destination-settings': connections,
  'destination-mappings': connections,
  'destination-filters': connections,
  mapping: connections,
  payload: connections,
  replay: connections,
  warehouse: named(resources.warehouses),
  'warehouse-syncs': named(resources.warehouses),
  'tracking-plan': named(resources.trackingPlans),
  'tracking-rule': named(resources.trackingPlans),
  function: named(resources.functions),
  audience: computations(reads.audiences),
  trait: computations(reads.computedTraits),
};

/** The answer of a look-up: what was found, or why not. */
export type Found =
  | { readonly kind: 'found'; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'unread'; readonly problem: Problem | undefined };

/**
 * Finds the one thing that an id or a name means.
 * @throws UsageError where nothing has it, with what comes nearest, or where several have the name
 */
export async function findThing(workspace: OpenWorkspace, view: ViewId, wanted: string): Promise<Found> {
  const inventory = inventories[view];
  const key = addressParts(view)[0] ?? 'id';
  if (!inventory) return { kind: 'found', params: { [key]: wanted } };
  const { backend, clock, until, settings } = workspace;
  const needsOf = (poller: WasRead) => inventory.needs(poller);
  const { poller, needs, stop } = await workspace.read({ backend, clock, until, period: settings.period, needsOf });
  stop();
  const found = inventory.candidates(poller);
  const snapshots = needs().map(({ resource }) => poller.snapshot(resource));
  const lost = snapshots.find(
    ({ data, problems }) => data === undefined || problems.some(({ kind }) => kind !== 'odd-fields'),
  );
  const one = chosen(view, wanted, found, lost === undefined);
  if (one) return { kind: 'found', params: { [key]: one.id, ...one.more } };
  if (lost) return { kind: 'unread', problem: lost.error ?? lost.problems[0] };
  throw new UsageError(view, wanted, suggestions(wanted, found, view));
}

/**
 * By id, then by its whole name, then by the only one whose name contains it.
 * @param isWhole all there are: else the one that is meant may be among those that were not read
 * @throws UsageError where several have the name
 */
function chosen(view: string, wanted: string, all: readonly Candidate[], isWhole: boolean): Candidate | undefined {
  const exact = all.find(({ id }) => id === wanted);
  if (exact) return exact;
  const word = wanted.toLowerCase();
  const matching = (test: (name: string) => boolean) =>
    all.filter(({ names }) => names.some((name) => test(name.toLowerCase())));
  const contains = (name: string) => name.includes(word);
  for (const test of [(name: string) => name === word, ...(isWhole ? [contains] : [])]) {
    const found = matching(test);
    if (found.length === 1) return found[0];
    if (found.length > 1)
      throw new UsageError(
        view,
        wanted,
        `one of its ids, as ${found.length} have that name: ${found
          .slice(0, 5)
          .map(({ id, names }) => `${id} (${names.at(-1)})`)
          .join(', ')}`,
      );
  }
  return undefined;
}

/** The names that come nearest, or where to find all. */
function suggestions(wanted: string, all: readonly Candidate[], view: string): string {
  const names = all.flatMap(({ id, names: own }) => [...own, id]);
  const near = nearest(wanted, names);
  if (near === undefined) return `the id or name of a ${view}; segtop list names them`;
  return `${sanitise(near, 100)}: nothing has that id or name`;
}
