import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RateBudget } from '../../../source/segment-api/budget/rate-budget.ts';
import { Client } from '../../../source/segment-api/client.ts';
import { gotTransport } from '../../../source/segment-api/transport/got.ts';
import type { WireRequest } from '../../../source/segment-api/transport/transport.ts';
import { guarded, isHarmless } from '../../../source/segment-api/transport/write-guard.ts';
import { systemClock } from '../../../source/workspace/polling/clock.ts';
import { contract } from '../../contract/contract.ts';
import { readSources } from '../../harness/imports.ts';
import { type LoopbackServer, loopbackServer, sendJson } from '../../harness/loopback-server.ts';

/** POSTs that change nothing, by the contract's own words. */
const harmless = ['POST /customer-insights/download', 'POST /destination/filters/preview'];
const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

let server: LoopbackServer;
beforeAll(async () => {
  server = await loopbackServer((_, response) => sendJson(response, { data: { status: 'SUCCESS' } }));
});
afterAll(() => server.close());

function clientOf(write: boolean): Client {
  const transport = gotTransport({ baseUrl: server.url, token: 'sgp_not_a_secret', version: '0' });
  const budget = new RateBudget({ clock: systemClock, stated: () => undefined });
  return new Client({ transport, budget, clock: systemClock, write });
}

/** Every operation of the contract sent as a change, whatever it is; what arrives at a real server is what left. */
async function arriving(write: boolean): Promise<string[]> {
  const client = clientOf(write);
  const before = server.seen.length;
  for (const { method, path } of contract.endpoints) {
    const ids = [...path.matchAll(/\{\w+\}/g)].map(() => 'x1');
    const call = {
      method: method as 'POST',
      operation: `${method} ${path}`,
      ids,
      body: method === 'GET' ? undefined : {},
    };
    await client.write(call).catch(() => undefined);
  }
  return server.seen.slice(before).map(({ method, url }) => `${method} ${url}`);
}

describe('without leave to write', () => {
  test('of all operations of the API only reads and the two POSTs that change nothing leave the process', async () => {
    const arrived = await arriving(false);
    expect(arrived.filter((line) => !line.startsWith('GET ')).sort()).toEqual(harmless);
    expect(arrived.filter((line) => line.startsWith('GET '))).toHaveLength(
      contract.endpoints.filter(({ method }) => method === 'GET').length,
    );
  });

  test('no other method, and no path that only looks like one of the two, passes', () => {
    const paths = fc.oneof(
      fc.constantFrom(...contract.endpoints.map(({ path }) => path.replace(/\{\w+\}/g, 'x1'))),
      fc
        .tuple(
          fc.constantFrom('/destination/filters/preview', '/customer-insights/download'),
          fc.constantFrom('/', '/..', '/x', '?a=b', '#a', '%2F..', '%00', ' ', '/../../sources', '//'),
          fc.boolean(),
        )
        .map(([path, more, first]) => (first ? `${more}${path}` : `${path}${more}`)),
      fc.string().map((text) => `/${text}`),
    );
    fc.assert(
      fc.property(fc.constantFrom(...methods), paths, (method, path) => {
        const sent: WireRequest[] = [];
        const transport = guarded(async (request) => {
          sent.push(request);
          return { status: 200, headers: {} };
        }, false);
        transport({ method, path, query: [] }).catch(() => undefined);
        expect(sent).toHaveLength(method === 'GET' || harmless.includes(`${method} ${path}`) ? 1 : 0);
        expect(isHarmless({ method, path })).toBe(sent.length === 1);
      }),
      { numRuns: 500 },
    );
  });
});

test('with leave every operation leaves once', async () => {
  expect(await arriving(true)).toHaveLength(contract.endpoints.length);
});

/** Ways out of the process besides the transport that the client guards. */
const wayOut =
  /from '(?:got|node:https?|node:net|node:tls|node:http2|node:dgram|undici|ws|hpagent)'|import\('(?:got|hpagent|node:https?)'\)|\bfetch\(/;

/** Ways out and in that no token passes: connections as such, links to failure logs, the server of the daemon, what it and the mock send. */
const tokenless: ReadonlySet<string> = new Set([
  'source/segment-api/transport/agents.ts',
  'source/segment-api/transport/download.ts',
  'source/serve/http.ts',
  'source/serve/collect-route.ts',
  'source/mock/webhooks/post.ts',
  'source/commands/alerts/means.ts',
  'source/serve/ports.ts',
]);

/** What reads addresses and opens nothing. */
const harmlessImport = "import { BlockList, isIP } from 'node:net';";

test('there is one way out for the token: the transport over HTTP, which is given to nothing but the guarded client and the search for a region', () => {
  const files = readSources('source');
  const leaving = files.filter(
    ({ path, text }) => wayOut.test(text.replace(harmlessImport, '')) && !path.startsWith('source/mock/http/'),
  );
  expect(leaving.map(({ path }) => path).filter((path) => !tokenless.has(path))).toEqual([
    'source/segment-api/transport/got.ts',
  ]);
  const knowing = files.filter(({ path, text }) => tokenless.has(path) && /\btoken\b.*[:=(]|authorization:/.test(text));
  expect(knowing.map(({ path }) => path)).toEqual([]);
  const users = files.filter(({ text }) => /\bgotTransport\(/.test(text)).map(({ path }) => path);
  expect(users.sort()).toEqual(['source/commands/backends.ts', 'source/segment-api/transport/got.ts']);
  const region = files.find(({ path }) => path === 'source/segment-api/regions.ts');
  expect(region?.text).not.toMatch(/POST|PATCH|PUT|DELETE/);
});
