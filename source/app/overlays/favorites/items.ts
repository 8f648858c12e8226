import type { Notice } from '../../../components/notice.ts';
import { nothingMatches } from '../../../components/picker/block.ts';
import type { PickerItem } from '../../../components/picker/model.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { FavoriteRef } from '../../../state/store.ts';
import type { Span } from '../../../theme/line.ts';
import { emptyNotice } from '../../../views/kit/need-states.ts';
import { functionMark, functionUse, sideOf, sideWords } from '../../../views/kit/words/functions.ts';
import { connectionMark, connectionName, problemText, sourceMark, storageMark } from '../../../views/kit/words.ts';
import { standingOf } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { Scene } from '../../scene/context.ts';

/** The tabs of the picker are those of the panel (F-07). */
export const pickerTabs = [t`All`, t`Sources`, t`Destinations`] as const;

type Side = 'source' | 'destination' | undefined;

interface Candidate {
  readonly ref: FavoriteRef;
  readonly side: Side;
  readonly item: PickerItem;
}

const ranks: Readonly<Partial<Record<NonNullable<Span['tone']>, number>>> = { bad: 0, warn: 1, good: 2 };

/** Everything that can be a favorite, unhealthy first and then by name, each with its mark (F-02, F-06). */
function candidates({ context: { overview, glyphs, read } }: Scene): readonly Candidate[] {
  const { flow, fleet, storage } = overview;
  const one = (kind: FavoriteRef['kind'], id: string, side: Side, item: Omit<PickerItem, 'id'>): Candidate => ({
    ref: { kind, id },
    side,
    item: { id: `${kind}:${id}`, ...item },
  });
  const rankOf = ({ item: { mark } }: Candidate) => ranks[mark?.tone ?? 'dim'] ?? 3;
  return [
    ...fleet.connections.map((each) =>
      one('destination', each.id, 'destination', {
        label: each.destination.name,
        mark: connectionMark(each, glyphs),
        hint: t`destination from ${each.source?.name ?? t`?`}`,
      }),
    ),
    ...flow.flows.map((each) =>
      one('source', each.source.id, 'source', {
        label: each.source.name,
        mark: sourceMark(each, glyphs),
        hint: t`source`,
      }),
    ),
    ...storage.map((each) =>
      one('warehouse', each.warehouse.id, 'destination', {
        label: each.warehouse.name,
        mark: storageMark(each, glyphs),
        hint: t`warehouse`,
      }),
    ),
    ...(read(resources.functions).data ?? []).map((fn) =>
      one('function', fn.id, sideOf(fn), {
        label: fn.name,
        mark: functionMark(functionUse(fn, overview), glyphs),
        hint: sideWords[fn.side],
      }),
    ),
  ].sort((a, b) => rankOf(a) - rankOf(b) || (a.item.label < b.item.label ? -1 : a.item.label > b.item.label ? 1 : 0));
}

const sides = [undefined, 'source', 'destination'] as const;

/** The picker's rows under a tab; without functions, its last row says why. */
export function favoriteItems(scene: Scene, tab = 0): PickerItem[] {
  const side = sides[tab];
  const items = candidates(scene)
    .filter((each) => side === undefined || each.side === side)
    .map(({ item }) => item);
  const { data, error } = scene.context.read(resources.functions);
  if (data !== undefined) return items;
  const why = error ? problemText(error) : t`reading…`;
  return [...items, { id: 'functions', label: t`Functions`, disabled: why }];
}

/** The lists that each side is made of; functions act on both. */
const lists = [
  { side: 'source', what: t`sources`, resource: resources.sources },
  { side: 'destination', what: t`destinations`, resource: resources.destinations },
  { side: 'destination', what: t`warehouses`, resource: resources.warehouses },
  { side: undefined, what: t`functions`, resource: resources.functions },
] as const;

/** What stands where no row does: only with all lists of the tab at hand that nothing matches. */
export function noFavorite({ context: { read } }: Scene, tab: number, erase: SafeText): Notice {
  const own = lists.filter(({ side }) => tab === 0 || side === undefined || side === sides[tab]);
  const grounds = own.map(({ what, resource }) => ({ what, ground: standingOf(read<unknown>(resource)) }));
  const first = grounds.find(({ ground }) => ground.kind !== 'whole') ?? grounds[0]!;
  return emptyNotice(first.ground, first.what, nothingMatches(erase));
}

export function favoriteRefs(scene: Scene): FavoriteRef[] {
  return candidates(scene).map(({ ref }) => ref);
}

/** A destination with its source, as the panel of the favorites has it: names of destinations are shared by several. */
export function favoriteLabel(
  { context: { overview, glyphs } }: Scene,
  { kind, id }: FavoriteRef,
): SafeText | undefined {
  const connection = kind === 'destination' ? overview.fleet.byId.get(id) : undefined;
  return connection && connectionName(connection, glyphs);
}
