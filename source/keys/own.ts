import type { Own } from '../domain/own.ts';
import { type Bindings, bind, type KeyOverrides } from './bindings.ts';
import { allKeys, type Command } from './keymap.ts';

/** What the user's own commands and hotkeys are called among the commands. */
export const ownId = (name: string): `own.${string}` => `own.${name}`;
export const goId = (key: string): `go.${string}` => `go.${key}`;

/** The name of an own command by its id; undefined for every other command. */
export const ownNameOf = (id: string): string | undefined => (id.startsWith('own.') ? id.slice(4) : undefined);
/** The key of a hotkey by its id; undefined for every other command. */
export const hotkeyOf = (id: string): string | undefined => (id.startsWith('go.') ? id.slice(3) : undefined);

const rowsOf = ({ commands, hotkeys }: Own): Command[] => [
  ...Object.entries(hotkeys).map(
    ([key, address]): Command => ({
      id: goId(key),
      keys: [],
      scope: 'global',
      group: 'Pages',
      title: `Go to ${address}`,
    }),
  ),
  ...commands.map(({ name, title }): Command => ({ id: ownId(name), keys: [], scope: 'global', group: 'Act', title })),
];

/** The keys that own commands and hotkeys ask for, as if they stood among the keys of all. */
const askedBy = ({ commands, hotkeys }: Own): KeyOverrides => ({
  ...Object.fromEntries(commands.flatMap(({ name, key }) => (key == null ? [] : [[ownId(name), key]]))),
  ...Object.fromEntries(Object.keys(hotkeys).map((key) => [goId(key), key])),
});

/** The keymap with the user's own commands, hotkeys and keys; a key that two want is named like any other. */
export function boundKeymap(keys: KeyOverrides, own: Own): Bindings {
  return bind({ ...askedBy(own), ...keys }, [...allKeys, ...rowsOf(own)]);
}
