import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Folders of segtop. Configuration belongs to the user and is never written; state is ours. */
export interface Paths {
  readonly configDir: string;
  readonly stateDir: string;
  readonly cacheDir: string;
}

/** The home folder of the user; one without gets a place that lasts as long as the machine runs. */
export function homeOf(env: Environment): string {
  if (env.HOME && isAbsolute(env.HOME)) return env.HOME;
  try {
    return homedir();
  } catch {
    return join(tmpdir(), `segtop-${process.getuid?.() ?? 'user'}`);
  }
}

/**
 * Where files live: XDG base directories on every system (rule 246). Relative XDG values are ignored, as that standard
 * demands; SEGTOP_CONFIG_DIR and SEGTOP_STATE_DIR may be relative.
 */
export function pathsOf(env: Environment): Paths {
  const home = homeOf(env);
  const base = (name: string, fallback: string): string => {
    const value = env[name];
    return join(value && isAbsolute(value) ? value : join(home, fallback), 'segtop');
  };
  const own = (name: string): string | undefined => (env[name] ? resolve(env[name]) : undefined);
  return {
    configDir: own('SEGTOP_CONFIG_DIR') ?? base('XDG_CONFIG_HOME', '.config'),
    stateDir: own('SEGTOP_STATE_DIR') ?? base('XDG_STATE_HOME', '.local/state'),
    cacheDir: base('XDG_CACHE_HOME', '.cache'),
  };
}
