import { describe, expect, test } from 'vitest';
import { type Asked, askedOf, wordsOf } from '../../../source/commands/lines/typed.ts';
import { UsageError } from '../../../source/config/usage-error.ts';
import { keymap } from '../../../source/keys/keymap.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import { views } from '../../../source/views/registry.ts';

const pages: ReadonlyMap<string, ViewId> = new Map(
  views.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id] as const)),
);
const none = {};

describe('a line is read as the palette and the shell would read it', () => {
  test.each<[string, Asked]>([
    ['', { kind: 'nothing' }],
    ['   ', { kind: 'nothing' }],
    ['help', { kind: 'help' }],
    ['?', { kind: 'help' }],
    [':help', { kind: 'help' }],
    ['quit', { kind: 'quit' }],
    ['Q', { kind: 'quit' }],
    ['triage', { kind: 'triage' }],
    ['segtop status', { kind: 'status' }],
    ['!', { kind: 'worst' }],
    ['7d', { kind: 'period', period: '7d' }],
    ['last-24h', { kind: 'period', period: '24h' }],
    ['period 7d', { kind: 'period', period: '7d' }],
    ['period', { kind: 'period', period: undefined }],
    ['failing', { kind: 'list', name: 'failing', options: none }],
    ['problems', { kind: 'list', name: 'failing', options: none }],
    ['destinations braze >5%', { kind: 'list', name: 'connections', options: { filter: 'braze >5%' } }],
    ['events Web (prod)', { kind: 'list', name: 'events', of: 'Web (prod)', options: none }],
    ['list syncs', { kind: 'list', name: 'syncs', options: none }],
    [
      'segtop list activity --limit 3 --filter since:2h',
      { kind: 'list', name: 'activity', options: { limit: 3, filter: 'since:2h' } },
    ],
    ['list sources --sort=events:asc', { kind: 'list', name: 'sources', options: { sort: 'events:asc' } }],
    ['3', { kind: 'row', row: 3, options: none }],
    ['show 12', { kind: 'row', row: 12, options: none }],
    ['open 1 --json', { kind: 'row', row: 1, options: { json: true } }],
    ['show destination/Braze ← iOS', { kind: 'page', address: 'destination/Braze ← iOS', options: none }],
    ["show 'source/Web (prod)'", { kind: 'page', address: 'source/Web (prod)', options: none }],
    ['source/abc', { kind: 'page', address: 'source/abc', options: none }],
    ['open health', { kind: 'page', address: 'health', options: none }],
    ['open Braze', { kind: 'name', name: 'Braze', options: none }],
    ['overview', { kind: 'page', address: 'overview', options: none }],
    ['health', { kind: 'list', name: 'health', options: none }],
    [
      'payload Braze --code 401 --sample 2',
      { kind: 'payload', connection: 'Braze', options: { code: '401', sample: 2 } },
    ],
    ['p Braze ← iOS --reveal', { kind: 'payload', connection: 'Braze ← iOS', options: { reveal: true } }],
    ['report source/iOS', { kind: 'report', address: 'source/iOS' }],
    ['history source/iOS --from -3h', { kind: 'history', address: 'source/iOS', options: { from: '-3h' } }],
    ['Braze', { kind: 'name', name: 'Braze', options: none }],
    ["Ana's source", { kind: 'name', name: "Ana's source", options: none }],
    ['show Braze --at 02:00', { kind: 'name', name: 'Braze', options: { at: '02:00' } }],
    ['Braze ← iOS --json', { kind: 'name', name: 'Braze ← iOS', options: { json: true } }],
    ['open HEALTH --at -3h', { kind: 'page', address: 'HEALTH', options: { at: '-3h' } }],
    ['triage --json', { kind: 'list', name: 'triage', options: { json: true } }],
    ['home --json', { kind: 'page', address: 'home', options: { json: true } }],
    ['history iOS --json', { kind: 'history', address: 'iOS', options: { json: true } }],
    ['payload Braze --json', { kind: 'payload', connection: 'Braze', options: { json: true } }],
    ['Exit survey', { kind: 'name', name: 'Exit survey', options: none }],
    ['failing --filter="web prod"', { kind: 'list', name: 'failing', options: { filter: 'web prod' } }],
    ["failing --filter='>5%'", { kind: 'list', name: 'failing', options: { filter: '>5%' } }],
  ])('%j', (line, asked) => expect(askedOf(line, pages)).toEqual(asked));
});

test.each([
  [['quit', 'q', 'q!', 'exit', 'quit-now', 'QUIT', 'segtop quit'], { kind: 'quit' }],
  [['help', '?', 'Help', ' : help '], { kind: 'help' }],
  [['triage', 'wrong', 'e', ':e'], { kind: 'triage' }],
  [['home', 'status', 'SEGTOP status'], { kind: 'status' }],
  [['worst', '!'], { kind: 'worst' }],
  [['refresh', 'refresh-all', 'r'], { kind: 'refresh' }],
  [['workspaces', 'profiles'], { kind: 'profiles' }],
  [['now'], { kind: 'now' }],
  [['24h', 'last-24h', 'period 24h'], { kind: 'period', period: '24h' }],
  [['7d', 'last-7d', 'period 7d'], { kind: 'period', period: '7d' }],
  [['', '  ', 'segtop'], { kind: 'nothing' }],
  [['ls failing', 'list failing', 'LIST failing'], { kind: 'list', name: 'failing', options: {} }],
  [['show 1', 'open 1', 'o 1', '1', '0001'], { kind: 'row', row: 1, options: {} }],
  [['12345'], { kind: 'name', name: '12345', options: none }],
  [['constructor'], { kind: 'name', name: 'constructor', options: none }],
  [
    ['failing braze --filter >5%', 'list failing --filter=>5% braze'],
    { kind: 'list', name: 'failing', options: { filter: 'braze >5%' } },
  ],
  [['failing --limit 1'], { kind: 'list', name: 'failing', options: { limit: 1 } }],
])('%j mean the same', (lines, asked) => {
  for (const line of lines) expect([line, askedOf(line, pages)]).toEqual([line, asked]);
});

test.each<[string, string]>([
  ['failing --limit 0', '--limit: "0" is not allowed; use a number from 1'],
  ['list', 'list is not set; use the name of a list, such as failing; help names all'],
  ['list nonsense', 'list: "nonsense" is not allowed; use the name of a list, such as failing; help names all'],
  ['show', 'show is not set; use show followed by the number of a row, or TYPE/ID'],
  ['payload', 'payload is not set; use payload followed by a connection, such as Braze'],
  ['period 3d', 'period: "3d" is not allowed; use 24h or 7d'],
  ['failing --limit none', '--limit: "none" is not allowed; use a number from 1'],
  ['failing --limit', '--limit is not set; use --limit followed by its value'],
  ['status --json', 'status: "--json" is not allowed; use it without options'],
  ['worst --at -3h', 'worst: "--at" is not allowed; use it without options'],
  ['7d --json', '7d: "--json" is not allowed; use it without options'],
  ['report source/iOS --at 02:00', 'report: "--at" is not allowed; use it without options'],
  ['payload Braze --at 02:00', 'payload: "--at" is not allowed; use --code, --sample, --reveal, --json'],
  ['history iOS --at 02:00', 'history: "--at" is not allowed; use --from, --to, --json'],
  ['show 1 --reveal', 'show: "--reveal" is not allowed; use --at, --json'],
  ['Braze --limit 3', 'Braze: "--limit" is not allowed; use --at, --json'],
  ['failing --code 401', 'failing: "--code" is not allowed; use --filter, --sort, --limit, --columns, --at, --json'],
  ['failing --limit 0001000', '--limit: "0001000" is not allowed; use a number from 1'],
  [
    'failing --colour',
    'option: "--colour" is not allowed; use --filter, --sort, --limit, --columns, --code, --sample, --from, --to, --at, --reveal, --json',
  ],
])('%j is answered with what to type', (line, message) => {
  const read = () => askedOf(line, pages);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
});

test('every command of the palette is known: it works, or it is said why not and what does the same', () => {
  const names = keymap.map(({ id }) => (id as string).replace('page.', '').replaceAll('.', '-'));
  for (const name of names) {
    const asked = (() => {
      try {
        return askedOf(name, pages);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(UsageError);
        return { kind: 'usage' } as const;
      }
    })();
    expect([name, asked.kind]).not.toEqual([name, 'name']);
    if (asked.kind === 'refused') expect(asked.why.length).toBeGreaterThan(20);
  }
});

test('what would change the workspace is refused as that', () => {
  for (const word of ['switch', 'field-color', 'field-inventory'])
    expect(askedOf(word, pages)).toMatchObject({ kind: 'refused', why: expect.stringContaining('lines only read') });
});

test.each([
  ['a b', ['a', 'b']],
  ['"a b" c', ['a b', 'c']],
  ["'a b'", ['a b']],
  ["it's on", ["it's", 'on']],
  ['"open', ['"open']],
  ['--filter="a b" c', ['--filter=a b', 'c']],
  ['""', ['']],
  ['x--filter="a b"', ['x--filter="a', 'b"']],
])('words of %j', (text, words) => expect(wordsOf(text)).toEqual(words));
