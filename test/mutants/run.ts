/**
 * Would the tests notice? Makes small changes to source/, one at a time in a copy of the project, and runs the tests that load the changed file.
 *
 * npm run mutants -- [--seed N] [--folder F]… [--count N] [--skip N] [--at FILE:LINE]… [--tests N] [--seconds N] [--list] [--measure]
 *   --folder  below source/, such as workspace or views/home
 *   --skip    how many of them are left out at the start, as they were looked at before
 *   --at      all changes of one line instead of some by chance
 *   --tests   test files to run for one change at most, nearest first; golden screens always
 *   --seconds after which no more test files are begun for one change
 *   --list    only says which changes it would make
 *   --measure runs the tests once and notes which functions each runs: from then on only those are run that run the changed one
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathsBelow, readSources } from '../harness/imports.ts';
import { Bench } from './bench.ts';
import { chosen } from './choose.ts';
import { readKnown } from './known.ts';
import { measure } from './measure.ts';
import { type Mutant, mutantsOf, told } from './mutate.ts';
import { isGolden, relatedTests } from './related.ts';
import { survivors, table, type Verdict } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', multiple: true, default: [] },
    count: { type: 'string', default: '120' },
    skip: { type: 'string', default: '0' },
    at: { type: 'string', multiple: true, default: [] },
    tests: { type: 'string', default: '12' },
    seconds: { type: 'string', default: '60' },
    list: { type: 'boolean', default: false },
    measure: { type: 'boolean', default: false },
  },
});

/** One test file may take this long with a change in it; what takes longer without one, too, is not used. */
const longestTest = 120_000;
/** All tests of one change together: after this no more are begun. */
const longestMutant = 1_000 * Number(values.seconds);
/** A test file that takes longer than this is run after the quicker ones. */
const slow = 8_000;
/** Test files that are run at once, in one worker, before it is looked at how long all took. */
const together = 6;
/** After this many the built program is not asked as well. */
const enough = 4;

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
    .filter(({ imports }) =>
      imports.some(({ file, kind }) => kind !== 'type' && file !== undefined && spawners.test(file)),
    )
    .map(({ path }) => path),
);
/** Test files that say nothing of a change: measurements, and the tests of this very tool. */
const isUseless = (path: string) => /^test\/(?:bench|mutants|contract)\//.test(path);
const unusable = new Set<string>();
const took = new Map<string, number>();
const kept = join('node_modules', '.cache', 'segtop-mutants.json');
const known = readKnown(kept, read);
const most = Number(values.tests);

const bench = new Bench(process.cwd());
const stop = new AbortController();
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
    let left = round;
    // Again without those that are wrong: while one cannot even be read the compiler says nothing of the others.
    for (let before = left.length + 1; left.length < before; ) {
      before = left.length;
      const wrong = await bench.with(left, () => bench.typeErrors());
      left = left.filter(({ path }) => !wrong.has(path));
    }
    for (const mutant of left) good.add(mutant);
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

/** Once for all runs after it; whole dashboards take too long for what they would tell. */
async function measureAll(): Promise<void> {
  const paths = files.map(({ path }) => path);
  const tests = paths.filter((path) => /^test\/(?!e2e\/).*\.test\.tsx?$/.test(path));
  const wanted = tests.filter((path) => !isUseless(path) && !spawning.has(path));
  const sources = paths.filter((path) => path.startsWith('source/'));
  await measure(bench.folder, sources, wanted, read, kept, stop.signal);
}

/** Test files that may notice a mutant, in their order: nearest first, what takes long last. */
function testsFor(mutant: Mutant): readonly string[] {
  const all = relatedTests(files, mutant.path, { bin, spawns: (path) => spawning.has(path) })
    .map(({ path }) => path)
    .filter((path) => !isUseless(path) && !unusable.has(path));
  const running = new Map(all.map((path) => [path, known.runs(path, mutant)]));
  const guessed = new Set(all.filter((path) => running.get(path) === undefined && !isGolden(path)).slice(0, most));
  const may = all.filter((path) => running.get(path) ?? (guessed.has(path) || isGolden(path)));
  return may.toSorted((a, b) => costOf(a) - costOf(b));
}

/** 0 for what is quick, 1 for what is slow, 2 for what needs a build as well. */
function costOf(path: string): number {
  if (spawning.has(path)) return 2;
  if (isGolden(path)) return 0;
  return Number((took.get(path) ?? known.ms(path) ?? (path.startsWith('test/e2e/') ? slow + 1 : 0)) > slow);
}

async function judge(mutant: Mutant): Promise<Verdict> {
  const left = [...testsFor(mutant)];
  const since = performance.now();
  let run = 0;
  while (left.length > 0 && performance.now() - since < longestMutant) {
    const spawns = spawning.has(left[0]!);
    // The built program is rarely the only one to notice, and costs more than all others.
    if (spawns && run >= enough) break;
    const quick = left.slice(0, together).findIndex((path) => costOf(path) > 0);
    const batch = left.slice(0, quick < 0 ? together : Math.max(1, quick));
    const outcome = await bench.with([mutant], async () => {
      const problem = spawns ? await bench.build() : '';
      return problem === ''
        ? bench.test(batch, longestTest)
        : { failed: batch[0], why: problem, took: new Map(), timedOut: false };
    });
    for (const [path, ms] of outcome.took) took.set(path, Math.max(took.get(path) ?? 0, ms));
    const { failed } = outcome;
    const done = failed === undefined ? batch.length : Math.max(0, batch.indexOf(failed)) + 1;
    run += done;
    left.splice(0, done);
    if (failed === undefined) continue;
    // Only a test file that passes without the change has noticed it.
    if (!good.has(failed)) {
      if (spawns) await bench.build();
      const clean = await bench.test([failed], longestTest);
      if (clean.failed !== undefined) {
        unusable.add(failed);
        say(`  ${failed} fails without any change (${clean.why}), it is left out`);
        continue;
      }
      good.add(failed);
    }
    return { mutant, by: failed, timedOut: outcome.timedOut, tests: run };
  }
  return { mutant, tests: run };
}

/** Test files that passed without a change. */
const good = new Set<string>();
const verdicts: Verdict[] = [];
const end = () => {
  stop.abort();
  bench.close();
  process.exit(130);
};
process.on('SIGINT', end).on('SIGTERM', end);
try {
  if (values.measure) await measureAll();
  const mutants = values.measure ? [] : await choose();
  for (const [at, mutant] of [...mutants.entries()].slice(Number(values.skip))) {
    const place = `${at + 1}/${mutants.length} ${mutant.path}:${mutant.line} ${mutant.kind}`;
    if (values.list) {
      say(`${place}\n    ${told(read(mutant.path), mutant)}`);
      continue;
    }
    const since = performance.now();
    const verdict = await judge(mutant);
    // Among many changes only errors in its own file were laid to it.
    if (verdict.by === undefined && (await bench.with([mutant], () => bench.typeErrors())).size > 0) {
      say(`${place}  does not compile`);
      continue;
    }
    verdicts.push(verdict);
    const seconds = Math.round((performance.now() - since) / 1000);
    say(
      `${place}  ${verdict.by === undefined ? 'SURVIVED' : `killed by ${verdict.by}`}, ${verdict.tests} test files in ${seconds} s`,
    );
  }
  if (verdicts.length > 0) for (const line of ['', ...survivors(verdicts, read), '', ...table(verdicts)]) say(line);
} finally {
  bench.close();
}
