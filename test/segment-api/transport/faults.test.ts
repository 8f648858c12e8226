import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../source/domain/problem.ts';
import { RateBudget } from '../../../source/segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../../source/segment-api/public-api.ts';
import { gotTransport } from '../../../source/segment-api/transport/got.ts';
import { faults } from '../../harness/faults/all.ts';
import type { Fault } from '../../harness/faults/fault.ts';
import { type FaultyServer, faultyServer, hastyClock } from '../../harness/faults/faulty-server.ts';

const token = 'sgp_SECRETfaults0token1234567890';
/** Time of one try, ms: none where it is not what the fault is about, as a busy machine is slow. */
const patience = (fault: Fault): number => (fault.is === 'timeout' ? 250 : (fault.patience ?? 20_000));
const control = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/;

const source = {
  id: 's1',
  slug: 'sound',
  name: 'Sound',
  workspaceId: 'w',
  enabled: true,
  writeKeys: [],
  settings: {},
  labels: [],
  metadata: {
    id: 'm',
    slug: 'm',
    name: 'M',
    categories: [],
    logos: { default: '' },
    options: [],
    isCloudEventSource: false,
    description: '',
  },
};
const sound = JSON.stringify({ data: { sources: [source], pagination: { current: 'MA==', totalEntries: 1 } } });

/** The Public API as the dashboard has it, over real HTTP, but for the time between tries. */
function apiOf(fault: Fault, server: FaultyServer) {
  const clock = hastyClock(20);
  const isProxied = fault.tunnel !== undefined || fault.noProxy === true;
  const address = fault.address?.(server.url) ?? (isProxied ? 'http://api.segment.test' : server.url);
  const env = isProxied ? { http_proxy: fault.noProxy ? 'http://127.0.0.1:1' : server.url } : {};
  const transport = gotTransport({
    baseUrl: address,
    token,
    version: '1',
    env,
    timeouts: { connect: patience(fault), request: patience(fault) },
    largest: 1 << 20,
  });
  return createPublicApi({
    transport,
    clock,
    budget: new RateBudget({ clock, stated: () => undefined }),
    random: () => 0,
  });
}

async function outcomeOf(reading: Promise<unknown>): Promise<{ readonly data: unknown } | { readonly error: unknown }> {
  return reading.then(
    (data) => ({ data }),
    (error: unknown) => ({ error }),
  );
}

describe('a fault between segtop and the API', () => {
  it('is one of many kinds', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(faults.length).toBeGreaterThanOrEqual(54);
  });

  it.concurrent.each(faults)('$name: $is', async (fault) => {
    await using server = await faultyServer(() => sound);
    const api = apiOf(fault, server);
    server.spoil(fault);
    const first = await outcomeOf(api.sources());
    expect(server.requests()).toBeLessThanOrEqual(fault.most);
    expect(server.strays()).toBe(0);
    expect(`${inspect(first, { depth: 12, showHidden: true })}${JSON.stringify(first)}`).not.toMatch(/SECRET/);
    if ('error' in first) {
      expect(first.error).toBeInstanceOf(ReadError);
      const { problem } = first.error as ReadError;
      expect([problem.kind, problem.message]).toEqual([fault.is, expect.stringMatching(fault.message ?? /./)]);
      expect(problem.message).not.toMatch(control);
    } else {
      const text = JSON.stringify(first.data);
      if (fault.is === 'lost') expect(first.data).toMatchObject({ value: [], problems: [{ kind: 'dropped-rows' }] });
      else expect([fault.is, text]).toEqual(['data', expect.stringMatching(/"name":"S[^"]*und/)]);
      expect(text).not.toMatch(control);
    }
    // What was wrong leaves nothing behind: once it is over, the next read has its own answer.
    if (fault.hangsUp) await server.closed();
    server.spoil(undefined);
    if (!fault.address && !fault.tunnel && !fault.noProxy && fault.is !== 'rate-limited')
      expect(await api.sources()).toMatchObject({ value: [{ name: 'Sound' }], problems: [] });
  });
});
