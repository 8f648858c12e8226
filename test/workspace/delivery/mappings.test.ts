import { expect, test } from 'vitest';
import { sanitise } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import { breakdownResource } from '../../../source/workspace/delivery/breakdown.ts';
import { byMapping, mappingDelivery, mappingStages } from '../../../source/workspace/delivery/mappings.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import { pipelineWindow } from '../../../source/workspace/resources/pipeline-periods.ts';
import { destinationWith, hourly, now, period, problemWith, type Snapshots, snapshots } from '../snapshots.ts';

const destination = destinationWith('d', 'web');
const resourceOf = (stage: (typeof mappingStages)[number]) => breakdownResource(period, destination, stage, byMapping);

/** What a step has by mapping; an empty id is a row that names none. */
const sliceOf = (counts: Readonly<Record<string, number>>) => {
  const rows = Object.entries(counts).map(([id, count]) => ({
    ...{ total: count, retries: 0, series: hourly(count, 0) },
    by: id === '' ? {} : { subscriptionId: sanitise(id) },
  }));
  return { window: pipelineWindow('24h', now), earlier: undefined, report: { total: 0, rows } };
};

type Steps = readonly (Readonly<Record<string, number>> | undefined)[];

/** Delivered, failed and filtered, as far as each was read. */
function worldOf(steps: Steps): Snapshots {
  const world = snapshots();
  for (const [index, counts] of steps.entries())
    if (counts) world.set(resourceOf(mappingStages[index]!), sliceOf(counts));
  return world;
}
const told = ({ read }: Pick<Snapshots, 'read'>) => mappingDelivery(read, period, destination);

test('each mapping has what was delivered, failed and filtered of it, 0 where a step does not name it', () => {
  const { byMapping: counts } = told(worldOf([{ a: 7, b: 70 }, { a: 5, c: 50 }, { a: 3 }]));
  expect(Object.fromEntries(counts)).toEqual({
    a: { delivered: 7, failed: 5, filtered: 3 },
    b: { delivered: 70, failed: 0, filtered: 0 },
    c: { delivered: 0, failed: 50, filtered: 0 },
  });
});

test('a step that was lost in part, or names no mapping at all, has no 0 of those that it does not name', () => {
  const world = worldOf([{ a: 7 }, { '': 5 }]);
  world.set(resourceOf('filtered-at-destination'), sliceOf({ b: 3 }), [problemWith({ kind: 'dropped-rows' })]);
  expect(Object.fromEntries(told(world).byMapping)).toEqual({
    a: { delivered: 7, failed: undefined, filtered: undefined },
    b: { delivered: 0, failed: undefined, filtered: 3 },
  });
});

test.each<readonly [string, Steps, boolean, boolean]>([
  ['all three steps name mappings', [{ a: 1 }, { a: 1 }, { a: 1 }], true, false],
  ['nothing failed and nothing was filtered', [{ a: 1 }, {}, {}], true, false],
  ['a step was not read', [{ a: 1 }, undefined, {}], false, false],
  ['a step names no mapping at all', [{ a: 1 }, { '': 4 }, {}], false, true],
  ['none was read', [], false, false],
])('a missing row is zero only where all was answered by mapping: %s', (_, steps, isComplete, unnamed) => {
  expect(told(worldOf(steps))).toMatchObject({ isComplete, unnamed });
});

test('what could not be read is told whichever step it was', () => {
  const world = worldOf([{ a: 1 }, {}]).fail(resourceOf('filtered-at-destination'), problemWith({ status: 403 }));
  expect(told(world).error).toMatchObject({ status: 403 });
  expect(told(worldOf([{ a: 1 }, {}, {}])).error).toBeUndefined();
});

test('the counts are as old as the oldest of the steps', () => {
  const { read } = worldOf([{ a: 1 }, { a: 1 }, { a: 1 }]);
  const old = resourceOf('failed-delivery').key;
  const late: Read = (resource) =>
    resource.key === old ? { ...read(resource), fetchedAt: now - 9 * minute } : read(resource);
  expect([told({ read: late }).fetchedAt, told(snapshots()).fetchedAt]).toEqual([now - 9 * minute, undefined]);
});
