import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Folders of segtop. Configuration belongs to the user and is never written; state is ours. */
export interface Paths {
  readonly configDir: string;
  readonly stateDir: string;
  readonly cacheDir: string;
}

/** A folder that nobody has: what is read there is not there, and what is kept there is told as not kept. */
const nowhere = '/nonexistent';

/**
 * A folder in a place where all may write, for a user without a home. One that somebody else has made, or may write, is not used: a
 * configuration in it could name a program to run, or a host that gets the token.
 */
function ownFolder(folder: string): string {
  const uid = process.getuid?.();
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // There already, or not to be made: the next look tells.
  }
  try {
    const found = lstatSync(folder);
    const isOwn = uid === undefined || (found.uid === uid && (found.mode & 0o022) === 0);
    return found.isDirectory() && isOwn ? folder : nowhere;
  } catch {
    return nowhere;
  }
}

/**
 * The home folder of the user; one without gets a place that lasts as long as the machine runs.
 * @param home of the process's user by the system's list; throws where it has none
 */
export function homeOf(
  env: Environment,
  // Not `homedir`, which would take a HOME that is empty or relative: then files of the folder where segtop was started would count.
  home: () => string = () => userInfo().homedir,
  temporary: () => string = tmpdir,
): string {
  if (env.HOME && isAbsolute(env.HOME)) return env.HOME;
  try {
    return home();
  } catch {
    return ownFolder(join(temporary(), `segtop-${process.getuid?.() ?? 'user'}`));
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
