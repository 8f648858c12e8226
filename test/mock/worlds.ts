import { createWorld } from '../../source/mock/create-world.ts';
import type { Flow, FlowQuery, Row, Span, World } from '../../source/mock/world.ts';

/** A Saturday afternoon on day 21 of a 30-day month, inside an hour and a minute. */
export const now = Date.parse('2026-11-21T14:12:30Z');
const hour = 3_600_000;
export const lastDay: Span = { start: now - 24 * hour, end: now };

/** A world whose clock stands still, or is the given one. */
export const worldOf = (scenario: string, clock: () => number = () => now, seed = 1): Promise<World> =>
  createWorld({ scenario, clock, seed, startedAt: now });

/** The row of a source or destination by its name, and of its source's name where several share it. */
export function named(world: World, collection: 'sources' | 'destinations', name: string, source?: string): Row {
  const row = world
    .list(collection)
    .find(
      (each) =>
        each.name === name && (source === undefined || world.get('sources', String(each.sourceId))?.name === source),
    );
  if (!row) throw new Error(`no ${name}`);
  return row;
}

export const countOf = (flow: Flow): number => flow.buckets.reduce((sum, { count }) => sum + count, 0);
export const retriesOf = (flow: Flow): number => flow.buckets.reduce((sum, { retryCount }) => sum + retryCount, 0);
export const sumOf = (flows: readonly Flow[]): number => flows.reduce((sum, flow) => sum + countOf(flow), 0);

/** A query of hours over the last day unless told otherwise. */
export const query = (part: Partial<FlowQuery> & Pick<FlowQuery, 'step'>): FlowQuery => ({
  span: lastDay,
  bucket: 'HOUR',
  groupBy: [],
  filter: {},
  ...part,
});
