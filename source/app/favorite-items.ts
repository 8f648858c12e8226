import type { PickerItem } from '../components/picker-model.ts';
import { type SafeText, t } from '../domain/text.ts';
import type { FavoriteRef } from '../state/store.ts';
import { connectionMark, sourceMark, storageMark } from '../views/words.ts';
import type { Scene } from './context.ts';

/** Everything that can be a favorite, unhealthy first, each with its mark (F-02, F-06). */
export function favoriteItems({ context: { overview, glyphs } }: Scene): PickerItem[] {
  const { flow, fleet, storage } = overview;
  const rows: { readonly item: PickerItem; readonly rank: number }[] = [];
  const add = (kind: FavoriteRef['kind'], id: string, mark: SafeText, name: SafeText, hint: SafeText, rank: number) =>
    rows.push({ item: { id: `${kind}:${id}`, label: t`${mark} ${name}`, hint }, rank });
  for (const connection of fleet.connections) {
    const { destination, source, state } = connection;
    const bad = state === 'failing' && (connection.percent ?? 0) >= 1;
    add(
      'destination',
      destination.id,
      connectionMark(connection, glyphs).text,
      destination.name,
      t`destination from ${source?.name ?? t`?`}`,
      bad ? 0 : state === 'disabled' ? 3 : 1,
    );
  }
  for (const each of flow.flows) {
    add(
      'source',
      each.source.id,
      sourceMark(each, glyphs).text,
      each.source.name,
      t`source`,
      each.health.state === 'silent' ? 0 : each.health.state === 'disabled' ? 3 : 1,
    );
  }
  for (const each of storage) {
    const { warehouse, state } = each;
    add(
      'warehouse',
      warehouse.id,
      storageMark(each, glyphs).text,
      warehouse.name,
      t`warehouse`,
      state === 'failing' || state === 'partial' ? 0 : 1,
    );
  }
  return rows.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

export function favoriteRefs(scene: Scene): FavoriteRef[] {
  return favoriteItems(scene).map(({ id }) => {
    const [kind = '', ...rest] = id.split(':');
    return { kind: kind as FavoriteRef['kind'], id: rest.join(':') };
  });
}
