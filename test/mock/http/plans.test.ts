import { describe, expect, it } from 'vitest';
import type { PlanSwitches } from '../../../source/mock/world.ts';
import { ask, get } from './ask.ts';
import { fakeWorld } from './fake-world.ts';

describe('plan and role', () => {
  it.each<[keyof PlanSwitches, number, readonly string[]]>([
    ['business', 403, ['/audit-events']],
    [
      'protocols',
      403,
      [
        '/tracking-plans',
        '/tracking-plans/tp_1',
        '/tracking-plans/tp_1/rules',
        '/tracking-plans/tp_1/sources',
        '/transformations',
      ],
    ],
    [
      'functions',
      403,
      ['/functions?resourceType=SOURCE', '/functions/sfn_1', '/insert-function-instances?functionId=sfn_1'],
    ],
    ['subscriptions', 403, ['/destinations/braze-web/subscriptions', '/destinations/braze-web/subscriptions/sub1']],
    [
      'engage',
      403,
      [
        '/spaces',
        '/spaces/spa_1/audiences',
        '/spaces/spa_1/computed-traits',
        '/spaces/spa_1/traits',
        '/filters?integrationId=i',
      ],
    ],
    [
      'owner',
      403,
      ['/users', '/users/u1', '/users/u1/groups', '/groups', '/groups/g1/users', '/roles', '/invites', '/audit-events'],
    ],
    ['owner', 403, ['/regulations', '/suppressions']],
    ['owner', 401, ['/credentials', '/credentials/cred_1', '/credentials/cred_1/consumers']],
  ])('without %s: %i', (missing, status, urls) => {
    for (const url of urls) {
      const refused = get(fakeWorld({ [missing]: false }), url);
      expect([url, refused.status, refused.body.data]).toEqual([url, status, undefined]);
      expect(refused.body.errors[0].type).toBe(status === 403 ? 'forbidden' : 'unauthorized');
      expect(get(fakeWorld(), url).status).toBe(200);
    }
  });

  it('hides write keys from a member everywhere', () => {
    const keys = (owner: boolean) => {
      const world = fakeWorld({ owner });
      return [
        get(world, '/sources').body.data.sources[0].writeKeys,
        get(world, '/sources/web').body.data.source.writeKeys,
        get(world, '/warehouses/redshift/connected-sources').body.data.sources[0].writeKeys,
        get(world, '/tracking-plans/tp_1/sources').body.data.sources[0].writeKeys,
      ];
    };
    expect(keys(true)).toEqual([['key-web'], ['key-web'], ['key-web'], ['key-web']]);
    expect(keys(false)).toEqual([[], [], [], []]);
  });

  it('lets a member read settings but change nothing', () => {
    const world = fakeWorld({ owner: false, protocols: false });
    expect(get(world, '/sources/web/settings').status).toBe(200);
    expect(ask(world, 'PATCH', '/sources/web', { enabled: false }).status).toBe(403);
    expect(ask(world, 'DELETE', '/destinations/amplitude').status).toBe(403);
    expect(world.get('sources', 'web')?.enabled).toBe(true);
  });
});

describe('shapes that differ between a list and a single row', () => {
  it('has the tracking plan beside a single source only', () => {
    expect(get(fakeWorld(), '/sources/web').body.data.trackingPlanId).toBe('tp_1');
    expect(get(fakeWorld(), '/sources/ios').body.data.trackingPlanId).toBeNull();
    expect(get(fakeWorld(), '/sources').body.data).not.toHaveProperty('trackingPlanId');
  });

  it('has permissions, code and schedules where they were asked for', () => {
    const world = fakeWorld();
    expect(get(world, '/users').body.data.users[0]).toEqual({ id: 'u1', name: 'Ana', email: 'ana@acme.example' });
    expect(get(world, '/users/u1').body.data.user).toHaveProperty('permissions');
    expect(get(world, '/functions?resourceType=SOURCE').body.data.functions[0]).not.toHaveProperty('code');
    expect(get(world, '/functions/sfn_1').body.data.function.code).toBe('x');
    expect(get(world, '/spaces/spa_1/audiences').body.data.audiences[0]).not.toHaveProperty('schedules');
    expect(get(world, '/spaces/spa_1/audiences?include=schedules').body.data.audiences[0].schedules).toHaveLength(1);
  });

  it('finds what belongs together', () => {
    const world = fakeWorld();
    const ids = (url: string, key: string) => get(world, url).body.data[key].map((row: { id: string }) => row.id);
    expect(ids('/sources/web/connected-destinations', 'destinations')).toEqual(['braze-web', 'amplitude']);
    expect(ids('/sources/web/connected-warehouses', 'warehouses')).toEqual(['redshift']);
    expect(ids('/sources/server/connected-warehouses', 'warehouses')).toEqual([]);
    expect(ids('/groups/g1/users', 'users')).toEqual(['u1']);
    expect(ids('/users/u1/groups', 'groups')).toEqual(['g1']);
    expect(ids('/regulations?status=FAILED', 'regulations')).toEqual(['reg2']);
    expect(ids('/regulations/sources/web?regulationTypes=SUPPRESS_ONLY', 'regulations')).toEqual(['reg1']);
    const concerning = (id: string, ...sources: readonly string[]) => ({
      id,
      streamStatus: sources.map((source) => ({ id: source, destinationStatus: [] })),
    });
    const several = fakeWorld(
      {},
      { list: () => [concerning('both', 'ios', 'web'), concerning('other', 'ios'), concerning('none')] },
    );
    expect(get(several, '/regulations/sources/web').body.data.regulations.map((row: { id: string }) => row.id)).toEqual(
      ['both'],
    );
    expect(ids('/tracking-plans?type=LIVE', 'trackingPlans')).toEqual(['tp_1']);
    expect(ids('/spaces/spa_1/audiences?search.type=NAME&search.query=buy', 'audiences')).toEqual(['aud_1']);
    expect(get(world, '/invites').body.data.invites).toEqual(['kim@acme.example']);
    expect(get(world, '/warehouses/redshift/connection-state').body.data).toEqual({ connectionState: 'FAILED' });
  });

  it('records that profiles warehouses were read', () => {
    const world = fakeWorld();
    get(world, '/spaces/spa_1/profiles-warehouses');
    expect(get(world, '/audit-events').body.data.events[0].type).toBe('Profiles Sync Warehouse Retrieved');
  });
});

describe('echo', () => {
  it.each([
    ['message=hi', 200],
    ['message=hi&triggerError=true', 400],
    ['message=hi&triggerMultipleErrors=true', 400],
    ['message=hi&triggerUnexpectedError=true', 500],
    ['message=hi&statusCode=418', 418],
    ['message=hi&statusCode=204', 200],
  ])('%s answers %i', (query, status) => {
    expect(get(fakeWorld(), `/echo?${query}`).status).toBe(status);
  });
});
