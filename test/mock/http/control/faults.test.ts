import { describe, expect, it } from 'vitest';
import { faultAnswer } from '../../../../source/mock/http/answer.ts';
import { type Fault, readFaults } from '../../../../source/mock/http/control/fault.ts';
import { createFaults } from '../../../../source/mock/http/control/faults.ts';

describe('which requests a fault meets', () => {
  it.each<[string, string, string, boolean]>([
    ['GET /sources', 'GET', '/sources', true],
    ['GET /sources', 'PATCH', '/sources', false],
    ['* /sources', 'PATCH', '/sources', true],
    ['GET /sources', 'GET', '/sources/web', false],
    ['GET /destinations/*/delivery-metrics', 'GET', '/destinations/abc/delivery-metrics', true],
    ['GET /destinations/*/delivery-metrics', 'GET', '/destinations/a/b/delivery-metrics', false],
    ['GET /delivery-overview/failed-*', 'GET', '/delivery-overview/failed-delivery', true],
    ['GET /delivery-overview/failed-*', 'GET', '/delivery-overview/filtered-at-source', false],
    ['GET /**', 'GET', '/spaces/a/audiences', true],
    ['* /**', 'DELETE', '/', true],
    ['GET /a.b', 'GET', '/axb', false],
  ])('%s: %s %s', (match, method, path, meets) => {
    expect(createFaults([{ match, kind: 'reset' }]).take(method, path)).toHaveLength(meets ? 1 : 0);
  });
});

describe('how often', () => {
  const kinds = (faults: ReturnType<typeof createFaults>) => faults.take('GET', '/').map((fault) => fault.kind);

  it('applies so many times, then the next one', () => {
    const faults = createFaults([
      { match: 'GET /', kind: 'status', times: 2 },
      { match: 'GET /', kind: 'reset', times: 1 },
    ]);
    expect([kinds(faults), kinds(faults), kinds(faults), kinds(faults)]).toEqual([
      ['status'],
      ['status'],
      ['reset'],
      [],
    ]);
    expect(faults.list().map((fault) => fault.applied)).toEqual([2, 1]);
  });

  it('lets a slow one go on to the next', () => {
    const faults = createFaults([
      { match: 'GET /', kind: 'slow' },
      { match: 'GET /', kind: 'status' },
      { match: 'GET /', kind: 'reset' },
    ]);
    expect(kinds(faults)).toEqual(['slow', 'status']);
  });

  it('draws from the seed, the same each time', () => {
    const drawn = (seed: number) => {
      const faults = createFaults([{ match: 'GET /', kind: 'reset', probability: 0.3 }], seed);
      return Array.from({ length: 400 }, () => kinds(faults).length);
    };
    const hits = drawn(7).filter((count) => count > 0).length;
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
    expect(hits).toBeGreaterThan(80);
    expect(hits).toBeLessThan(160);
  });

  it('starts anew when faults are set', () => {
    const faults = createFaults([{ match: 'GET /', kind: 'reset', times: 1 }]);
    kinds(faults);
    faults.set([{ match: 'GET /', kind: 'garbage', times: 1 }]);
    expect([kinds(faults), kinds(faults)]).toEqual([['garbage'], []]);
    faults.clear();
    expect(faults.list()).toEqual([]);
  });
});

describe('what a fault answers', () => {
  const json = { 'Content-Type': 'application/json' };
  const limited = '"type":"RequestError","message":"Too many requests"';
  const operation = (ms: number) =>
    `{"errors":[{${limited},"data":{"remainingPoints":0,"msBeforeNext":${ms},"consumedPoints":1}}]}`;

  it.each<[Omit<Fault, 'match'>, object | undefined]>([
    [
      { kind: 'status' },
      { status: 500, headers: json, text: '{"errors":[{"type":"internal","message":"Injected status 500"}]}' },
    ],
    [
      { kind: 'status', status: 502 },
      { status: 502, headers: json, text: '{"errors":[{"type":"internal","message":"Injected status 502"}]}' },
    ],
    [
      { kind: 'status', status: 200, body: { data: [] } },
      { status: 200, headers: json, text: '{"data":[]}' },
    ],
    [{ kind: 'rate-limit' }, { status: 429, headers: json, text: operation(30_000) }],
    [
      { kind: 'rate-limit', level: 'operation', retryAfter: 0.5 },
      { status: 429, headers: json, text: operation(500) },
    ],
    [
      { kind: 'rate-limit', retryAfter: 0 },
      { status: 429, headers: json, text: operation(0) },
    ],
    [
      { kind: 'rate-limit', level: 'token' },
      { status: 429, headers: { ...json, 'Retry-After': '30' }, text: `{"errors":[{${limited}}]}` },
    ],
    [
      { kind: 'rate-limit', level: 'token', retryAfter: 1.2 },
      { status: 429, headers: { ...json, 'Retry-After': '2' }, text: `{"errors":[{${limited}}]}` },
    ],
    [
      { kind: 'unauthorized' },
      { status: 401, headers: json, text: '{"errors":[{"type":"unauthorized","message":"Unauthorized"}]}' },
    ],
    [
      { kind: 'garbage' },
      { status: 200, headers: { 'Content-Type': 'text/html' }, text: expect.stringMatching(/^<!do/) },
    ],
    [
      { kind: 'garbage', variant: 'data-null' },
      { status: 200, headers: json, text: '{"data":null}' },
    ],
    [
      { kind: 'garbage', variant: 'empty' },
      { status: 200, headers: json, text: '' },
    ],
    [{ kind: 'slow' }, undefined],
    [{ kind: 'reset' }, undefined],
  ])('%j', (fault, answer) => {
    const [read] = readFaults([{ match: 'GET /', ...fault }]);
    expect(read && faultAnswer(read)).toEqual(answer);
  });
});

describe('faults as JSON', () => {
  it('reads a list, bare or wrapped', () => {
    const list = [{ match: 'GET /**', kind: 'rate-limit', level: 'token', retryAfter: 2, times: 1 }];
    expect(readFaults(list)).toEqual(list);
    expect(readFaults({ faults: list })).toEqual(list);
  });

  const edge = (name: string, value: unknown) => ({ match: 'GET /', kind: 'slow', [name]: value });

  it.each([
    ['status', 200, 599, 199, 600],
    ['retryAfter', 0, 86_400, -0.5, 86_400.5],
    ['ms', 0, 3_600_000, -1, 3_600_001],
    ['times', 0, Number.MAX_SAFE_INTEGER, -1, 1.5],
    ['probability', 0, 1, -0.01, 1.01],
  ])('takes %s from %d to %d, and neither %d nor %d', (name, least, most, below, above) => {
    for (const value of [least, most]) expect(readFaults([edge(name, value)])).toEqual([edge(name, value)]);
    for (const value of [below, above, String(most), null, Number.NaN])
      expect(() => readFaults([edge(name, value)])).toThrow(`faults[0].${name} must be `);
  });

  it('takes a match of 300 characters and 200 faults, and no more of either', () => {
    const long = { match: `GET /${'a'.repeat(295)}`, kind: 'reset' };
    expect(readFaults(Array.from({ length: 200 }, () => long))).toHaveLength(200);
    expect(() => readFaults([{ ...long, match: `${long.match}a` }])).toThrow('faults[0].match must be');
  });

  it.each<[unknown, string]>([
    [undefined, 'faults must be a list'],
    [[1], 'faults[0] must be an object'],
    [[{ kind: 'reset' }], 'faults[0].match is required'],
    [[{ match: 'GET /' }], 'faults[0].kind is required'],
    [[{ match: '/sources', kind: 'reset' }], 'faults[0].match must be text such as'],
    [[{ match: 'GET /', kind: 'boom' }], 'faults[0].kind must be one of status, rate-limit, slow'],
    [[{ match: 'GET /', kind: 'status', status: 199 }], 'faults[0].status must be a whole number from 200 to 599'],
    [[{ match: 'GET /', kind: 'status', status: 500.5 }], 'faults[0].status must be a whole number from 200 to 599'],
    [[{ match: 'GET /', kind: 'status', times: 1e300 }], 'faults[0].times must be a whole number from 0'],
    [
      [{ match: `GET /${'*a'.repeat(200)}`, kind: 'reset' }],
      'faults[0].match must be text such as "GET /sources/*", of 300',
    ],
    [Array.from({ length: 201 }, () => ({ match: 'GET /', kind: 'reset' })), 'faults must be 200 at most, not 201'],
    [[{ match: 'GET /', kind: 'slow', probability: 2 }], 'faults[0].probability must be a number from 0 to 1'],
    [[{ match: 'GET /', kind: 'garbage', variant: 'x' }], 'faults[0].variant must be one of html'],
    [[{ match: 'GET /', kind: 'slow', delay: 3 }], 'faults[0].delay is unknown'],
  ])('refuses %j', (value, words) => {
    let told = '';
    try {
      readFaults(value);
    } catch (thrown) {
      told = (thrown as RangeError).message;
    }
    expect(told.slice(0, words.length)).toBe(words);
  });
});
