import { expect, onTestFinished, test } from 'vitest';
import type { Change } from '../../source/domain/change.ts';
import { problemOf } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import { second } from '../../source/domain/time.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import { gotTransport } from '../../source/segment-api/transport/got.ts';
import { loopbackServer, sendJson } from '../harness/loopback-server.ts';
import { fakeClock, settle } from '../harness/world-clock.ts';

const off: Change = { kind: 'switch', of: 'destination', id: 'braze', enabled: false };

/** A server that refuses the first change for a quarter of a minute, as the API does, and takes every other. */
async function limited() {
  const server = await loopbackServer((_, response, number) => {
    if (number > 0) return sendJson(response, { data: { destination: { id: 'braze' } } });
    const refusal = { type: 'too-many-requests', message: 'Too many requests', data: { msBeforeNext: 15_000 } };
    sendJson(response, { errors: [refusal] }, 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '15' });
  });
  onTestFinished(() => server.close());
  const clock = fakeClock();
  const transport = gotTransport({ baseUrl: server.url, token: 'sgp_test_token', version: '0' });
  const api = createPublicApi({ transport, clock, random: () => 0.5, write: true });
  const refused = await api.change(off).catch((thrown: unknown) => problemOf(thrown, t`change`));
  expect(refused).toMatchObject({ kind: 'rate-limited', status: 429 });
  return { server, clock, api, began: clock.now() };
}

const outcome = (made: Promise<void>) =>
  made.then(
    () => 'done',
    (thrown: unknown) => problemOf(thrown, t`change`).kind,
  );

test('a change that a limit holds back says until when, and is sent then', async () => {
  const { server, clock, api, began } = await limited();
  const told: unknown[] = [];
  const made = outcome(api.change(off, { onWait: (until) => told.push(until), onSent: () => told.push('sent') }));
  await settle();
  expect(told).toEqual([expect.any(Number)]);
  const until = told[0] as number;
  expect(until - began).toBeGreaterThanOrEqual(15 * second);
  expect(until - began).toBeLessThan(20 * second);
  await clock.advance(until - began - 1);
  expect(server.seen).toHaveLength(1);
  await clock.advance(1);
  expect(told).toEqual([until, 'sent']);
  expect(await made).toBe('done');
  expect(server.seen.map(({ method }) => method)).toEqual(['PATCH', 'PATCH']);
});

test('a change that was taken back while a limit holds it is never sent', async () => {
  const { server, clock, api } = await limited();
  const taken = new AbortController();
  const told: unknown[] = [];
  const made = outcome(api.change(off, { signal: taken.signal, onSent: () => told.push('sent') }));
  await clock.advance(5 * second);
  taken.abort();
  expect(await made).toBe('aborted');
  await clock.advance(120 * second);
  // One more that goes through shows that the first would have, too.
  expect(await outcome(api.change({ ...off, enabled: true }))).toBe('done');
  expect([told, server.seen.length]).toEqual([[], 2]);
});

test('what was sent is not broken off: nobody could tell whether it happened', async () => {
  const held = Promise.withResolvers<void>();
  const server = await loopbackServer((_, response) => {
    void held.promise.then(() => sendJson(response, { data: { destination: { id: 'braze' } } }));
  });
  onTestFinished(() => server.close());
  const transport = gotTransport({ baseUrl: server.url, token: 'sgp_test_token', version: '0' });
  const api = createPublicApi({ transport, clock: fakeClock(), write: true });
  const taken = new AbortController();
  const sent = Promise.withResolvers<void>();
  const made = outcome(api.change(off, { signal: taken.signal, onSent: sent.resolve }));
  await sent.promise;
  taken.abort();
  held.resolve();
  expect(await made).toBe('done');
});
