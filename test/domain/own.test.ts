import { expect, test } from 'vitest';
import { filled, shownArgv, unknownPlaceholder } from '../../source/domain/own.ts';

test.each([
  [['a', '{id}'], { id: 'x' }, ['a', 'x']],
  [
    ['a', '--name={name}', '{id}/{id}'],
    { id: 'x', name: 'My; rm -rf $HOME `id`' },
    ['a', '--name=My; rm -rf $HOME `id`', 'x/x'],
  ],
  [['a', '{name}'], { name: 'two words {id}' }, ['a', 'two words {id}']],
  [['a', '{"json": 1}', '{}', '$1'], {}, ['a', '{"json": 1}', '{}', '$1']],
  [['a', '--n={name}'], { name: '-rf' }, ['a', '--n=-rf']],
])('%j with %j', (run, values, argv) => {
  expect(filled(run, values)).toEqual({ kind: 'filled', argv });
});

test.each([
  [['a', '{id}'], {}, 'there is no {id} here'],
  [['a', '{name}'], { name: '' }, 'there is no {name} here'],
  [['a', '{name}'], { name: '--exec=rm' }, '{name} begins with a dash here, which a program takes for an option'],
])('%j with %j is not run', (run, values, why) => {
  expect(filled(run, values)).toEqual({ kind: 'lacking', why });
});

test.each([
  ['{id}', undefined],
  ['{"a": 1}', undefined],
  ['{sorceId}', '{sorceId} (did you mean {sourceId}?)'],
  ['{constructor}', '{constructor}'],
])('a placeholder of %s', (argument, unknown) => {
  expect(unknownPlaceholder(argument)).toBe(unknown);
});

test('arguments are shown as they are told apart', () => {
  expect(shownArgv(['jira', '--summary=a b', "it's", ''])).toBe("jira '--summary=a b' 'it'\\''s' ''");
});
