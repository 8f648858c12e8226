import { describe, expect, test } from 'vitest';
import { loggedTransport } from '../../source/commands/logged-transport.ts';
import { silentLog } from '../../source/log/log.ts';
import { failure } from '../../source/segment-api/failure.ts';
import type { Transport, WireRequest } from '../../source/segment-api/transport/transport.ts';

type Line = readonly [level: string, message: string, fields: unknown];

/** What is written for one request. */
async function linesOf(request: WireRequest, transport: Transport): Promise<Line[]> {
  const lines: Line[] = [];
  const at = (level: string) => (message: string, fields?: unknown) => void lines.push([level, message, fields]);
  const log = { ...silentLog, trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn') };
  await loggedTransport(transport, log, () => 0)(request).catch(() => undefined);
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
