import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Files that leave their process as they found it share one worker and what it has loaded and compiled: two thirds of their time was
 * that. What takes a terminal or signals, or needs a process that loaded nothing yet, has a worker for each file.
 */
export const pure = [
  ...['domain', 'keys', 'theme', 'state', 'log', 'mock', 'workspace', 'segment-api', 'components'],
  ...['views', 'actions', 'golden', 'commands', 'config', 'collect', 'serve', 'storage', 'store', 'contract', 'tell'],
].map((folder) => `test/${folder}/**/*.test.{ts,tsx}`);
/** What replaces a module or the environment needs a process in which nothing was loaded with another. */
export const alone = ['test/views/room.test.ts', 'test/commands/load-settings.test.ts'];
/** Whole dashboards; programs that they start have folders of their own. */
const played = ['test/e2e/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/harness/build-once.ts'],
    setupFiles: ['test/harness/start-clock.ts'],
    // Many tests wait for programs that they have started: a core left free, as is usual, would be left idle.
    maxWorkers: Math.max(2, availableParallelism()),
    // A machine that is busy with other things is slow, and not wrong; what hangs is told by its own waits.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The gate runs on shared machines: what fails there twice in a row is a fault, not a slow moment.
    retry: process.env.CI ? 1 : 0,
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
      { extends: true, test: { name: 'played', include: played, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.{ts,tsx}'], exclude: [...pure, ...played] } },
    ],
  },
});
