import { describe, expect, test } from 'vitest';
import { conflicts } from '../../source/keys/conflicts.ts';
import { allKeys, type Command, commandsOf, keymap } from '../../source/keys/keymap.ts';
import { keyLabel } from '../../source/keys/labels.ts';

const made = (id: string, keys: readonly string[], scope: Command['scope'] = 'global'): Command => ({
  id,
  keys,
  scope,
  group: 'Act',
  title: id,
});

test('no two commands of the keymap want the same key in the same place', () => {
  expect(conflicts(allKeys)).toEqual([]);
});

test('ids and titles are one each, and every command can be reached', () => {
  const commands: readonly Command[] = allKeys;
  const ids = commands.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(commands.filter(({ title }) => title.trim() === '')).toEqual([]);
  // What is seldom wanted has no key of its own: the palette leads to it.
  expect(commands.filter(({ keys }) => keys.length === 0).map(({ id }) => id)).toEqual([
    'page.log',
    'export',
    'config.check',
  ]);
});

describe('conflicts are found', () => {
  test.each([
    ['the same key', made('a', ['x']), made('b', ['y', 'x']), 'x'],
    ['a key that begins a sequence', made('a', ['g']), made('b', ['g g']), 'g'],
    ['a sequence that another key begins', made('a', ['g g']), made('b', ['g']), 'g g'],
    ['rows and a pane with rows', made('a', ['x'], 'rows'), made('b', ['x'], 'triage'), 'x'],
  ])('%s', (_, first, second, key) => {
    expect(conflicts([first, second])).toEqual([{ key, first: 'a', second: 'b' }]);
  });

  test.each([
    ['keys apart', made('a', ['x']), made('b', ['y'])],
    ['a narrower scope goes before the global one', made('a', ['x']), made('b', ['x'], 'home')],
    ['scopes that never hold together', made('a', ['x'], 'home'), made('b', ['x'], 'payload')],
    ['rows under an overlay', made('a', ['x'], 'rows'), made('b', ['x'], 'menu')],
  ])('not so: %s', (_, first, second) => {
    expect(conflicts([first, second])).toEqual([]);
  });
});

test.each([
  ['enter', '⏎', 'Enter'],
  ['shift+tab', '⇧⇥', 'Shift+Tab'],
  ['tab', '⇥', 'Tab'],
  ['up', '↑', 'Up'],
  ['down', '↓', 'Down'],
  ['left', '←', 'Left'],
  ['right', '→', 'Right'],
  ['esc', 'Esc', 'Esc'],
  ['g g', 'g g', 'g g'],
  ['g right', 'g →', 'g Right'],
  ['pgup', 'PgUp', 'PgUp'],
  ['pgdn', 'PgDn', 'PgDn'],
  ['home', 'Home', 'Home'],
  ['end', 'End', 'End'],
  ['ctrl+d', 'ctrl+d', 'ctrl+d'],
  ['space', 'Space', 'Space'],
])('the key %s is shown as %s, in ASCII as %s', (key, shown, plain) => {
  expect([keyLabel(key, false), keyLabel(key, true)]).toEqual([shown, plain]);
});

test.each([
  ['payload', ['sample.next', 'sample.previous', 'payload.reveal']],
  ['global', []],
  [undefined, []],
  // None has a key of its own.
  ['nowhere', []],
] as const)('a pane of scope %s has its own commands, in their order', (scope, first) => {
  expect(
    commandsOf(keymap, scope as never)
      .slice(0, 3)
      .map(({ id }) => id),
  ).toEqual(first);
});

test('of a keymap of the user only what is in it', () => {
  const own = keymap.filter(({ id }) => id !== 'sample.previous');
  expect(commandsOf(own, 'payload').map(({ id }) => id)).not.toContain('sample.previous');
  expect(commandsOf(keymap, 'payload').map(({ id }) => id)).toContain('sample.previous');
});
