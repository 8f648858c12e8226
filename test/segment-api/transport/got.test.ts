import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { ReadError } from '../../../source/domain/problem.ts';
import { gotTransport } from '../../../source/segment-api/transport/got.ts';
import type { WireRequest } from '../../../source/segment-api/transport/transport.ts';
import { type Handler, type LoopbackServer, loopbackServer, sendJson } from '../../harness/loopback-server.ts';

const token = 'sgp_SECRET0token1234567890';
const get: WireRequest = { method: 'GET', path: '/sources', query: [] };

const servers: LoopbackServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(handler: Handler): Promise<LoopbackServer> {
  const server = await loopbackServer(handler);
  servers.push(server);
  return server;
}

const transportTo = (baseUrl: string, more: object = {}) => gotTransport({ baseUrl, token, version: '1.2.3', ...more });

/** The problem of a rejected request; its error must not hold the token anywhere. */
async function problemOf(sending: Promise<unknown>) {
  const error: unknown = await sending.then(
    () => expect.unreachable('the request should fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ReadError);
  const everything = `${inspect(error, { depth: 10, showHidden: true })}${JSON.stringify(error)}${(error as Error).stack}`;
  expect(everything).not.toContain('SECRET');
  return (error as ReadError).problem;
}

test('one request as it goes over the wire', async () => {
  const server = await serve((_request, response) =>
    sendJson(response, { data: {} }, 200, { 'X-RateLimit-Consumed': '1' }),
  );
  const send = transportTo(`${server.url}/v/`);
  const answer = await send({
    ...get,
    path: '/sources/a%2Fb',
    query: [
      ['pagination.count', '3'],
      ['pagination.cursor', 'Mw=='],
      ['eventName.0', 'Violation Generated'],
    ],
  });
  expect(answer).toMatchObject({ status: 200, text: '{"data":{}}', headers: { 'x-ratelimit-consumed': '1' } });
  expect(server.seen[0]).toMatchObject({
    method: 'GET',
    url: '/v/sources/a%2Fb?pagination.count=3&pagination.cursor=Mw%3D%3D&eventName.0=Violation%20Generated',
    headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'user-agent': 'segtop/1.2.3' },
  });
});

test('a login in the address goes nowhere: the token is what is sent', async () => {
  const server = await serve((_request, response) => sendJson(response, { data: {} }));
  const send = transportTo(server.url.replace('//', '//ana:pass@'));
  await send(get);
  expect(server.seen[0]).toMatchObject({ url: '/sources', headers: { authorization: `Bearer ${token}` } });
  const closed = transportTo('http://ana:pass@127.0.0.1:1');
  const problem = await problemOf(closed(get));
  expect(JSON.stringify(problem)).not.toMatch(/ana|pass/);
});

test('connections are kept alive', async () => {
  const ports = new Set<number | undefined>();
  const server = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    sendJson(response, {});
  });
  const send = transportTo(server.url);
  await send(get);
  await send(get);
  expect(ports.size).toBe(1);
});

test('any status resolves, and nothing is retried or followed', async () => {
  const elsewhere = await serve((_request, response) => sendJson(response, {}));
  const server = await serve((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: elsewhere.url }).end();
    else sendJson(response, { errors: [] }, 503);
  });
  const send = transportTo(server.url);
  expect((await send(get)).status).toBe(503);
  expect((await send({ ...get, path: '/moved' })).status).toBe(302);
  expect(server.seen).toHaveLength(2);
  expect(elsewhere.seen).toHaveLength(0);
});

test('a body goes out as JSON, compressed answers come in as text', async () => {
  let body = '';
  const server = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify({ data: 'ä' }))),
    );
  });
  const answer = await transportTo(server.url)({ ...get, method: 'POST', body: { a: 1 } });
  expect(body).toBe('{"a":1}');
  expect(answer.text).toBe('{"data":"ä"}');
});

test.each([
  [undefined, 'application/json'],
  ['application/vnd.segment.v1alpha+json', 'application/vnd.segment.v1alpha+json'],
])('a body that is said to be %s is sent as %s', async (contentType, sent) => {
  const server = await serve((_request, response) => sendJson(response, {}));
  const kind = contentType === undefined ? {} : { contentType };
  await transportTo(server.url)({ ...get, method: 'POST', body: { a: 1 }, ...kind });
  expect(server.seen[0]?.headers['content-type']).toBe(sent);
});

test('an answer that only says that it is too large is not waited for', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '4096' });
    response.write('x');
  });
  const problem = await problemOf(transportTo(server.url, { largest: 1000 })(get));
  expect(problem).toMatchObject({ kind: 'not-the-api', message: 'an answer too large to be one' });
});

test('nobody listens', async () => {
  const server = await loopbackServer(() => undefined);
  await server.close();
  const problem = await problemOf(transportTo(server.url)(get));
  expect(problem).toMatchObject({ kind: 'network', status: 0, operation: 'GET /sources' });
  expect(problem.message).toBe(`connection refused: ${new URL(server.url).host}`);
});

test('the connection breaks', async () => {
  const server = await serve((request) => void request.socket.destroy());
  expect(await problemOf(transportTo(server.url)(get))).toMatchObject({
    kind: 'network',
    message: /^connection reset/,
  });
});

test('the answer breaks off', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"data":', () => response.destroy());
  });
  expect((await problemOf(transportTo(server.url)(get))).kind).toBe('network');
});

test('something else than HTTP answers', async () => {
  const server = createServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const problem = await problemOf(transportTo(`http://127.0.0.1:${port}`)(get));
  server.close();
  expect(problem).toMatchObject({ kind: 'network', message: `not an HTTP answer: 127.0.0.1:${port}` });
});

test('TLS where there is none', async () => {
  const server = await serve((_request, response) => sendJson(response, {}));
  const problem = await problemOf(transportTo(server.url.replace('http:', 'https:'))(get));
  expect(problem).toMatchObject({ kind: 'network', message: expect.stringMatching(/^TLS failed with 127\.0\.0\.1/) });
});

test('a slow answer', async () => {
  const server = await serve(() => undefined);
  const problem = await problemOf(transportTo(server.url, { timeouts: { request: 50 } })(get));
  expect(problem).toMatchObject({ kind: 'timeout', message: expect.stringMatching(/^no answer in time from 127/) });
});

test('an abort ends a request on its way at once, and one before it is never sent', async () => {
  const gone = new AbortController();
  const server = await serve(() => gone.abort());
  const send = transportTo(server.url);
  expect((await problemOf(send({ ...get, signal: gone.signal }))).kind).toBe('aborted');
  expect((await problemOf(send({ ...get, signal: gone.signal }))).kind).toBe('aborted');
  expect(server.seen).toHaveLength(1);
});

test.each([
  ['told in advance', { 'content-length': '4096' }],
  ['chunked', {}],
])('an answer that is too large, %s', async (_name, headers) => {
  const server = await serve((_request, response) => void response.writeHead(200, headers).end('x'.repeat(4096)));
  const problem = await problemOf(transportTo(server.url, { largest: 1000 })(get));
  expect(problem).toMatchObject({ kind: 'not-the-api', message: 'an answer too large to be one' });
});

test('a server that echoes the token does not get it on screen', async () => {
  const server = await serve((request, response) =>
    sendJson(response, { errors: [{ message: `bad header ${request.headers.authorization}` }] }, 400),
  );
  expect((await transportTo(server.url)(get)).text).toBe('{"errors":[{"message":"bad header Bearer [token]"}]}');
});

test('a short token, as a mock takes, does not tear holes into data', async () => {
  const server = await serve((_request, response) => sendJson(response, { data: 'demo event' }));
  const send = gotTransport({ baseUrl: server.url, token: 'demo', version: '1' });
  expect((await send(get)).text).toBe('{"data":"demo event"}');
});

test.each(['', 'two words', 'SECRET\nline', 'SECRETä'])('a token that cannot be one is told so: %j', async (bad) => {
  const problem = await problemOf(gotTransport({ baseUrl: 'http://127.0.0.1:1', token: bad, version: '1' })(get));
  expect(problem.kind).toBe('no-access');
});

test.each(['', 'api.segmentapis.com', 'ftp://x', 'file:///etc/passwd'])('a URL that cannot be one: %j', (baseUrl) => {
  expect(() => transportTo(baseUrl)).toThrow('the API URL must start with https:// or http://');
});
