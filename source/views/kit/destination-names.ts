import type { AuditItem } from '../../domain/entities.ts';
import { ofEach } from '../../domain/of-each.ts';
import type { SafeText } from '../../domain/text.ts';
import type { Connection, Fleet } from '../../workspace/delivery/fleet.ts';
import type { ViewContext } from './view.ts';
import { connectionName } from './words.ts';

/** What names depend on: the inventory and the marks of the terminal. */
export type Naming = Pick<ViewContext, 'overview' | 'glyphs'>;

/** Ids of destinations by name, gathered once for each list of them, since every row of a list asks. */
const idsByName = ofEach((listed: Fleet['listed']): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { id, name } of listed) {
    const same = found.get(name);
    if (same) same.push(id);
    else found.set(name, [id]);
  }
  return found;
});

const isShared = (name: SafeText, id: string, fleet: Fleet): boolean =>
  (idsByName(fleet.listed).get(name) ?? []).some((other) => other !== id);

/**
 * A destination in a list that does not show its source: by its name, or by source and name where another destination has the
 * same name.
 */
export function destinationName(connection: Connection, { overview, glyphs }: Naming): SafeText {
  const { id, destination } = connection;
  return isShared(destination.name, id, overview.fleet) ? connectionName(connection, glyphs) : destination.name;
}

/** What an audit event is about, by the name it had then, or by source and name where another destination has the same name. */
export function resourceName({ resourceId, resourceName: name }: AuditItem, { overview, glyphs }: Naming): SafeText {
  const connection = overview.fleet.byId.get(resourceId);
  if (!connection || !isShared(name, resourceId, overview.fleet)) return name;
  return connectionName({ ...connection, destination: { ...connection.destination, name } }, glyphs);
}
