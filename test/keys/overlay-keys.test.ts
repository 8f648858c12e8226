import { describe, expect, test } from 'vitest';
import { bind, type KeyOverrides } from '../../source/keys/bindings.ts';
import { allKeys } from '../../source/keys/keymap.ts';
import { leaving, overlayCommand, overlayKeymap } from '../../source/keys/overlay-keys.ts';

const keysOf = (overrides: KeyOverrides, id: string) =>
  bind(overrides).table.find((command) => command.id === id)?.keys;
const problems = (overrides: KeyOverrides) => bind(overrides).problems.map(({ words }) => `${words}`);

describe('keys of what lies over a page are bound like any other', () => {
  test.each<[string, KeyOverrides, string, readonly string[]]>([
    ['one key', { 'menu.down': 'ctrl+n' }, 'menu.down', ['ctrl+n']],
    ['a letter of a dialog', { 'dialog.yes': 'Y' }, 'dialog.yes', ['Y']],
    ['none', { 'dialog.yes': null }, 'dialog.yes', []],
    ['keys of a line', { 'line.older': ['ctrl+r', 'alt+p'] }, 'line.older', ['ctrl+r', 'alt+p']],
    ['swapped', { 'help.down': 'k', 'help.up': 'j' }, 'help.down', ['k']],
    ['a key that means something else on the page', { 'menu.choose': 'r' }, 'menu.choose', ['r']],
    ['the same key in another kind', { 'help.copy': 'Y', 'dialog.yes': 'Y' }, 'help.copy', ['Y']],
  ])('%s', (_, overrides, id, keys) => {
    expect(keysOf(overrides, id)).toEqual(keys);
    expect(problems(overrides)).toEqual([]);
  });

  test.each<[string, KeyOverrides, string, RegExp]>([
    [
      'two that work in the same place',
      { 'menu.down': 'k' },
      'menu.down',
      /k is of menu\.up \(Menu: previous item\); menu\.down \(Menu: next item\) keeps j, down, tab/,
    ],
    ['a letter in a line', { 'line.enter': 'x' }, 'line.enter', /"x" is typed where this command works/],
    ['a blank in a line', { 'edit.right': 'space' }, 'edit.right', /"space" is typed/],
    ['a sequence', { 'help.first': 'g g' }, 'help.first', /"g g" is several keys; over a page one key has to do/],
    ['a way out that is taken away', { 'menu.close': null }, 'menu.close', /menu\.close always has a key/],
    ['a way out without keys', { 'line.leave': [] }, 'line.leave', /line\.leave always has a key/],
    ['the key of the emergency exit', { 'dialog.no': 'ctrl+c' }, 'dialog.no', /ctrl\+c is of quit\.now/],
    ['a key of the terminal', { 'picker.mark': 'ctrl+z' }, 'picker.mark', /ctrl\+z is of suspend/],
    [
      'a key that edits the line beside it',
      { 'picker.down': 'ctrl+w' },
      'picker.down',
      /ctrl\+w is of edit\.eraseWord/,
    ],
    ['a wrong name', { 'menu.dwn': 'x' }, 'menu.down', /did you mean menu\.down\?/],
  ])('told and left as it was: %s', (_, overrides, id, words) => {
    expect(problems(overrides)).toEqual([expect.stringMatching(words)]);
    expect(keysOf(overrides, id)).toEqual(allKeys.find((command) => command.id === id)?.keys);
  });
});

test('every kind of overlay can be left, with Esc to begin with', () => {
  expect(leaving.map((id) => overlayKeymap.find((command) => command.id === id)?.keys.includes('esc'))).toEqual(
    leaving.map(() => true),
  );
});

test.each([
  ['the first scope wins', ['edit', 'dialog'], 'left', 'edit.left'],
  ['then the others', ['edit', 'dialog'], 'tab', 'dialog.next'],
  ['a key of another kind', ['menu'], 'y', undefined],
] as const)('%s', (_, scopes, stroke, id) => {
  expect(overlayCommand(overlayKeymap, scopes, stroke)).toBe(id);
});
