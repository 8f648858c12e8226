import { expect, test } from 'vitest';
import type { ProblemKind } from '../../source/domain/problem.ts';
import { RateBudget } from '../../source/segment-api/budget/rate-budget.ts';
import { Client } from '../../source/segment-api/client.ts';
import { failure } from '../../source/segment-api/failure.ts';
import type { WireResponse } from '../../source/segment-api/transport/transport.ts';
import { fakeClock, settle } from '../harness/world-clock.ts';
import { answer, ok, scriptedClient } from './answers.ts';

const call = { operation: 'GET /sources/{id}', ids: ['abc'] };
const errors = (message: string, extra: object = {}) => ({ errors: [{ type: 'x', message, ...extra }] });
const page = '<!doctype html><html><head><title>Sign in</title></head></html>';

test.each<[string, WireResponse, ProblemKind, string]>([
  ['401', answer(401, errors('Unauthorized')), 'no-access', 'Unauthorized'],
  ['403', answer(403, errors('You may not read this')), 'no-access', 'You may not read this'],
  [
    '403 by plan',
    answer(403, errors('Audit trail needs the Business plan')),
    'not-in-plan',
    'Audit trail needs the Business plan',
  ],
  ['403 by feature', answer(403, { message: 'Feature not enabled' }), 'not-in-plan', 'Feature not enabled'],
  ['402', answer(402, ''), 'not-in-plan', 'HTTP 402'],
  [
    '404',
    answer(404, errors("Source with id '404' not found.", { data: null })),
    'not-found',
    "Source with id '404' not found.",
  ],
  [
    '404 page',
    answer(404, page, { 'content-type': 'text/html' }),
    'not-found',
    'HTTP 404 with a web page instead of JSON',
  ],
  ['400', answer(400, errors('No')), 'invalid-request', 'No'],
  ['409', answer(409, { error: 'Conflict' }), 'invalid-request', 'Conflict'],
  ['413', answer(413, 'too large'), 'invalid-request', 'too large'],
  ['422', answer(422, errors('"id" is required', { field: 'id' })), 'invalid-request', '"id" is required'],
  ['a redirect', answer(302, ''), 'not-the-api', 'HTTP 302'],
  ['no message', answer(400, { errors: [{ type: 'bad-request' }] }), 'invalid-request', 'bad-request'],
  ['odd errors', answer(400, { errors: [null, 7], message: null }), 'invalid-request', 'HTTP 400'],
  ['terminal text', answer(400, errors('a\u001b[31mb\nc')), 'invalid-request', 'ab⏎c'],
  ['a web page', answer(200, page), 'not-the-api', 'a web page instead of the API: Sign in'],
  ['half a JSON text', answer(200, '{"data":{"sour'), 'not-the-api', 'an answer that is not whole JSON'],
  [
    'a web page whose title has room around it',
    answer(200, '<html><title>\n  Captive portal </title></html>'),
    'not-the-api',
    'a web page instead of the API: Captive portal',
  ],
  [
    'a web page with an empty title',
    answer(200, '<html><title> </title></html>'),
    'not-the-api',
    'a web page instead of the API',
  ],
  ['an empty body', answer(200, ''), 'not-the-api', 'an empty answer'],
  ['an empty line', answer(200, ' \r\n'), 'not-the-api', 'an empty answer'],
  ['no body at all', { status: 200, headers: {} }, 'not-the-api', 'an empty answer'],
  ['an empty list of errors', answer(200, { errors: [] }), 'not-the-api', 'an answer without data'],
  ['no data', answer(200, { data: null }), 'not-the-api', 'an answer without data'],
  ['a list', answer(200, '[1]'), 'not-the-api', 'JSON, but not the object that the API sends'],
  ['data as a list', answer(200, { data: [] }), 'not-the-api', 'an answer without data'],
  ['errors in a 200', answer(200, errors('Broken')), 'server', 'Broken'],
  ['errors in a 200 of which none says a word', answer(200, { errors: [{}] }), 'server', 'an error without a message'],
])('%s', async (_name, response, kind, message) => {
  const { client, requests } = scriptedClient(response);
  const { status } = response;
  await expect(client.read(call)).rejects.toMatchObject({
    problem: { kind, message, operation: 'GET /sources/{id}', status },
  });
  expect(requests).toHaveLength(1);
});

test('data comes out of its envelope, from text or from a value', async () => {
  expect(await scriptedClient(ok({ source: 1 })).client.read(call)).toEqual({ source: 1 });
  expect(await scriptedClient(answer(200, '\ufeff{"data":{"n":12345678901234567890}}')).client.read(call)).toEqual({
    n: '12345678901234567890',
  });
  const value = scriptedClient({ status: 200, headers: {}, json: { data: { source: 2 } } });
  expect(await value.client.read(call)).toEqual({ source: 2 });
  expect(value.requests[0]).toMatchObject({ method: 'GET', path: '/sources/abc', query: [] });
});

test.each([
  [199, 'HTTP 199'],
  [200, undefined],
  [201, undefined],
  [299, undefined],
  [300, 'HTTP 300'],
])('an answer of status %i that holds data: refused as %s', async (status, message) => {
  const { client, requests } = scriptedClient(answer(status, { data: { source: 1 } }));
  const told = await client.read(call).catch(({ problem }) => problem);
  expect(told).toMatchObject(message === undefined ? { source: 1 } : { kind: 'not-the-api', message, status });
  expect(requests).toHaveLength(1);
});

test('an id that would change the path is refused without a request', async () => {
  const { client, requests } = scriptedClient(ok({}));
  await expect(client.read({ ...call, ids: ['..'] })).rejects.toMatchObject({ problem: { kind: 'invalid-request' } });
  expect(requests).toHaveLength(0);
});

test.each<[string, WireResponse | Error]>([
  ['a 500', answer(500, 'oops')],
  ['a 503 page', answer(503, page)],
  ['a lost connection', failure('network', 'connection reset', 'x')],
  ['a timeout', failure('timeout', 'no answer in time', 'x')],
])('%s does not show when the next try works', async (_name, hiccup) => {
  const { client, clock, requests } = scriptedClient(hiccup, ok({ source: 1 }));
  const reading = client.read(call);
  await clock.advance(1000);
  expect(await reading).toEqual({ source: 1 });
  expect(requests).toHaveLength(2);
  expect(clock.pending()).toBe(0);
});

test('after two more tries a failure is reported, with the operation as named', async () => {
  const { client, clock, requests } = scriptedClient(failure('network', 'connection refused: h', 'GET /x'));
  const reading = expect(client.read(call)).rejects.toMatchObject({
    problem: { kind: 'network', message: 'connection refused: h', operation: 'GET /sources/{id}', status: 0 },
  });
  await clock.advance(10_000);
  await reading;
  expect(requests).toHaveLength(3);
});

test('where nothing works ten tries more are made, and then each read asks once', async () => {
  const { client, clock, requests } = scriptedClient(answer(500, ''));
  for (let number = 0; number < 20; number += 1) {
    const reading = expect(client.read(call)).rejects.toMatchObject({ problem: { kind: 'server' } });
    await clock.advance(10_000);
    await reading;
  }
  expect(requests).toHaveLength(20 + 10);
});

test('ten good answers allow one try more', async () => {
  let response = answer(500, '');
  const { client, clock, requests } = scriptedClient(() => response);
  const sent = async (reads: number) => {
    const before = requests.length;
    for (let number = 0; number < reads; number += 1) {
      const reading = client.read(call).catch(() => undefined);
      await clock.advance(10_000);
      await reading;
    }
    return requests.length - before;
  };
  await sent(20);
  response = ok({});
  expect(await sent(9)).toBe(9);
  response = answer(500, '');
  expect(await sent(1)).toBe(1);
  response = ok({});
  await sent(1);
  response = answer(500, '');
  expect([await sent(1), await sent(1)]).toEqual([2, 1]);
});

test.each([
  ['20', 2],
  ['20.5', 1],
])('a read waits for twenty seconds at most: of a Retry-After of %s come %d requests', async (wait, sent) => {
  const { client, clock, requests } = scriptedClient(answer(503, '', { 'retry-after': wait }), ok({}));
  const reading = client.read(call).catch(() => undefined);
  await clock.advance(21_000);
  await reading;
  expect(requests).toHaveLength(sent);
});

test('tries end with the total deadline', async () => {
  const { client, clock, requests } = scriptedClient(
    () =>
      new Promise((_resolve, reject) => {
        clock.setTimer(() => reject(failure('timeout', 'late', 'x')), 15_000);
      }),
  );
  const reading = expect(client.read(call)).rejects.toMatchObject({ problem: { kind: 'timeout' } });
  await clock.advance(60_000);
  await reading;
  expect(requests).toHaveLength(2);
});

test('a 503 is asked again when it said so, or reported with the time when that is far', async () => {
  const near = scriptedClient(answer(503, '', { 'retry-after': '5' }), ok({ source: 1 }));
  const reading = near.client.read(call);
  await near.clock.advance(4_900);
  expect(near.requests).toHaveLength(1);
  await near.clock.advance(200);
  expect(await reading).toEqual({ source: 1 });
  const far = scriptedClient(answer(503, '', { 'retry-after': '60' }));
  await expect(far.client.read(call)).rejects.toMatchObject({ problem: { kind: 'server', retryAfter: 60_000 } });
});

const limited = (data?: object, headers?: Record<string, string>) =>
  answer(429, errors('Too many requests', data ? { data } : {}), headers);

test.each<[string, WireResponse, number]>([
  ['Retry-After', limited(undefined, { 'retry-after': '7' }), 7_000],
  ['msBeforeNext', limited({ remainingPoints: 0, msBeforeNext: 3_000, consumedPoints: 21 }), 3_000],
  ['no hint', limited(), 1_000],
])('a 429 with %s is waited for and tried again', async (_name, refusal, wait) => {
  const { client, clock, requests } = scriptedClient(refusal, ok({ source: 1 }));
  const reading = client.read(call);
  await clock.advance(wait - 1);
  expect(requests).toHaveLength(1);
  await clock.advance(1);
  expect(await reading).toEqual({ source: 1 });
  expect(clock.pending()).toBe(0);
});

test.each<[string, WireResponse]>([
  ['Retry-After', limited(undefined, { 'retry-after': '58' })],
  ['msBeforeNext', limited({ msBeforeNext: 58_000 })],
])('a 429 with a long %s is reported with the time to come back', async (_name, refusal) => {
  const { client, requests } = scriptedClient(refusal);
  await expect(client.read(call)).rejects.toMatchObject({
    problem: { kind: 'rate-limited', message: 'Too many requests', status: 429, retryAfter: 58_000 },
  });
  expect(requests).toHaveLength(1);
});

test('an abort ends a read in the queue, between two tries and on its way', async () => {
  const aborted = { problem: { kind: 'aborted' } };
  const pausing = new AbortController();
  const between = scriptedClient(answer(500, ''));
  const waiting = between.client.read(call, { signal: pausing.signal });
  await settle();
  pausing.abort();
  await expect(waiting).rejects.toMatchObject(aborted);
  expect(between.clock.pending()).toBe(0);

  const sending = new AbortController();
  const flying = scriptedClient(() => {
    sending.abort();
    return ok({});
  });
  await expect(flying.client.read(call, { signal: sending.signal })).rejects.toMatchObject(aborted);
  await expect(flying.client.read(call, { signal: AbortSignal.abort() })).rejects.toMatchObject(aborted);
  expect(flying.requests).toHaveLength(1);
});

test('what a transport throws by mistake is an internal problem', async () => {
  const { client } = scriptedClient(new Error('bug'));
  await expect(client.read(call)).rejects.toMatchObject({ problem: { kind: 'internal', message: 'bug' } });
});

test('the headers of answers drive the budget', async () => {
  const { client, budget } = scriptedClient(ok({}, { 'x-ratelimit-consumed': '3', 'x-ratelimit-remaining': '57' }));
  await client.read(call);
  expect(budget.wire()).toMatchObject({ requests: 1, queued: 0 });
  expect(budget.wire().limitOf('GET /sources/{id}')).toBe(60);
});

test.each([
  [0, 187.5, 750],
  [0.5, 250, 1_000],
  [1, 312.5, 1_250],
])('tries are spread by chance, each four times as late as the one before: %d', async (chance, first, second) => {
  const clock = fakeClock('2026-01-31T23:59:59Z');
  const at: number[] = [];
  const began = clock.now();
  const transport = () => {
    at.push(clock.now() - began);
    return Promise.resolve(answer(500, ''));
  };
  const client = new Client({ transport, budget: new RateBudget({ clock }), clock, random: () => chance });
  const reading = expect(client.read(call)).rejects.toMatchObject({ problem: { kind: 'server', status: 500 } });
  await clock.advance(5_000);
  await reading;
  expect(at.map(Math.floor)).toEqual([0, first, first + second].map(Math.floor));
});

test.each([
  [29_999, 2],
  [30_000, 1],
])('a try that failed after %i ms in all was try %i, the last that could be made', async (took, tries) => {
  const { client, clock, requests } = scriptedClient(
    () =>
      new Promise((_resolve, reject) => {
        clock.setTimer(() => reject(failure('network', 'reset', 'x')), took - 250);
      }),
  );
  const reading = expect(client.read(call)).rejects.toMatchObject({ problem: { kind: 'network' } });
  await clock.advance(90_000);
  await reading;
  expect(requests).toHaveLength(tries);
});

test('changes are sent only by a client that was made to', async () => {
  const change = { operation: 'DELETE /sources/{id}', ids: ['abc'], method: 'DELETE' } as const;
  const { client, requests } = scriptedClient(ok({ status: 'SUCCESS' }));
  await expect(client.write(change)).rejects.toMatchObject({
    problem: {
      kind: 'read-only',
      message: 'segtop only reads; start it with --write to allow changes',
      operation: 'DELETE /sources/{id}',
    },
  });
  expect(requests).toEqual([]);
});

test.each(['read', 'write'] as const)('nothing is sent where an id is empty: %s', async (how) => {
  const { client, requests } = scriptedClient(ok({}));
  const asked =
    how === 'read' ? client.read({ ...call, ids: [''] }) : client.write({ ...call, ids: [''], method: 'PUT' });
  await expect(asked).rejects.toMatchObject({
    problem: { kind: 'invalid-request', message: 'an id is empty', operation: call.operation, status: 0 },
  });
  expect(requests).toEqual([]);
});

test('a change that is taken back just as its turn comes is not sent, and gives its place to the next', async () => {
  const { client, budget, requests } = scriptedClient(ok({}));
  const places = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => budget.acquire(`GET /${number}`)));
  const caller = new AbortController();
  const sent: string[] = [];
  const change = { operation: 'DELETE /sources/{id}', ids: ['abc'], method: 'DELETE' } as const;
  const changing = client.write(change, { signal: caller.signal, onSent: () => sent.push('change') });
  places[0]!();
  caller.abort();
  await expect(changing).rejects.toMatchObject({ problem: { kind: 'aborted', operation: 'DELETE /sources/{id}' } });
  expect([sent, requests]).toEqual([[], []]);
  void budget.acquire('GET /next').then(() => sent.push('next'));
  await settle();
  expect(sent).toEqual(['next']);
});
