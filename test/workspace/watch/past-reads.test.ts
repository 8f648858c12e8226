import { expect, it } from 'vitest';
import { datedFamilies, thenFamilies } from '../../../source/workspace/watch/past-reads.ts';
import { readSources } from '../../harness/imports.ts';

/** The families of reads, with the parameters and text of their load. */
const loads = readSources('source/workspace').flatMap(({ text }) =>
  [...text.matchAll(/\bkey: ['`]([a-z-]+)[:'`][\s\S]*?load: (?:async )?\(([^)]*)\)/g)].map(
    ([, family = '', parameters = '']) => [family, parameters.split(',').length] as const,
  ),
);

it('reads that ask for a window up to now are known to ask for one up to then', () => {
  const own = loads.filter(([family, count]) => count >= 3 && family !== 'workspace').map(([family]) => family);
  // Named by the hour that they read, not by now.
  expect([...new Set([...own, 'minutes-of-hour'])].sort()).toEqual([...thenFamilies].sort());
});

it('the others have no window', () => {
  const families = new Set(loads.map(([family]) => family));
  for (const family of datedFamilies)
    expect([family, families.has(family), thenFamilies.has(family)]).toEqual([family, true, false]);
});
