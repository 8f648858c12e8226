import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/harness/build-once.ts'],
    setupFiles: ['test/harness/start-clock.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // The gate runs on shared machines: what fails there twice in a row is a fault, not a slow moment.
    retry: process.env.CI ? 1 : 0,
    env: { TZ: 'UTC' },
  },
});
