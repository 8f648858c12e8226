import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { allNow, listenError, refuseOpen, settingsOf, watched } from '../../source/commands/serve.ts';
import type { TokenSource } from '../../source/config/token.ts';
import { sanitise } from '../../source/domain/text.ts';
import { changedSettings } from '../../source/serve/configuration.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

test('a profile without a token is not watched, which is said', () => {
  const told: unknown[] = [];
  const log = { warn: (event: string, fields?: object) => void told.push([event, fields]) };
  const of = (profile: string, token?: TokenSource) => ({
    settings: { profile: sanitise(profile), token },
  });
  const prod = of('prod', { kind: 'config', token: 'x' });
  const dev = of('dev', { kind: 'command', command: 'x' });
  expect(watched([prod, of('staging'), dev], log)).toEqual([prod, dev]);
  expect(told).toEqual([['not watched', { profile: 'staging', reason: 'the profile has no token' }]]);
});

test('where every profile is watched, one that comes, gets a token or goes is a change', async () => {
  const configDir = await temporaryFolder();
  const files = { paths: { configDir, stateDir: configDir, cacheDir: configDir }, environment: {}, remembered: {} };
  const now = async (profiles: object) => {
    await writeFile(join(configDir, 'config.json'), JSON.stringify({ profiles }), { mode: 0o600 });
    return allNow(files, {});
  };
  const [prod, dev] = [{ token: 'sgp_prod' }, { tokenCommand: 'get dev', me: 'ana@acme.com' }];
  const before = await now({ prod, dev, bare: {} });
  expect(before.map(({ profile }) => profile)).toEqual(['prod', 'dev']);
  const changes = async (profiles: object) => changedSettings(before, await now(profiles));
  expect(await changes({ dev, prod })).toEqual([]);
  expect(await changes({ prod, dev, bare: { tokenFile: '/x' } })).toEqual(['profile']);
  expect(await changes({ prod, dev, more: prod })).toEqual(['profile']);
  expect(await changes({ prod })).toEqual(['profile']);
  expect(await changes({ prod, dev: { ...dev, me: 'ben@acme.com' } })).toEqual(['me']);
  expect(await changes({})).toEqual(['profile']);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('what is watched', () => {
  const [a, b, bare] = [{ token: 'sgp_a' }, { tokenCommand: ['get', 'b'] }, { region: 'eu' }];
  const chosen = async (profiles: object, given: Partial<Parameters<typeof settingsOf>[0]> = {}, env = {}) => {
    const folder = await temporaryFolder();
    const config = Object.keys(profiles).length > 0 ? { profiles, period: '7d' } : {};
    await writeFile(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
    const here = { SEGTOP_CONFIG_DIR: folder, SEGTOP_STATE_DIR: folder, SEGTOP_PROFILE: undefined, ...env };
    for (const [name, value] of Object.entries(here)) vi.stubEnv(name, value);
    const { loaded, isAll } = await settingsOf({ profiles: [], ...given });
    return [loaded.map(({ settings }) => settings.profile), isAll];
  };

  test.each<[string, object, object, object, string[], boolean]>([
    ['every profile, those without a token too', { a, bare, b }, {}, {}, ['a', 'bare', 'b'], true],
    ['the only profile, and those that come', { a }, {}, {}, ['a'], true],
    ['those that are named, once each', { a, b, bare }, { profiles: ['b', 'a', 'b'] }, {}, ['b', 'a'], false],
    ['the one of the environment', { a, b }, {}, { SEGTOP_PROFILE: 'b' }, ['b'], false],
    ['those that are named before that', { a, b }, { profiles: ['a'] }, { SEGTOP_PROFILE: 'b' }, ['a'], false],
  ])('is %s', async (_, profiles, given, env, names, isAll) => {
    expect(await chosen(profiles, given, env)).toEqual([names, isAll]);
  });

  test.each<[string, object, object, object, string]>([
    ['the demo', { a }, { demo: true }, {}, 'serve: "--demo" is not allowed'],
    ['nothing', {}, {}, {}, 'SEGTOP_TOKEN is not set; use a Public API token, or a profile'],
    ['only profiles without a token', { bare }, {}, {}, 'SEGTOP_TOKEN is not set'],
    [
      'a named profile without a token',
      { a, bare },
      { profiles: ['a', 'bare'] },
      {},
      '--profile: "bare" is not allowed; use a profile that has a token',
    ],
    ['one of the environment without a token', { a, bare }, {}, { SEGTOP_PROFILE: 'bare' }, 'SEGTOP_TOKEN is not set'],
  ])('is never %s', async (_, profiles, given, env, message) => {
    await expect(chosen(profiles, given, env)).rejects.toThrow(message);
  });
});

describe('who may reach it', () => {
  const of = (profile: string, secret?: string) => ({
    settings: { profile: sanitise(profile), collect: secret === undefined ? undefined : { secret } },
  });
  const all = (...loaded: readonly ReturnType<typeof of>[]) => loaded as unknown as Parameters<typeof refuseOpen>[0];

  test.each([
    ['this machine alone', all(of('prod')), '127.0.0.1'],
    ['this machine alone', all(of('prod')), '::1'],
    ['everybody, where each profile has a secret', all(of('prod', 'x'), of('dev', 'y')), '0.0.0.0'],
  ])('%s', (_, loaded, host) => expect(() => refuseOpen(loaded, { host })).not.toThrow());

  test('not everybody where a profile has no secret, which is named', () => {
    expect(() => refuseOpen(all(of('prod', 'x'), of('dev')), { host: '0.0.0.0' })).toThrow(
      '--listen: "0.0.0.0" is not allowed; use 127.0.0.1, or give the profile dev a secret',
    );
  });
});

test.each([
  ['EADDRINUSE', 'a port that is free, or 0 for any; this one is in use'],
  ['EACCES', 'a port above 1023; this one may not be opened by this user'],
  ['EADDRNOTAVAIL', 'an address of this machine'],
  ['ENOTFOUND', 'an address of this machine'],
  ['EAI_AGAIN', 'an address of this machine'],
])('an address that cannot be opened for %s says what to use', (code, use) => {
  const why = listenError(Object.assign(new Error('no'), { code }), 'h:80') as Error;
  expect(why.message).toBe(`--listen: "h:80" is not allowed; use ${use}`);
});

test.each([new Error('no'), Object.assign(new Error('no'), { code: 'EMFILE' }), 'no', undefined])(
  'what is wrong besides the address stays what it is: %s',
  (thrown) => expect(listenError(thrown, 'h:80')).toBe(thrown),
);
