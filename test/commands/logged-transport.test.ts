import { describe, expect, test } from 'vitest';
import { loggedBackend, loggedTransport } from '../../source/commands/logged-transport.ts';
import { silentLog } from '../../source/log/log.ts';
import { failure } from '../../source/segment-api/failure.ts';
import type { Transport, WireRequest } from '../../source/segment-api/transport/transport.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';

type Line = readonly [level: string, message: string, fields: unknown];

/** A log, what was written to it, and a clock that shows these times one after the other. */
function stage(...times: readonly number[]) {
  const lines: Line[] = [];
  const at = (level: string) => (message: string, fields?: unknown) => void lines.push([level, message, fields]);
  const log = { ...silentLog, trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn') };
  const left = [...times];
  return { lines, log, now: () => left.shift() ?? 0 };
}

/** What is written for one request. */
async function linesOf(request: WireRequest, transport: Transport, times: readonly number[] = []): Promise<Line[]> {
  const { lines, log, now } = stage(...times);
  await loggedTransport(transport, log, now)(request).catch(() => undefined);
  return lines;
}

const ok: Transport = async () => ({ status: 200, headers: {} });
const change: WireRequest = { method: 'PATCH', path: '/sources/s1', query: [], body: { name: 'very private' } };
const asked = { method: 'PATCH', path: '/sources/s1' };

describe('the log', () => {
  test('tells every change before it is sent and when it was answered, by operation and id', async () => {
    expect(await linesOf(change, ok)).toEqual([
      ['info', 'change sent', asked],
      ['info', 'change answered', { ...asked, status: 200, ms: 0 }],
    ]);
  });

  test('tells a change that got no answer', async () => {
    const lost = await linesOf(change, async () => {
      throw failure('timeout', 'no answer', 'PATCH /sources/s1');
    });
    expect(lost.map(([level, message]) => `${level} ${message}`)).toEqual(['info change sent', 'warn not answered']);
  });

  test.each<[WireRequest, string[]]>([
    [change, ['info change sent', 'warn not answered']],
    [{ method: 'GET', path: '/sources', query: [] }, ['trace no longer needed']],
  ])('keeps the end of a change that nobody waits for any more: $method', async (request, expected) => {
    const lines = await linesOf(request, async () => {
      throw failure('aborted', 'no longer needed', 'PATCH /sources/s1');
    });
    expect(lines.map(([level, message]) => `${level} ${message}`)).toEqual(expected);
  });

  test('never tells what is in a body', async () => {
    expect(JSON.stringify(await linesOf(change, ok))).not.toContain('private');
  });

  test.each<WireRequest>([
    { method: 'GET', path: '/sources', query: [] },
    { method: 'POST', path: '/destination/filters/preview', query: [], body: {} },
  ])('is quiet about what changes nothing: $method $path', async (request) => {
    expect((await linesOf(request, ok)).map(([level]) => level)).toEqual(['debug']);
  });
});

test.each<[string, Transport, Line]>([
  ['an answer', ok, ['debug', 'answered', { method: 'GET', path: '/sources', status: 200, ms: 236 }]],
  [
    'a failure',
    async () => {
      throw failure('network', 'no way', 'GET /sources');
    },
    ['warn', 'not answered', { method: 'GET', path: '/sources', kind: 'network', ms: 236 }],
  ],
  [
    'a fault of segtop',
    async () => {
      throw new Error('odd');
    },
    ['warn', 'not answered', { method: 'GET', path: '/sources', kind: 'internal', ms: 236 }],
  ],
])('%s has its kind and how long it took', async (_, transport, line) => {
  expect(await linesOf({ method: 'GET', path: '/sources', query: [] }, transport, [1000.2, 1235.8])).toEqual([line]);
});

describe('of the mock workspace', () => {
  const heard = async (read: (...given: unknown[]) => unknown, times: readonly number[] = []) => {
    const { lines, log, now } = stage(...times);
    const backend = loggedBackend({ sources: read, name: 'mock' } as unknown as Backend, log, now);
    const member: unknown = Reflect.get(backend, 'name');
    const answer: unknown = await Promise.resolve(Reflect.apply(backend.sources, undefined, ['a', 'b'])).catch(
      (thrown: unknown) => thrown,
    );
    return { lines, answer, member };
  };
  const read = { method: 'mock', path: 'sources' };

  test('a read is answered as without the log, and what is no read is not told', async () => {
    const found = await heard(async (...given) => given, [10.4, 12.8]);
    expect(found).toEqual({ lines: [['debug', 'answered', { ...read, ms: 2 }]], answer: ['a', 'b'], member: 'mock' });
    expect(await heard(() => 7)).toEqual({ lines: [], answer: 7, member: 'mock' });
  });

  test.each<[unknown, Line]>([
    [failure('server', 'no', 'GET /sources'), ['warn', 'not answered', { ...read, kind: 'server' }]],
    [failure('aborted', 'no', 'GET /sources'), ['trace', 'no longer needed', { ...read, kind: 'aborted' }]],
    [new Error('odd'), ['warn', 'not answered', { ...read, kind: 'internal' }]],
  ])('a read that fails with %s is told by its kind', async (thrown, line) => {
    const { lines, answer } = await heard(async () => {
      throw thrown;
    });
    expect([answer, lines]).toEqual([thrown, [line]]);
  });
});
