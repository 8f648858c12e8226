import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { overviewNeeds } from '../../../source/workspace/needs/overview.ts';
import { Journal } from '../../../source/workspace/polling/changes/journal.ts';
import type { Mark, Read } from '../../../source/workspace/polling/read.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { onsets } from '../../../source/workspace/resources/onset.ts';
import { destinationFilters, mappings } from '../../../source/workspace/resources/pages.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { minutesOf } from '../delivery/connection-stage.ts';
import {
  auditWith,
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  snapshots,
  sourceWith,
  stoppedSource,
  syncWith,
  warehouseWith,
} from '../snapshots.ts';

type Table = Map<string, Snapshot>;
/** @returns the key of what changed */
type Step = (table: Table) => string;

/** @param journal keeps account of what has changed */
function readOf(table: Table, journal?: Journal): Read {
  const read: Read = (resource) => (table.get(resource.key) ?? unread) as never;
  return journal ? Object.assign(read, { since: (mark: Mark | undefined) => journal.since(mark) }) : read;
}

/** What a resource may be read as. */
type Answers = readonly [resource: Resource<unknown>, answers: readonly unknown[]];
const answers = <T>(resource: Resource<T>, ...all: readonly T[]): Answers => [resource as Resource<unknown>, all];

const destinations = [
  destinationWith('d', 'web'),
  destinationWith('f', 'ios'),
  destinationWith('off', 'ios', { enabled: false }),
  destinationWith('lonely', 'nobody'),
];
const totals: readonly (readonly [Partial<DeliveryMetrics>, Partial<DeliveryMetrics>])[] = [
  [{ firstTry: 900 }, { firstTry: 30 }],
  [
    { firstTry: 900, discarded: 30 },
    { firstTry: 50, discarded: 50 },
  ],
  [{ firstTry: 100, discarded: 800, basis: 'volume' }, { discarded: 60 }],
  [{ firstTry: 900, discarded: 100 }, { firstTry: 5000 }],
  [{}, { firstTry: 10, retrying: 30 }],
  [{}, {}],
];
const window = { start: now - 4 * hour, end: now };
const minutesFrom = (from: number) => ({
  window,
  failures: failuresOf({ '401': minutesOf((at) => (at >= from ? 94 : 0)) }),
  deliveries: {
    total: 0,
    rows: [{ by: {}, total: 0, retries: 0, series: minutesOf((at) => (at >= from ? 6 : 100)) }],
  },
});
const onsetSince = (since: number) => ({
  hours: { window: { start: since - hour, end: now }, granularity: 'HOUR' as const, failed: [], delivered: [] },
  onset: { since, within: hour, before: undefined, until: undefined },
});
const trail = (...types: readonly (readonly [type: ReturnType<typeof t>, resourceId: string, hours: number])[]) => ({
  items: types.map(([type, resourceId, hours]) => auditWith({ at: now - hours * hour, type, resourceId })),
});
const plan = (id: string) => ({ id, name: t`plan`, type: t`LIVE` });

const lists: readonly Answers[] = [
  answers(resources.workspace, { id: 'w', name: t`Acme`, slug: t`acme` } as never),
  answers(resources.destinations, destinations, destinations.slice(1), [...destinations].reverse()),
  answers(resources.sources, [sourceWith('web'), sourceWith('ios')], [sourceWith('ios')]),
  answers(
    resources.volume(period),
    [
      { sourceId: 'web', total: 100, series: hourly(100, 90) },
      { sourceId: 'ios', total: 9, series: hourly(9) },
    ],
    [stoppedSource(snapshots(), 'web', 500)],
    [],
  ),
  answers(
    resources.recentAudit(period),
    trail(),
    trail([t`Filter Created`, 'filter', 2.7], [t`Integration Disabled`, 'off', 3], [t`Source Modified`, 'web', 2.2]),
    trail([t`Tracking Plan Updated`, 'p', 2.1], [t`Warehouse Sync Failed`, 'wh', 1], [t`Audience Run Failed`, 'a', 2]),
  ),
  answers(resources.trackingPlans, [plan('p'), plan('q')], [plan('q')]),
  ...['p', 'q'].map((id) => answers(resources.trackingPlanSources(id), [sourceWith('web')], [sourceWith('ios')], [])),
  ...['web', 'ios'].map((id) => answers(resources.blocked(period, id), failuresOf({ '401': hourly(9, 2) }))),
  answers(resources.warehouses, [warehouseWith('wh'), warehouseWith('other')]),
  answers(
    resources.warehouseSyncs('wh'),
    [syncWith(1, 'failure'), syncWith(2, 'success')],
    [syncWith(1, 'success')],
    [syncWith(3, 'partial'), syncWith(1, 'failure', { sourceId: 'r' })],
  ),
];
const all: readonly Answers[] = [
  ...lists,
  ...destinations.flatMap((each): Answers[] => [
    answers(resources.metrics(period, each), ...totals.map((total) => readingWith(...total))),
    answers(
      resources.failures(period, each),
      failuresOf({}),
      failuresOf({ '401': hourly(40, 60, 45) }),
      failuresOf({ '401': hourly(40, 60, 0, 0) }),
      failuresOf({ '429': hourly(4, 4, 4), '401': hourly(9, 0, 0) }),
    ),
    answers(resources.minutes(period, each), minutesFrom(now - 2 * hour), minutesFrom(0)),
    answers(resources.comparedMetrics(period, each), comparisonWith({ firstTry: 9 }, { firstTry: 80, discarded: 5 })),
    answers(onsets(period, each), onsetSince(now - 30 * hour), onsetSince(now - 50 * hour)),
    answers(destinationFilters(each.id), [{ id: 'filter' } as never], []),
    answers(mappings(each.id), [{ id: 'mapping' } as never]),
  ]),
];

let version = 0;
/** Every way in which what is known of a resource becomes another. */
const steps: fc.Arbitrary<Step> = fc
  .record({
    // As often one of the few lists as one of the many answers of connections.
    of: fc.oneof(fc.nat(lists.length - 1), fc.integer({ min: lists.length, max: all.length - 1 })),
    answer: fc.nat(9),
    minutesAgo: fc.constantFrom(0, 1, 90),
    how: fc.constantFrom('answer', 'answer', 'fail', 'lose', 'lose', 'load', 'forget'),
  })
  .map(({ of, answer, minutesAgo, how }): Step => {
    const [{ key }, known] = all[of]!;
    const fetchedAt = now - minutesAgo * minute;
    version += 1;
    return (table) => {
      const before = table.get(key) ?? unread;
      const data = known[answer % known.length];
      if (how === 'forget') table.delete(key);
      else if (how === 'load') table.set(key, { ...before, status: 'loading', version });
      else if (how === 'fail') table.set(key, { ...before, error: problemWith(), status: 'failed', version });
      // The same rows, of which some are now known to be missing.
      else if (how === 'lose')
        table.set(key, { ...before, problems: [problemWith({ kind: 'dropped-rows' })], version });
      else table.set(key, { data, problems: [], fetchedAt, askedAt: fetchedAt, status: 'ready', version });
      return key;
    };
  });

const pictureOf = (read: Read, at: number) => {
  const { fleet, ...rest } = overview(read, period, at, {});
  return {
    ...rest,
    fleet: { ...fleet, byId: destinations.map(({ id }) => [fleet.byId.has(id), fleet.byId.get(id)]) },
    // Without their ranks: the order of a sweep stays what it was on purpose, so that it comes to its end.
    needs: overviewNeeds(read, period, at).map(({ resource: { key, every }, priority }) => [key, every, priority]),
  };
};

/** What is there before anything changes, of each resource: one of its answers, or none. */
const begun = fc.array(fc.nat(9), { minLength: all.length, maxLength: all.length }).map((chosen): Table => {
  const table: Table = new Map();
  for (const [index, [{ key }, known]] of all.entries()) {
    const data = known[chosen[index]! % (known.length + 1)];
    if (data) table.set(key, { data, problems: [], fetchedAt: now, askedAt: now, status: 'ready', version: 0 });
  }
  return table;
});

test('what is kept from answer to answer is what is worked out of all answers at once', () => {
  const told = fc.array(fc.tuple(fc.array(steps, { minLength: 1, maxLength: 3 }), fc.boolean()), {
    minLength: 30,
    maxLength: 30,
  });
  fc.assert(
    fc.property(begun, begun, told, (own, other, changes) => {
      // Screens of one workspace that see other answers: neither takes for its own what another has kept.
      const screens = [
        { table: own, journal: new Journal() },
        { table: other, journal: undefined },
      ];
      const reads = screens.map(({ table, journal }) => readOf(table, journal));
      for (const [batch, isOther] of changes) {
        const at = isOther ? 1 : 0;
        const { table, journal } = screens[at]!;
        for (const step of batch) {
          const key = step(table);
          journal?.note(key);
        }
        // Of what was never seen before nothing can have been kept.
        expect(pictureOf(reads[at]!, now)).toEqual(pictureOf(readOf(structuredClone(table)), now));
      }
    }),
    { numRuns: 8 },
  );
});
