import type { World } from '../mock/world.ts';
import { createPublicApi } from '../segment-api/public-api.ts';
import { RateBudget } from '../segment-api/rate-budget.ts';
import type { Backend } from './backend.ts';
import type { Clock } from './clock.ts';
import { mockTransport } from './mock-transport.ts';
import { mockViolations } from './mock-violations.ts';
import { mockReceived } from './received.ts';
import { mockSamples } from './samples.ts';

/** The mock workspace behind the Backend port. In process there is no rate to limit. */
export function createMockBackend(world: World, clock: Clock, write = false): Backend {
  const api = createPublicApi({
    transport: mockTransport(world),
    clock,
    write,
    budget: new RateBudget({ clock, stated: () => undefined }),
  });
  return {
    ...api,
    samples: mockSamples(world),
    received: mockReceived(world),
    violationDetails: (query, options) => mockViolations(world, query, options),
  };
}
