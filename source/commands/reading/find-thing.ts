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
  /** What its names are names of: a page may be called otherwise. */
  readonly of: string;
  /** What is read to know all there are. */
  needs(poller: WasRead): readonly Need[];
  candidates(poller: WasRead): readonly Candidate[];
}

const named = <T extends { readonly id: string; readonly name: string }>(
  resource: Resource<readonly T[]>,
  of: string,
): Inventory => ({
  of,
  needs: () => [needOf(resource)],
  candidates: (poller) => (poller.snapshot(resource).data ?? []).map(({ id, name }) => ({ id, names: [name] })),
});

/** A destination is called alone or with its source: `Braze`, `Braze ← Web (prod)`, `Braze/Web (prod)`. */
const connections: Inventory = {
  of: 'a destination',
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
const computations = (listOf: (spaceId: string) => Resource<readonly Computed[]>, of: string): Inventory => ({
  of,
  needs: (poller) => [
    needOf(reads.spaces),
    ...(poller.snapshot(reads.spaces).data ?? []).map(({ id }) => needOf(listOf(id))),
  ],
  candidates: (poller) =>
    (poller.snapshot(reads.spaces).data ?? []).flatMap((space) =>
      (poller.snapshot(listOf(space.id)).data ?? []).map(({ id, name }) => ({
        id,
        names: [name],
        more: { space: space.id },
      })),
    ),
});

const inventories: Readonly<Partial<Record<ViewId, Inventory>>> = {
  source: named(resources.sources, 'a source'),
  debugger: named(resources.sources, 'a source'),
  'violation-events': named(resources.sources, 'a source'),
  'violation-list': named(resources.sources, 'a source'),
  destination: connections,
  'destination-settings': connections,
  'destination-mappings': connections,
  'destination-filters': connections,
  mapping: connections,
  payload: connections,
  replay: connections,
  warehouse: named(resources.warehouses, 'a warehouse'),
  'warehouse-syncs': named(resources.warehouses, 'a warehouse'),
  'tracking-plan': named(resources.trackingPlans, 'a tracking plan'),
  'tracking-rule': named(resources.trackingPlans, 'a tracking plan'),
  function: named(resources.functions, 'a function'),
  audience: computations(reads.audiences, 'an audience'),
  trait: computations(reads.computedTraits, 'a trait'),
};

/** The answer of a look-up: what was found, or why not. */
export type Found =
  | { readonly kind: 'found'; readonly view: ViewId; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'unread'; readonly problem: Problem | undefined };

/**
 * Finds the one thing that an id or a name means.
 * @throws UsageError where nothing has it, with what comes nearest, or where several have the name
 */
export const findThing = (workspace: OpenWorkspace, view: ViewId, wanted: string): Promise<Found> =>
  findAmong(workspace, [view], wanted);

/**
 * Finds the one thing of several kinds that an id or a name means: by id or its whole name, and only where nothing has that, by a part of
 * its name; of two kinds, the first.
 * @throws UsageError as a look-up of the first kind does
 */
export async function findAmong(
  workspace: OpenWorkspace,
  views: readonly [ViewId, ...ViewId[]],
  wanted: string,
): Promise<Found> {
  const kinds = views.map((view) => ({ view, inventory: inventories[view], key: addressParts(view)[0] ?? 'id' }));
  const open = kinds.find(({ inventory }) => !inventory);
  if (open) return { kind: 'found', view: open.view, params: { [open.key]: wanted } };
  const of = kinds.map(({ inventory }) => inventory!.of).join(' or ');
  // Every name has nothing in it.
  if (wanted.trim() === '') throw new UsageError(views.join(' or '), wanted, `the id or name of ${of}`);
  const { backend, clock, until, settings } = workspace;
  const needsOf = (poller: WasRead) => kinds.flatMap(({ inventory }) => inventory!.needs(poller));
  const { poller, stop } = await workspace.read({ backend, clock, until, period: settings.period, needsOf });
  stop();
  let several: UsageError | undefined;
  for (const match of [byWhole, byPart]) {
    for (const { view, inventory, key } of kinds) {
      const found = match(inventory!.candidates(poller), wanted);
      const [one] = found;
      if (one && found.length === 1) return { kind: 'found', view, params: { [key]: one.id, ...one.more } };
      if (one)
        several ??= severalHave(view, wanted, found, match === byWhole ? 'have that name' : 'have it in their name');
      const lost = one ? undefined : lostOf(inventory!.needs(poller), poller);
      // What is meant may be among those that were not read.
      if (lost) return { kind: 'unread', problem: lost.error ?? lost.problems.find(isLoss) };
    }
    if (several) throw several;
  }
  const all = kinds.flatMap(({ inventory }) => inventory!.candidates(poller));
  throw new UsageError(views.join(' or '), wanted, suggestions(wanted, all, of));
}

const lostOf = (needs: readonly Need[], poller: WasRead) =>
  needs
    .map(({ resource }) => poller.snapshot(resource))
    .find(({ data, problems }) => data === undefined || problems.some(isLoss));

/** Something of the list is missing; a field that could not be read leaves all of it there. */
const isLoss = ({ kind }: Problem): boolean => kind !== 'odd-fields';

const having = (all: readonly Candidate[], test: (name: string) => boolean): readonly Candidate[] =>
  all.filter(({ names }) => names.some((name) => test(name.toLowerCase())));

function byWhole(all: readonly Candidate[], wanted: string): readonly Candidate[] {
  const exact = all.find(({ id }) => id === wanted);
  const word = wanted.toLowerCase();
  return exact ? [exact] : having(all, (name) => name === word);
}

function byPart(all: readonly Candidate[], wanted: string): readonly Candidate[] {
  const word = wanted.toLowerCase();
  return having(all, (name) => name.includes(word));
}

const mostNamed = 5;

function severalHave(view: string, wanted: string, found: readonly Candidate[], how: string): UsageError {
  const named = found.slice(0, mostNamed).map(({ id, names }) => `${id} (${names.at(-1)})`);
  const more = found.length > mostNamed ? [`and ${found.length - mostNamed} more`] : [];
  return new UsageError(view, wanted, `an id, as ${found.length} ${how}: ${[...named, ...more].join(', ')}`);
}

/** The names that come nearest, or where to find all. */
function suggestions(wanted: string, all: readonly Candidate[], thing: string): string {
  const names = all.flatMap(({ id, names: own }) => [...own, id]);
  const near = nearest(wanted, names);
  if (near === undefined) return `the id or name of ${thing}; segtop list names them`;
  return `${sanitise(near, 100)}: nothing has that id or name`;
}
