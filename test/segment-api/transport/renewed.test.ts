import { expect, test } from 'vitest';
import { problemOf, ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import { renewedTransport } from '../../../source/segment-api/transport/renewed.ts';
import type { Transport, WireRequest } from '../../../source/segment-api/transport/transport.ts';

const get: WireRequest = { method: 'GET', path: '/', query: [] };

/** A server that lets one token in, and a secret manager. */
function stage(secrets: readonly string[]) {
  const seen: string[] = [];
  const world = { valid: 'second', time: -minute, asked: 0, trouble: '' };
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
      async ({ method }) => {
        seen.push(`${method} ${token}`);
        await Promise.resolve();
        return token === world.valid
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

test('one that stays the same is asked for again after a minute, then after two, then four', async () => {
  const { transport, world } = stage(['first']);
  const asked: number[] = [];
  for (world.time = 0; world.time <= 8 * minute; world.time += minute / 2) {
    const before = world.asked;
    expect((await transport(get)).status).toBe(401);
    if (world.asked > before) asked.push(world.time / minute);
  }
  expect(asked).toEqual([0, 1, 3, 7]);
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
