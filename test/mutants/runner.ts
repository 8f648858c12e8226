/**
 * Runs test files for the mutants, in the folder of a copy: started once, so that what did not change is neither read nor compiled again.
 * A process of its own, as a change may well make a loop without an end.
 */
import { join, relative } from 'node:path';
import { createVitest, type TestModule, type TestSpecification } from 'vitest/node';
import { alone } from '../../vitest.config.ts';

/** What is asked for: test files in their order, and files that changed since the last time. */
export interface Ask {
  readonly tests: readonly string[];
  readonly changed: readonly string[];
}

/** A test file begins. */
export interface Begun {
  readonly begun: string;
}

export interface Answer {
  /** The test file that failed first, after which none is run; undefined when all pass. */
  readonly failed?: string;
  /** The first thing that failed, in one line. */
  readonly why: string;
}

const root = process.cwd();
const pathOf = (module: TestModule) => relative(root, module.moduleId).replaceAll('\\', '/');
let order = new Map<string, number>();
let last = '';

/** As asked: not what failed or took longest the last time first. */
class AsAsked {
  sort(files: TestSpecification[]): TestSpecification[] {
    return files.toSorted((a, b) => (order.get(a.moduleId) ?? 0) - (order.get(b.moduleId) ?? 0));
  }
  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
}

const vitest = await createVitest(
  'test',
  {
    root,
    config: false,
    watch: false,
    maxWorkers: 1,
    bail: 1,
    reporters: [
      {
        onTestModuleStart(module) {
          last = pathOf(module);
          process.send?.({ begun: last } satisfies Begun);
        },
      },
    ],
    sequence: { sequencer: AsAsked },
    setupFiles: ['test/harness/start-clock.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
    // The copy's bin is built by who changed the file.
    provide: { buildProblem: '' },
    projects: [
      { extends: true, test: { name: 'shared', include: ['test/**/*.test.{ts,tsx}'], exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
  { server: { watch: null } },
);
await vitest.standalone();
const known = new Map((await vitest.globTestSpecifications()).map((one) => [one.moduleId, one]));

/** Runs of test files that follow each other and may share a worker, and with it what they have loaded. */
function batchesOf(specifications: readonly TestSpecification[]): readonly TestSpecification[][] {
  const batches: TestSpecification[][] = [];
  for (const one of specifications) {
    const before = batches.at(-1);
    if (before !== undefined && !one.project.config.isolate && before[0]!.project === one.project) before.push(one);
    else batches.push([one]);
  }
  return batches;
}

async function run({ tests, changed }: Ask): Promise<Answer> {
  for (const path of changed) vitest.invalidateFile(join(root, path));
  order = new Map(tests.map((test, index) => [join(root, test), index]));
  const specifications = tests.flatMap((test) => known.get(join(root, test)) ?? []);
  for (const batch of batchesOf(specifications)) {
    vitest.state.clearErrors();
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(batch);
    const asked = new Set(batch.map(({ moduleId }) => moduleId));
    const module = testModules.find((one) => asked.has(one.moduleId) && one.state() === 'failed');
    if (module === undefined && unhandledErrors.length === 0) continue;
    const first = module && [...module.children.allTests('failed')][0];
    const error = first?.result().errors?.[0] ?? module?.errors()[0] ?? (unhandledErrors[0] as Error | undefined);
    return {
      failed: module === undefined ? last : pathOf(module),
      why: `${first?.fullName ?? ''}: ${error?.message ?? ''}`.split('\n')[0] ?? '',
    };
  }
  return { why: '' };
}

process.on('message', (ask: Ask) => {
  run(ask).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: last, why: String(error) } satisfies Answer),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
