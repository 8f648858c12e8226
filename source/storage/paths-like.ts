import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** More than anyone reads through. */
const mostOffered = 50;

/** The paths that a begun one may become, as far as they are known; who asks is called when they are more. */
export type PathsLike = (start: string, onMore: () => void) => readonly string[];

/**
 * Completes paths without ever waiting for a disk: a folder is read aside, and asked for again by whoever is told. What was known of
 * it before is offered until then.
 */
export function pathsLike(folder: string): PathsLike {
  const known = new Map<string, readonly string[]>();
  const asked = new Set<string>();
  let isTelling = false;
  const read = (path: string, onMore: () => void): readonly string[] => {
    const before = known.get(path) ?? [];
    if (asked.has(path)) return before;
    asked.add(path);
    void readdir(path, { withFileTypes: true })
      .then((entries) => entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort())
      .catch((): string[] => [])
      .then((names) => {
        known.set(path, names);
        if (isDeepStrictEqual(names, before)) return;
        isTelling = true;
        onMore();
        isTelling = false;
      });
    return before;
  };
  return (start, onMore) => {
    // A line begins anew: what was read for another one may have changed. Who asks again on being told begins none.
    if (start === '' && !isTelling) asked.clear();
    if (start === '~') return ['~/'];
    const [, above = '', begun = ''] = /^(.*\/)?([^/]*)$/s.exec(start) ?? [];
    const names = read(resolve(folder, above.replace(/^~(?=\/)/, homedir())), onMore);
    return names
      .filter((name) => name.startsWith(begun) && (begun !== '' || !name.startsWith('.')))
      .slice(0, mostOffered)
      .map((name) => `${above}${name}`);
  };
}
