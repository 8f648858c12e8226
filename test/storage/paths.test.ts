import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../source/storage/paths.ts';

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

  it('takes an own variable relative to where segtop was started', () => {
    expect(pathsOf({ HOME: '/h', SEGTOP_STATE_DIR: 'here' }).stateDir).toBe(`${process.cwd()}/here`);
  });
});
