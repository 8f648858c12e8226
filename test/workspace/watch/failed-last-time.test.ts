import { expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { failingIds } from '../../../source/workspace/watch/failed-last-time.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { destinationWith, now, period, readingWith, snapshots } from '../snapshots.ts';

type Numbers = Partial<DeliveryMetrics> | undefined;

/** Ids of a workspace whose connections have these numbers; undefined for one that was not read. */
function idsOf(connections: Readonly<Record<string, Numbers>>) {
  const destinations = Object.keys(connections).map((id) => destinationWith(id, 'web'));
  const world = snapshots().set(resources.destinations, destinations);
  for (const each of destinations) {
    const numbers = connections[each.id];
    if (numbers) world.set(resources.metrics(period, each), readingWith(numbers));
  }
  return failingIds(overview(world.read, period, now, {}));
}

const fine = { firstTry: 100 };
const bad = { firstTry: 10, discarded: 90 };

it.each<readonly [string, Readonly<Record<string, Numbers>>, readonly string[] | undefined]>([
  ['those that are raised, in one order whatever is worse', { z: bad, fine, a: { ...bad, discarded: 20 } }, ['a', 'z']],
  ['none, where all are fine', { fine }, []],
  ['not known before all have answered', { z: bad, late: undefined }, undefined],
  ['not known where there is nothing to ask', {}, undefined],
])('what failed last time is %s', (_, connections, ids) => {
  expect(idsOf(connections)).toEqual(ids);
});

it('of more than a hundred the worst are kept', () => {
  const many = Array.from({ length: 100 }, (_, index) => [`d${index}`, bad] as const);
  const ids = idsOf({ 'a-little': { firstTry: 90, discarded: 10 }, ...Object.fromEntries(many) });
  expect(ids).toEqual(many.map(([id]) => id).sort());
});
