import { describe, expect, it } from 'vitest';
import { priority } from '../../source/domain/queries.ts';
import { minute, second } from '../../source/domain/time.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import type { Transport } from '../../source/segment-api/transport/transport.ts';
import { Poller } from '../../source/workspace/polling/poller.ts';
import type { Need, Resource } from '../../source/workspace/polling/resource.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { fakeClock } from '../harness/world-clock.ts';

/** The Public API over a transport that lets three reads of delivery a minute through, and says so in its headers. */
function limitedApi() {
  const clock = fakeClock();
  const asked: { readonly path: string; readonly at: number }[] = [];
  const isDelivery = (path: string) => /metrics$|delivery-overview/.test(path);
  const operationOf = (path: string) => path.split('/').at(-1);
  const transport: Transport = async ({ path }) => {
    const same = (one: { readonly path: string }) => operationOf(one.path) === operationOf(path);
    const { length } = asked.filter((one) => same(one) && clock.now() - one.at < minute);
    asked.push({ path, at: clock.now() });
    if (!isDelivery(path)) return { status: 200, headers: {}, json: { data: { sources: [], result: [] } } };
    const used = length < 3 ? length + 1 : 50;
    const headers = { 'x-ratelimit-consumed': String(used), 'x-ratelimit-remaining': String(50 - used) };
    const data = path.endsWith('metrics') ? { deliveryMetricsSummary: { metrics: [] } } : { total: 0, dataset: [] };
    return { status: 200, headers, json: { data } };
  };
  const backend = createPublicApi({ transport, clock, random: () => 0 });
  return { clock, asked, isDelivery, poller: new Poller({ backend, clock, random: () => 0 }), backend };
}

const need = (resource: Resource<never> | Resource<unknown>, level: Need['priority']): Need => ({
  resource: resource as Resource<unknown>,
  priority: level,
});

describe('a sweep that the rate budget holds back', () => {
  it.each([
    ['in the background', priority.rest],
    ['as urgent itself', priority.visible],
  ])('never makes a visible read wait: %s', async (_, level) => {
    const { clock, asked, isDelivery, poller, backend } = limitedApi();
    const sweep = Array.from({ length: 200 }, (_, index) =>
      need(resources.metrics('24h', { id: `d${index}`, sourceId: 's' }) as Resource<unknown>, level),
    );
    poller.want(sweep);
    await clock.advance(second);
    expect(backend.wire().queued).toBeGreaterThan(0);
    const swept = asked.length;
    expect(swept).toBeLessThan(20);
    const seen = resources.volume('24h');
    poller.want([...sweep, need(seen as Resource<unknown>, priority.visible)]);
    await clock.advance(100);
    expect(poller.snapshot(seen)).toMatchObject({ status: 'ready', data: [] });
    await clock.advance(2 * minute);
    expect(asked.filter(({ path }) => isDelivery(path)).length).toBeGreaterThan(swept);
    poller.stop();
    await clock.advance(0);
    expect(clock.pending()).toBe(0);
  });
});
