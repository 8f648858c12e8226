import { describe, expect, test } from 'vitest';
import { ReadError } from '../../../source/domain/problem.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { createMockBackend } from '../../../source/workspace/backends/mock.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { Poller } from '../../../source/workspace/polling/poller.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import * as pages from '../../../source/workspace/resources/pages.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { fakeWorld } from '../../mock/http/fake-world.ts';

/** Each resource with its key and interval. */
const all: readonly (readonly [Resource<unknown>, string, number])[] = [
  [pages.trackingPlanRules('p'), 'tracking-plan-rules:p', 15 * minute],
  [pages.transformations, 'transformations', 15 * minute],
  [pages.users, 'users', 15 * minute],
  [pages.user('u'), 'user:u', hour],
  [pages.userGroups, 'user-groups', 15 * minute],
  [pages.roles, 'roles', hour],
  [pages.invites, 'invites', 15 * minute],
  [pages.labels, 'labels', 15 * minute],
  [pages.spaces, 'spaces', hour],
  [pages.audiences('s'), 'audiences:s', 5 * minute],
  [pages.audienceDestinations('s', 'a'), 'audience-destinations:s:a', 15 * minute],
  [pages.computedTraits('s'), 'computed-traits:s', 5 * minute],
  [pages.regulations, 'regulations', 15 * minute],
  [pages.regulation('r'), 'regulation:r', 5 * minute],
  [pages.suppressions, 'suppressions', hour],
  [pages.catalogSources, 'catalog-sources', day],
  [pages.catalogDestinations, 'catalog-destinations', day],
  [pages.catalogWarehouses, 'catalog-warehouses', day],
  [pages.mappings('d'), 'mappings:d', 10 * minute],
  [pages.destinationFilters('d'), 'destination-filters:d', 10 * minute],
  [pages.sourceDestinations('s'), 'source-destinations:s', 10 * minute],
  [pages.sourceWarehouses('s'), 'source-warehouses:s', 15 * minute],
  [pages.warehouseSchedule('w'), 'warehouse-schedule:w', hour],
  [pages.warehouseSources('w'), 'warehouse-sources:w', 15 * minute],
  [pages.functionDetails('f'), 'function-details:f', 15 * minute],
  [pages.functionVersions('f'), 'function-versions:f', 30 * minute],
  [pages.functionInstances('f'), 'function-instances:f', 15 * minute],
  [pages.reverseEtlModels, 'reverse-etl-models', 15 * minute],
  [pages.reverseEtlSyncs('m', 's'), 'reverse-etl-syncs:m:s', 2 * minute],
  [pages.connectionState('w'), 'connection-state:w', 20 * day],
];

test.each(all)('%# reads with its own arguments', async (resource, key, every) => {
  expect(resource).toMatchObject({ key, every });
  const asked: unknown[] = [];
  const answer = { value: 'read', problems: [] };
  const backend = new Proxy({} as Backend, {
    get:
      (_, name) =>
      async (...args: unknown[]) => {
        asked.push([String(name), ...args]);
        return answer;
      },
  });
  const options = { priority: 0 } as const;
  expect(await resource.load(backend, options, 0)).toBe(answer);
  const [name, ...args] = key.split(':');
  const method = String(name).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const expected = method === 'reverseEtlSyncs' ? [{ modelId: 'm', subscriptionId: 's', count: 50 }] : args;
  expect(asked).toEqual([[method, ...expected, options]]);
});

test('only what the API allows twice a minute is slow', () => {
  expect(all.flatMap(([{ slow, key }]) => (slow ? [key] : []))).toEqual(['warehouse-schedule:w']);
});

describe('a login to a warehouse', () => {
  /** A poller over a backend that counts its logins. */
  const stage = (login: Backend['connectionState']) => {
    const clock = fakeClock();
    let logins = 0;
    const connectionState: Backend['connectionState'] = (...args) => {
      logins += 1;
      return login(...args);
    };
    const backend = { ...createMockBackend(fakeWorld(), clock), connectionState };
    return { clock, poller: new Poller({ backend, clock, random: () => 0 }), logins: () => logins };
  };
  const wanted = pages.connectionState('w');
  const need = [{ resource: wanted, priority: 0 as const }];

  test.each<[string, Backend['connectionState'], boolean | undefined, number]>([
    ['that answers', async () => ({ value: { connected: true, word: sanitise('CONNECTED') }, problems: [] }), true, 0],
    [
      'that cannot be tried',
      async () => {
        const operation = sanitise('GET /warehouses/{id}/connection-state');
        throw new ReadError({ kind: 'server', message: sanitise('down'), status: 503, operation });
      },
      undefined,
      1,
    ],
  ])('%s is tried once, and again only on a refresh', async (_name, login, connected, problems) => {
    const { clock, poller, logins } = stage(login);
    poller.want(need);
    await clock.advance(day);
    expect(poller.snapshot(wanted)).toMatchObject({ status: 'ready', data: { connected } });
    expect(poller.snapshot(wanted).problems).toHaveLength(problems);
    poller.want([]);
    poller.want(need);
    await clock.advance(hour);
    expect(logins()).toBe(1);
    poller.refresh([wanted.key]);
    await clock.advance(minute);
    expect(logins()).toBe(2);
    poller.stop();
  });

  test('that nobody waits for any more is aborted, not answered', async () => {
    const aborted = new AbortController();
    aborted.abort();
    const backend = createMockBackend(fakeWorld(), fakeClock());
    await expect(wanted.load(backend, { signal: aborted.signal }, 0)).rejects.toMatchObject({
      problem: { kind: 'aborted' },
    });
  });
});
