import { describe, expect, it } from 'vitest';
import type { CheckedConfig } from '../../source/config/check.ts';
import { readText } from '../../source/config/document.ts';
import { alertProblems, type Environment, type Flags, resolveSettings } from '../../source/config/settings.ts';
import type { ConfigContent } from '../../source/config/shape.ts';
import { UsageError } from '../../source/config/usage-error.ts';

const config: ConfigContent = {
  period: '7d',
  allowance: { apiCalls: 100, mtu: 5 },
  refresh: { volume: 30_000 },
  profiles: {
    prod: { token: 'prod-token', region: 'eu', readOnly: true, allowance: { apiCalls: 900 } },
    dev: { tokenCommand: 'get dev', apiUrl: 'https://dev.example/api/', accent: 'red' },
    bare: { region: 'us' },
  },
};

const resolve = (env: Environment = {}, flags: Flags = {}, content: ConfigContent = config, last?: string) =>
  resolveSettings(env, flags, { config: content, problems: [] }, last === undefined ? {} : { lastProfile: last });

describe('mode', () => {
  it.each<readonly [string, Environment, Flags, ConfigContent, string]>([
    ['nothing at all', {}, {}, {}, 'first-run'],
    ['an address alone', { SEGTOP_API_URL: 'http://localhost:1' }, {}, {}, 'first-run'],
    ['a token', { SEGTOP_TOKEN: 'x' }, {}, {}, 'api'],
    ['a demo, whatever is empty', { SEGTOP_TOKEN: '', SEGTOP_API_URL: '' }, { demo: true }, {}, 'demo'],
    ['a profile', {}, {}, config, 'api'],
    ['--demo', { SEGTOP_TOKEN: 'x' }, { demo: true }, config, 'demo'],
    ['a scenario', {}, { scenario: 'quota' }, {}, 'demo'],
    ['a profile without a token', {}, { profile: 'bare' }, config, 'first-run'],
  ])('%s', (_, env, flags, content, mode) => {
    expect(resolve(env, flags, content).mode).toBe(mode);
  });

  it('says what a profile without a token lacks', () => {
    expect(resolve({}, { profile: 'bare' }).problems).toEqual([
      'The profile bare has no token: give it token, tokenCommand or tokenFile.',
    ]);
  });

  it('takes no token into the demo', () => {
    expect(resolve({ SEGTOP_TOKEN: 'x' }, { demo: true })).toMatchObject({ profile: 'demo', token: undefined });
  });
});

describe('which of several profiles is meant is asked', () => {
  const two: ConfigContent = { profiles: { prod: { token: 'p' }, dev: { token: 'd' } } };
  it.each<readonly [string, boolean, Environment, Flags, ConfigContent]>([
    ['where nothing says so', true, {}, {}, two],
    ['not where there is one only', false, {}, {}, { profiles: { prod: { token: 'p' } } }],
    ['not where there is none', false, {}, {}, {}],
    ['not where the configuration names one', false, {}, {}, { ...two, profile: 'dev' }],
    ['where it names one that there is not', true, {}, {}, { ...two, profile: 'devv' }],
    ['not where a variable names another one', false, { SEGTOP_PROFILE: 'prod' }, {}, { ...two, profile: 'devv' }],
    ['not where the command line does', false, {}, { profile: 'dev' }, two],
    ['not where a variable does', false, { SEGTOP_PROFILE: 'prod' }, {}, two],
    ['not where a variable holds a token', false, { SEGTOP_TOKEN: 'x' }, {}, two],
    ['not in the demo', false, {}, { demo: true }, two],
    ['not where the one to be opened has no token', false, {}, {}, { profiles: { prod: {}, dev: { token: 'd' } } }],
  ])('%s', (_, choose, env, flags, content) => {
    expect(resolve(env, flags, content).choose).toBe(choose);
  });

  it('also where one was opened last', () =>
    expect(resolve({}, {}, two, 'dev')).toMatchObject({ choose: true, profile: 'dev' }));
});

describe('a profile that is named in the configuration and that there is not is told', () => {
  const two: ConfigContent = { profiles: { prod: { token: 'p' }, dev: { token: 'd' } } };
  it.each<readonly [Environment, Flags, ConfigContent, readonly string[]]>([
    [{}, {}, { ...two, profile: 'prdo' }, ['profile: there is no profile prdo; did you mean prod?']],
    [{}, {}, { ...two, profile: 'elsewhere' }, ['profile: there is no profile elsewhere']],
    [{}, {}, { profile: 'prod' }, ['profile: there is no profile prod']],
    [{ SEGTOP_TOKEN: 'x' }, {}, { profile: 'prod' }, ['profile: there is no profile prod']],
    [{}, { profile: 'dev' }, { ...two, profile: 'prdo' }, ['profile: there is no profile prdo; did you mean prod?']],
    [{}, { demo: true }, { ...two, profile: 'prdo' }, []],
    [{}, {}, { ...two, profile: 'prod' }, []],
    [{}, {}, two, []],
    // The name of a property that every object has is no profile.
    [{}, {}, { ...two, profile: 'constructor' }, ['profile: there is no profile constructor']],
  ])('%j %j %j', (env, flags, content, expected) => expect(resolve(env, flags, content).problems).toEqual(expected));
});

describe('a token of the environment', () => {
  const leftOut = (content: ConfigContent, last?: string) => resolve({ SEGTOP_TOKEN: 'x' }, {}, content, last).problems;
  it.each<readonly [string, ConfigContent, string | undefined, readonly string[]]>([
    ['leaves out nothing where there is no profile', {}, undefined, []],
    [
      'leaves out nothing but another token',
      { profiles: { a: { token: 't', tokenFile: 'f', tokenCommand: 'c' } } },
      'a',
      [],
    ],
    [
      'says what it leaves out of the profile opened last',
      { profiles: { a: { region: 'eu' }, b: { token: 't', apiUrl: 'https://x.example', write: true } } },
      'b',
      [
        'SEGTOP_TOKEN is used and no profile is named: apiUrl, write of the profile b left out; SEGTOP_PROFILE=b takes that too',
      ],
    ],
    [
      'says what it leaves out of the one that the configuration names',
      { profile: 'a', profiles: { a: { region: 'eu' }, b: { token: 't', write: true } } },
      'b',
      [
        'SEGTOP_TOKEN is used and no profile is named: region of the profile a left out; SEGTOP_PROFILE=a takes that too',
      ],
    ],
  ])('%s', (_, content, last, problems) => {
    expect(leftOut(content, last)).toEqual(problems);
    expect(resolve({ SEGTOP_TOKEN: 'x' }, {}, content, last)).toMatchObject({
      profile: 'default',
      write: false,
      region: undefined,
      apiUrl: undefined,
      token: { kind: 'environment', token: 'x' },
    });
  });
});

describe('profile and token', () => {
  const source = (env: Environment, flags: Flags = {}, last?: string) => {
    const { profile, token, region, apiUrl } = resolve(env, flags, config, last);
    return { profile, token, region, apiUrl };
  };
  const prod = { kind: 'config', token: 'prod-token' };
  const dev = { kind: 'command', command: 'get dev' };
  const environment = { kind: 'environment', token: 'env' };

  it.each<readonly [string, ReturnType<typeof source>, object]>([
    ['the first profile', source({}), { profile: 'prod', token: prod, region: 'eu' }],
    ['the last used one', source({}, {}, 'dev'), { profile: 'dev', token: dev, apiUrl: 'https://dev.example/api' }],
    ['not one that is gone', source({}, {}, 'gone'), { profile: 'prod' }],
    ['a variable before the last used', source({ SEGTOP_PROFILE: 'prod' }, {}, 'dev'), { profile: 'prod' }],
    ['an option before a variable', source({ SEGTOP_PROFILE: 'prod' }, { profile: 'dev' }), { profile: 'dev' }],
    [
      'SEGTOP_TOKEN alone, with nothing of any profile',
      source({ SEGTOP_TOKEN: 'env' }),
      { profile: 'default', token: environment, region: undefined, apiUrl: undefined },
    ],
    [
      'SEGTOP_TOKEN before the token of a profile named by a variable',
      source({ SEGTOP_TOKEN: 'env', SEGTOP_PROFILE: 'prod' }),
      { profile: 'prod', token: environment, region: 'eu' },
    ],
    [
      'the token of a profile named by an option before SEGTOP_TOKEN',
      source({ SEGTOP_TOKEN: 'env' }, { profile: 'prod' }),
      { profile: 'prod', token: prod },
    ],
    [
      'SEGTOP_TOKEN where the named profile has none',
      source({ SEGTOP_TOKEN: 'env' }, { profile: 'bare' }),
      { profile: 'bare', token: environment, region: 'us' },
    ],
  ])('%s', (_, settings, expected) => {
    expect(settings).toMatchObject(expected);
  });

  it.each<readonly [string, NonNullable<ConfigContent['profiles']>[string], object]>([
    ['a command before all', { token: 't', tokenFile: '~/t', tokenCommand: 'c' }, { kind: 'command', command: 'c' }],
    ['a file before the token itself', { token: 't', tokenFile: '~/t' }, { kind: 'file', file: '~/t' }],
  ])('of one profile takes %s', (_, profile, token) => {
    expect(resolve({}, {}, { profiles: { one: profile } }).token).toEqual(token);
  });

  it('takes no blank variable for the token of a named profile', () => {
    expect(resolve({ SEGTOP_TOKEN: ' ' }, { profile: 'bare' })).toMatchObject({ mode: 'first-run', token: undefined });
  });

  it('names the only profile there is where another one was asked for', () => {
    expect(() => resolve({}, { profile: 'b' }, { profiles: { a: { token: 't' } } })).toThrow(
      '--profile: "b" is not allowed; use a',
    );
  });

  it('lets an option override the address of variable and profile', () => {
    const env = { SEGTOP_API_URL: 'https://env.example' };
    expect(source(env, { profile: 'dev', apiUrl: 'http://127.0.0.1:80/' }).apiUrl).toBe('http://127.0.0.1:80');
    expect(source(env, { profile: 'dev' }).apiUrl).toBe('https://env.example');
  });
});

describe('what a token of the environment leaves out of a profile is told', () => {
  const told = (env: Environment, flags: Flags = {}, last?: string) => resolve(env, flags, config, last).problems;
  const token = { SEGTOP_TOKEN: 'x' };
  it('by its keys, with the way to take them', () => {
    expect(told(token)).toEqual([
      'SEGTOP_TOKEN is used and no profile is named: region, readOnly, allowance of the profile prod left out; SEGTOP_PROFILE=prod takes that too',
    ]);
    expect(told(token, {}, 'dev')).toEqual([expect.stringContaining('apiUrl, accent of the profile dev left out')]);
  });
  it('and where they hold, nothing is', () => {
    const env = { ...token, SEGTOP_PROFILE: 'prod' };
    expect(told(env)).toEqual([]);
    expect(resolve(env)).toMatchObject({ region: 'eu', allowance: { apiCalls: 900, mtu: 5 }, write: false });
    expect(() => resolve(env, { write: true })).toThrow('a readOnly profile');
    expect(told(token, { demo: true })).toEqual([]);
    expect(resolve(token, {}, { profiles: { kept: { tokenFile: 'x' } } }).problems).toEqual([]);
  });
});

describe('all settings together', () => {
  const usual = {
    mode: 'first-run',
    profile: 'default',
    scenario: 'everything',
    period: '24h',
    write: false,
    color: true,
    ascii: false,
    theme: 'ansi',
    themes: {},
    mouse: false,
    changeMarks: true,
    nerd: false,
    braille: false,
    allowance: {},
    alerts: { channels: {}, send: [], rules: {}, terminal: ['bell'] },
    refresh: {},
    keys: {},
    own: { commands: [], aliases: {}, hotkeys: {} },
    failureLogs: {},
    profiles: [],
    choose: false,
    problems: [],
  };
  const rose = { base: 'dark' } as const;
  const whole: ConfigContent = {
    theme: 'rose',
    themes: { rose },
    mouse: true,
    changeMarks: false,
    refresh: { volume: 1 },
    keys: { 'go.home': null },
    failureLogs: { braze: '/a', slack: '/b' },
    profiles: {
      ops: {
        ...{ token: 't', region: 'eu', apiUrl: 'https://x.example//', accent: 'red', me: 'an\u001b[1ma@x.example' },
        collect: { secret: 's', days: 3 },
        failureLogs: { slack: '/c' },
      },
    },
  };
  const chosen = {
    ...usual,
    ...{ theme: 'rose', themes: { rose }, mouse: true, changeMarks: false, refresh: { volume: 1 } },
    keys: { 'go.home': null },
    ...{ accent: 'red', me: 'ana@x.example', region: 'eu', apiUrl: 'https://x.example' },
    failureLogs: { braze: '/a', slack: '/c' },
    profiles: expect.any(Array),
  };
  it.each<readonly [string, Flags, ConfigContent, object]>([
    ['where nothing is said', {}, {}, usual],
    [
      'of a profile',
      {},
      whole,
      {
        ...{ ...chosen, mode: 'api', profile: 'ops', token: { kind: 'config', token: 't' } },
        collect: expect.objectContaining({ days: 3, secret: { kind: 'config', secret: 's' } }),
      },
    ],
    [
      'of the demo, which takes neither token nor collector',
      { demo: true },
      whole,
      { ...chosen, mode: 'demo', profile: 'demo' },
    ],
    ['with glyphs of ASCII', {}, { glyphs: 'ascii' }, { ...usual, ascii: true }],
    ['with those of nerds', {}, { glyphs: 'nerd' }, { ...usual, nerd: true }],
    ['with dots', {}, { glyphs: 'braille' }, { ...usual, braille: true }],
  ])('%s', (_, flags, content, expected) => {
    expect(resolve({}, flags, content)).toEqual(expected);
  });
});

describe('the rest', () => {
  it('prefers the nearer word', () => {
    expect(resolve().period).toBe('7d');
    expect(resolve({}, { period: '24h' }).period).toBe('24h');
    expect(resolveSettings({}, {}, { config: {}, problems: [] }, { period: '7d' }).period).toBe('7d');
    expect(resolve({}, {}, {}).period).toBe('24h');
    expect(resolve().allowance).toEqual({ apiCalls: 900, mtu: 5 });
    expect(resolve().refresh).toEqual({ volume: 30_000 });
  });

  it.each<readonly [string, Environment, Flags, object]>([
    ['defaults', {}, {}, { color: true, ascii: false, write: false, log: undefined }],
    ['NO_COLOR', { NO_COLOR: '1' }, {}, { color: false }],
    ['an empty NO_COLOR, which does not count', { NO_COLOR: '' }, {}, { color: true }],
    ['--no-color', {}, { color: false }, { color: false }],
    ['--ascii', {}, { ascii: true }, { ascii: true }],
    ['a dumb terminal', { TERM: 'dumb' }, {}, { ascii: true }],
    ['--debug', {}, { debug: true }, { log: 'debug' }],
    ['SEGTOP_LOG', { SEGTOP_LOG: 'WARN' }, {}, { log: 'warn' }],
    ['the more talkative of both', { SEGTOP_LOG: 'trace' }, { debug: true }, { log: 'trace' }],
    ['the same the other way round', { SEGTOP_LOG: 'warn' }, { debug: true }, { log: 'debug' }],
    ['--write', {}, { write: true, profile: 'dev' }, { write: true }],
    ['--write, which keeps a log of its own accord', {}, { write: true, profile: 'dev' }, { log: 'info' }],
    ['--write in the demo', {}, { write: true, demo: true }, { write: true, log: undefined }],
  ])('%s', (_, env, flags, expected) => {
    expect(resolve(env, flags)).toMatchObject(expected);
  });

  it('warns of a token on an open wire, but not on this machine', () => {
    const problems = (apiUrl: string) => resolve({ SEGTOP_TOKEN: 'x' }, { apiUrl }, {}).problems;
    expect(problems('http://api.example')).toEqual(['The token is sent unencrypted to http://api.example; use https.']);
    expect(problems('http://localhost:8080')).toEqual([]);
    expect(problems('https://api.example')).toEqual([]);
  });
});

describe('a profile that speaks of changes', () => {
  const profiles = {
    ops: { token: 'x', write: true },
    locked: { token: 'x', write: true, readOnly: true },
  };
  it.each<readonly [string, Flags, object]>([
    ['allows them, and a log is kept', { profile: 'ops' }, { write: true, log: 'info' }],
    ['forbids them too, which wins', { profile: 'locked' }, { write: false, log: undefined }],
    ['is of no concern to the demo', { profile: 'ops', demo: true }, { write: false }],
  ])('%s', (_, flags, expected) => {
    expect(resolve({}, flags, { profiles })).toMatchObject(expected);
  });

  it('with --write is refused by its name', () => {
    expect(() => resolve({}, { profile: 'locked', write: true }, { profiles })).toThrow('"locked, a readOnly profile"');
  });
});

describe('usage errors', () => {
  it.each<readonly [Environment, Flags, string]>([
    [{}, { period: '3d' }, '--period: "3d" is not allowed; use 24h or 7d'],
    [{}, { apiUrl: 'ftp://x' }, '--api-url: "ftp://x" is not allowed; use an https:// or http:// address'],
    [{}, { apiUrl: 'api.example' }, '--api-url: "api.example" is not allowed; use an https:// or http:// address'],
    [
      {},
      { apiUrl: 'https://me:secret@x.example' },
      '--api-url: "https://(hidden)@x.example" is not allowed; use an https:// or http:// address',
    ],
    [
      {},
      { apiUrl: 'https://me:sec/ret@x.example' },
      '--api-url: "https://(hidden)@x.example" is not allowed; use an https:// or http:// address',
    ],
    [
      { SEGTOP_API_URL: '' },
      {},
      'SEGTOP_API_URL: "" is not allowed; use an https:// or http:// address, or leave it unset',
    ],
    [{ SEGTOP_TOKEN: '' }, {}, 'SEGTOP_TOKEN: "" is not allowed; use a Public API token, or leave it unset'],
    [{ SEGTOP_TOKEN: ' \n' }, {}, 'SEGTOP_TOKEN: "" is not allowed; use a Public API token, or leave it unset'],
    [{ SEGTOP_PROFILE: '' }, {}, 'SEGTOP_PROFILE: "" is not allowed; use the name of a profile, or leave it unset'],
    [{ SEGTOP_API_URL: '//x' }, {}, 'SEGTOP_API_URL: "//x" is not allowed; use an https:// or http:// address'],
    [{}, { profile: 'nope' }, '--profile: "nope" is not allowed; use prod, dev, bare'],
    [{ SEGTOP_PROFILE: 'constructor' }, {}, 'SEGTOP_PROFILE: "constructor" is not allowed; use prod, dev, bare'],
    [{ SEGTOP_LOG: 'loud' }, {}, 'SEGTOP_LOG: "loud" is not allowed; use trace, debug, info, warn, error'],
    [
      {},
      { write: true, profile: 'prod' },
      '--write: "prod, a readOnly profile" is not allowed; use a profile without readOnly, or leave the option out',
    ],
    [{}, { period: '\u001b[2J' }, '--period: "" is not allowed; use 24h or 7d'],
  ])('%j %j', (env, flags, message) => {
    expect(() => resolve(env, flags)).toThrow(UsageError);
    expect(() => resolve(env, flags)).toThrow(expect.objectContaining({ message }));
  });
});

describe('a channel that there is not', () => {
  const text = `alerts:
  channels: { oncall: { command: [page] } }
  send: [oncall, oncal]
profiles:
  a: { token: t, alerts: { send: [mine], channels: { mine: { command: [x] } } } }
  b: { token: t, alerts: { rules: { usage: { send: [mine] } } } }
`;
  const { content, positionOf } = readText(text, false);
  const checked: CheckedConfig = { config: content as ConfigContent, problems: [], file: 'F', positionOf };
  const ofAll = 'F:3:9: alerts.send: there is no channel oncal; did you mean oncall?';
  const ofB = 'F:6:52: profiles.b.alerts.rules.usage.send: there is no channel mine';

  it('is named by its place, in the settings of the profile that it concerns', () => {
    expect(resolveSettings({}, { profile: 'a' }, checked).problems).toEqual([]);
    expect(resolveSettings({}, { profile: 'b' }, checked).problems).toEqual([ofAll, ofB]);
  });

  it('is named once by the check of all profiles', () => {
    expect(alertProblems(checked).map(({ message }) => message)).toEqual([ofAll, ofB]);
    expect(alertProblems(checked)[1]).toMatchObject({ file: 'F', line: 6, column: 52 });
    const alone = { config: { alerts: { send: ['x'] } }, problems: [] };
    expect(alertProblems(alone).map(({ message }) => message)).toEqual([
      'the configuration: alerts.send: there is no channel x',
    ]);
  });
});

describe('names are told as far as a line has room for them', () => {
  const long = (length: number) => 'n'.repeat(length);
  const sixty = long(60);
  it.each<readonly [string, Environment, Flags, ConfigContent, readonly string[]]>([
    [
      'a profile without a token',
      {},
      {},
      { profiles: { [long(61)]: {} } },
      [`The profile ${sixty} has no token: give it token, tokenCommand or tokenFile.`],
    ],
    [
      'one that there is not',
      {},
      {},
      { profile: `${long(61)}x`, profiles: { [long(61)]: { token: 't' } } },
      [`profile: there is no profile ${sixty}`],
    ],
    [
      'what a token of the environment leaves out',
      { SEGTOP_TOKEN: 'x' },
      {},
      { profiles: { [long(61)]: { region: 'eu' } } },
      [
        `SEGTOP_TOKEN is used and no profile is named: region of the profile ${sixty} left out; SEGTOP_PROFILE=${sixty} takes that too`,
      ],
    ],
    [
      'a channel',
      {},
      {},
      { alerts: { send: [`${long(61)}x`], channels: { [long(61)]: { command: ['x'] } } } },
      [`the configuration: alerts.send: there is no channel ${sixty}`],
    ],
  ])('%s', (_, env, flags, content, problems) => expect(resolve(env, flags, content).problems).toEqual(problems));

  it('of a profile and of its user', () => {
    const { profile, me, profiles } = resolve({}, {}, { profiles: { [long(61)]: { token: 't', me: long(201) } } });
    expect([profile, me, profiles[0]?.name]).toEqual([sixty, long(200), sixty]);
  });
});
