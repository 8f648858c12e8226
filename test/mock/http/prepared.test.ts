import { expect, test } from 'vitest';
import { createWorld } from '../../../source/mock/create-world.ts';
import { preparing, reply } from '../../../source/mock/http/router.ts';
import type { World } from '../../../source/mock/world.ts';

const now = Date.parse('2026-12-01T00:00:40Z');
const window = { granularity: 'HOUR', startTime: '2026-11-30T00:00:00Z', endTime: '2026-12-01T00:00:00Z' };

/** A world of thousands of sources that tells how often the volume of all of them was counted at once. */
async function hugeWorld() {
  const world = await createWorld({ scenario: 'huge', clock: () => now });
  const all: (string | undefined)[] = [];
  const watched = new Proxy(world, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (name === 'flows')
        return (query: Parameters<World['flows']>[0]) => {
          all.push(query.sourceId);
          return target.flows(query);
        };
      return typeof member === 'function' ? member.bind(target) : member;
    },
  }) as World;
  return { world, watched, all };
}

const asking = (query: Readonly<Record<string, string>>) => ({
  method: 'GET',
  path: '/events/volume',
  query: Object.entries({ ...window, ...query }),
  body: undefined,
});

test('what thousands of sources sent is counted in steps, and answers the same as if it was counted at once', async () => {
  const { world, watched, all } = await hugeWorld();
  const request = asking({ 'groupBy.0': 'source', 'pagination.count': '200' });
  const steps = [...preparing(watched, request as never)].length;
  expect(steps).toBe(100);
  expect(all.length).toBe(5000);
  expect(all.every((id) => id !== undefined)).toBe(true);
  const answer = reply(watched, request as never);
  expect(all.length).toBe(5000);
  expect(answer).toEqual(reply(world, request as never));
  // What was prepared is for one first page.
  reply(watched, request as never);
  expect(all.slice(5000)).toEqual([undefined]);
});

test.each([
  ['all of them together', {}],
  ['one of them', { 'groupBy.0': 'source', 'sourceId.0': 'any' }],
  ['a page further on', { 'groupBy.0': 'source', 'pagination.cursor': 'MjAw' }],
  ['what will be refused', { 'groupBy.0': 'nothing' }],
  ['another request', undefined],
])('%s is not prepared', async (_, query) => {
  const { watched, all } = await hugeWorld();
  const request = query ? asking(query) : { method: 'GET', path: '/sources', query: [], body: undefined };
  expect([[...preparing(watched, request as never)], all]).toEqual([[], []]);
});
