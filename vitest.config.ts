import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Files whose tests are functions of what they are given share one worker and what it has loaded: two thirds of their time was loading.
 * What draws, spawns, writes files or listens has a worker for each file.
 */
const pure = ['domain', 'keys', 'theme', 'state', 'log', 'mock/http', 'workspace', 'segment-api'].map(
  (folder) => `test/${folder}/**/*.test.{ts,tsx}`,
);

export default defineConfig({
  test: {
    globalSetup: ['test/harness/build-once.ts'],
    setupFiles: ['test/harness/start-clock.ts'],
    // Many tests wait for programs that they have started: a core left free, as is usual, would be left idle.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // The gate runs on shared machines: what fails there twice in a row is a fault, not a slow moment.
    retry: process.env.CI ? 1 : 0,
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.{ts,tsx}'], exclude: [...pure] } },
    ],
  },
});
