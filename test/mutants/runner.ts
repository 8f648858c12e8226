/**
 * Runs test files for the mutants, in the folder of a copy: started once, so that what did not change is neither read nor compiled again.
 * A process of its own, as a change may well make a loop without an end.
 */
import { join } from 'node:path';
import { createVitest } from 'vitest/node';

/** What is asked for: one test file, and files that changed since the last time. */
export interface Ask {
  readonly test: string;
  readonly changed: readonly string[];
}

export interface Answer {
  readonly failed: boolean;
  /** The first thing that failed, in one line. */
  readonly why: string;
}

const root = process.cwd();
const vitest = await createVitest(
  'test',
  {
    root,
    config: false,
    watch: false,
    maxWorkers: 1,
    bail: 1,
    reporters: [{}],
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/harness/start-clock.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
    // The copy's bin is built by who changed the file.
    provide: { buildProblem: '' },
  },
  { server: { watch: null } },
);
await vitest.standalone();

async function run({ test, changed }: Ask): Promise<Answer> {
  for (const path of changed) vitest.invalidateFile(join(root, path));
  const specifications = (await vitest.globTestSpecifications([join(root, test)])).filter(
    ({ moduleId }) => moduleId === join(root, test),
  );
  if (specifications.length === 0) return { failed: false, why: 'no such test file' };
  vitest.state.clearErrors();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const own = testModules.filter(({ moduleId }) => moduleId === join(root, test));
  const failed = own.some((module) => !module.ok()) || unhandledErrors.length > 0;
  const first = own.flatMap((module) => [...module.children.allTests('failed')])[0];
  const error = first?.result().errors?.[0]?.message ?? own.flatMap((module) => module.errors())[0]?.message ?? '';
  return { failed, why: `${first?.fullName ?? ''}: ${error}`.split('\n')[0] ?? '' };
}

process.on('message', (ask: Ask) => {
  run(ask).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: true, why: String(error) } satisfies Answer),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
