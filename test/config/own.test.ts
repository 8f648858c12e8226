import { expect, test } from 'vitest';
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
