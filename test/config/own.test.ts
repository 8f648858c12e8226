import { expect, test } from 'vitest';
import { checkConfig } from '../../source/config/check.ts';
import { ownOf } from '../../source/config/own.ts';

const usual = { name: 'tail', run: ['tail', '-f'], on: undefined, key: undefined, confirm: false, output: 'toast' };

test.each([
  ['a command without more', { run: ['tail', '-f'] }, [{ ...usual, title: 'tail -f' }]],
  ['one with a title', { run: ['tail', '-f'], title: 'Follow' }, [{ ...usual, title: 'Follow' }]],
  ['one that asks', { run: ['tail', '-f'], confirm: true }, [{ ...usual, title: 'tail -f', confirm: true }]],
  [
    'one that asks in its own words',
    { run: ['tail', '-f'], confirm: 'Sure?' },
    [{ ...usual, title: 'tail -f', confirm: 'Sure?' }],
  ],
  [
    'one whose words are blank asks in ours',
    { run: ['tail', '-f'], confirm: ' ' },
    [{ ...usual, title: 'tail -f', confirm: true }],
  ],
  [
    'one with a place for its output',
    { run: ['tail', '-f'], output: 'pager' },
    [{ ...usual, title: 'tail -f', output: 'pager' }],
  ],
  [
    'one with a key on some rows',
    { run: ['tail', '-f'], key: 'ctrl+t', on: ['source'] },
    [{ ...usual, title: 'tail -f', key: 'ctrl+t', on: ['source'] }],
  ],
  ['one that runs nothing is none', {}, []],
])('%s', (_, command, expected) => {
  const content = { commands: { tail: command } } as unknown as Parameters<typeof ownOf>[0];
  expect(ownOf(content)).toEqual({ commands: expected, aliases: {}, hotkeys: {} });
});

test('aliases and hotkeys are as they are', () => {
  const content = { aliases: { s: 'sources' }, hotkeys: { f5: 'sources' } } as unknown as Parameters<typeof ownOf>[0];
  expect(ownOf(content)).toEqual({ commands: [], aliases: { s: 'sources' }, hotkeys: { f5: 'sources' } });
});

const run = 'a list of program and arguments, such as [jira, new, "{name}"]';
const names = 'a name of small letters, digits and dashes that begins with a letter';

test.each<[object, string | undefined]>([
  [{ commands: { a: { run: ['x'] }, 'b-2': { run: ['x', '', '{name}', '--id={id}'] } } }, undefined],
  [{ commands: [] }, 'commands: a list is not allowed; use an object of commands by name'],
  [{ commands: { Tail: { run: ['x'] } } }, `commands.Tail: an object is not allowed; use ${names}`],
  [{ commands: { '2b': { run: ['x'] } } }, `commands.2b: an object is not allowed; use ${names}`],
  [{ commands: { 'a b': { run: ['x'] } } }, `commands.a b: an object is not allowed; use ${names}`],
  [{ commands: { a: { run: 'x' } } }, `commands.a.run: "x" is not allowed; use ${run}`],
  [{ commands: { a: { run: [] } } }, `commands.a.run: a list is not allowed; use ${run}`],
  [{ commands: { a: { run: [''] } } }, `commands.a.run: a list is not allowed; use ${run}`],
  [{ commands: { a: { run: ['x', 5] } } }, `commands.a.run: a list is not allowed; use ${run}`],
  [{ commands: { a: { run: ['x', 'b\u0000'] } } }, `commands.a.run: a list is not allowed; use ${run}`],
  [
    { commands: { a: { run: ['{name}', 'x'] } } },
    'commands.a.run: a list is not allowed; use a program that is named without placeholders',
  ],
  [
    { commands: { a: { run: ['x', '{nam}', '{what}'] } } },
    'commands.a.run: a list is not allowed; use the placeholders {id}, {name}, {kind}, {parentId}, {sourceId}, {sourceName}, {destinationId}, {destinationName}, {address}, {url}, {workspace}, {workspaceId}, {profile}, {period} in place of {nam} (did you mean {name}?)',
  ],
  [{ commands: { a: { run: ['x'], title: '' } } }, 'commands.a.title: "" is not allowed; use text that is not empty'],
  [
    { commands: { a: { run: ['x'], on: 'source' } } },
    'commands.a.on: "source" is not allowed; use a list of kinds such as source',
  ],
  [
    { commands: { a: { run: ['x'], output: 'page' } } },
    'commands.a.output: "page" is not allowed; use toast, pager, nothing, terminal; did you mean pager?',
  ],
  [
    { commands: { a: { run: ['x'], confirm: 1 } } },
    'commands.a.confirm: 1 is not allowed; use true, false or a question',
  ],
  [{ aliases: { s: 'sources' }, hotkeys: { f5: 'sources' } }, undefined],
  [{ aliases: 's' }, 'aliases: "s" is not allowed; use an object of palette lines and addresses by name'],
  [{ aliases: { S: 'sources' } }, `aliases.S: "sources" is not allowed; use ${names}`],
  [{ hotkeys: [] }, 'hotkeys: a list is not allowed; use an object of addresses such as destination/ID by key'],
])('what is allowed in place of %j', (content, words) => {
  const messages = checkConfig('F', content).problems.map(({ message }) => message);
  expect(messages).toEqual(words === undefined ? [] : [`F: ${words}`]);
});
