import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../source/config/config-file.ts';
import { UsageError } from '../../source/config/usage-error.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o600);
  }
  return folder;
}

async function read(text: string, name = 'config.yaml') {
  const folder = await folderWith({ [name]: text });
  const { config, problems, broken } = await readConfig(folder);
  return { config, broken, messages: problems.map(({ message }) => message.replace(join(folder, name), 'FILE')) };
}

test('YAML is read, and a digit is a key like any other', async () => {
  const { config, messages } = await read(`# mine
period: 7d
refresh: { sources: 10m }
keys:
  refresh: [r, ctrl+r]
  page.home: 1
  browser: null
profiles:
  prod: &own
    tokenFile: ~/token
    region: eu
  other: *own
`);
  expect(messages).toEqual([]);
  expect(config).toEqual({
    period: '7d',
    refresh: { sources: 600_000 },
    keys: { refresh: ['r', 'ctrl+r'], 'page.home': '1', browser: null },
    profiles: { prod: { tokenFile: '~/token', region: 'eu' }, other: { tokenFile: '~/token', region: 'eu' } },
  });
});

test.each(['config.yml', 'config.json'])('%s does as well', async (name) => {
  expect((await read('{"period": "7d"}', name)).config).toEqual({ period: '7d' });
});

test('two files are an error that names both', async () => {
  const folder = await folderWith({ 'config.yaml': '', 'config.json': '{}' });
  await expect(readConfig(folder)).rejects.toThrow(UsageError);
  await expect(readConfig(folder)).rejects.toThrow(
    /config\.yaml and config\.json in .*" is not allowed; use one of these files/,
  );
  // The one that was asked for counts.
  expect((await readConfig(folder, join(folder, 'config.json'))).problems).toEqual([]);
});

test('twelve mistakes are twelve messages with place, key, value, what is allowed and what was probably meant', async () => {
  const text = `period: 3d
perod: 7d
allowance:
  apiCals: 5
  mtu: -1
refresh:
  sorces: 10m
  volume: 1s
keys: 5
profiles:
  prod:
    regoin: eu
    region: er
    readOnly: yes
    accent: rde
    token: [a, b]
`;
  const { config, messages } = await read(text);
  const families = expect.stringMatching(
    /^FILE:7:3: refresh\.sorces: "10m" is not allowed; use one of \d+ keys, see segtop config schema; did you mean sources\?$/,
  );
  expect(messages).toEqual([
    'FILE:1:9: period: "3d" is not allowed; use 24h or 7d; did you mean 7d?',
    expect.stringMatching(/^FILE:2:1: perod: "7d" is not allowed; use one of the keys .*; did you mean period\?$/),
    'FILE:4:3: allowance.apiCals: 5 is not allowed; use one of the keys apiCalls, mtu; did you mean apiCalls?',
    'FILE:5:8: allowance.mtu: -1 is not allowed; use a whole number from 1',
    families,
    'FILE:8:11: refresh.volume: "1s" is not allowed; use a time from 5s to 24h, such as 30s, 5m or 1h',
    'FILE:9:7: keys: 5 is not allowed; use an object of keys by command',
    expect.stringMatching(
      /^FILE:12:5: profiles\.prod\.regoin: "eu" is not allowed; use one of the keys .*; did you mean region\?$/,
    ),
    'FILE:13:13: profiles.prod.region: "er" is not allowed; use us or eu; did you mean eu?',
    'FILE:14:15: profiles.prod.readOnly: "yes" is not allowed; use true or false; did you mean true?',
    expect.stringMatching(
      /^FILE:15:13: profiles\.prod\.accent: "rde" is not allowed; use black, red, .*; did you mean red\?$/,
    ),
    'FILE:16:12: profiles.prod.token: a list is not allowed; use text',
  ]);
  expect(config).toEqual({ allowance: {}, refresh: {}, profiles: { prod: { readOnly: true } } });
});

test('an address with a login in it is refused without telling the login', async () => {
  const { messages } = await read(`profiles:
  prod:
    apiUrl: https://ana:pw12345@h.example
  dev:
    apiUrl: https://ana:pw/12@345@h.example/x
`);
  expect(messages).toEqual(
    [
      '3:13: profiles.prod.apiUrl: "https://(hidden)@h.example"',
      '5:13: profiles.dev.apiUrl: "https://(hidden)@h.example/x"',
    ].map((place) => `FILE:${place} is not allowed; use an address that begins with https:// or http://`),
  );
});

describe('a text that is no YAML says where it stops making sense, and never quotes itself', () => {
  const secret = 'sgp_4kXhW2mQ9tYvB7cNfR3sDz';
  test.each([
    [
      'a quote that is not closed',
      `profiles:\n  prod:\n    token: "${secret}\n`,
      /^FILE:\d+:\d+: is not valid YAML: .*quote/,
    ],
    ['a second colon', `token: ${secret}: x\n`, /^FILE:1:8: is not valid YAML: a colon more than expected/],
    ['a tab', `profiles:\n\tprod:\n`, /^FILE:\d:\d: is not valid YAML: /],
    ['an open list', `keys: [${secret},\n`, /^FILE:2:1: is not valid YAML: /],
    ['two documents', `period: 7d\n---\nperiod: 24h\n`, /^FILE:2:1: is not valid YAML: a second document begins/],
    ['an alias of nothing', `period: *${secret}\n`, /^FILE:1:9: is not valid YAML: this alias has no anchor/],
    ['NUL bytes', '\0'.repeat(9), /^FILE:1:1: is not valid YAML/],
    ['far too deep', '['.repeat(50_000), /^FILE:\d+:\d+: is not valid YAML: /],
    ['aliases that grow', aliases(), /^FILE:1:1: is not valid YAML: its aliases unfold without end/],
  ])('%s', async (_, text, expected) => {
    const { config, messages, broken } = await read(text);
    expect(messages).toEqual([expect.stringMatching(expected)]);
    expect(messages.join('')).not.toContain(secret.slice(0, 9));
    expect([config, broken]).toEqual([{}, true]);
  });

  /** A hundred bytes a line that unfold into ten thousand million entries. */
  function aliases(): string {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 10; level += 1)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    return lines.join('\n');
  }
});

describe('what was to lock a profile locks it, whatever was written wrong', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['given twice', '  prod:\n    readOnly: true\n    readOnly: false\n', ['prod'], ['4:5']],
    ['given twice, unlocked both times', '  prod:\n    readOnly: false\n    readOnly: false\n', [], ['4:5']],
    ['in a profile given twice', '  prod:\n    readOnly: true\n  prod:\n    write: true\n', ['prod'], ['4:3']],
    ['in profiles given twice', '  prod: { readOnly: true }\nprofiles:\n  prod: {}\n', ['prod'], ['3:1']],
    ['in profiles that are gone', '  prod: { readOnly: true }\nprofiles:\n  dev: {}\n', [], ['3:1']],
    ['a level too far right', '  prod:\n    theme:\n      readOnly: true\n  dev: {}\n', ['prod'], ['3:5']],
    ['within what is known', '  prod:\n    collect:\n      readOnly: true\n  dev: {}\n', ['prod'], ['4:7']],
    ['in place of a value', '  prod:\n    tokenFile:\n      readOnly: true\n  dev: {}\n', ['prod'], ['4:7']],
    ['a level too far left', '  prod: {}\n  dev: {}\n  readOnly: true\n', ['prod', 'dev'], ['4:13']],
    ['two levels too far left', '  prod: {}\n  dev: {}\nreadonly: true\n', ['prod', 'dev'], ['4:1']],
    ['saying no, at the top', '  prod: {}\nreadOnly: false\n', [], ['3:1']],
    ['merged as YAML 1.1 did', '  dev: &own { readOnly: true }\n  prod: { <<: *own }\n', ['dev', 'prod'], ['3:11']],
    ['of another profile', '  prod: { readOnly: true }\n  dev: { regoin: eu }\n', ['prod'], ['3:10']],
  ])('%s', async (_, profiles, locked, places) => {
    const { config, messages } = await read(`profiles:\n${profiles}`);
    const found = Object.entries(config.profiles ?? {}).filter(([, { readOnly }]) => readOnly === true);
    expect(found.map(([name]) => name)).toEqual(locked);
    expect(messages.map((message) => /^FILE:(\d+:\d+): /.exec(message)?.[1])).toEqual(places);
  });

  test('in JSON, where a key that is given twice is told as well', async () => {
    const { config, messages } = await read(
      '{"profiles":{"prod":{"readOnly":true,\n"write":true,"readOnly":false}}}',
      'config.json',
    );
    expect(config).toEqual({ profiles: { prod: { readOnly: true, write: true } } });
    expect(messages).toEqual(['FILE:2:14: this key is given twice; keep one']);
  });

  test('in what holds itself', async () => {
    const { config } = await read('profiles:\n  prod: { a: &a [*a], readOnly: 1 }\n  dev: { b: &b { c: *b } }\n');
    expect(config).toEqual({ profiles: { prod: { readOnly: true }, dev: {} } });
  });
});

test('a key that is given twice is told, and the last one counts', async () => {
  const { config, messages } = await read('period: 24h\nperiod: 7d\n');
  expect(messages).toEqual(['FILE:2:1: this key is given twice; keep one']);
  expect(config).toEqual({ period: '7d' });
});

test('nothing but comments is no mistake', async () => {
  expect(await read('# nothing yet\n')).toEqual({ config: {}, broken: false, messages: [] });
});

test('keys that objects have by nature are keys like any other', async () => {
  const { messages } = await read('__proto__: 1\nconstructor: 2\nprofiles: { __proto__: { region: eu } }\n');
  expect(messages.filter((one) => /(?:__proto__|constructor): \d is not allowed/.test(one))).toHaveLength(2);
});
