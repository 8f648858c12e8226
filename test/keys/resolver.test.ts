import { describe, expect, test } from 'vitest';
import type { Command } from '../../source/keys/keymap.ts';
import { nothingPending, resolve } from '../../source/keys/resolver.ts';

const command = (id: string, keys: readonly string[], scope: Command['scope'] = 'global'): Command => ({
  id,
  keys,
  scope,
  group: 'Look',
  title: id,
});

const table = [
  command('first', ['g g', 'home']),
  command('graph', ['g x']),
  command('down', ['j', 'down']),
  command('everywhere', ['d']),
  command('here', ['d'], 'home'),
];

/** Types strokes one after the other and tells the commands they meant. */
function meant(
  strokes: readonly string[],
  scopes: readonly Command['scope'][] = [],
  commands: readonly Command[] = table,
): (string | undefined)[] {
  let pending = nothingPending;
  return strokes.map((stroke) => {
    const found = resolve(pending, stroke, scopes, commands);
    pending = found.pending;
    return found.command;
  });
}

describe('strokes mean commands', () => {
  test.each([
    ['a key', ['j'], ['down']],
    ['another key of the same command', ['down'], ['down']],
    ['a sequence', ['g', 'g'], [undefined, 'first']],
    ['the other sequence that begins alike', ['g', 'x'], [undefined, 'graph']],
    ['a sequence that was broken off: the key counts by itself', ['g', 'j'], [undefined, 'down']],
    ['a sequence begun again', ['g', 'q', 'g', 'g'], [undefined, undefined, undefined, 'first']],
    ['a key that means nothing', ['z'], [undefined]],
    ['a narrower scope that does not hold', ['d'], ['everywhere']],
  ])('%s', (_, strokes, commands) => {
    expect(meant(strokes)).toEqual(commands);
  });

  test('the narrower scope wins over the global one', () => {
    expect(meant(['d'], ['home'])).toEqual(['here']);
  });
});

describe('keys of a scope', () => {
  const scoped = [
    command('marked', ['z', 'x x'], 'rows'),
    command('sought', ['s s'], 'payload'),
    command('sorted', ['s o']),
    command('first', ['g'], 'home'),
    command('second', ['g'], 'graph'),
  ];
  test.each<[string, readonly string[], readonly Command['scope'][], readonly (string | undefined)[]]>([
    ['that does not hold mean nothing', ['z'], ['home'], [undefined]],
    ['that holds mean theirs', ['z'], ['home', 'rows'], ['marked']],
    ['that does not hold begin no sequence', ['x', 'x', 'z'], [], [undefined, undefined, undefined]],
    ['that holds begin one', ['x', 'x'], ['rows'], [undefined, 'marked']],
    ['that does not hold leave the sequences of others', ['s', 'o'], [], [undefined, 'sorted']],
    ['come in the order of the scopes', ['g'], ['graph', 'home'], ['second']],
    ['come in the order of the scopes, the other way round', ['g'], ['home', 'graph'], ['first']],
  ])('%s', (_, strokes, scopes, commands) => expect(meant(strokes, scopes, scoped)).toEqual(commands));

  test.each<[string, readonly string[], readonly string[]]>([
    ['a key of its own leaves nothing begun', ['z'], []],
    ['a beginning waits', ['x'], ['x']],
    ['what continues nothing leaves nothing', ['x', 'q'], []],
    ['what continues nothing may begin anew', ['x', 's'], ['s']],
    ['the end of a sequence leaves nothing', ['x', 'x'], []],
  ])('%s', (_, strokes, left) => {
    const end = strokes.reduce((pending, stroke) => resolve(pending, stroke, ['rows'], scoped).pending, nothingPending);
    expect(end.strokes).toEqual(left);
  });
});
