import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import type { TestProject } from 'vitest/node';
import { compiledByAll } from './terminal/compiled.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why the bin could not be built; empty when dist/ is what the sources say. */
    readonly buildProblem: string;
  }
}

const bin = 'dist/segtop.mjs';

/** The latest change of what the bin is made from, in milliseconds since the epoch. */
function newestInput(): number {
  const sources = readdirSync('source', { recursive: true, encoding: 'utf8' }).map((file) => join('source', file));
  return Math.max(...['build.mjs', 'package.json', ...sources].map((file) => statSync(file).mtimeMs));
}

/**
 * Builds the bin once for the whole run, so that end-to-end tests spawn exactly what users get. A failed build fails
 * the tests that spawn the bin (the terminal harness asks for `buildProblem`), and leaves the others to tell their own story.
 */
export default async function buildOnce(project: TestProject): Promise<void> {
  mkdirSync('node_modules/.cache', { recursive: true });
  const release = await lock('node_modules/.cache', { retries: { retries: 120, minTimeout: 250, maxTimeout: 250 } });
  let problem = '';
  try {
    execFileSync(process.execPath, ['build.mjs', '--patch'], { encoding: 'utf8', stdio: 'pipe' });
    if (!existsSync(bin) || statSync(bin).mtimeMs < newestInput()) {
      execFileSync(process.execPath, ['build.mjs'], { encoding: 'utf8', stdio: 'pipe' });
      // What the last one was compiled to is of no use any more, and would stay for ever.
      rmSync(compiledByAll, { recursive: true, force: true });
    }
  } catch (error) {
    problem = String((error as { stderr?: string }).stderr || error);
    process.stderr.write(`the bin could not be built:\n${problem}\n`);
  } finally {
    await release();
  }
  project.provide('buildProblem', problem);
}
