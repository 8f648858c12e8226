import { execFileSync } from 'node:child_process';

/** Builds the bin once for the whole run, so that end-to-end tests spawn exactly what users get. */
export default function buildOnce(): void {
  execFileSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
}
