import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files leave their process as they found it, and so share workers and what these have loaded and compiled: that was two thirds of the
 * time. What replaces a module or the environment, or listens to signals, has a worker of its own.
 */
export const alone = [
  ...['test/views/room.test.ts', 'test/app/input/expression-keys.test.ts'],
  // A token that was taken out of the environment is kept for as long as the process runs.
  ...['load-settings', 'own-environment', 'serve', 'doctor/report', 'completion/completion'].map(
    (name) => `test/commands/${name}.test.ts`,
  ),
  ...['harness', 'terminal'].map((folder) => `test/${folder}/**/*.test.{ts,tsx}`),
];

/** What takes longest, and what mostly waits beside what mostly works: begun last, they would be alone in the end. */
const longest = [
  ...['e2e/program/faults', 'views/failing-reads', 'views/contract', 'e2e/program/collect', 'e2e/program/terminal'],
  ...['e2e/workspaces', 'app/past', 'e2e/status', 'app/frame/every-page', 'e2e/home', 'golden/pages'],
  ...['e2e/program/metrics', 'e2e/program/ground', 'e2e/program/lines', 'e2e/settings', 'e2e/program/mouse'],
].map((name) => `/test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = longest.flatMap((name) => sorted.filter(({ moduleId }) => moduleId.endsWith(name)));
    const isShared = ({ project }: TestSpecification) => !project.config.isolate;
    return [...sorted.filter((one) => !isShared(one)), ...new Set([...first, ...sorted.filter(isShared)])];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/harness/build-once.ts'],
    setupFiles: ['test/harness/start-clock.ts'],
    // Many tests wait for programs that they have started, or for time to pass: with one worker a core, half of the cores would be idle.
    maxWorkers: availableParallelism() + 2,
    // A machine that is busy with other things is slow, and not wrong; what hangs is told by its own waits.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The gate runs on shared machines: what fails there twice in a row is a fault, not a slow moment.
    retry: process.env.CI ? 1 : 0,
    env: { TZ: 'UTC' },
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'shared', include: ['test/**/*.test.{ts,tsx}'], exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
