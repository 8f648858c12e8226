import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** More than anyone reads through. */
const mostOffered = 50;

/** The paths that a begun one may become, as far as they are known; who asks is called when they are more. */
export type PathsLike = (start: string, onMore: () => void) => readonly string[];

/** Completes paths without ever waiting for a disk: a folder is read aside, and asked for again by whoever is told. */
export function pathsLike(folder: string): PathsLike {
  const known = new Map<string, readonly string[] | undefined>();
  const read = (path: string, onMore: () => void): readonly string[] => {
    if (!known.has(path)) {
      known.set(path, undefined);
      void readdir(path, { withFileTypes: true })
        .then((entries) => entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort())
        .catch((): string[] => [])
        .then((names) => {
          known.set(path, names);
          if (names.length > 0) onMore();
        });
    }
    return known.get(path) ?? [];
  };
  return (start, onMore) => {
    // A line begins anew: what was read for another one may have changed.
    if (start === '') known.clear();
    if (start === '~') return ['~/'];
    const [, above = '', begun = ''] = /^(.*\/)?([^/]*)$/s.exec(start) ?? [];
    const names = read(resolve(folder, above.replace(/^~(?=\/)/, homedir())), onMore);
    return names
      .filter((name) => name.startsWith(begun) && (begun !== '' || !name.startsWith('.')))
      .slice(0, mostOffered)
      .map((name) => `${above}${name}`);
  };
}
