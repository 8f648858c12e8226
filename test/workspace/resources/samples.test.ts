import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../source/mock/create-world.ts';
import { createPublicApi } from '../../../source/segment-api/public-api.ts';
import { createMockBackend } from '../../../source/workspace/backends/mock.ts';
import { mockSamples } from '../../../source/workspace/backends/mock-samples.ts';
import { samples } from '../../../source/workspace/resources/samples.ts';

const now = Date.parse('2026-11-21T14:12:30Z');
const clock = { now: () => now, setTimer: () => () => undefined };

const mockBackend = async () =>
  createMockBackend(
    await createWorld({ scenario: 'destination-401', clock: clock.now, seed: 1, startedAt: now }),
    clock,
  );

describe('the mock workspace', () => {
  it('has samples of the error that its scenario is about, newest first', async () => {
    const backend = await mockBackend();
    const { value: all } = await backend.destinations();
    const braze = all.find(({ name }) => name === 'Braze')!;
    const { value, problems } = await samples({ destinationId: braze.id, reason: '401' }).load(backend, {}, now);
    expect(problems).toEqual([]);
    if (value.kind !== 'samples') throw new Error(value.why);
    expect(value.samples).toHaveLength(10);
    expect(value.samples.every(({ response }) => response.status === 401)).toBe(true);
    const times = value.samples.map(({ at }) => at ?? Number.NaN);
    expect(times.toSorted((a, b) => b - a)).toEqual(times);
    expect(times[0]).toBeLessThanOrEqual(now);
  });

  it('has none of what did not happen', async () => {
    const backend = await mockBackend();
    const { value } = await backend.samples({ destinationId: 'nowhere', reason: '401' });
    expect(value).toEqual({ kind: 'samples', samples: [] });
  });

  it('leaves out, counts and reports rows that are no samples', async () => {
    const read = mockSamples({ samples: () => [{ messageId: 'm' }, {}, { messageId: 7 }] });
    const { value, problems } = await read({ destinationId: 'd', reason: '401' });
    expect(value.kind === 'samples' && value.samples.map(({ messageId }) => messageId)).toEqual(['m']);
    expect(problems).toMatchObject([{ kind: 'dropped-rows', message: '2 samples could not be read' }]);
  });

  it('stops when it is aborted', async () => {
    const read = mockSamples({ samples: () => [] });
    await expect(read({ destinationId: 'd', reason: '401' }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      problem: { kind: 'aborted' },
    });
  });
});

it('the Public API says without a request that it has none', async () => {
  let requests = 0;
  const api = createPublicApi({
    clock,
    transport: async () => {
      requests += 1;
      return { status: 200, headers: {}, json: {} };
    },
  });
  const { value } = await samples({ destinationId: 'd', reason: '401' }).load(api, {}, now);
  expect(value).toMatchObject({ kind: 'unavailable', link: 'event-delivery' });
  expect(requests).toBe(0);
});
