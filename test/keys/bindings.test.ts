import { describe, expect, test } from 'vitest';
import { bind, type KeyOverrides } from '../../source/keys/bindings.ts';
import { conflicts } from '../../source/keys/conflicts.ts';
import { allKeys, type Command, keymap } from '../../source/keys/keymap.ts';
import { nothingPending, resolve } from '../../source/keys/resolver.ts';

const entry = (id: string, scope: Command['scope'], ...keys: string[]): Command => ({
  id,
  keys,
  scope,
  group: 'Act',
  title: `What ${id} does`,
});
const table: readonly Command[] = [
  entry('move.down', 'global', 'j', 'down'),
  entry('move.up', 'global', 'k', 'up'),
  entry('move.first', 'global', 'g g', 'home'),
  entry('move.pageDown', 'global', 'ctrl+d', 'pgdn'),
  entry('refresh', 'global', 'r'),
  entry('period', 'global', 't'),
  entry('copy', 'global', 'y'),
  entry('help', 'global', '?'),
  entry('sort', 'rows', 's'),
  entry('quit.now', 'global', 'ctrl+c'),
];
const bound = (overrides: KeyOverrides) => bind(overrides, table);
const keysOf = (overrides: KeyOverrides, id: string) =>
  bound(overrides).table.find((command) => command.id === id)?.keys;
const defaultsOf = (id: string) => table.find((command) => command.id === id)?.keys;

test('the keymap has no conflict of its own', () => {
  expect(conflicts(keymap)).toEqual([]);
});

test.each<[Command['scope'], Command['scope'], boolean]>([
  ['rows', 'rows', true],
  ['home', 'home', true],
  ['home', 'graph', false],
  ['edit', 'line', false],
  ['global', 'global', true],
  ['global', 'home', false],
  ...(['home', 'graph', 'favorites', 'triage', 'connection', 'audit', 'workspaces', 'toggles'] as const).map(
    (scope): [Command['scope'], Command['scope'], boolean] => ['rows', scope, true],
  ),
  ...(['global', 'payload', 'replay', 'privacy', 'privacy-grid', 'menu', 'edit', 'dialog'] as const).map(
    (scope): [Command['scope'], Command['scope'], boolean] => ['rows', scope, false],
  ),
])('one key of %s and of %s is a conflict: %s', (one, other, is) => {
  const [a, b] = [entry('a', one, 'x', 'k'), entry('b', other, 'k', 'y')];
  expect(conflicts([a, b])).toEqual(is ? [{ key: 'k', first: 'a', second: 'b' }] : []);
  expect(conflicts([b, a])).toEqual(is ? [{ key: 'k', first: 'b', second: 'a' }] : []);
});

test.each([
  ['g', 'g g', true],
  ['g g', 'g', true],
  ['g g', 'g x', false],
  ['x g', 'g', false],
  ['ctrl+g', 'g', false],
  ['g', 'ctrl+g', false],
])('%s beside %s is a conflict: %s', (one, other, is) => {
  const found = conflicts([entry('a', 'home', one), entry('b', 'home', other)]);
  expect(found).toEqual(is ? [{ key: one, first: 'a', second: 'b' }] : []);
});

test('without overrides the keymap is as it is', () => {
  expect(bind({})).toEqual({ table: allKeys, problems: [] });
});

test.each<[string, KeyOverrides, string, readonly string[]]>([
  ['one key', { refresh: 'ctrl+r' }, 'refresh', ['ctrl+r']],
  ['several keys', { help: ['?', 'ctrl+g'] }, 'help', ['?', 'ctrl+g']],
  ['none', { copy: null }, 'copy', []],
  ['an empty list', { copy: [] }, 'copy', []],
  ['a sequence', { copy: 'g y' }, 'copy', ['g y']],
  ['other spellings', { 'move.pageDown': ['PageDown', 'Ctrl+F'] }, 'move.pageDown', ['pgdn', 'ctrl+f']],
  ['shift and a letter', { refresh: 'shift+z' }, 'refresh', ['Z']],
  ['a key that another command gave up', { refresh: 't', period: 'T' }, 'refresh', ['t']],
  ['swapped keys, first', { 'move.down': 'k', 'move.up': 'j' }, 'move.down', ['k']],
  ['swapped keys, second', { 'move.down': 'k', 'move.up': 'j' }, 'move.up', ['j']],
  ['a letter of another alphabet', { refresh: 'ж' }, 'refresh', ['ж']],
])('%s', (_, overrides, id, keys) => {
  expect(keysOf(overrides, id)).toEqual(keys);
  expect(bound(overrides).problems).toEqual([]);
  expect(conflicts(bound(overrides).table)).toEqual([]);
});

test.each<[string, KeyOverrides, string, RegExp]>([
  ['an unknown command', { refrsh: 'r' }, 'refresh', /no command is called refrsh; did you mean refresh\?/],
  ['ctrl+m', { refresh: 'ctrl+m' }, 'refresh', /"ctrl\+m" reaches a program as enter/],
  ['a function key', { refresh: 'F5' }, 'refresh', /"F5" is a function key/],
  ['a key that terminals keep', { refresh: 'cmd+r' }, 'refresh', /not sent by terminals/],
  ['an empty text', { refresh: '' }, 'refresh', /is no key; null takes the keys away/],
  ['a word', { refresh: 'reload' }, 'refresh', /is no key; write it like j/],
  ['the emergency exit', { 'quit.now': null }, 'quit.now', /quit\.now always is ctrl\+c/],
  [
    'the key of the emergency exit',
    { refresh: 'ctrl+c' },
    'refresh',
    /ctrl\+c is of quit\.now \(.+\); refresh \(.+\) keeps r/,
  ],
  ['a key that is taken', { refresh: 'y' }, 'refresh', /y is of copy \(.+\); refresh \(.+\) keeps r/],
  ['the beginning of a sequence', { refresh: 'g' }, 'refresh', /of move\.first/],
  ['a key of one page that hides a global one', { sort: 'r' }, 'sort', /r is of refresh \(.+\); sort \(.+\) keeps s/],
])('told and left at the default: %s', (_, overrides, id, problem) => {
  const { problems } = bound(overrides);
  expect(problems).toEqual([{ id: Object.keys(overrides)[0], words: expect.stringMatching(problem) }]);
  expect(keysOf(overrides, id)).toEqual(defaultsOf(id));
});

test('a conflict of two overrides costs the later one its key', () => {
  const overrides = { refresh: 'Z', copy: 'Z' };
  expect(keysOf(overrides, 'refresh')).toEqual(['Z']);
  expect(keysOf(overrides, 'copy')).toEqual(['y']);
  expect(bound(overrides).problems).toHaveLength(1);
});

test('half of a swap that cannot be takes the other half back', () => {
  const overrides = { refresh: 'y', copy: ['r', 'ctrl+c'] };
  expect(conflicts(bound(overrides).table)).toEqual([]);
  expect(keysOf(overrides, 'refresh')).toEqual(['r']);
  expect(keysOf(overrides, 'copy')).toEqual(['y']);
});

test('one of several keys that cannot be is left out alone', () => {
  expect(keysOf({ refresh: ['F5', 'ctrl+r'] }, 'refresh')).toEqual(['ctrl+r']);
});

test('text from the configuration cannot drive the terminal', () => {
  const { problems } = bound({ '\u001b]0;x\u0007': 'a', refresh: '\u001b[2J' });
  expect(problems).toHaveLength(2);
  expect(problems.map(({ words }) => words).join('')).not.toMatch(/[\u0000-\u001f]/);
});

describe('the resolver with a changed table', () => {
  const changed = bound({ refresh: 'ctrl+r', 'move.first': 'z z' }).table;
  test.each([
    ['the new key', 'ctrl+r', 'refresh'],
    ['the old key', 'r', undefined],
  ] as const)('%s', (_, stroke, id) => {
    expect(resolve(nothingPending, stroke, [], changed).command).toBe(id);
  });
  test('a sequence', () => {
    const { pending } = resolve(nothingPending, 'z', [], changed);
    expect(resolve(pending, 'z', [], changed).command).toBe('move.first');
  });
});

describe('keys of what lies over a page', () => {
  const keysIn = (overrides: KeyOverrides, id: string) => bind(overrides).table.find((one) => one.id === id)?.keys;

  test.each<[KeyOverrides, string, readonly string[]]>([
    [{ 'menu.down': 'x' }, 'menu.down', ['x']],
    // No text is typed in a menu, and in a dialog what edits a line comes first.
    [{ 'menu.down': 'ctrl+k' }, 'menu.down', ['ctrl+k']],
    [{ 'dialog.next': 'ctrl+k' }, 'dialog.next', ['ctrl+k']],
    // The help has hidden this key of lines before.
    [{ 'help.pageUp': 'ctrl+u' }, 'help.pageUp', ['ctrl+u']],
    [{ 'edit.eraseBefore': 'alt+u' }, 'edit.eraseBefore', ['alt+u']],
    [{ 'help.copy': null }, 'help.copy', []],
    [{ 'line.complete': ['right', 'tab'], 'edit.right': 'ctrl+f' }, 'line.complete', ['right', 'tab']],
  ])('%j is done', (overrides, id, keys) => {
    expect(bind(overrides).problems).toEqual([]);
    expect(keysIn(overrides, id)).toEqual(keys);
  });

  const keeps = (keys: string) => `; %s keeps ${keys}`;
  const named = (id: string) => `${id} (${allKeys.find((one) => one.id === id)?.title})`;
  const of = (key: string, owner: string, loser: string, keys: string) =>
    `${key} is of ${named(owner)}${keeps(keys).replace('%s', named(loser))}`;
  test.each<[string, string | null, string]>([
    ['help.pageUp', 'ctrl+k', of('ctrl+k', 'edit.eraseAfter', 'help.pageUp', 'ctrl+u, pgup')],
    ['line.down', 'ctrl+u', of('ctrl+u', 'edit.eraseBefore', 'line.down', 'down')],
    ['picker.mark', 'ctrl+a', of('ctrl+a', 'edit.start', 'picker.mark', 'space')],
    ['menu.down', 'ctrl+l', of('ctrl+l', 'redraw', 'menu.down', 'j, down, tab')],
    ['dialog.yes', 'ctrl+z', of('ctrl+z', 'suspend', 'dialog.yes', 'y')],
    ['edit.left', 'ctrl+c', of('ctrl+c', 'quit.now', 'edit.left', 'left, ctrl+b')],
    ['menu.down', 'g g', '"g g" is several keys; over a page one key has to do'],
    ['line.enter', 'x', '"x" is typed where this command works'],
    ['edit.left', 'space', '"space" is typed where this command works'],
    ['edit.left', 'ж', '"ж" is typed where this command works'],
    ...['dialog.no', 'menu.close', 'picker.close', 'help.close', 'line.leave'].map((id): [string, null, string] => [
      id,
      null,
      `${id} always has a key: without one nothing of its kind could be left`,
    ]),
  ])('%s as %s is not done, and said', (id, key, words) => {
    expect(bind({ [id]: key })).toEqual({ table: allKeys, problems: [{ id, words }] });
  });
});

test('a command that is not there is named so far, with what may be meant', () => {
  const words = (id: string) => bound({ [id]: 'x' }).problems.map((problem) => problem.words);
  expect(words('x'.repeat(60))).toEqual([`no command is called ${'x'.repeat(40)}; the README lists them all`]);
  expect(words('sorrt')).toEqual(['no command is called sorrt; did you mean sort?']);
  expect(bound({ copy: 'abcdefghijklmnopqrstuvwxyz' }).problems).toEqual([
    { id: 'copy', words: '"abcdefghijklmnopqrst" is no key; write it like j, G, ctrl+d, space or g g' },
  ]);
});

test('a command without a key keeps none', () => {
  const keyless = [entry('open', 'global'), entry('copy', 'global', 'y')];
  expect(bind({ open: 'y' }, keyless).problems).toEqual([
    { id: 'open', words: 'y is of copy (What copy does); open (What open does) keeps no key' },
  ]);
});
