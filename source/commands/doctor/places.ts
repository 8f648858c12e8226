import { access, constants, lstat, readdir, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Paths } from '../../storage/paths.ts';
import { codeOf } from '../../storage/regular-file.ts';

/** A file or folder of segtop as it is on the disk. */
export interface PlaceFound {
  readonly what: string;
  /** The home folder of the user is written ~. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'other' | 'none' | 'unreadable';
  /** Permission bits as four digits; null where there is nothing, or where the system has none. */
  readonly mode: string | null;
  readonly bytes: number | null;
  /** What is wrong with it; null where nothing is. */
  readonly wrong: string | null;
}

/** A path without the name of the user, as far as it is in the home folder. */
export function withoutHome(path: string, home: string | undefined): string {
  if (!home || home === sep) return path;
  if (path === home) return '~';
  return path.startsWith(`${home}${sep}`) ? `~${path.slice(home.length)}` : path;
}

/** The same within a sentence. */
export const withoutHomes = (text: string, home: string): string =>
  home === '' || home === sep ? text : text.replaceAll(`${home}${sep}`, `~${sep}`);

interface Looked {
  readonly what: string;
  readonly path: string;
  /** Nobody else may read it. */
  readonly isPrivate?: boolean;
  /** segtop writes into it. */
  readonly isWritten?: boolean;
}

const inTo = (folder: string): Promise<void> => access(folder, constants.W_OK | constants.X_OK);

/**
 * Why a folder that is not there cannot be made, where it cannot.
 * @param tried rejects where nothing can be made in a folder
 */
export async function unmakeable(
  path: string,
  home: string | undefined,
  tried: (folder: string) => Promise<void>,
): Promise<string | null> {
  const above = dirname(path);
  try {
    await tried(above);
    return null;
  } catch (thrown) {
    const code = codeOf(thrown) ?? 'unknown error';
    if (code === 'ENOENT' && above !== path) return unmakeable(above, home, tried);
    return `it cannot be made: ${withoutHome(above, home)} cannot be written (${code})`;
  }
}

interface LookOptions {
  readonly home: string | undefined;
  /** Rejects where nothing can be made in a folder. */
  readonly tried?: ((folder: string) => Promise<void>) | undefined;
}

/** Looks at a place; what is not there is no fault where segtop can make it. */
async function look(
  { what, path, isPrivate, isWritten }: Looked,
  { home, tried = inTo }: LookOptions,
): Promise<PlaceFound> {
  const shown = { what, path: withoutHome(path, home) };
  try {
    const found = await stat(path);
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    const bits = found.mode & 0o7777;
    const hasBits = process.platform !== 'win32';
    const isExposed = isPrivate === true && hasBits && (bits & 0o077) !== 0;
    const isClosed =
      isWritten === true &&
      (await tried(path).then(
        () => false,
        () => true,
      ));
    return {
      ...shown,
      kind,
      mode: hasBits ? bits.toString(8).padStart(4, '0') : null,
      bytes: kind === 'file' ? found.size : null,
      wrong: isExposed ? 'others can read it' : isClosed ? 'it cannot be written' : null,
    };
  } catch (thrown) {
    const code = codeOf(thrown) ?? 'unknown error';
    if (code === 'ENOENT' && !(await isLink(path)))
      return {
        ...shown,
        kind: 'none',
        mode: null,
        bytes: null,
        wrong: isWritten === true ? await unmakeable(path, home, tried) : null,
      };
    return { ...shown, kind: 'unreadable', mode: null, bytes: null, wrong: `it cannot be looked at (${code})` };
  }
}

const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch((): string[] => [])).toSorted();

/**
 * The folders and files of segtop, those that hold secrets or what was read with their rights.
 * @param hasToken the configuration has a token in it
 */
export async function placesOf(
  { configDir, stateDir, cacheDir }: Paths,
  configFile: string,
  { hasToken, ...options }: LookOptions & { readonly hasToken: boolean },
): Promise<readonly PlaceFound[]> {
  const tokens = join(configDir, 'tokens');
  const store = join(stateDir, 'store');
  const below = async (folder: string, what: string, isFit: (name: string) => boolean): Promise<readonly Looked[]> =>
    (await namesIn(folder)).filter(isFit).map((name) => ({ what, path: join(folder, name), isPrivate: true }));
  const all: readonly Looked[] = [
    { what: 'configuration', path: configFile, isPrivate: hasToken },
    { what: 'configuration folder', path: configDir },
    { what: 'token folder', path: tokens, isPrivate: true },
    ...(await below(tokens, 'kept token', (name) => !name.startsWith('.') && !name.endsWith('.tmp'))),
    { what: 'state folder', path: stateDir, isPrivate: true, isWritten: true },
    ...(await below(stateDir, 'state', (name) => name.endsWith('.json') || name.endsWith('.log'))),
    { what: 'store folder', path: store, isPrivate: true, isWritten: true },
    ...(await below(store, 'store', (name) => name.includes('.db'))),
    { what: 'cache folder', path: cacheDir, isPrivate: true, isWritten: true },
  ];
  return Promise.all(all.map((each) => look(each, options)));
}
