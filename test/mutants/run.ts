/**
 * Would the tests notice? Makes small changes to source/, one at a time in a copy of the project, and runs the tests that load the changed file.
 *
 * npm run mutants -- [--seed N] [--folder F]… [--count N] [--at FILE:LINE]… [--tests N] [--list]
 *   --folder  below source/, such as workspace or views/home
 *   --at      all changes of one line instead of some by chance
 *   --tests   test files to run for one change at most, nearest first; golden screens always
 *   --list    only says which changes it would make
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pathsBelow, readSources } from '../harness/imports.ts';
import { Bench } from './bench.ts';
import { chosen } from './choose.ts';
import { type Mutant, mutantsOf, told } from './mutate.ts';
import { isGolden, relatedTests } from './related.ts';
import { survivors, table, type Verdict } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', multiple: true, default: [] },
    count: { type: 'string', default: '120' },
    at: { type: 'string', multiple: true, default: [] },
    tests: { type: 'string', default: '12' },
    list: { type: 'boolean', default: false },
  },
});

/** One test file may take this long with a change in it; what takes longer without one, too, is not used. */
const longestTest = 120_000;
/** All tests of one change together. */
const longestMutant = 150_000;
/** A test file that takes longer than this is run after the quicker ones. */
const slow = 15_000;

const read = (path: string) => readFileSync(path, 'utf8');
const below = values.folder.map((folder) => `source/${folder.replace(/^source\/|\/$/g, '')}`);
const isMeant = (path: string) =>
  /\.tsx?$/.test(path) &&
  (below.length === 0 || below.some((folder) => path === folder || path.startsWith(`${folder}/`)));
const byFile = new Map(
  pathsBelow('source')
    .filter(isMeant)
    .map((path) => [path, mutantsOf(path, read(path))] as const)
    .filter(([, mutants]) => mutants.length > 0),
);

const files = [...readSources('source'), ...readSources('test')];
const bin = 'source/cli.ts';
const spawners = /^test\/(?:harness\/(?:terminal\/pty|mock-api)|e2e\/run-bin)\.ts$/;
const spawning = new Set(
  files
    .filter(({ path, imports }) => {
      const spawns = imports.some(({ file, kind }) => kind !== 'type' && file !== undefined && spawners.test(file));
      return path.startsWith('test/e2e/') && spawns;
    })
    .map(({ path }) => path),
);
/** Test files that say nothing of a change: measurements, and the tests of this very tool. */
const isUseless = (path: string) => /^test\/(?:bench|mutants|contract)\//.test(path);
const unusable = new Set<string>();
const took = new Map<string, number>();

const bench = new Bench(process.cwd());
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Those whose types hold; a change that does not compile is noticed without a test, and counts for nothing. */
async function compiling(mutants: readonly Mutant[]): Promise<readonly Mutant[]> {
  const rounds: Mutant[][] = [];
  for (const mutant of mutants) {
    const round = rounds.find((some) => some.every(({ path }) => path !== mutant.path));
    if (round === undefined) rounds.push([mutant]);
    else round.push(mutant);
  }
  const good = new Set<Mutant>();
  for (const round of rounds) {
    const wrong = await bench.with(round, () => bench.typeErrors());
    for (const mutant of round) if (!wrong.has(mutant.path)) good.add(mutant);
  }
  return mutants.filter((mutant) => good.has(mutant));
}

async function choose(): Promise<readonly Mutant[]> {
  const asked = new Set(values.at.map((place) => (place.startsWith('source/') ? place : `source/${place}`)));
  if (asked.size > 0)
    return compiling([...byFile.values()].flat().filter(({ path, line }) => asked.has(`${path}:${line}`)));
  const order = chosen(byFile, Number(values.seed));
  const some: Mutant[] = [];
  const count = Number(values.count);
  while (some.length < count) {
    const next = Array.from({ length: Math.ceil((count - some.length) * 1.3) }, () => order.next().value ?? []).flat();
    if (next.length === 0) break;
    some.push(...(await compiling(next)));
  }
  return some.slice(0, count);
}

async function judge(mutant: Mutant): Promise<Verdict> {
  const all = relatedTests(files, mutant.path, { bin, spawns: (path) => spawning.has(path) })
    .map(({ path }) => path)
    .filter((path) => !isUseless(path) && !unusable.has(path));
  const nearest = new Set(all.filter((path) => !isGolden(path)).slice(0, Number(values.tests)));
  const isSlow = (path: string) => Number((took.get(path) ?? 0) > slow);
  const tests = all.filter((path) => isGolden(path) || nearest.has(path)).sort((a, b) => isSlow(a) - isSlow(b));
  const since = performance.now();
  let run = 0;
  for (const path of tests) {
    if (performance.now() - since > longestMutant) break;
    run += 1;
    const outcome = await bench.with([mutant], async () => {
      const problem = spawning.has(path) ? await bench.build() : '';
      return problem === '' ? bench.test(path, longestTest) : { failed: true, why: problem, ms: 0, timedOut: false };
    });
    took.set(path, Math.max(took.get(path) ?? 0, outcome.ms));
    if (!outcome.failed) continue;
    // Only a test file that passes without the change has noticed it.
    if (!good.has(path)) {
      if (spawning.has(path)) await bench.build();
      const clean = await bench.test(path, longestTest);
      if (clean.failed) {
        unusable.add(path);
        say(`  ${path} fails without any change (${clean.why}), it is left out`);
        continue;
      }
      good.add(path);
    }
    return { mutant, by: path, timedOut: outcome.timedOut, tests: run };
  }
  return { mutant, tests: run };
}

/** Test files that passed without a change. */
const good = new Set<string>();
const verdicts: Verdict[] = [];
const end = () => {
  bench.close();
  process.exit(130);
};
process.on('SIGINT', end).on('SIGTERM', end);
try {
  const mutants = await choose();
  for (const [at, mutant] of mutants.entries()) {
    const place = `${at + 1}/${mutants.length} ${mutant.path}:${mutant.line} ${mutant.kind}`;
    if (values.list) {
      say(`${place}\n    ${told(read(mutant.path), mutant)}`);
      continue;
    }
    const verdict = await judge(mutant);
    verdicts.push(verdict);
    say(`${place}  ${verdict.by === undefined ? 'SURVIVED' : `killed by ${verdict.by}`}`);
  }
  if (!values.list) for (const line of ['', ...survivors(verdicts, read), '', ...table(verdicts)]) say(line);
} finally {
  bench.close();
}
