import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { marked, spansOf } from './hits.ts';
import { writeKnown } from './known.ts';

/**
 * Runs test files in a copy whose functions note that they ran, and keeps which ran where.
 * @param folder the copy, which is not used for anything else afterwards
 * @param to the file in which it is kept
 * @param stop ends the tests with the tool
 */
export async function measure(
  folder: string,
  sources: readonly string[],
  tests: readonly string[],
  read: (path: string) => string,
  to: string,
  stop: AbortSignal,
): Promise<void> {
  let first = 0;
  for (const path of sources) {
    const text = read(path);
    writeFileSync(join(folder, path), marked(path, text, first));
    first += spansOf(path, text).length;
  }
  const hits = join(folder, 'hits');
  mkdirSync(hits);
  const args = ['run', '--config', 'test/mutants/hits-config.ts', '--root', '.', '--maxWorkers', '2', ...tests];
  // Some fail, as they look at what the sources say.
  await promisify(execFile)(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    cwd: folder,
    env: { ...process.env, SEGTOP_HITS: hits },
    maxBuffer: 2 ** 28,
    signal: stop,
  }).catch(() => undefined);
  writeKnown(to, hits, folder, sources, read);
}
