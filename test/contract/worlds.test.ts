import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../source/mock/create-world.ts';
import { reply } from '../../source/mock/http/router.ts';
import type { World } from '../../source/mock/world.ts';
import { reads } from './contract.ts';
import { requestFor } from './requests.ts';
import { violations } from './validator.ts';

const clock = () => Date.parse('2026-01-15T12:30:00Z');

describe.each(['everything', 'empty', 'hostile'])('every read in the scenario %s', (scenario) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ scenario, seed: 1, clock, startedAt: clock() });
  });

  it.each(reads.map((endpoint) => [endpoint.path, endpoint] as const))('GET %s', (_, endpoint) => {
    const { status, body } = reply(world, requestFor(world, endpoint));
    const { data, errors } = body as { data?: unknown; errors?: readonly { message: string }[] };
    if (status === endpoint.success.status) expect(violations(data, endpoint.success.ref)).toEqual([]);
    else
      expect([status, errors?.[0]?.message]).toEqual([
        404,
        expect.stringMatching(/^[A-Z].* with id '.*' not found\.$/),
      ]);
  });
});

describe('the scenario everything', () => {
  it('has something to show for the operations of a dashboard', async () => {
    const world = await createWorld({ scenario: 'everything', seed: 1, clock, startedAt: clock() });
    const sizes = reads
      .filter((endpoint) =>
        /^\/(sources|destinations|warehouses|tracking-plans|audit-events|usage|catalog|users|labels)/.test(
          endpoint.path,
        ),
      )
      .filter((endpoint) => !/selective-syncs|live-plugins|\/groups$/.test(endpoint.path))
      .map((endpoint) => {
        const { data } = reply(world, requestFor(world, endpoint)).body as { data: Record<string, unknown> };
        const list = Object.values(data).find(Array.isArray);
        return [endpoint.path, list === undefined || list.length > 0];
      });
    expect(sizes.filter(([, filled]) => !filled)).toEqual([]);
  });
});
