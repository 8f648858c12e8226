import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ReadError } from '../../../source/domain/problem.ts';
import { createRedactor } from '../../../source/log/redact.ts';
import { gotTransport } from '../../../source/segment-api/transport/got.ts';
import { type Environment, proxyFor, proxySecrets } from '../../../source/segment-api/transport/proxy.ts';
import type { WireRequest } from '../../../source/segment-api/transport/transport.ts';
import { certificate, connectProxy, tlsServer } from '../../harness/connect-proxy.ts';

const segment = 'https://api.segmentapis.com';

describe('the proxy for an address', () => {
  it.each<[string, string, Environment, string | undefined]>([
    ['none', segment, {}, undefined],
    ['HTTPS_PROXY', segment, { HTTPS_PROXY: 'http://proxy.corp:3128' }, 'proxy.corp:3128'],
    ['https_proxy before it', segment, { HTTPS_PROXY: 'http://big:1', https_proxy: 'http://small:2' }, 'small:2'],
    ['an empty one, which is none', segment, { https_proxy: '', HTTPS_PROXY: ' ' }, undefined],
    ['a small empty one beside a big one', segment, { https_proxy: '', HTTPS_PROXY: 'http://big:1' }, 'big:1'],
    ['HTTP_PROXY, which is for http', segment, { HTTP_PROXY: 'http://proxy.corp:3128' }, undefined],
    ['HTTP_PROXY for http', 'http://mock.corp:8080', { HTTP_PROXY: 'http://proxy.corp:3128' }, 'proxy.corp:3128'],
    ['http_proxy for http', 'http://mock.corp', { http_proxy: 'http://proxy.corp' }, 'proxy.corp:80'],
    ['ALL_PROXY', segment, { ALL_PROXY: 'http://proxy.corp:3128' }, 'proxy.corp:3128'],
    ['one without a scheme', segment, { HTTPS_PROXY: 'proxy.corp:3128' }, 'proxy.corp:3128'],
    ['one over TLS', segment, { HTTPS_PROXY: 'https://proxy.corp' }, 'proxy.corp:443'],
    ['one with credentials, which are not shown', segment, { HTTPS_PROXY: 'http://ana:pass@proxy:8' }, 'proxy:8'],
    ['one with an IPv6 address', segment, { HTTPS_PROXY: 'http://[::1]:3128' }, '[::1]:3128'],
  ])('by %s', (_, target, env, name) => {
    expect(proxyFor(new URL(target), env)?.name).toBe(name);
  });

  it.each([
    ['*', true],
    ['api.segmentapis.com', true],
    ['API.SegmentApis.com', true],
    ['segmentapis.com', true],
    ['.segmentapis.com', true],
    ['*.segmentapis.com', true],
    ['localhost, .segmentapis.com', true],
    ['localhost .segmentapis.com', true],
    ['api.segmentapis.com:443', true],
    ['api.segmentapis.com:8443', false],
    ['apis.com', false],
    ['eu1.api.segmentapis.com', false],
    ['localhost,127.0.0.1,10.0.0.0/8', false],
    [',, ,', false],
  ])('is not asked where NO_PROXY is %s: %s', (list, excepted) => {
    for (const name of ['NO_PROXY', 'no_proxy'])
      expect(proxyFor(new URL(segment), { HTTPS_PROXY: 'http://p:1', [name]: list }) === undefined).toBe(excepted);
  });

  it.each([
    ['http://10.1.2.3', '10.0.0.0/8', true],
    ['http://11.1.2.3', '10.0.0.0/8', false],
    ['http://10.1.2.3', '10.1.2.3', true],
    ['http://10.1.2.3', '2.3', false],
    ['http://[fd00::1]:8080', 'fd00::/8', true],
    ['http://[::1]:8080', '::1', true],
    ['http://[::1]:8080', '[::1]:8080', true],
    ['http://[::1]:8080', '[::1]:9', false],
    ['http://10.1.2.3', '10.0.0.0/99', false],
    ['http://10.1.2.3', '10.1.2.3/32', true],
    ['http://10.1.2.3', '10.1.2.2/32', false],
    ['http://10.1.2.3', '10.1.2.2/31', true],
    ['http://10.1.2.3', '10.1.2.3/33', false],
    ['http://10.1.2.3', '10.0.0.0/eight', false],
    ['http://[fd00::1]', 'fd00::1/128', true],
    ['http://[fd00::1]', 'fd00::1/129', false],
    ['http://10.1.2.3', 'fd00::/8', false],
    ['http://[fd00::1]', '10.0.0.0/8', false],
    ['http://mock.corp', 'mock.corp/8', false],
    ['http://mock.corp', 'mock.corp:80', true],
    ['http://mock.corp', 'mock.corp:443', false],
    ['http://MOCK.corp.', 'mock.CORP', true],
  ])('%s is excepted by %s: %s', (target, list, excepted) => {
    expect(proxyFor(new URL(target), { HTTP_PROXY: 'http://p:1', NO_PROXY: list }) === undefined).toBe(excepted);
  });

  it.each([
    ['socks5://ana:SECRET@proxy:1080', 'HTTPS_PROXY: only http:// and https:// proxies are supported'],
    ['http://ana:SECRET@:80', 'HTTPS_PROXY is not the address of a proxy'],
    ['http://ana:SECRET%@proxy', 'HTTPS_PROXY: its user name or password is not percent-encoded'],
  ])('%s is a mistake that is named without its value', (value, message) => {
    expect(() => proxyFor(new URL(segment), { HTTPS_PROXY: value })).toThrow(message);
  });

  it('has its password kept out of logs, as it stands and decoded', () => {
    const redactor = createRedactor();
    for (const secret of proxySecrets({ HTTPS_PROXY: 'http://ana:p%40ss-word@proxy:8', http_proxy: 'bo:other-pass@p' }))
      redactor.register(secret);
    expect(redactor.redact('p%40ss-word p@ss-word other-pass ana')).not.toMatch(/ss-word|other-pass/);
    const env = {
      https_proxy: ' http://ana:p%40ss-word@proxy:8',
      HTTPS_PROXY: 'bo:other-pass@p',
      http_proxy: 'http://eve:@p',
      HTTP_PROXY: 'http://dee@p',
      all_proxy: 'proxy.corp:3128',
      ALL_PROXY: 'socks5://cy:100%@p/x:y@z',
      no_proxy: 'http://x:no-proxy@z',
    };
    expect(proxySecrets(env)).toEqual(['p%40ss-word', 'p@ss-word', 'other-pass', 'other-pass', '100%']);
    expect(proxySecrets({})).toEqual([]);
  });
});

const token = 'sgp_SECRET0token1234567890';
const get: WireRequest = { method: 'GET', path: '/sources', query: [] };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A TLS server behind a proxy, and a transport that may only go through that. */
async function behindProxy({ answer, env = {} }: { answer?: number | 'hang'; env?: Environment } = {}) {
  const seen: (string | undefined)[] = [];
  const server = await tlsServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end('{"data":{}}');
  });
  const proxy = await connectProxy(server.port, answer);
  closing.push(server.close, proxy.close);
  const transport = (given: Environment = {}) =>
    gotTransport({
      baseUrl: 'https://api.segment.test',
      token,
      version: '1',
      timeouts: { request: 700 },
      env: { HTTPS_PROXY: `http://ana:p%40ss-SECRET@127.0.0.1:${proxy.port}`, ...env, ...given },
    });
  return { server, proxy, seen, transport, name: `127.0.0.1:${proxy.port}` };
}

async function messageOf(sending: Promise<unknown>): Promise<string> {
  const error: unknown = await sending.then(
    () => expect.unreachable('the request should fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ReadError);
  const everything = `${inspect(error, { depth: 10, showHidden: true })}${JSON.stringify(error)}${(error as Error).stack}`;
  expect(everything).not.toMatch(/SECRET|YW5h/);
  return (error as ReadError).problem.message;
}

describe('requests through a proxy', () => {
  const usual = getCACertificates('default');
  beforeAll(() => setDefaultCACertificates([...usual, certificate]));
  afterAll(() => setDefaultCACertificates(usual));

  it('go in one tunnel to the host by its name; the proxy sees its own credentials and nothing of the token', async () => {
    const { proxy, seen, transport } = await behindProxy();
    const send = transport();
    expect(await send(get)).toMatchObject({ status: 200, text: '{"data":{}}' });
    expect(await send(get)).toMatchObject({ status: 200 });
    expect(seen).toEqual([`Bearer ${token}`, `Bearer ${token}`]);
    const credentials = `Basic ${Buffer.from('ana:p@ss-SECRET').toString('base64')}`;
    expect(proxy.seen).toEqual([{ target: 'api.segment.test:443', authorization: credentials }]);
    expect(proxy.bytes().length).toBeGreaterThan(100);
    expect(proxy.bytes()).not.toContain('SECRET');
  });

  it('do not go through it where NO_PROXY names the host', async () => {
    const { proxy, server } = await behindProxy();
    const send = gotTransport({
      baseUrl: `https://localhost:${server.port}`,
      token,
      version: '1',
      env: { https_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: 'localhost' },
    });
    expect(await send(get)).toMatchObject({ status: 200 });
    expect(proxy.seen).toEqual([]);
  });

  it.each([
    [407, 'asks for a user name and password (407)'],
    [403, 'does not let this host through (403)'],
    [502, 'cannot reach the host (502)'],
    [418, 'refused (418)'],
  ])('that it refuses with %d are no answer of the API', async (answer, words) => {
    const { transport, name } = await behindProxy({ answer });
    expect(await messageOf(transport()(get))).toBe(`the proxy ${name} ${words}`);
  });

  it('end where it does not answer', async () => {
    const { transport, name } = await behindProxy({ answer: 'hang' });
    expect(await messageOf(transport()(get))).toMatch(
      new RegExp(`^no answer in time( \\(\\w+\\))? from api\\.segment\\.test through the proxy ${name}$`),
    );
  });

  it('say that it cannot be reached', async () => {
    const { transport } = await behindProxy();
    expect(await messageOf(transport({ HTTPS_PROXY: 'http://ana:SECRET@127.0.0.1:1' })(get))).toBe(
      'connection refused: api.segment.test through the proxy 127.0.0.1:1',
    );
  });

  it('say what stands in the variable that is no proxy', async () => {
    const { transport } = await behindProxy();
    expect(await messageOf(transport({ HTTPS_PROXY: 'socks5://ana:SECRET@127.0.0.1:1' })(get))).toBe(
      'HTTPS_PROXY: only http:// and https:// proxies are supported',
    );
  });
});

describe('a certificate that nobody known has signed', () => {
  it('names the variable that adds the one who did', async () => {
    const { transport, name } = await behindProxy();
    expect(await messageOf(transport()(get))).toBe(
      `TLS failed with api.segment.test through the proxy ${name}: DEPTH_ZERO_SELF_SIGNED_CERT; NODE_EXTRA_CA_CERTS=FILE adds the CA that signed it`,
    );
  });
});
