import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../../source/mock/create-world.ts';
import { type MockApi, startMockApi } from '../../../source/mock/http/server.ts';
import type { World } from '../../../source/mock/world.ts';

const now = Date.parse('2026-12-01T00:00:40Z');
let api: MockApi;
/** How often the series were counted. */
let counted = 0;

beforeAll(async () => {
  const world = await createWorld({ scenario: 'everything', clock: () => now });
  const watched = new Proxy(world, {
    get(target, name) {
      if (name === 'flows') counted += 1;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  }) as World;
  api = await startMockApi({ world: watched, port: 0, limits: false, now: () => now });
});
afterAll(() => api.close());

const window = 'granularity=HOUR&startTime=2026-11-30T00:00:00Z&endTime=2026-12-01T00:00:00Z&groupBy.0=source';

async function page(cursor: string | undefined) {
  const at = cursor === undefined ? '' : `&pagination.cursor=${encodeURIComponent(cursor)}`;
  const answer = await fetch(`${api.url}/events/volume?${window}&pagination.count=8${at}`, {
    headers: { authorization: `Bearer any` },
  });
  const { data } = (await answer.json()) as {
    data: { result: { source: { id: string } }[]; pagination: { next?: string } };
  };
  return { sources: data.result.map(({ source }) => source.id), next: data.pagination.next };
}

test('an answer is counted once for all its pages, and forgotten with its last one', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  let last: string | undefined;
  do {
    const { sources, next } = await page(cursor);
    seen.push(...sources);
    last = cursor;
    cursor = next;
  } while (cursor !== undefined);
  expect(counted).toBe(1);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(8);
  // Who asks for the last page again gets the same, though it has to be counted anew.
  expect((await page(last)).sources).toEqual(seen.slice(-(seen.length % 8 || 8)));
  expect(counted).toBe(2);
});
