import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSettings, settingsAgain } from '../../source/commands/load-settings.ts';
import { openPreferences } from '../../source/storage/preferences.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of ['SEGTOP_TOKEN', 'SEGTOP_PROFILE', 'SEGTOP_API_URL', 'SEGTOP_LOG']) vi.stubEnv(name, undefined);
  vi.stubEnv('SEGTOP_CONFIG_DIR', join(folder, 'config'));
  vi.stubEnv('SEGTOP_STATE_DIR', join(folder, 'state'));
});
afterEach(() => vi.unstubAllEnvs());

async function remember(period: '24h' | '7d'): Promise<void> {
  const preferences = await openPreferences(join(folder, 'state'), () => undefined);
  await preferences.set({ period });
}

async function configure(content: object): Promise<void> {
  await mkdir(join(folder, 'config'), { recursive: true });
  await writeFile(join(folder, 'config', 'config.json'), JSON.stringify(content));
}

describe('the period', () => {
  it('of the last dashboard counts for the next, not for a script', async () => {
    await remember('7d');
    expect((await loadSettings({})).settings.period).toBe('7d');
    expect((await loadSettings({}, { periodOfLastTime: false })).settings.period).toBe('24h');
  });

  it('of the configuration, and of the command line, counts for both', async () => {
    await remember('24h');
    await configure({ period: '7d' });
    for (const periodOfLastTime of [true, false]) {
      expect((await loadSettings({}, { periodOfLastTime })).settings.period).toBe('7d');
      expect((await loadSettings({ period: '24h' }, { periodOfLastTime })).settings.period).toBe('24h');
    }
  });
});

it('tells what is wrong with the files, and goes on', async () => {
  await configure({ period: 'month' });
  const { settings, problems } = await loadSettings({});
  expect(settings).toMatchObject({ mode: 'first-run', period: '24h' });
  expect(problems).toEqual([expect.stringContaining('period: "month" is not allowed; use 24h or 7d')]);
});

describe('a token that login has kept', () => {
  const keep = async (name: string) => {
    await mkdir(join(folder, 'config', 'tokens'), { recursive: true });
    await writeFile(join(folder, 'config', 'tokens', name), 'sgp_x\n');
  };
  const opened = async () => {
    const { profile, token, region, mode } = (await loadSettings({})).settings;
    return [mode, profile, token?.kind === 'file' ? token.file.slice(folder.length) : token, region];
  };

  it('gives a profile of the configuration what it lacks, also the one that is called as who has no name', async () => {
    await configure({ profiles: { default: { region: 'eu' } } });
    expect(await opened()).toEqual(['first-run', 'default', undefined, 'eu']);
    await keep('default');
    expect(await opened()).toEqual(['api', 'default', '/config/tokens/default', 'eu']);
  });

  it('comes after the one that a profile has', async () => {
    await configure({ profiles: { default: { token: 'a' }, prod: { tokenFile: 'f' }, dev: { tokenCommand: 'c' } } });
    for (const name of ['default', 'prod', 'dev']) await keep(name);
    expect(await opened()).toEqual(['api', 'default', { kind: 'config', token: 'a' }, undefined]);
    expect((await loadSettings({ profile: 'prod' })).settings.token).toEqual({ kind: 'file', file: 'f' });
    expect((await loadSettings({ profile: 'dev' })).settings.token).toEqual({ kind: 'command', command: 'c' });
  });

  it('is a profile of its own where it has a name, and none where it has not', async () => {
    await keep('default');
    await keep('prod');
    expect((await loadSettings({})).settings.profiles.map(({ name }) => name)).toEqual(['prod']);
    expect(await opened()).toEqual(['api', 'prod', '/config/tokens/prod', undefined]);
  });
});

describe('settings that are read again', () => {
  it('are those of the file as it is now, and none where it cannot be read', async () => {
    await configure({ period: '7d' });
    const loaded = await loadSettings({});
    await configure({ period: '24h' });
    expect((await settingsAgain({}, loaded)).settings?.period).toBe('24h');
    await configure({ period: 'month' });
    const mistaken = await settingsAgain({}, loaded);
    expect([mistaken.settings?.period, mistaken.problems.length]).toEqual(['24h', 1]);
    await writeFile(join(folder, 'config', 'config.json'), '{ "period": ');
    const broken = await settingsAgain({}, loaded);
    expect([broken.settings, broken.problems.length]).toEqual([undefined, 1]);
  });

  it('and the file is named where it is, or would be', async () => {
    expect((await loadSettings({})).configFile).toBe(join(folder, 'config', 'config.yaml'));
    await configure({});
    expect((await loadSettings({})).configFile).toBe(join(folder, 'config', 'config.json'));
  });
});

it('what is wrong with the preferences later is said to whoever listens then', async () => {
  const { listen, preferences, problems } = await loadSettings({});
  const heard: string[] = [];
  listen(({ message }) => void heard.push(message));
  // A file where the folder of the state would be.
  await writeFile(join(folder, 'state'), 'x');
  await preferences.set({ period: '7d' }).catch(() => undefined);
  expect([problems, heard.length]).toEqual([[], 1]);
});
