import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askedOf } from '../../../source/commands/doctor/doctor.ts';
import { accessOfToken } from '../../../source/commands/doctor/operations.ts';
import type { Loaded } from '../../../source/commands/load-settings.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { serverClock, systemClock } from '../../../source/workspace/polling/clock.ts';
import { problemWith } from '../../workspace/snapshots.ts';
import { mockWorkspace, workspaceNow } from '../reading/workspace.ts';

const access = async (scenario: string, change?: (backend: Backend) => Backend) => {
  const { backend } = await mockWorkspace(scenario, change);
  const found = await accessOfToken(backend, workspaceNow, new AbortController().signal);
  const kinds = Object.groupBy(found.operations, (each) => each.access);
  const names = (kind: keyof typeof kinds) => (kinds[kind] ?? []).map(({ operation }) => operation).toSorted();
  return { ...found, names };
};

test('an owner of a plan that has everything is refused nothing', async () => {
  const { workspace, operations, names } = await access('everything');
  expect(workspace).toEqual({ id: expect.any(String), slug: 'acme-prod', name: 'Acme Production' });
  expect(operations).toHaveLength(27);
  expect(names('allowed')).toHaveLength(27);
});

test('a smaller plan lacks features, and what belongs to them has nothing to be asked for', async () => {
  const { names, operations } = await access('team-plan');
  expect(names('not in plan')).toEqual([
    'GET /audit-events',
    'GET /spaces',
    'GET /tracking-plans',
    'GET /transformations',
  ]);
  expect(names('nothing to ask')).toEqual([
    'GET /spaces/{id}/audiences',
    'GET /spaces/{id}/computed-traits',
    'GET /tracking-plans/{id}/rules',
  ]);
  expect(operations.find(({ operation }) => operation === 'GET /spaces')).toMatchObject({
    status: 403,
    message: 'This workspace does not have the Engage feature.',
  });
});

test.each([
  // That there is none is known of a list that was read.
  ['server', 500, 'unknown', 'GET /spaces was not read', []],
  ['no-access', 403, 'nothing to ask', 'GET /spaces was not read', []],
  [undefined, 200, 'nothing to ask', null, []],
  [undefined, 200, 'nothing to ask', 'GET /spaces was not read in full', [problemWith({ message: t`one lost` })]],
] as const)(
  'of a thing whose list was answered with %s %d, operations are %s: %s',
  async (kind, status, right, message, problems) => {
    const { operations } = await access('everything', (backend) => ({
      ...backend,
      spaces: async () => {
        if (kind) throw new ReadError({ kind, status, message: t`no`, operation: t`GET /spaces` });
        return { value: [], problems };
      },
    }));
    const of = operations.filter(({ operation }) => operation.startsWith('GET /spaces/'));
    expect(of).toEqual(
      ['audiences', 'computed-traits'].map((what) => ({
        operation: `GET /spaces/{id}/${what}`,
        access: right,
        status: null,
        message,
        limit: null,
      })),
    );
  },
);

test('a token of a source admin is refused what is the owner’s', async () => {
  const { names } = await access('source-admin');
  expect(names('refused')).toContain('GET /users');
  expect(names('allowed')).toContain('GET /sources');
});

describe('a read that fails otherwise', () => {
  const failing = (kind: 'server' | 'rate-limited', status: number) => async () => {
    throw new ReadError({ kind, status, message: t`try later`, operation: t`GET /labels` });
  };

  test.each([
    ['server', 500],
    ['rate-limited', 429],
  ] as const)('%s is not known to be refused', async (kind, status) => {
    const { operations } = await access('everything', (backend) => ({ ...backend, labels: failing(kind, status) }));
    expect(operations.find(({ operation }) => operation === 'GET /labels')).toEqual({
      operation: 'GET /labels',
      access: 'unknown',
      status,
      message: 'try later',
      limit: null,
    });
  });

  test('without the workspace nothing else is asked', async () => {
    const { operations, workspace } = await access('everything', (backend) => ({
      ...backend,
      workspace: failing('server', 500),
    }));
    expect(workspace).toBeNull();
    expect(operations.map(({ operation }) => operation)).toEqual(['GET /']);
  });
});

test('each operation asks for the least that tells, of whole hours, this month and the first thing of a list', async () => {
  const asked: unknown[] = [];
  const things = (...ids: readonly string[]) => ids.map((id) => ({ id, sourceId: `of ${id}` }));
  const value: Readonly<Record<string, unknown>> = {
    workspace: { id: 'w', slug: 'acme', name: 'Acme', more: 1 },
    sources: things('s1', 's2'),
    destinations: things('d1', 'd2'),
    warehouses: things('h1'),
    trackingPlans: things('p1'),
    spaces: things('e1'),
    functions: things('f1'),
  };
  const own = { wire: () => ({ limitOf: (operation: string) => (operation === 'GET /labels' ? 60 : undefined) }) };
  const backend = new Proxy(own, {
    get: (_, name: string) =>
      name === 'wire'
        ? own.wire
        : async (...args: readonly unknown[]) => {
            asked.push([name, ...args.slice(0, -1)]);
            expect(args.at(-1)).toEqual({ signal: expect.any(AbortSignal), isPatient: false });
            return { value: value[name] ?? [], problems: [] };
          },
  }) as unknown as Backend;
  const now = Date.parse('2026-12-01T00:10:00Z');
  const { workspace, operations } = await accessOfToken(backend, now, new AbortController().signal);
  const window = { start: Date.parse('2026-11-30T23:00:00Z'), end: Date.parse('2026-12-01T00:00:00Z') };
  const month = window.end;
  const general = [asked.shift(), asked.splice(0, 17)];
  expect(general).toEqual([
    ['workspace'],
    [
      ['sources'],
      ['destinations'],
      ['warehouses'],
      ['eventVolume', { window, granularity: 'HOUR' }],
      ['auditEvents', { count: 1 }],
      ['apiCalls', month],
      ['mtu', month],
      ...['trackingPlans', 'transformations', 'functions', 'reverseEtlModels', 'spaces', 'regulations'].map((one) => [
        one,
      ]),
      ...['suppressions', 'labels', 'users', 'roles'].map((one) => [one]),
    ],
  ]);
  expect(asked).toEqual([
    ['sourceSettings', 's1'],
    ['deliveryMetrics', { destinationId: 'd1', sourceId: 'of d1', window, granularity: 'HOUR' }],
    ['mappings', 'd1'],
    ['destinationFilters', 'd1'],
    ['warehouseSyncs', 'h1'],
    ['trackingPlanRules', 'p1'],
    ['functionDetails', 'f1'],
    ['audiences', 'e1'],
    ['computedTraits', 'e1'],
  ]);
  expect(workspace).toEqual({ id: 'w', slug: 'acme', name: 'Acme' });
  const limits = operations.filter(({ limit }) => limit !== null);
  expect(limits.map(({ operation, limit }) => [operation, limit])).toEqual([['GET /labels', 60]]);
});

test('of a workspace with nothing in it no thing can be asked for, and that is known', async () => {
  const { operations } = await access('empty');
  expect(
    operations
      .filter(({ operation }) => operation.includes('{id}'))
      .map(({ access: found, message }) => [found, message]),
  ).toEqual(Array.from({ length: 9 }, () => ['nothing to ask', null]));
});

test.each([
  [['lost', 'lost', 'other'], 'lost; other'],
  [[], null],
])('a read that lost %j is allowed, and says so once', async (messages, told) => {
  const problems = messages.map((message) => problemWith({ message: message as SafeText }));
  const { operations } = await access('empty', (backend) => ({
    ...backend,
    users: async () => ({ value: [], problems }),
  }));
  expect(operations.find(({ operation }) => operation === 'GET /users')).toMatchObject({
    access: 'allowed',
    status: null,
    message: told,
  });
});

test('what gave no answer has no status', async () => {
  const { operations } = await access('empty', (backend) => ({
    ...backend,
    users: async () => {
      throw new ReadError({ kind: 'network', status: 0, message: t`no way`, operation: t`GET /users` });
    },
  }));
  expect(operations.find(({ operation }) => operation === 'GET /users')).toMatchObject({
    access: 'unknown',
    status: null,
    message: 'no way',
  });
});

describe('whether the token is asked', () => {
  const loaded = (settings: object) => ({ settings }) as unknown as Loaded;
  const none = { access: null, region: undefined, ahead: null, wrong: null };
  test.each<[string, object, Loaded | undefined, unknown]>([
    ['not without the network', { network: false }, loaded({ mode: 'demo' }), { ...none, notAsked: '--no-network' }],
    ['not without settings', {}, undefined, { ...none, notAsked: 'the settings cannot be read' }],
    ['not without a token', {}, loaded({ mode: 'first-run' }), { ...none, notAsked: 'there is no token' }],
    [
      'not where it cannot be got',
      {},
      loaded({ mode: 'api', token: { kind: 'file', file: '/nonexistent/segtop.token' } }),
      { ...none, notAsked: 'the token cannot be got', wrong: expect.stringContaining('/nonexistent/segtop.token') },
    ],
    [
      'of the demo, whose clock is none of a server',
      {},
      loaded({ mode: 'demo', scenario: 'empty' }),
      { ...none, access: expect.objectContaining({ workspace: expect.anything() }), notAsked: null },
    ],
  ])('%s', async (_, options, given, expected) => {
    expect(await askedOf(options, given, serverClock(systemClock))).toEqual(expected);
  });

  test.each<readonly [sendDate: boolean, ahead: unknown]>([
    [true, expect.any(Number)],
    [false, null],
  ])('whose answers have a Date: %s; without one the clocks are not compared', async (sendDate, ahead) => {
    const server = createServer((request, response) => {
      const workspace = { id: 'w', slug: 'acme', name: 'Acme' };
      response.sendDate = sendDate;
      response.writeHead(request.url === '/' ? 200 : 403, { 'content-type': 'application/json' });
      response.end(JSON.stringify(request.url === '/' ? { data: { workspace } } : { errors: [{ message: 'no' }] }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const given = loaded({ mode: 'api', token: { kind: 'environment', token: 'sgp_x' }, apiUrl });
    const asked = await askedOf({}, given, serverClock(systemClock));
    expect([asked.access?.workspace?.name, asked.ahead, asked.wrong]).toEqual(['Acme', ahead, null]);
  });
});
