import { describe, expect, test } from 'vitest';
import type { Change } from '../../source/domain/change.ts';
import { ReadError } from '../../source/domain/problem.ts';
import { callOf } from '../../source/segment-api/changes.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import type { WireRequest } from '../../source/segment-api/transport.ts';
import { isHarmless } from '../../source/segment-api/write-guard.ts';
import { contract } from '../contract/contract.ts';
import { violations } from '../contract/validator.ts';
import { fakeClock } from '../harness/world-clock.ts';

const changes: readonly Change[] = [
  { kind: 'switch', of: 'source', id: 's1', enabled: false },
  { kind: 'switch', of: 'destination', id: 'd1', enabled: true },
  { kind: 'switch', of: 'warehouse', id: 'w1', enabled: false },
  { kind: 'switch-filter', destinationId: 'd1', id: 'f1', enabled: false },
  { kind: 'switch-mapping', destinationId: 'd1', id: 'm1', enabled: true },
  { kind: 'rename', of: 'source', id: 's1', name: 'Shop' },
  { kind: 'rename', of: 'destination', id: 'd1', name: 'Braze' },
  { kind: 'rename', of: 'warehouse', id: 'w1', name: 'Redshift' },
  { kind: 'delete', of: 'source', id: 's1' },
  { kind: 'delete', of: 'destination', id: 'd1' },
  { kind: 'delete', of: 'warehouse', id: 'w1' },
  { kind: 'controls', sourceId: 's1', track: { allowUnplannedEvents: false, commonEventOnViolations: 'ALLOW' } },
  { kind: 'labels', sourceId: 's1', labels: [{ key: 'environment', value: 'prod' }] },
  { kind: 'sync', sourceId: 's1', modelId: 'm1', subscriptionId: 'sub1' },
];

const named = changes.map((change) => [`${change.kind} ${'of' in change ? change.of : ''}`, change] as const);

/** Contract operations by method and path. */
const operations = new Map(contract.endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]));

function recorded(write: boolean) {
  const sent: WireRequest[] = [];
  const api = createPublicApi({
    clock: fakeClock(),
    write,
    transport: async (request) => {
      sent.push(request);
      return { status: 200, headers: {}, text: '{"data":{"status":"SUCCESS"}}' };
    },
  });
  return { api, sent };
}

describe.each(named)('%s', (_, change) => {
  test('is an operation of the contract, with a body it takes', () => {
    const call = callOf(change);
    const operation = operations.get(call.operation);
    expect(operation?.method).toBe(call.method);
    const body = operation?.requestBody;
    expect(body === undefined).toBe(call.body === undefined);
    if (!body) return;
    expect(violations(call.body, body.ref ?? '')).toEqual([]);
    expect(body.contentTypes).toContain(call.contentType ?? 'application/json');
  });

  test('is sent once with leave to write', async () => {
    const { api, sent } = recorded(true);
    await api.change(change);
    expect(sent.map(({ method }) => method)).toEqual([callOf(change).method]);
    expect(sent[0]?.path).not.toContain('{');
  });

  test('is never sent without', async () => {
    const { api, sent } = recorded(false);
    const refusal = await api.change(change).catch((thrown: unknown) => thrown);
    expect(refusal).toBeInstanceOf(ReadError);
    expect((refusal as ReadError).problem.kind).toBe('read-only');
    expect(sent).toEqual([]);
  });
});

test('the only requests that pass without leave to write are reads and the two POSTs that change nothing', () => {
  const passing = contract.endpoints
    .filter(({ method, path }) => isHarmless({ method: method as WireRequest['method'], path }))
    .map(({ method, path }) => `${method} ${path}`)
    .filter((operation) => !operation.startsWith('GET '));
  expect(passing.sort()).toEqual(['POST /customer-insights/download', 'POST /destination/filters/preview']);
});

test('a change without an answer is not tried again: it may have happened', async () => {
  let tries = 0;
  const api = createPublicApi({
    clock: fakeClock(),
    write: true,
    transport: async () => {
      tries += 1;
      return { status: 503, headers: {}, text: '{"errors":[{"type":"internal","message":"try later"}]}' };
    },
  });
  await expect(api.change(changes[0]!)).rejects.toMatchObject({ problem: { kind: 'server', message: 'try later' } });
  expect(tries).toBe(1);
});
