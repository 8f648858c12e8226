import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { homeOf, pathsOf } from '../../source/storage/paths.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

describe('pathsOf', () => {
  it.each([
    ['home only', {}, ['/home/ana/.config/segtop', '/home/ana/.local/state/segtop', '/home/ana/.cache/segtop']],
    [
      'XDG',
      { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/k' },
      ['/c/segtop', '/s/segtop', '/k/segtop'],
    ],
    [
      'relative XDG, which does not count',
      { XDG_CONFIG_HOME: 'c', XDG_STATE_HOME: '' },
      ['/home/ana/.config/segtop', '/home/ana/.local/state/segtop', '/home/ana/.cache/segtop'],
    ],
    [
      'own variables before XDG',
      { SEGTOP_CONFIG_DIR: '/conf', SEGTOP_STATE_DIR: '/state', XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' },
      ['/conf', '/state', '/home/ana/.cache/segtop'],
    ],
  ])('%s', (_, env, [configDir, stateDir, cacheDir]) => {
    expect(pathsOf({ HOME: '/home/ana', ...env })).toEqual({ configDir, stateDir, cacheDir });
  });

  it('finds some absolute place without HOME', () => {
    for (const path of Object.values(pathsOf({}))) expect(path).toMatch(/^\/.+segtop$/);
  });

  it.each(['', 'here', './here'])(
    'takes no HOME of %j: files of where segtop was started are no configuration',
    (home) => {
      vi.stubEnv('HOME', home);
      onTestFinished(() => void vi.unstubAllEnvs());
      for (const path of Object.values(pathsOf({ HOME: home }))) expect(path).toMatch(/^\/.+segtop$/);
    },
  );

  it('takes an own variable relative to where segtop was started', () => {
    expect(pathsOf({ HOME: '/h', SEGTOP_STATE_DIR: 'here' }).stateDir).toBe(`${process.cwd()}/here`);
  });
});

describe('a user without a home', () => {
  const noHome = (): string => {
    throw new Error('no entry');
  };
  const name = `segtop-${process.getuid?.() ?? 'user'}`;
  const open = (place: string, mode: number): string => {
    mkdirSync(place);
    // Past the mask of whoever runs the tests.
    chmodSync(place, mode);
    return place;
  };
  const homeIn = (temporary: string) => homeOf({}, noHome, () => temporary);

  it('gets a folder of their own, that nobody else may read, and the same one again', async () => {
    const temporary = await temporaryFolder();
    const home = homeIn(temporary);
    expect(home).toBe(join(temporary, name));
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(homeIn(temporary)).toBe(home);
  });

  it.each<[string, (place: string, temporary: string) => unknown]>([
    ['a folder that all may write', (place) => open(place, 0o777)],
    ['a folder that a group may write', (place) => open(place, 0o770)],
    ['a link to a folder elsewhere', (place, temporary) => symlinkSync(open(join(temporary, 'planted'), 0o700), place)],
    ['a file', (place) => writeFileSync(place, '')],
  ])('has none where %s stands in its place: whoever made it could name a program to run', async (_, plant) => {
    const temporary = await temporaryFolder();
    plant(join(temporary, name), temporary);
    expect(homeIn(temporary)).toBe('/nonexistent');
  });

  it('has none where it cannot be made', () => {
    expect(homeIn('/dev/null/there')).toBe('/nonexistent');
  });
});
