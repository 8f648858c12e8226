/** Changes every field of every answer that `segtop status` reads, in every way, and tells where its answer was not honest. */
import { nameOf } from '../contract/mutation.ts';
import { allMutations, faults, recorded, toldWith } from '../contract/status-mutation.ts';

const scenarios = process.argv.slice(2);
let bad = 0;
for (const scenario of scenarios.length > 0 ? scenarios : ['everything', 'healthy']) {
  const world = await recorded(scenario);
  const all = allMutations(world);
  const began = performance.now();
  let silent = 0;
  for (const mutation of all) {
    let found: readonly string[];
    try {
      found = faults(world, mutation, await toldWith(world, mutation));
    } catch (thrown) {
      found = [`threw ${String(thrown)}`];
    }
    if (found.length > 0) {
      silent += 1;
      console.log(`${nameOf(mutation)}: ${found.join('; ')}`);
    }
  }
  bad += silent;
  console.log(
    `${scenario}: ${all.length} fields changed, ${silent} answers not honest, ${Math.round(performance.now() - began)} ms`,
  );
}
process.exitCode = bad > 0 ? 1 : 0;
