import { gzipSync } from 'node:zlib';
import { type Asked, type Fault, lasting, passing } from './fault.ts';

const portal = '<!doctype html><html><head><title>Sign in to Hotel\u001b[31m</title></head><body>Welcome</body></html>';
const text =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}) =>
  ({ response }: Asked) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
const html = { 'content-type': 'text/html; charset=utf-8' };
const wrong = 'not-the-api' as const;
const errors = (message: string) => JSON.stringify({ errors: [{ type: 'odd', message }] });
const deep = (levels: number) => `{"data":{"sources":${'['.repeat(levels)}${']'.repeat(levels)}}}`;

const status = (code: number, is: Fault['is'], headers: Record<string, string> = {}) => {
  const isPassing = is === 'server' || is === 'timeout';
  const name = `${code}${Object.entries(headers).map((pair) => `, ${pair.join(': ')}`)}`;
  return (isPassing ? passing : lasting)(name, is, text(errors('Not this time'), code, headers));
};

/** What comes as an answer and is none, or an odd one. */
export const answers: readonly Fault[] = [
  lasting('an empty answer', wrong, text('')),
  lasting('204, no content', wrong, text('', 204)),
  lasting('half of a JSON text', wrong, ({ response, sound }) => void response.end(sound.slice(0, sound.length / 2))),
  lasting('206, a part of it', wrong, ({ response, sound }) => void response.writeHead(206).end(sound.slice(0, 30))),
  lasting('two JSON texts', wrong, ({ response, sound }) => void response.end(sound + sound)),
  lasting('the page of a captive portal', wrong, text(portal, 200, html), { message: /Sign in to Hotel$/ }),
  passing('511, the network wants a sign-in', 'server', text(portal, 511, html)),
  lasting('plain text', wrong, text('OK', 200, { 'content-type': 'text/plain' })),
  lasting('sound JSON that calls itself a picture', 'data', ({ answer }) => answer({ 'content-type': 'image/png' })),
  passing('gzip that is none', 'network', text('{"data":{}}', 200, { 'content-encoding': 'gzip' })),
  passing(
    'gzip that ends early',
    'network',
    ({ response, sound }) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(sound).subarray(0, 40)),
  ),
  passing('an encoding that it is not in', 'network', text('{"data":{}}', 200, { 'content-encoding': 'br' })),
  lasting('an encoding that nobody knows', 'data', ({ answer }) => answer({ 'content-encoding': 'rot13' })),
  lasting('a bomb of gzip', wrong, text(gzipSync(Buffer.alloc(4 << 20, 32)), 200, { 'content-encoding': 'gzip' }), {
    message: /too large/,
  }),
  lasting('a body without an end in sight', wrong, text(Buffer.alloc(4 << 20, 32)), { message: /too large/ }),
  lasting('a mark of the byte order before it', 'data', ({ response, sound }) => void response.end(`\ufeff${sound}`)),
  lasting(
    'bytes that are no UTF-8',
    'data',
    ({ response, sound }) => void response.end(Buffer.from(sound.replace('Sound', 'S\u00ff\u00feund'), 'latin1')),
  ),
  lasting('UTF-16', wrong, ({ response, sound }) => void response.end(Buffer.from(sound, 'utf16le'))),
  lasting('NUL bytes', wrong, ({ response, sound }) => void response.end(`${sound}\u0000\u0000`)),
  lasting(
    'terminal sequences in its strings',
    'data',
    ({ response, sound }) => void response.end(sound.replace('Sound', 'Sound\\u001b]0;owned\\u0007\\u009b31m\\u202e')),
  ),
  lasting('lists a hundred thousand deep', 'lost', text(deep(100_000))),
  lasting(
    'a name twice',
    'data',
    ({ response, sound }) => void response.end(sound.replace('{"data":', '{"data":7,"data":')),
  ),
  lasting(
    'names of the prototype',
    'data',
    ({ response, sound }) =>
      void response.end(
        sound.replace('{"data":{', '{"__proto__":{"data":7},"constructor":7,"data":{"__proto__":{"sources":[]},'),
      ),
  ),
  ...(
    [
      '[1]',
      '"text"',
      '7',
      'null',
      'true',
      '{}',
      '{"data":null}',
      '{"data":[]}',
      '{"data":{"sources":{}}}',
      '{"data":{"sources":null}}',
    ] as const
  ).map((json) => lasting(json, wrong, text(json))),
  lasting('200 with errors', 'server', text(errors('Broken'))),
  lasting(
    'a redirect to another host',
    wrong,
    ({ response, elsewhere }) => void response.writeHead(302, { location: elsewhere }).end(),
  ),
  lasting(
    'a redirect to itself',
    wrong,
    ({ response, request }) => void response.writeHead(307, { location: request.url ?? '' }).end(),
  ),
  lasting('a redirect to nowhere', wrong, text('', 303)),
  lasting('304, not changed', wrong, text('', 304)),
  status(400, 'invalid-request'),
  status(401, 'no-access'),
  status(402, 'not-in-plan'),
  status(403, 'no-access'),
  status(404, 'not-found'),
  status(408, 'timeout'),
  status(409, 'invalid-request'),
  status(410, 'not-found'),
  status(418, 'invalid-request'),
  ...[
    {},
    { 'retry-after': '0' },
    { 'retry-after': '-5' },
    { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    { 'retry-after': '1e12' },
    { 'retry-after': 'soon' },
  ].map((headers) =>
    passing(
      `429, ${JSON.stringify(headers)}`,
      'rate-limited',
      text(errors('Too many'), 429, headers as Record<string, string>),
    ),
  ),
  status(500, 'server'),
  status(501, 'server'),
  passing('502 of a gateway', 'server', text('<html><title>502 Bad Gateway</title></html>', 502, html)),
  status(503, 'server', { 'retry-after': '1' }),
  status(504, 'server'),
  passing('520 of a gateway', 'server', text('error code: 520', 520)),
  status(999, 'server'),
  lasting(
    'an error that repeats the request with its token',
    'invalid-request',
    ({ response, request }) =>
      void response
        .writeHead(400, { 'x-echo': String(request.headers.authorization) })
        .end(errors(`bad: ${request.headers.authorization}`)),
  ),
];
