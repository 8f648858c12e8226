import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder with the bundled data, found upwards from the running module: source/mock in tests, dist or dist/chunks in the
 * bundle.
 * @throws Error when no parent folder holds mock-data/workspace.json
 */
export function dataFolder(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const found = join(folder, 'mock-data');
    if (existsSync(join(found, 'workspace.json'))) return found;
    if (folder === dirname(folder))
      throw new Error('mock-data/workspace.json is missing: the installation is incomplete');
  }
}
