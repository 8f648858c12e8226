import { expect, test } from 'vitest';
import { problemOf, ReadError } from '../../../source/domain/problem.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import { renewedTransport } from '../../../source/segment-api/transport/renewed.ts';
import type { Transport, WireRequest } from '../../../source/segment-api/transport/transport.ts';

const get: WireRequest = { method: 'GET', path: '/', query: [] };

/** A server that lets one token in, and a secret manager. */
function stage(secrets: readonly string[]) {
  const seen: string[] = [];
  const world = { valid: 'second', time: -minute, asked: 0, trouble: '', forbidden: '' };
  const transport = renewedTransport({
    token: 'first',
    now: () => world.time,
    renew: async () => {
      world.asked += 1;
      if (world.trouble) throw new Error(world.trouble);
      return secrets[world.asked - 1] ?? secrets.at(-1) ?? '';
    },
    transportTo:
      (token): Transport =>
      async ({ method, path }) => {
        seen.push(`${method} ${token}`);
        await Promise.resolve();
        return token === world.valid && path !== world.forbidden
          ? { status: 200, headers: {}, text: '{"data":{}}' }
          : { status: 401, headers: {}, text: '{"errors":[{"type":"unauthorized","message":"Unauthorized"}]}' };
      },
  });
  // A minute after it was got, the token may have changed.
  world.time = 0;
  return { transport, seen, world };
}

test('a token that is refused is got again, once for all requests, and they are sent again', async () => {
  const { transport, seen, world } = stage(['second']);
  const answers = await Promise.all([transport(get), transport({ ...get, method: 'PATCH' }), transport(get)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(world.asked).toBe(1);
  expect(seen).toEqual(['GET first', 'PATCH first', 'GET first', 'GET second', 'PATCH second', 'GET second']);
  expect((await transport(get)).status).toBe(200);
  expect(world.asked).toBe(1);
});

test('one that stays the same is asked for again after a minute, then after two, then four, and each hour in the end', async () => {
  const { transport, world } = stage(['first']);
  const asked: number[] = [];
  for (world.time = 0; world.time <= 200 * minute; world.time += minute / 2) {
    const before = world.asked;
    expect((await transport(get)).status).toBe(401);
    if (world.asked > before) asked.push(world.time / minute);
  }
  expect(asked).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
});

test('why it could not be got is told with the refusal', async () => {
  const { transport, world } = stage(['second']);
  world.trouble = 'tokenCommand ended with exit code 6: session expired, run: vault login';
  const problem = await transport(get).catch((thrown: unknown) => problemOf(thrown, t`x`));
  expect(problem).toMatchObject({ kind: 'no-access', status: 401, message: `Unauthorized; ${world.trouble}` });
  world.trouble = '';
  world.time = minute;
  expect((await transport(get)).status).toBe(200);
});

test('why it could not be got is told no more when it was got again, though it is still refused', async () => {
  const { transport, world } = stage(['first']);
  world.trouble = 'session expired';
  await expect(transport(get)).rejects.toThrow('Unauthorized; session expired');
  Object.assign(world, { trouble: '', time: minute });
  expect((await transport(get)).status).toBe(401);
});

test.each<[string, string | undefined, unknown, string]>([
  ['was answered without a word', undefined, new Error('vault is sealed'), 'HTTP 401; vault is sealed'],
  ['was thrown', 'neither region knows the token', 'killed', 'neither region knows the token; killed'],
])('a refusal that %s is told with why there is no other token', async (_, thrown, trouble, message) => {
  const world = { time: -minute };
  const transport = renewedTransport({
    token: 'first',
    now: () => world.time,
    renew: () => Promise.reject(trouble),
    transportTo: () => async () => {
      if (thrown === undefined) return { status: 401, headers: {}, text: '' };
      throw new ReadError({ kind: 'no-access', message: sanitise(thrown), status: 401, operation: t`GET /` });
    },
  });
  // Before its time a refusal stands by itself.
  const early = await transport(get).then(
    ({ status }) => status,
    (error: ReadError) => error.problem.message,
  );
  expect(early).toBe(thrown ?? 401);
  world.time = 0;
  const problem = await transport(get).catch((error: unknown) => problemOf(error, t`x`));
  expect(problem).toMatchObject({ kind: 'no-access', status: 401, message });
});

test('a refusal that was thrown, as by a search for the region, is one too; other failures are none', async () => {
  let asked = 0;
  let time = -minute;
  const failing = (status: number) => {
    time = -minute;
    const transport = renewedTransport({
      token: 'first',
      now: () => time,
      renew: async () => {
        asked += 1;
        return 'second';
      },
      transportTo: (token) => async () => {
        if (token === 'second') return { status: 200, headers: {}, text: '{}' };
        throw new ReadError({ kind: 'no-access', message: t`no`, status, operation: t`GET /` });
      },
    });
    time = 0;
    return transport;
  };
  expect((await failing(401)(get)).status).toBe(200);
  await expect(failing(500)(get)).rejects.toThrow('no');
  expect(asked).toBe(1);
});

test('one that has just been got is not asked for again', async () => {
  const { transport, world } = stage(['second']);
  world.time = -1;
  expect((await transport(get)).status).toBe(401);
  expect(world.asked).toBe(0);
});

test('what nobody waits for any more is not sent again', async () => {
  const { transport, seen } = stage(['second']);
  const gone = new AbortController();
  const answer = transport({ ...get, signal: gone.signal });
  gone.abort();
  expect((await answer).status).toBe(401);
  expect(seen).toEqual(['GET first']);
});

test('for what the token has no right to, while it lets everything else in, no secret manager is asked again and again', async () => {
  const { transport, world } = stage(['first', 'second']);
  Object.assign(world, { valid: 'first', forbidden: '/users' });
  const users = { ...get, path: '/users' };
  const statuses: number[] = [];
  for (world.time = 0; world.time < 60 * minute; world.time += minute / 2)
    for (const request of [users, get]) statuses.push((await transport(request)).status);
  expect([world.asked, new Set(statuses)]).toEqual([1, new Set([401, 200])]);
  // The token ends: the first request that was let in before gets another one.
  world.valid = 'second';
  expect([(await transport(users)).status, world.asked]).toEqual([401, 1]);
  expect([(await transport(get)).status, world.asked]).toEqual([200, 2]);
  // The other one may have the right, and lose it again.
  world.forbidden = '';
  expect((await transport(users)).status).toBe(200);
  Object.assign(world, { forbidden: '/users', time: world.time + minute });
  expect([(await transport(users)).status, world.asked]).toEqual([401, 3]);
});

test('what has been let in since is no longer taken for refused by itself', async () => {
  const { transport, world } = stage(['first', 'second']);
  Object.assign(world, { valid: 'first', forbidden: '/users' });
  const users = { ...get, path: '/users' };
  for (const request of [users, get, users]) await transport(request);
  world.forbidden = '';
  expect((await transport(users)).status).toBe(200);
  Object.assign(world, { valid: 'second', time: 2 * minute });
  expect([(await transport(users)).status, world.asked]).toEqual([200, 2]);
});

test('the check of the token always asks for another one, and why that failed is told of nothing that lacks a right', async () => {
  const { transport, world } = stage(['first']);
  Object.assign(world, { valid: 'first', forbidden: '/users', trouble: 'tokenCommand printed no token.' });
  const [users, other] = ['/users', '/sources'].map((path) => ({ ...get, path }));
  const messageOf = (request: WireRequest) =>
    transport(request).then(
      ({ status }) => String(status),
      (thrown: unknown) => problemOf(thrown, t`x`).message,
    );
  expect(await messageOf(users!)).toBe('Unauthorized; tokenCommand printed no token.');
  expect(await messageOf(other!)).toBe('200');
  expect(await messageOf(users!)).toBe('401');
  for (const time of [10, 20, 30]) {
    Object.assign(world, { valid: time === 20 ? 'first' : 'none', time: time * minute });
    expect(await messageOf(get)).toBe(time === 20 ? '200' : 'Unauthorized; tokenCommand printed no token.');
  }
  expect(world.asked).toBe(3);
});

test.each([
  [200, 1],
  [399, 1],
  [400, 2],
  [429, 2],
  [503, 2],
])('an answer of status %i beside a refusal: asked for the token %i times in all', async (status, asked) => {
  const counted = { asked: 0, time: -minute };
  const transport = renewedTransport({
    token: 'first',
    now: () => counted.time,
    renew: async () => {
      counted.asked += 1;
      return 'first';
    },
    transportTo: () => async (request) => ({ status: request.path === '/users' ? 401 : status, headers: {}, text: '' }),
  });
  counted.time = 0;
  const users = { ...get, path: '/users' };
  await transport(users);
  await transport(get);
  counted.time = minute;
  await transport(users);
  expect(counted.asked).toBe(asked);
});

test('of a token that was got in place of another one it is known that it stays the same: nothing is sent twice', async () => {
  const { transport, seen, world } = stage(['second']);
  expect((await transport(get)).status).toBe(200);
  Object.assign(world, { valid: 'third', time: 5 * minute });
  expect((await transport(get)).status).toBe(401);
  expect([seen, world.asked]).toEqual([['GET first', 'GET second', 'GET second'], 2]);
});

test('what one token had no right to is asked for anew with the next', async () => {
  const { transport, world } = stage(['first', 'second', 'third']);
  Object.assign(world, { valid: 'first', forbidden: '/users' });
  const users = { ...get, path: '/users' };
  for (const request of [users, get]) await transport(request);
  // The second token has the right.
  Object.assign(world, { valid: 'second', forbidden: '', time: 5 * minute });
  expect([(await transport(get)).status, world.asked]).toEqual([200, 2]);
  Object.assign(world, { valid: 'third', time: 10 * minute });
  expect([(await transport(users)).status, world.asked]).toEqual([200, 3]);
});

test('what was let in after all is not taken for refused again when others are', async () => {
  const { transport, world } = stage(['first', 'second']);
  Object.assign(world, { valid: 'first', forbidden: '/users' });
  const users = { ...get, path: '/users' };
  for (const request of [users, get]) await transport(request);
  world.forbidden = '';
  for (const request of [users, get]) expect((await transport(request)).status).toBe(200);
  Object.assign(world, { valid: 'second', time: 5 * minute });
  expect([(await transport(users)).status, world.asked]).toEqual([200, 2]);
});
