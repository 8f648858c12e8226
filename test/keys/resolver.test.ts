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
function meant(strokes: readonly string[], scopes: readonly Command['scope'][] = []): (string | undefined)[] {
  let pending = nothingPending;
  return strokes.map((stroke) => {
    const found = resolve(pending, stroke, scopes, table);
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
