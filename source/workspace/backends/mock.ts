import type { World } from '../../mock/world.ts';
import { RateBudget } from '../../segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../segment-api/public-api.ts';
import type { Backend } from '../polling/backend.ts';
import type { Clock } from '../polling/clock.ts';
import { mockReceived } from './mock-received.ts';
import { mockSamples } from './mock-samples.ts';
import { mockTransport } from './mock-transport.ts';
import { mockViolations } from './mock-violations.ts';

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
