import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wholeConfig } from '../../../source/commands/configuration/whole.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const configured = async (text: string) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'config.yaml'), text, { mode: 0o600 });
  const { config, problems } = await wholeConfig(folder);
  return {
    config,
    told: problems.map(({ key, line }) => `${line} ${key}`),
    messages: problems.map(({ message }) => message.replace(/^.*?config\.yaml:(\d+:\d+):/, '$1')),
  };
};

test.each([
  ['theme: dark', 'dark', []],
  ['theme: auto', 'auto', []],
  ['theme: mine\nthemes:\n  mine: { base: dark }', 'mine', []],
  // What is refused is not in force: nobody is told that it is.
  ['period: 7d\ntheme: nosuch', undefined, ['2 theme']],
])('of %j the theme is %s', async (text, theme, problems) => {
  const { config, told } = await configured(text);
  expect([config.theme, told]).toEqual([theme, problems]);
  expect('theme' in config).toBe(theme !== undefined);
});

test('with a theme that is refused all else stays in force', async () => {
  const { config } = await configured('period: 7d\ntheme: nosuch\nthemes:\n  mine: { base: dark }\n');
  expect(config).toEqual({ period: '7d', themes: { mine: { base: 'dark' } } });
});

// Each alone, as one section is enough for the rest of segtop to be asked.
test.each([
  ['period: 7d\nkeys:\n  no.such: x\n', ['3:3 keys.no.such: no command is called no.such; the README lists them all']],
  [
    'commands:\n  a: { run: [x], key: q }\n',
    ['2:18 commands.a.key: q is of quit (Go back; on Home, quit); own.a (x) keeps no key'],
  ],
  [
    'commands:\n  a: { title: A }\n',
    [
      '2:3 commands.a: it has nothing to run; use an object with run, a list of program and arguments, such as [jira, new, "{name}"]',
    ],
  ],
  // Told once.
  [
    'commands:\n  a: { run: 5 }\n',
    ['2:13 commands.a.run: 5 is not allowed; use a list of program and arguments, such as [jira, new, "{name}"]'],
  ],
  ['hotkeys:\n  q: home\n', ['2:3 hotkeys.q: q is of quit (Go back; on Home, quit); go.q (Go to home) keeps no key']],
  [
    'hotkeys:\n  nokey: nosuch/x\n',
    [
      '2:3 hotkeys.nokey: "nokey" is no key; write it like j, G, ctrl+d, space or g g',
      '2:10 hotkeys.nokey: "nosuch/x" is not allowed; use a page and its id such as destination/ID',
    ],
  ],
  [
    'aliases:\n  b: nosuch/x\n',
    ['2:6 aliases.b: "nosuch/x" is not allowed; use a page and its id such as destination/ID'],
  ],
  [
    'theme: drak\n',
    [
      '1:8 theme: "drak" is not allowed; use ansi, dark, light, high-contrast-dark, high-contrast-light, colour-blind-dark, colour-blind-light, mono, auto; did you mean dark?',
    ],
  ],
  // In the order of the file, whoever finds them.
  [
    'aliases:\n  c: nosuch/x\ncommands:\n  b: { title: B }\nkeys:\n  no.such: x\ntheme: zzzz\nperiod: 3d\n',
    [
      expect.stringMatching(/^2:6 aliases.c: /),
      expect.stringMatching(/^4:3 commands.b: /),
      expect.stringMatching(/^6:3 keys.no.such: /),
      expect.stringMatching(/^7:8 theme: [^?]*, mono, auto$/),
      expect.stringMatching(/^8:9 period: /),
    ],
  ],
])('of %j every mistake is told by its place', async (text, told) => {
  const { messages } = await configured(text);
  expect(messages).toEqual(told);
});
