import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allNow, watched } from '../../source/commands/serve.ts';
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
