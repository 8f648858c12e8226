import { describe, expect, test } from 'vitest';
import { checkConfig, isSecret } from '../../source/config/check.ts';
import { readText } from '../../source/config/document.ts';
import { configShape } from '../../source/config/shape.ts';
import { resourceFamilies } from '../../source/domain/resource-families.ts';

const messagesOf = (content: unknown): readonly string[] =>
  checkConfig('F', content).problems.map(({ message }) => message);

/** What comes before the words on what is allowed. */
const beginnings = (content: unknown) => messagesOf(content).map((message) => message.split(' is not allowed;')[0]);

describe('what nobody else may see is in no message', () => {
  const secret = 'k4XhW2mQ9tYvB7cNfR3sDz';
  const hook = `https://hooks.example/services/${secret}`;
  test.each<[string, unknown, string]>([
    ['of its key', { profiles: { prod: { apiUrl: 'ftp://x', password: secret } } }, 'profiles.prod.password'],
    ['of a key that was misspelt', { profiles: { prod: { tokn: secret } } }, 'profiles.prod.tokn'],
    ['of a key with a letter too many', { profiles: { prod: { tokeen: secret } } }, 'profiles.prod.tokeen'],
    [
      'of a secret that was misspelt',
      { profiles: { prod: { collect: { secrt: secret } } } },
      'profiles.prod.collect.secrt',
    ],
    [
      'of a webhook that was misspelt',
      { alerts: { channels: { a: { webhok: hook, desktop: ['x'] } } } },
      'alerts.channels.a.webhok',
    ],
    [
      'of an address by another name',
      { alerts: { channels: { a: { url: hook, desktop: ['x'] } } } },
      'alerts.channels.a.url',
    ],
    [
      'of an address in place of a channel, in a profile',
      { profiles: { prod: { alerts: { channels: { a: hook } } } } },
      'profiles.prod.alerts.channels.a',
    ],
    ['of a key that is like none, in a profile', { profiles: { prod: { bearer: secret } } }, 'profiles.prod.bearer'],
    ['of a key that is like none, among alerts', { alerts: { slack: hook } }, 'alerts.slack'],
    ['of a key that is like none', { slack: hook }, 'slack'],
    ['of a misspelt key at the top', { tokn: secret }, 'tokn'],
    ['in place of a profile', { profiles: { prod: secret } }, 'profiles.prod'],
    ['in place of all profiles', { profiles: secret }, 'profiles'],
    ['in place of alerts', { alerts: hook }, 'alerts'],
  ])('the value %s', (_, content, place) => {
    const messages = messagesOf(content);
    expect(messages.join('\n')).not.toContain(secret);
    expect(messages.some((message) => message.startsWith(`F: ${place}: the (hidden) value is not allowed`))).toBe(true);
  });

  test('a key that is missing is told also where there is a mistake beside what it is missing in', () => {
    expect(beginnings({ alerts: { quietHours: { from: '22:00' }, send: 5 } }).toSorted()).toEqual([
      'F: alerts.quietHours.to: nothing',
      'F: alerts.send: 5',
    ]);
    expect(beginnings({ alerts: { quietHours: { from: '22:00' }, terminal: 5 } }).toSorted()).toEqual([
      'F: alerts.quietHours.to: nothing',
      'F: alerts.terminal: 5',
    ]);
    // Of what lacks a key for its own mistake only that one is told.
    expect(beginnings({ alerts: { quietHours: { from: '22:00', to: 7 } } })).toEqual(['F: alerts.quietHours.to: 7']);
  });

  test('what is too short for a secret is told under a key that is like none: it says what was meant', () => {
    const told = (value: string) => beginnings({ slack: value, profiles: { prod: value } }).toSorted();
    expect(told('k4XhW2m')).toEqual(['F: profiles.prod: "k4XhW2m"', 'F: slack: "k4XhW2m"']);
    expect(told('k4XhW2mQ')).toEqual(['F: profiles.prod: the (hidden) value', 'F: slack: the (hidden) value']);
  });

  test.each<[boolean, readonly string[]]>([
    [true, ['profiles', 'prod', 'token']],
    [true, ['profiles', 'prod', 'tokenCommand', '0']],
    [true, ['profiles', 'prod', 'apiKey']],
    [true, ['profiles', 'prod', 'Password']],
    [true, ['profiles', 'my-secret', 'region']],
    [true, ['alerts', 'channels', 'a', 'webhook']],
    [true, ['token']],
    // The name of a variable is no secret.
    [false, ['alerts', 'channels', 'a', 'webhookEnv']],
    [false, ['profiles', 'prod', 'region']],
    [false, []],
    // Names of commands and of keys, of kinds of text.
    ...['keys', 'themes', 'commands', 'aliases', 'hotkeys'].map((section): [boolean, string[]] => [
      false,
      [section, 'copy-token'],
    ]),
    [true, ['refresh', 'keys']],
  ])('%s of %j', (expected, path) => expect(isSecret(path)).toBe(expected));

  test('and what is no secret is told', () => {
    expect(
      beginnings({
        keys: { 'copy-token': 10 },
        period: '3d',
        refresh: { sources: 5 },
        profiles: { prod: { colour: 'red', region: [1], accent: { a: 1 }, me: '' } },
        alerts: { channels: { a: { preset: 'slak', webhook: hook } } },
      }).toSorted(),
    ).toEqual([
      'F: alerts.channels.a.preset: "slak"',
      'F: keys.copy-token: 10',
      'F: period: "3d"',
      'F: profiles.prod.accent: an object',
      'F: profiles.prod.colour: "red"',
      'F: profiles.prod.me: ""',
      'F: profiles.prod.region: a list',
      'F: refresh.sources: 5',
    ]);
  });

  test('a collection of logs with a blank in it', () => {
    const failureLogs = { braze: 'c1 f7', slack: ' c2', zendesk: '', good: 'c4' };
    expect(messagesOf({ failureLogs }).toSorted()).toEqual([
      'F: failureLogs.braze: "c1 f7" is not allowed; use an id without blanks',
      'F: failureLogs.slack: " c2" is not allowed; use an id without blanks',
      'F: failureLogs.zendesk: "" is not allowed; use an id without blanks',
    ]);
    expect(checkConfig('F', { failureLogs }).config.failureLogs).toEqual({ good: 'c4' });
  });

  test('as much as fits a line, and nothing that a terminal could obey', () => {
    expect(beginnings({ period: 'x'.repeat(100) })).toEqual([`F: period: "${'x'.repeat(59)}`]);
    expect(beginnings({ period: 'a\u001b[2Jb', [`p\u001b]0;x\u0007${'y'.repeat(130)}`]: 1 }).join()).not.toMatch(
      /[\u0000-\u001f\u007f]/,
    );
    const long = 'y'.repeat(130);
    expect(beginnings({ [long]: 1 })).toEqual([`F: ${'y'.repeat(120)}: 1`]);
  });
});

test.each([
  ['readOnly', 'on', 'true'],
  ['readOnly', 'Yes', 'true'],
  ['write', 'no', 'false'],
  ['write', 'OFF', 'false'],
  ['write', 'flase', 'false'],
  ['write', 'ture', 'true'],
  ['write', 'perhaps', undefined],
  ['write', 'constructor', undefined],
  ['write', '__proto__', undefined],
  ['region', 'uS', 'us'],
  ['region', 'yes', undefined],
  ['accent', 'gren', 'green'],
  ['me', 5, undefined],
])('%s: %j was probably meant for %s', (key, value, meant) => {
  const [message] = messagesOf({ profiles: { prod: { [key]: value } } });
  expect(message?.split('; did you mean ')[1]).toBe(meant && `${meant}?`);
});

test('mistakes are told in the order in which they stand in the file', () => {
  const read = readText('{ "period": "3d", "mouse": 1,\n  "theme": 2, "perod": 3 }\n', false);
  const { problems } = checkConfig('F', read.content, read.positionOf);
  expect(problems.map(({ line, column, key }) => [line, column, key])).toEqual([
    [1, 13, 'period'],
    [1, 28, 'mouse'],
    [2, 12, 'theme'],
    [2, 15, 'perod'],
  ]);
});

test('what lacks a key that it needs is taken out, and told once at its own place', () => {
  const text = 'alerts:\n  quietHours:\n    from: "22:00"\n    tell: nothing\n  send: [a]\n';
  const { content, positionOf } = readText(text, false);
  const { config, problems } = checkConfig('F', content, positionOf);
  const words = 'nothing is not allowed; use a time of day such as 22:00, in quotes';
  expect(problems).toEqual([
    { file: 'F', line: 3, column: 5, key: 'alerts.quietHours.to', message: `F:3:5: alerts.quietHours.to: ${words}` },
  ]);
  expect(config).toEqual({ alerts: { send: ['a'] } });
});

test('what is given is left as it is', () => {
  const content = { period: '3d', profiles: { prod: { readonly: true, region: 'x' } } };
  const before = structuredClone(content);
  const { config } = checkConfig('F', content);
  expect([content, config]).toEqual([before, { profiles: { prod: { readOnly: true } } }]);
});

test.each([[['a']], ['text'], [5]])('%j is no configuration, and nothing of it counts', (content) => {
  const { config, problems } = checkConfig('F', content);
  const what = Array.isArray(content) ? 'a list' : JSON.stringify(content);
  expect([config, problems]).toEqual([
    {},
    [{ file: 'F', key: '', message: `F: ${what} is not allowed; use an object` }],
  ]);
});

test('wrong entries of a list go alone, and each is told at its own place', () => {
  const { config, problems } = checkConfig('F', { alerts: { send: ['ops', 5, '', 'team', 7] } });
  expect(problems.map(({ key }) => key)).toEqual(['alerts.send.4', 'alerts.send.2', 'alerts.send.1']);
  expect(config).toEqual({ alerts: { send: ['ops', 'team'] } });
});

describe('a lock that was written wrong', () => {
  const locked = (profiles: unknown, above: object = {}) => {
    const { config } = checkConfig('F', { ...above, profiles });
    return Object.entries(config.profiles ?? {}).flatMap(([name, { readOnly }]) => (readOnly === true ? [name] : []));
  };
  const deep = (depth: number): unknown => (depth === 0 ? true : { more: deep(depth - 1) });
  test.each<[string, unknown, object, readonly string[]]>([
    ['within six others', { prod: { a: { b: { c: { d: { e: { readOnly: true } } } } } }, dev: {} }, {}, []],
    ['within five others', { prod: { a: { b: { c: { d: { readOnly: true } } } } }, dev: {} }, {}, ['prod']],
    ['beside what is deep', { prod: { a: { b: deep(9), readOnly: true } }, dev: {} }, {}, ['prod']],
    ['by a letter', { prod: { read0nly: true }, dev: {} }, {}, ['prod']],
    ['by its value', { prod: { readOnly: 'yes' }, dev: {} }, {}, ['prod']],
    ['at the top', { prod: {}, dev: {} }, { read0nly: true }, ['prod', 'dev']],
    ['at the top, as an object', { prod: {}, dev: {} }, { readOnly: { prod: true } }, []],
    ['in another section', { prod: {} }, { allowance: { readOnly: true } }, []],
    ['as a profile', { prod: {}, readOnly: true }, {}, ['prod']],
    ['as a profile that says no', { prod: {}, readOnly: false }, {}, []],
    ['in a list of profiles', [{ readOnly: true }], {}, []],
  ])('%s', (_, profiles, above, expected) => expect(locked(profiles, above)).toEqual(expected));
});

test.each([
  ['profiles: { prod: { readOnly: true } }\nprofiles: { prod: { write: true }, dev: {} }', ['prod']],
  ['profiles: { prod: { readOnly: true }, prod: { write: true }, dev: {} }', ['prod']],
  ['profiles: { prod: { readOnly: true, readOnly: false }, dev: {} }', ['prod']],
  ['profiles: { prod: { readOnly: false, readOnly: false }, dev: {} }', []],
])('a lock stays that is given again: %s', (text, expected) => {
  const { content, positionOf, replaced } = readText(text, false);
  const { profiles = {} } = checkConfig('F', content, positionOf, replaced).config;
  expect(Object.keys(profiles).filter((name) => profiles[name]?.readOnly === true)).toEqual(expected);
});

describe('the key that was probably meant', () => {
  const { length } = resourceFamilies;
  test.each([
    [
      { theem: 'dark' },
      `theem: "dark" is not allowed; use one of the keys ${Object.keys(configShape.shape).join(', ')}; did you mean theme?`,
    ],
    [
      { allowance: { mtus: 5 } },
      'allowance.mtus: 5 is not allowed; use one of the keys apiCalls, mtu; did you mean mtu?',
    ],
    [{ allowance: { x: 5 } }, 'allowance.x: 5 is not allowed; use one of the keys apiCalls, mtu'],
    // Of more keys than anybody reads only the one is named.
    [
      { refresh: { sorces: '10m' } },
      `refresh.sorces: "10m" is not allowed; use one of ${length} keys, see segtop config schema; did you mean sources?`,
    ],
    [
      { refresh: { what: '10m' } },
      `refresh.what: "10m" is not allowed; use one of the keys ${resourceFamilies.join(', ')}`,
    ],
  ])('%j', (content, words) => expect(messagesOf(content)).toEqual([`F: ${words}`]));
});
