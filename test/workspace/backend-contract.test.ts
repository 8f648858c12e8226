import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../source/mock/create-world.ts';
import { statedLimits } from '../../source/mock/http/limits/rate-limits.ts';
import { type MockApi, startMockApi } from '../../source/mock/http/server.ts';
import type { PlanSwitches, World } from '../../source/mock/world.ts';
import { RateBudget } from '../../source/segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import { gotTransport } from '../../source/segment-api/transport/got.ts';
import { createMockBackend } from '../../source/workspace/backends/mock.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import {
  type Outcome,
  outcomeOf,
  questions,
  type ReadName,
  readNames,
  type Subjects,
  strangers,
  subjectsOf,
  unsafeTexts,
} from './backend-contract.ts';

const now = Date.parse('2026-01-15T12:30:00Z');
const clock = {
  now: () => now,
  setTimer(run: () => void, ms: number) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const token = 'contract-token-not-a-secret';
/** High enough that no headers hold anything back: limits have tests of their own. */
const limits = {
  byOperation: Object.fromEntries(Object.keys(statedLimits).map((operation) => [operation, 1e6])),
  fallback: 1e6,
};
/** What only the mock workspace, or a collector, has: the API says so instead. */
const onlyLocal: ReadonlySet<ReadName> = new Set(['received', 'samples', 'violationDetails']);

interface Pair extends AsyncDisposable {
  readonly local: Backend;
  readonly remote: Backend;
  readonly server: MockApi;
}

/** One world behind both backends: in this process, and over HTTP on a port of its own. */
async function pairOver(world: World, { write = false, given = token } = {}): Promise<Pair> {
  const server = await startMockApi({ world, port: 0, token, limits });
  const transport = gotTransport({ baseUrl: server.url, token: given, version: 'test' });
  const budget = new RateBudget({ clock, stated: () => undefined });
  return {
    local: createMockBackend(world, clock, write),
    remote: createPublicApi({ transport, clock, budget, write }),
    server,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

const worldOf = (scenario: string) => createWorld({ scenario, clock: () => now, startedAt: now });

/** Links to failure logs lead to a port of the server: the rest of them is the same. */
const onOneHost = (outcome: Outcome): unknown =>
  JSON.parse(JSON.stringify(outcome), (_, value: unknown) =>
    typeof value === 'string'
      ? value.replace(/^http:\/\/127\.0\.0\.1:\d+\/failure-logs\//, 'https://logs.invalid/failure-logs/')
      : value,
  );

/** The same world on another plan. */
function onPlan(world: World, plan: Partial<PlanSwitches>): World {
  return new Proxy(world, {
    get(target, name) {
      if (name === 'plan') return { ...target.plan, ...plan };
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe.each(['everything', 'empty', 'hostile'])('on the workspace %s', (scenario) => {
  let pair: Pair;
  let subjects: Subjects;
  beforeAll(async () => {
    const world = await worldOf(scenario);
    subjects = subjectsOf(world);
    pair = await pairOver(world);
  });
  afterAll(() => pair[Symbol.asyncDispose]());

  it.each(readNames)('%s answers the same in process and over HTTP, in safe texts', async (name) => {
    for (const question of questions[name](subjects)) {
      const local = await outcomeOf(pair.local, name, question);
      const remote = await outcomeOf(pair.remote, name, question);
      expect(Object.keys(local)).toEqual(['answer']);
      expect([...unsafeTexts(local), ...unsafeTexts(remote)]).toEqual([]);
      if (onlyLocal.has(name)) expect(remote).toMatchObject({ answer: { value: { kind: 'unavailable' } } });
      else expect(name === 'failureLogs' ? onOneHost(remote) : remote).toEqual(local);
    }
  });

  it('counts its requests', async () => {
    const before = pair.remote.wire().requests;
    await pair.remote.workspace();
    expect(pair.remote.wire().requests).toBe(before + 1);
  });
});

it('finds texts that are not fit to be painted', () => {
  const value = { rows: [{ name: 'x\u001b[2J', settings: { any: '\u001b' } }], safe: 'é ⏎' };
  expect(unsafeTexts(value)).toEqual(['.rows.0.name: "x\\u001b[2J"']);
});

describe('what is refused', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await pairOver(await worldOf('everything'));
  });
  afterAll(() => pair[Symbol.asyncDispose]());

  const byId = readNames.filter(
    (name) =>
      !onlyLocal.has(name) &&
      name !== 'failureLogState' &&
      name !== 'auditEvents' &&
      name !== 'eventVolume' &&
      questions[name](strangers(now)).some(([first]) => JSON.stringify(first ?? '').includes('no-such-id')),
  );

  it.each(byId)('%s of an unknown id is not found, the same on both', async (name) => {
    for (const question of questions[name](strangers(now))) {
      const local = await outcomeOf(pair.local, name, question);
      expect(local).toMatchObject({ problem: { kind: 'not-found', status: 404 } });
      expect(await outcomeOf(pair.remote, name, question)).toEqual(local);
    }
  });

  it.each(readNames.filter((name) => name !== 'failureLogState'))(
    '%s ends as aborted when nobody wants it any more',
    async (name) => {
      const [question = []] = questions[name](strangers(now));
      const options = { signal: AbortSignal.abort() };
      for (const backend of [pair.local, pair.remote]) {
        if (onlyLocal.has(name) && backend === pair.remote) continue;
        expect(await outcomeOf(backend, name, [...question, options])).toMatchObject({ problem: { kind: 'aborted' } });
      }
    },
  );

  it('a change without leave to write, before anything is sent', async () => {
    const [{ id } = { id: '' }] = (await pair.local.destinations()).value;
    const change = { kind: 'switch', of: 'destination', id, enabled: false } as const;
    const before = pair.server.requests.list().length;
    for (const backend of [pair.local, pair.remote])
      await expect(backend.change(change)).rejects.toMatchObject({ problem: { kind: 'read-only' } });
    expect(pair.server.requests.list()).toHaveLength(before);
  });

  it('everything, with a token that is not let in', async () => {
    await using wrong = await pairOver(await worldOf('empty'), { given: 'some-other-token' });
    for (const name of ['workspace', 'sources', 'auditEvents'] as const) {
      const [question = []] = questions[name](strangers(now));
      const outcome = await outcomeOf(wrong.remote, name, question);
      expect(outcome).toMatchObject({ problem: { kind: 'no-access', status: 401 } });
      expect(JSON.stringify(outcome)).not.toContain('some-other-token');
    }
  });
});

describe('what the plan does not cover (rule 11)', () => {
  it.each<readonly [keyof PlanSwitches, readonly ReadName[]]>([
    ['business', ['auditEvents']],
    ['protocols', ['trackingPlans', 'trackingPlanSources', 'trackingPlanRules', 'transformations']],
    ['functions', ['functions']],
    ['subscriptions', ['mappings']],
    ['engage', ['spaces', 'audiences', 'computedTraits']],
  ])('without %s', async (gate, names) => {
    const world = onPlan(await worldOf('everything'), { [gate]: false });
    await using pair = await pairOver(world);
    for (const name of names) {
      const [question = []] = questions[name](subjectsOf(world, 1));
      const local = await outcomeOf(pair.local, name, question);
      expect(local).toMatchObject({ problem: { kind: 'not-in-plan', status: 403 } });
      expect(await outcomeOf(pair.remote, name, question)).toEqual(local);
    }
    expect(await outcomeOf(pair.remote, 'sources', [])).toHaveProperty('answer');
  });

  it('a member token sees no write key and no people', async () => {
    const world = onPlan(await worldOf('everything'), { owner: false });
    await using pair = await pairOver(world);
    for (const backend of [pair.local, pair.remote])
      expect(await outcomeOf(backend, 'users', [])).toMatchObject({ problem: { kind: 'no-access' } });
  });
});

describe('a change that is allowed', () => {
  it.each(['local', 'remote'] as const)('is made, seen by the next read and in the audit trail: %s', async (which) => {
    const world = await worldOf('everything');
    await using pair = await pairOver(world, { write: true });
    const backend = pair[which];
    const { id } = (await backend.destinations()).value.find(({ enabled }) => enabled)!;
    await backend.change({ kind: 'switch', of: 'destination', id, enabled: false });
    expect((await backend.destinations()).value.find((each) => each.id === id)?.enabled).toBe(false);
    const { items } = (await backend.auditEvents({ resourceId: id, count: 5 })).value;
    expect(items[0]).toMatchObject({ type: 'Integration Disabled', resourceId: id });
  });
});
