import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../../../source/workspace/polling/entry.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import { WantedNeeds } from '../../../source/workspace/polling/wanted-needs.ts';

const need = (key: string, priority = 2, every = 60): Need =>
  ({ resource: { key, every }, priority }) as unknown as Need;
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((key) => need(key)) as [Need, Need, Need, Need];
const urgent = need('a', 0);

const changeOf = (before: readonly Need[], now: readonly Need[]) => {
  const wanted = new WantedNeeds();
  wanted.next(before);
  const { dropped, changed } = wanted.next(now);
  return [dropped, [...changed].map(({ resource: { key }, priority }) => `${key}${priority}`)];
};

test.each<readonly [string, readonly Need[], readonly Need[], unknown]>([
  ['nothing, where they are the same objects', [a, b, c], [a, b, c], [[], []]],
  ['the one that is more urgent', [a, b, c], [urgent, b, c], [[], ['a0']]],
  ['one that comes', [a, c], [a, b, c], [[], ['b2']]],
  ['one that goes', [a, b, c], [a, c], [['b'], []]],
  ['one for another', [a, b, c], [a, d, c], [['b'], ['d2']]],
  ['one that stands elsewhere: as before', [a, b, c], [b, c, a], [[], ['a2']]],
  ['all of an empty list', [], [a, b], [[], ['a2', 'b2']]],
  ['all to an empty list', [a, b], [], [['a', 'b'], []]],
  // Both needs of one key count together.
  ['of a key that is needed twice, the more urgent of both', [a, b], [a, b, urgent], [[], ['a0', 'b2']]],
  ['of a key that was needed twice, what is left', [a, b, urgent], [a, b], [[], ['a2', 'b2']]],
])('what changes: %s', (_, before, now, change) => {
  expect(changeOf(before, now)).toEqual(change);
});

test('after any lists one after the other, what is wanted is what the last of them asks for', () => {
  const needs = fc.array(
    fc.constantFrom(...['a', 'b', 'c', 'd', 'e', 'f'].flatMap((key) => [need(key), need(key, 0), need(key, 3, 10)])),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(fc.array(needs, { minLength: 2, maxLength: 12 }), (lists) => {
      const wanted = new WantedNeeds();
      const held = new Map<string, Need>();
      for (const list of lists) {
        const { dropped, changed } = wanted.next(list);
        for (const key of dropped) held.delete(key);
        for (const each of changed) held.set(each.resource.key, each);
        const all = new Map<string, Need>();
        for (const each of list) {
          const { key } = each.resource;
          const same = all.get(key);
          all.set(key, same ? joined(same, each) : each);
        }
        expect(new Map([...held].sort())).toEqual(new Map([...all].sort()));
      }
    }),
    { numRuns: 300 },
  );
});
