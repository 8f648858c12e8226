import { beforeAll, describe, expect, it } from 'vitest';
import { nameOf } from './mutation.ts';
import { allMutations, faults, type Recorded, recorded, toldWith } from './status-mutation.ts';

/** Of all mutations every such one is tried here; `test/bench/mutations.ts` tries all of them. */
const every = 29;

describe('one field of one answer is missing, null, of another type, or absurd', () => {
  const worlds = new Map<string, Recorded>();
  beforeAll(async () => {
    for (const scenario of ['everything', 'healthy']) worlds.set(scenario, await recorded(scenario));
  });

  it('is tried on every operation that status reads', () => {
    expect([...(worlds.get('everything')?.operations.keys() ?? [])].sort()).toEqual([
      'GET /',
      'GET /audit-events',
      'GET /delivery-overview/failed-delivery',
      'GET /delivery-overview/filtered-at-source',
      'GET /delivery-overview/successful-delivery',
      'GET /destinations',
      'GET /destinations/{destinationId}/delivery-metrics',
      'GET /events/volume',
      'GET /sources',
      'GET /sources/{sourceId}/settings',
      'GET /tracking-plans',
      'GET /tracking-plans/{trackingPlanId}/sources',
      'GET /usage/api-calls/daily',
      'GET /usage/mtu/daily',
      'GET /warehouses',
      'GET /warehouses/{warehouseId}/syncs',
    ]);
  });

  it.each([
    ['everything', 1],
    ['healthy', 0],
  ])('is tried against an answer without a problem: %s, exit code %d', (scenario, code) => {
    const { told } = worlds.get(scenario) as Recorded;
    expect([told.status.problems, told.code]).toEqual([[], code]);
    const { total, active, events } = told.status.sources;
    expect([total, active, events, told.status.destinations.attempted].every((count) => (count ?? 0) > 0)).toBe(true);
  });

  it.each(['everything', 'healthy'])(
    'changes nothing without a problem but itself, makes no total another one, and is no success: %s',
    async (scenario) => {
      const world = worlds.get(scenario) as Recorded;
      const all = allMutations(world);
      expect(all.length).toBeGreaterThan(4000);
      const found: string[] = [];
      for (const mutation of all.filter((_, index) => index % every === 0))
        found.push(
          ...faults(world, mutation, await toldWith(world, mutation)).map((fault) => `${nameOf(mutation)}: ${fault}`),
        );
      expect(found).toEqual([]);
    },
  );
});
