import { setTimeout as elapsed } from 'node:timers/promises';
import { type Asked, type Fault, lasting, passing, tries } from './fault.ts';

const ends = ({ socket }: Asked, ...parts: readonly (string | Buffer)[]): void => {
  for (const part of parts) socket.write(part);
  socket.end();
};
const head = (more: string): string => `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${more}\r\n`;
const network = 'network' as const;
const reset = { message: /^connection reset/ };
const noHttp = { message: /^not an HTTP answer/ };
const late = { message: /^no answer in time/ };

/** Below HTTP, and in its framing. */
export const connections: readonly Fault[] = [
  { name: 'nobody listens', is: network, most: 0, address: () => 'http://127.0.0.1:1', message: /^connection refused/ },
  {
    name: 'a host that no resolver knows',
    is: network,
    most: 0,
    address: () => `http://${'a'.repeat(64)}.invalid`,
    message: /^host unknown/,
  },
  {
    name: 'TLS where the server has none',
    is: network,
    most: 0,
    address: (url) => url.replace('http:', 'https:'),
    message: /^TLS failed/,
  },
  passing(
    'a TLS alert in place of an answer',
    network,
    (asked) => ends(asked, Buffer.from('15030100020246', 'hex')),
    noHttp,
  ),
  passing('reset at once', network, ({ socket }) => socket.resetAndDestroy(), reset),
  passing('closed at once', network, ({ socket }) => void socket.end(), reset),
  passing(
    'reset after the headers',
    network,
    ({ response, socket }) => {
      response.writeHead(200, { 'content-length': '100' }).flushHeaders();
      setImmediate(() => socket.resetAndDestroy());
    },
    reset,
  ),
  passing(
    'reset in the middle of the body',
    network,
    ({ response, socket, sound }) => {
      response.writeHead(200, { 'content-length': String(sound.length) });
      response.write(sound.slice(0, 20), () => socket.resetAndDestroy());
    },
    reset,
  ),
  passing(
    'closed in the middle of the body',
    network,
    (asked) => ends(asked, head(`content-length: ${asked.sound.length}\r\n`), asked.sound.slice(0, 20)),
    reset,
  ),
  passing(
    'chunks that end early',
    network,
    (asked) => ends(asked, head('transfer-encoding: chunked\r\n'), '5\r\n{"dat\r\n'),
    reset,
  ),
  passing(
    'a chunk whose size is no number',
    network,
    (asked) => ends(asked, head('transfer-encoding: chunked\r\n'), 'zz\r\n{"dat\r\n'),
    noHttp,
  ),
  passing(
    'chunks that never end',
    'timeout',
    ({ response, drip, sound }) => {
      response.writeHead(200);
      response.write(sound.slice(0, -1));
      drip(20, () => response.write(' '));
    },
    late,
  ),
  passing(
    'a byte now and then, for ever',
    'timeout',
    ({ response, drip }) => {
      response.writeHead(200, { 'content-length': '100000' });
      drip(20, () => response.write('{'));
    },
    late,
  ),
  passing('never an answer', 'timeout', () => undefined, late),
  passing('headers, then nothing', 'timeout', ({ response }) => response.writeHead(200).flushHeaders(), late),
  passing(
    '"processing" again and again',
    'timeout',
    ({ response, drip }) => drip(20, () => response.writeProcessing()),
    late,
  ),
  passing('half a header', 'timeout', ({ socket }) => void socket.write('HTTP/1.1 200 OK\r\ncontent-'), late),
  passing(
    'a length that is too large',
    'timeout',
    ({ socket, sound }) => void socket.write(`${head(`content-length: ${sound.length + 10}\r\n`)}${sound}`),
    late,
  ),
  passing(
    'a length that is too small',
    network,
    (asked) => ends(asked, head(`content-length: ${asked.sound.length - 10}\r\n`), asked.sound),
    noHttp,
  ),
  passing(
    'two lengths',
    network,
    (asked) => ends(asked, head('content-length: 5\r\ncontent-length: 6\r\n'), '{"a":1}'),
    noHttp,
  ),
  passing('a negative length', network, (asked) => ends(asked, head('content-length: -5\r\n'), '{}'), noHttp),
  passing(
    'a length beside chunks',
    network,
    (asked) => ends(asked, head('content-length: 5\r\ntransfer-encoding: chunked\r\n'), '0\r\n\r\n'),
    noHttp,
  ),
  passing('another protocol', network, (asked) => ends(asked, 'SSH-2.0-OpenSSH_9.6\r\n'), noHttp),
  passing('a body without a header', network, (asked) => ends(asked, asked.sound), noHttp),
  passing('a header of a megabyte', network, (asked) => ends(asked, head(`x-much: ${'y'.repeat(1 << 20)}\r\n`), '{}')),
  lasting('ten thousand headers', 'data', (asked) => {
    const many = Array.from({ length: 300 }, (_, index) => `x-${index}: ${index}\r\n`).join('');
    ends(asked, head(`${many}content-length: ${Buffer.byteLength(asked.sound)}\r\n`), asked.sound);
  }),
  lasting('early hints before the answer', 'data', ({ response, answer }) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    answer();
  }),
  passing('the connection is closed after each answer, without a word', 'data', ({ answer, response, socket }) => {
    response.on('finish', () => socket.end());
    answer({ connection: 'keep-alive' });
  }),
  passing(
    'an answer that nobody asked for after the right one',
    'data',
    ({ sound, socket }) => {
      const wrong = sound.replaceAll('Sound', 'Smuggled');
      const whole = (text: string) => `${head(`content-length: ${Buffer.byteLength(text)}\r\n`)}${text}`;
      socket.write(whole(sound));
      void elapsed(2).then(() => socket.write(whole(wrong)));
    },
    { hangsUp: true },
  ),
  passing(
    'the first try is never answered, the second at once',
    'data',
    ({ number, answer }) => void (number > 0 && answer()),
    {
      patience: 500,
    },
  ),
  passing('the first two tries are reset', 'data', ({ number, answer, socket }) =>
    number < 2 ? socket.resetAndDestroy() : answer(),
  ),
  {
    name: 'a proxy that does not listen',
    is: network,
    most: 0,
    noProxy: true,
    message: /^connection refused.*through the proxy/,
  },
  ...[403, 407, 502, 503, 504].map(
    (status): Fault => ({
      name: `a proxy that refuses with ${status}`,
      is: network,
      most: 0,
      message: new RegExp(`^the proxy .*\\(${status}\\)$`),
      tunnel: (socket) => void socket.end(`HTTP/1.1 ${status} No\r\nx-why: ${'y'.repeat(100)}\r\n\r\n<html>no</html>`),
    }),
  ),
  { name: 'a proxy that hangs up', is: network, most: 0, tunnel: (socket) => void socket.end() },
  { name: 'a proxy that says nothing', is: 'timeout', most: 0, tunnel: () => undefined },
  {
    name: 'a proxy that speaks another protocol',
    is: network,
    most: 0,
    tunnel: (socket) => void socket.end('220 mail\r\n'),
  },
  {
    name: 'a tunnel that ends nowhere',
    is: network,
    most: tries,
    tunnel: (socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\n', () => socket.destroy()),
  },
];
