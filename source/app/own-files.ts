import type { Environment } from '../actions/environment.ts';
import { sanitise, t } from '../domain/text.ts';
import { keepFile, placeFile } from '../storage/keep-file.ts';
import { pathsLike } from '../storage/paths-like.ts';

/** What only the running program can do with files. */
export type FileHands = Pick<Environment, 'keepFile' | 'writeFile'> & {
  /** @param onMore called when more paths are known than were told */
  pathsLike(start: string, onMore: () => void): readonly string[];
};

/**
 * The files that the user asks the dashboard to write.
 * @param folder where segtop was started
 */
export function ownFiles(folder: string): FileHands {
  return {
    keepFile: (name, lines) => keepFile(folder, name, lines),
    writeFile: async (path, name, text, replace) => {
      const placed = await placeFile(folder, { path, name, text, replace });
      const file = sanitise(placed.file, 300);
      return placed.kind === 'failed'
        ? { kind: 'failed', why: t`${file}: ${placed.why}` }
        : { kind: placed.kind, file };
    },
    pathsLike: pathsLike(folder),
  };
}
