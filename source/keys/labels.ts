import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { Command, CommandId } from './keymap.ts';
import type { Stroke } from './strokes.ts';

const signs: Readonly<Record<string, string>> = {
  enter: '⏎',
  tab: '⇥',
  'shift+tab': '⇧⇥',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
};

const words: Readonly<Record<string, string>> = {
  enter: 'Enter',
  tab: 'Tab',
  'shift+tab': 'Shift+Tab',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  esc: 'Esc',
  space: 'Space',
  pgup: 'PgUp',
  pgdn: 'PgDn',
  home: 'Home',
  end: 'End',
};

const unicode: Readonly<Record<string, string>> = { ...words, ...signs };

/** A key as the screen names it; in ASCII mode in words. */
export function keyLabel(keys: Stroke, ascii: boolean): SafeText {
  const table = ascii ? words : unicode;
  if (!keys.includes(' ')) return sanitise(table[keys] ?? keys);
  return sanitise(
    keys
      .split(' ')
      .map((key) => table[key] ?? key)
      .join(' '),
  );
}

/** What a command is called where it is typed, after `:`. */
export const commandName = (id: string): SafeText => sanitise(id.replace('page.', '').replace('.', '-'));

/** How texts on a page name the key of a command. */
export type KeyOf = (command: CommandId) => SafeText;

const named = { ascii: new WeakMap<readonly Command[], KeyOf>(), unicode: new WeakMap<readonly Command[], KeyOf>() };

/** Names of the first keys of a keymap; of a command without one, nothing. Worked out once: every frame asks several times. */
export function keyNames(keymap: readonly Command[], ascii: boolean): KeyOf {
  const kept = named[ascii ? 'ascii' : 'unicode'];
  const known = kept.get(keymap);
  if (known) return known;
  const names = new Map(keymap.map(({ id, keys: [key] }) => [id, key === undefined ? t`` : keyLabel(key, ascii)]));
  const keyOf: KeyOf = (command) => names.get(command) ?? t``;
  kept.set(keymap, keyOf);
  return keyOf;
}
