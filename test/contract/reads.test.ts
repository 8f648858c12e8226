import { describe, expect, it } from 'vitest';
import { operationOf, reply } from '../../source/mock/http/router.ts';
import { fakeWorld } from '../mock/http/fake-world.ts';
import { reads } from './contract.ts';
import { requestFor } from './requests.ts';
import { violations } from './validator.ts';

/** Reads of what the mock keeps none of: a single one is never found. */
const neverFound = new Set([
  '/spaces/{spaceId}/audiences/{audienceId}/activations/{id}',
  '/spaces/{spaceId}/audiences/previews/{id}',
  '/functions/{functionId}/versions/{versionId}',
  '/insert-function-instances/{instanceId}',
  '/sources/{sourceId}/live-plugins/latest',
  '/filters/{id}',
  '/spaces/{spaceId}/audiences/{id}/schedules/{scheduleId}',
  '/reverse-etl-models/{modelId}/syncs/{syncId}',
]);

describe('every read of the contract', () => {
  it('counts them all', () => {
    expect(reads).toHaveLength(100);
  });

  it.each(reads.map((endpoint) => [endpoint.path, endpoint] as const))('GET %s has its model', (path, endpoint) => {
    const world = fakeWorld();
    const request = requestFor(world, endpoint);
    expect(operationOf('GET', request.path)).toBe(`GET ${path}`);
    const { status, body } = reply(world, request);
    if (neverFound.has(path)) {
      expect({ status, body }).toMatchObject({ status: 404, body: { errors: [{ type: 'not-found', data: null }] } });
      return;
    }
    expect({ status, body }).toMatchObject({ status: endpoint.success.status, body: { data: {} } });
    expect(violations((body as { data: unknown }).data, endpoint.success.ref, { strictEnums: true })).toEqual([]);
  });

  it.each(
    reads.flatMap((endpoint) =>
      endpoint.query.filter((each) => each.required).map((each) => [endpoint.path, each.name, endpoint] as const),
    ),
  )('GET %s without %s is refused', (_, name, endpoint) => {
    const world = fakeWorld();
    const { path, query } = requestFor(world, endpoint);
    const { status, body } = reply(world, { method: 'GET', path, query: query.filter((pair) => pair[0] !== name) });
    expect({ status, body }).toEqual({
      status: 422,
      body: { errors: [{ type: 'input-validation', message: `"${name}" is required`, field: name }] },
    });
  });
});
