import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { schemaText } from '../../source/commands/docs.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { bin, cleanEnvironment, pinnedNode } from '../harness/terminal/pty.ts';

beforeAll(() => expect(inject('buildProblem')).toBe(''));

async function segtop(files: Readonly<Record<string, string>>, args: readonly string[], env = {}) {
  const home = await temporaryFolder();
  const folder = join(home, 'mine');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 });
  const options = { env: cleanEnvironment(home, { SEGTOP_CONFIG_DIR: folder, ...env }), maxBuffer: 2 ** 26 };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    const child = execFile(pinnedNode(), [bin, ...args], options, (error, out, err) => {
      const short = (text: string) => text.replaceAll(folder, 'DIR');
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: short(out), err: short(err) });
    });
    child.stdin?.end();
  });
}

const mistaken = 'perod: 7d\nkeys:\n  refrsh: r\n  browser: F5\n';

test('config check names every mistake, those of keys too, and ends in 2', async () => {
  const { code, out, err } = await segtop({ 'config.yaml': mistaken }, ['config', 'check']);
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^DIR\/config\.yaml:1:1: perod: "7d" is not allowed; .*did you mean period\?$/),
    'DIR/config.yaml:3:3: keys.refrsh: no command is called refrsh; did you mean refresh?',
    'DIR/config.yaml:4:3: keys.browser: "F5" is a function key, which terminals send in different ways',
    '',
  ]);
  expect([code, err]).toEqual([2, '']);
});

test('config check --json is for programs', async () => {
  const { code, out } = await segtop({ 'config.yaml': mistaken }, ['config', 'check', '--json']);
  expect(JSON.parse(out)).toMatchObject([
    { line: 1, column: 1, key: 'perod' },
    { line: 3, column: 3, key: 'keys.refrsh' },
    { line: 4, column: 3, key: 'keys.browser' },
  ]);
  expect(code).toBe(2);
});

test.each([
  [{ 'config.yaml': 'period: 7d\n' }, 'DIR/config.yaml: good\n'],
  [{}, 'DIR/config.yaml: there is none\n'],
])('config check of %j is well', async (files, out) => {
  expect(await segtop(files, ['config', 'check'])).toEqual({ code: 0, out, err: '' });
});

test('a theme that does not exist is named with those that do', async () => {
  const { code, out } = await segtop({ 'config.yaml': 'theme: mien\nthemes:\n  mine: { base: dark }\n' }, [
    'config',
    'check',
  ]);
  expect(code).toBe(2);
  expect(out).toMatch(
    /^DIR\/config\.yaml:1:8: theme: "mien" is not allowed; use ansi, dark, .*, mine; did you mean mine\?\n$/,
  );
});

test('two files end every command with the names of both', async () => {
  const { code, out, err } = await segtop({ 'config.yaml': '', 'config.json': '{}' }, ['status', '--demo']);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(
    /^segtop: configuration: "config\.yaml and config\.json in DIR" is not allowed; use one of these files; move the other away\n$/,
  );
});

test('config schema prints what is shipped', async () => {
  const { code, out } = await segtop({}, ['config', 'schema']);
  expect([code, out]).toEqual([0, schemaText()]);
  expect(await readFile('dist/config.schema.json', 'utf8')).toBe(out);
});

test('config show tells what is in force and what set it, and never a secret', async () => {
  const text =
    'period: 7d\nprofiles:\n  prod:\n    token: sgp_secret4711\n    me: ana@acme.example\nrefresh:\n  sources: 10m\n';
  const { code, out } = await segtop({ 'config.yaml': text }, ['config', 'show', '--json'], { NO_COLOR: '1' });
  expect(code).toBe(0);
  expect(out).not.toContain('4711');
  const rows = JSON.parse(out) as readonly { readonly key: string; readonly value: string; readonly from: string }[];
  const told = Object.fromEntries(rows.map(({ key, value, from }) => [key, `${value} ${from}`]));
  expect(told).toMatchObject({
    profile: '"prod" the first one',
    token: '(hidden) DIR/config.yaml:4',
    period: '"7d" DIR/config.yaml:1',
    me: '"ana@acme.example" DIR/config.yaml:5',
    color: 'false NO_COLOR',
    write: 'false default',
    'refresh.sources': '600000 DIR/config.yaml:7',
  });
  const env = { SEGTOP_TOKEN: 'sgp_other', SEGTOP_API_URL: 'http://127.0.0.1:1' };
  const shown = await segtop({ 'config.yaml': text }, ['--period', '24h', 'config', 'show'], env);
  expect(shown.out).toMatch(/^token +\(hidden\) +SEGTOP_TOKEN$/m);
  expect(shown.out).toMatch(/^apiUrl +"http:\/\/127\.0\.0\.1:1" +SEGTOP_API_URL$/m);
  expect(shown.out).toMatch(/^period +"24h" +--period$/m);
  expect(shown.err).toContain('me of the profile prod left out');
});

const ownMistakes = `commands:
  ticket:
    run: [jira, "{nmae}"]
  note:
    run: [note, 3]
  empty: {}
  Bad Name:
    run: [x]
  again:
    run: [x]
    key: s
    on: [destnation]
    output: pagr
hotkeys:
  alt+b: destnation/ID
  alt+c: destination
  F5: usage
aliases:
  br: sorce/ID
  fine: sources web
`;

test('commands, aliases and hotkeys: every mistake with its place, and nothing runs without one of its arguments', async () => {
  const { code, out } = await segtop({ 'config.yaml': ownMistakes }, ['config', 'check']);
  expect(out.trimEnd().split('\n')).toEqual([
    expect.stringMatching(
      /^DIR\/config\.yaml:3:10: commands\.ticket\.run: .* use the placeholders \{id\}, .* in place of \{nmae\} \(did you mean \{name\}\?\)$/,
    ),
    expect.stringMatching(/^DIR\/config\.yaml:5:10: commands\.note\.run: a list is not allowed; use a list of program/),
    expect.stringMatching(/^DIR\/config\.yaml:6:3: commands\.empty: it has nothing to run; use an object with run/),
    expect.stringMatching(/^DIR\/config\.yaml:\d+:\d+: commands\.Bad Name: .* use a name of small letters/),
    expect.stringMatching(
      /^DIR\/config\.yaml:11:5: commands\.again\.key: s is of sort \(.*\); own\.again \(x\) keeps no key$/,
    ),
    expect.stringMatching(/^DIR\/config\.yaml:12:10: commands\.again\.on\.0: .*did you mean destination\?$/),
    expect.stringMatching(/^DIR\/config\.yaml:13:13: commands\.again\.output: .*did you mean pager\?$/),
    expect.stringMatching(/^DIR\/config\.yaml:15:10: hotkeys\.alt\+b: .*did you mean destination\?$/),
    expect.stringMatching(/^DIR\/config\.yaml:16:10: hotkeys\.alt\+c: .* use destination\/ID$/),
    'DIR/config.yaml:17:3: hotkeys.F5: "F5" is a function key, which terminals send in different ways',
    expect.stringMatching(/^DIR\/config\.yaml:19:7: aliases\.br: .*did you mean source\?$/),
  ]);
  expect(code).toBe(2);
});
