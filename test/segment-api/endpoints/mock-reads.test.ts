import { describe, expect, test } from 'vitest';
import { sanitise } from '../../../source/domain/text.ts';
import type { PlanSwitches } from '../../../source/mock/world.ts';
import { createMockBackend } from '../../../source/workspace/backends/mock.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { fakeWorld } from '../../mock/http/fake-world.ts';
import { now, worldOf } from '../../mock/worlds.ts';

type Reads = Readonly<
  Record<string, () => Promise<{ readonly value: unknown; readonly problems: readonly unknown[] }>>
>;

/** Every page read, with ids of the world itself. */
async function readsOf(backend: Backend): Promise<Reads> {
  const first = async <T>(rows: Promise<{ readonly value: readonly T[] }>): Promise<T> => {
    const [row] = (await rows).value;
    if (!row) throw new Error('the mock has none');
    return row;
  };
  const plan = (await backend.trackingPlans()).value.find(({ type }) => type === 'LIVE');
  const space = await first(backend.spaces());
  const regulation = await first(backend.regulations());
  const warehouse = await first(backend.warehouses());
  const user = await first(backend.users());
  const destinations = (await backend.destinations()).value;
  const mappings = (await Promise.all(destinations.map(({ id }) => backend.mappings(id)))).flatMap(
    ({ value }) => value,
  );
  const fed = mappings.find(({ modelId }) => modelId !== undefined);
  const filters = await Promise.all(destinations.map(({ id }) => backend.destinationFilters(id)));
  const filtered = filters.flatMap(({ value }) => value)[0];
  const mapped = mappings[0];
  if (!plan || !fed?.modelId || !filtered || !mapped) throw new Error('the mock has too little');
  const { modelId, id: subscriptionId } = fed;
  const source = await first(backend.warehouseSources(warehouse.id));
  return {
    trackingPlanRules: () => backend.trackingPlanRules(plan.id),
    transformations: () => backend.transformations(),
    users: () => backend.users(),
    user: () => backend.user(user.id),
    userGroups: () => backend.userGroups(),
    roles: () => backend.roles(),
    invites: () => backend.invites(),
    labels: () => backend.labels(),
    spaces: () => backend.spaces(),
    audiences: () => backend.audiences(space.id),
    computedTraits: () => backend.computedTraits(space.id),
    regulations: () => backend.regulations(),
    regulation: () => backend.regulation(regulation.id),
    suppressions: () => backend.suppressions(),
    catalogSources: () => backend.catalogSources(),
    catalogDestinations: () => backend.catalogDestinations(),
    catalogWarehouses: () => backend.catalogWarehouses(),
    mappings: () => backend.mappings(mapped.destinationId),
    destinationFilters: () => backend.destinationFilters(filtered.destinationId),
    sourceDestinations: () => backend.sourceDestinations(source.id),
    sourceWarehouses: () => backend.sourceWarehouses(source.id),
    warehouseSources: () => backend.warehouseSources(warehouse.id),
    warehouseSchedule: () => backend.warehouseSchedule(warehouse.id),
    connectionState: () => backend.connectionState(warehouse.id),
    reverseEtlModels: () => backend.reverseEtlModels(),
    reverseEtlSyncs: () => backend.reverseEtlSyncs({ modelId, subscriptionId, count: 20 }),
  };
}

const backendOf = async (scenario: string) => createMockBackend(await worldOf(scenario), fakeClock(now));

/** Kept as given: ids, and the free-form values that are sanitised where they are painted. */
const raw = /^(id|.*Id|createdBy|updatedBy|schema|settings|config|writeKeys|next|side|kind|mode)$/;

/** Where a value holds text that may not be painted. */
function unsafe(value: unknown, path: string): string[] {
  if (typeof value === 'string') return sanitise(value, value.length) === value ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (raw.test(key) ? [] : unsafe(each, `${path}.${key}`)));
}

const sizeOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.length;
  const { items } = value as { readonly items?: readonly unknown[] };
  return items?.length ?? 1;
};

describe.each(['everything', 'hostile'])('in the world %s', (scenario) => {
  test('every page read has rows, loses none and is safe to paint', async () => {
    const reads = await readsOf(await backendOf(scenario));
    for (const [name, read] of Object.entries(reads)) {
      const { value, problems } = await read();
      expect({ name, problems, unsafe: unsafe(value, name) }).toEqual({ name, problems: [], unsafe: [] });
      expect({ name, rows: sizeOf(value) > 0 }).toEqual({ name, rows: true });
    }
  });
});

test('people of regulations and suppressions are told by the end of their identifiers only', async () => {
  const backend = await backendOf('everything');
  const told = JSON.stringify([(await backend.regulations()).value, (await backend.suppressions()).value]);
  expect(told).toContain('••••••481');
  expect(told).not.toContain('customer-');
});

test('reading what pages need writes nothing into the audit trail', async () => {
  const world = await worldOf('everything');
  const span = { start: 0, end: now + 1 };
  const before = world.auditEvents(span).length;
  const reads = await readsOf(createMockBackend(world, fakeClock(now)));
  await Promise.all(Object.values(reads).map((read) => read()));
  expect(world.auditEvents(span)).toHaveLength(before);
});

type Gated = readonly [keyof PlanSwitches, string, (backend: Backend) => Promise<unknown>];

/** What is refused without a part of the plan or without the owner's role, and how the refusal reads. */
const gated: readonly Gated[] = [
  ['protocols', 'not-in-plan', (backend) => backend.trackingPlanRules('tp_1')],
  ['protocols', 'not-in-plan', (backend) => backend.transformations()],
  ['subscriptions', 'not-in-plan', (backend) => backend.mappings('braze-web')],
  ['engage', 'not-in-plan', (backend) => backend.spaces()],
  ['engage', 'not-in-plan', (backend) => backend.audiences('spa_1')],
  ['engage', 'not-in-plan', (backend) => backend.computedTraits('spa_1')],
  ['owner', 'no-access', (backend) => backend.users()],
  ['owner', 'no-access', (backend) => backend.userGroups()],
  ['owner', 'no-access', (backend) => backend.roles()],
  ['owner', 'no-access', (backend) => backend.invites()],
];

test.each(gated)('without %s a read is refused as %s', async (part, kind, read) => {
  const backend = createMockBackend(fakeWorld({ [part]: false }), fakeClock(now));
  await expect(read(backend)).rejects.toMatchObject({ problem: { kind } });
});
