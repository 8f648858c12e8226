import { afterEach, expect, test } from 'vitest';
import { ReadError } from '../../../source/domain/problem.ts';
import { download } from '../../../source/segment-api/transport/download.ts';
import { type Handler, type LoopbackServer, loopbackServer } from '../../harness/loopback-server.ts';

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(handler: Handler): Promise<LoopbackServer> {
  const server = await loopbackServer(handler);
  servers.push(server);
  return server;
}

const env = {};
const options = { version: '1.0.0', env };

async function textOf(link: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of download(link, options)) parts.push(part);
  return Buffer.concat(parts).toString();
}

const failureOf = (link: string) =>
  textOf(link).then(
    () => undefined,
    (thrown: unknown) => (thrown instanceof ReadError ? [thrown.problem.kind, thrown.problem.message] : thrown),
  );

/** Everything that a request carried, in one text. */
const carried = ({ seen }: LoopbackServer) =>
  seen.map(({ method, headers }) => [method, Object.keys(headers).sort().join(' '), headers['user-agent']]);

test('a download carries nothing but its own name: no token, no cookie, whatever the host sets (rule 305)', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'set-cookie': 'a=b', 'content-type': 'application/gzip' }).end('{"a":1}\n');
  });
  expect(await textOf(`${server.url}/one.json?X-Amz-Signature=secret`)).toBe('{"a":1}\n');
  expect(await textOf(`${server.url}/two.json`)).toBe('{"a":1}\n');
  const bare = ['GET', 'connection host user-agent', 'segtop/1.0.0'];
  expect(carried(server)).toEqual([bare, bare]);
});

test('a redirect to another host is followed, and carries no more', async () => {
  const end = await serve((_, response) => void response.end('there'));
  const server = await serve((_, response) => {
    response.writeHead(302, { location: `${end.url}/moved?sig=1`, 'set-cookie': 'a=b' }).end();
  });
  const withUser = server.url.replace('http://', 'http://user:password@');
  expect(await textOf(`${withUser}/here`)).toBe('there');
  const bare = ['GET', 'connection host user-agent', 'segtop/1.0.0'];
  expect([carried(server), carried(end)]).toEqual([[bare], [bare]]);
});

test.each([
  [300, 'there'],
  [308, 'there'],
  [399, 'there'],
  [201, undefined],
  [400, undefined],
])('an answer %i with a place to go leads to %s', async (status, text) => {
  const server = await serve((request, response) => {
    if (request.url === '/end') response.end('there');
    else response.writeHead(status, { location: '/end' }).end();
  });
  const outcome = await textOf(server.url).catch(() => undefined);
  expect([outcome, server.seen.length]).toEqual([text, text ? 2 : 1]);
});

test('a redirect in a circle ends', async () => {
  const server = await serve((_, response) => void response.writeHead(307, { location: '/again' }).end());
  expect(await failureOf(`${server.url}/again`)).toEqual(['not-the-api', 'too many redirects']);
  expect(server.seen).toHaveLength(4);
});

test.each([
  ['file:///etc/passwd', 'redirects to what is no safe link'],
  ['data:text/plain,x', 'redirects to what is no safe link'],
  ['ftp://127.0.0.1/x', 'redirects to what is no safe link'],
])('a redirect to %s is not followed', async (location, why) => {
  const server = await serve((_, response) => void response.writeHead(302, { location }).end());
  expect(await failureOf(server.url)).toEqual(['not-the-api', expect.stringContaining(why)]);
});

test.each(['', 'nothing', 'file:///etc/passwd', 'javascript:alert(1)'])('%j is no link', async (link) => {
  expect(await failureOf(link)).toEqual(['not-the-api', 'no link was given']);
});

test.each([
  [304, 'not-the-api', 'answers 304'],
  [400, 'not-the-api', 'answers 400'],
  [403, 'no-access', 'refuses the link: it has expired'],
  [404, 'not-found', 'has no such file'],
  [500, 'server', 'answers 500'],
  [204, 'not-the-api', 'answers 204'],
])('an answer %i tells the host and nothing of the link', async (status, kind, words) => {
  const server = await serve((_, response) => void response.writeHead(status).end());
  const host = new URL(server.url).host;
  expect(await failureOf(`${server.url}/secret-path?X-Amz-Signature=secret`)).toEqual([kind, `${host} ${words}`]);
});

test('a connection that breaks off in the middle fails', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"a":1}');
    setImmediate(() => response.destroy());
  });
  expect(await failureOf(server.url)).toEqual(['network', expect.stringContaining('connection reset')]);
});

test('who stops reading closes the connection', async () => {
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = await serve((_, response) => {
    response.once('close', closed);
    response.write('first');
  });
  for await (const part of download(server.url, options)) {
    expect(Buffer.from(part).toString()).toBe('first');
    break;
  }
  await isClosed;
});

test('a download that is no longer needed ends as such', async () => {
  const stopping = new AbortController();
  const server = await serve((_, response) => {
    response.write('first');
  });
  const reading = async () => {
    for await (const _ of download(server.url, { ...options, signal: stopping.signal })) stopping.abort();
  };
  await expect(reading()).rejects.toMatchObject({ problem: { kind: 'aborted' } });
});
