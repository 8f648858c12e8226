import { expect, it } from 'vitest';
import { createRedactor } from '../../source/log/redact.ts';
import { eventLog } from '../../source/serve/event-log.ts';
import { listen, partsOf } from '../../source/serve/http.ts';
import { isBearer } from '../../source/serve/secret.ts';

it.each([
  ['/healthz', '/healthz', {}],
  ['/healthz', '/healthz/', undefined],
  ['/collect/:profile', '/collect/prod', { profile: 'prod' }],
  ['/collect/:profile', '/collect/a%20b', { profile: 'a b' }],
  ['/collect/:profile', '/collect/%E0%A4%A', undefined],
  ['/collect/:profile', '/collect', undefined],
])('%s takes %s as %j', (pattern, path, parts) => {
  expect(partsOf(pattern, path)).toEqual(parts);
});

it.each([
  ['Bearer abc', true],
  ['bearer  abc', true],
  ['Bearer abcd', false],
  ['Bearer ab', false],
  ['abc', false],
  [undefined, false],
])('the header %j bears abc: %s', (header, expected) => {
  expect(isBearer(header, 'abc')).toBe(expected);
});

it('answers what no route takes, and a route that fails, without a word of the reason', async () => {
  const lines: string[] = [];
  const redactor = createRedactor();
  redactor.register('sgp_secret');
  const log = eventLog({ write: (line) => void lines.push(line), now: () => 0, redactor });
  const fail = () => {
    throw new RangeError('the token sgp_secret');
  };
  const routes = [{ path: '/fails', methods: ['GET'], handle: fail }];
  const server = await listen({ host: '127.0.0.1', port: 0 }, routes, log);
  const asked = async (path: string, method = 'GET') => {
    const answer = await fetch(server.url + path, { method });
    return [answer.status, answer.headers.get('allow'), await answer.json()];
  };
  expect(await asked('/else')).toEqual([404, null, { error: 'nothing is here' }]);
  expect(await asked('/fails', 'PUT')).toEqual([405, 'GET', { error: 'method not allowed' }]);
  expect(await asked('/fails')).toEqual([500, null, { error: 'internal' }]);
  log.info('told', { of: 'sgp_secret' });
  await server.close();
  expect(lines).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"error","event":"request failed","method":"GET","reason":"RangeError"}\n',
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","event":"told","of":"(hidden)"}\n',
  ]);
});

it('ends what is being answered, and its port is free then', async () => {
  const log = eventLog({ write: () => undefined });
  const begun = Promise.withResolvers<void>();
  const routes = [{ path: '/hangs', handle: () => begun.resolve() }];
  const server = await listen({ host: '127.0.0.1', port: 0 }, routes, log);
  const answer = fetch(`${server.url}/hangs`).then(
    () => 'answered',
    () => 'cut',
  );
  await begun.promise;
  const port = Number(new URL(server.url).port);
  await expect(listen({ host: '127.0.0.1', port }, [], log)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await server.close();
  const next = await listen({ host: '127.0.0.1', port }, [], log);
  expect(await answer).toBe('cut');
  const { headers, status } = await fetch(`${next.url}/else`);
  // Longer than the minute that a poller of metrics rests.
  expect([status, headers.get('keep-alive')]).toEqual([404, 'timeout=75']);
  await next.close();
});
