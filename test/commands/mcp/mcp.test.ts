import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runBin } from '../../e2e/run-bin.ts';
import { bin, cleanEnvironment, pinnedNode } from '../../harness/terminal/pty.ts';

let home = '';
let said = '';
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  expect(inject('buildProblem')).toBe('');
  home = await mkdtemp(join(tmpdir(), 'segtop-mcp-'));
  const env = cleanEnvironment(home, {}) as Record<string, string>;
  const transport = new StdioClientTransport({
    command: pinnedNode(),
    args: [bin, 'mcp', '--demo'],
    env,
    stderr: 'pipe',
  });
  transport.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await client.connect(transport);
});
afterAll(async () => {
  await client.close();
  await rm(home, { recursive: true, force: true });
});

interface Rows {
  readonly version: number;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  readonly problems: readonly unknown[];
  readonly note?: string;
}
const call = async (name: string, args: Record<string, unknown> = {}) =>
  client.callTool({ name, arguments: args }) as Promise<{
    readonly structuredContent?: unknown;
    readonly isError?: boolean;
    readonly content: readonly { readonly type: string; readonly text: string }[];
  }>;
const rows = async (name: string, args: Record<string, unknown> = {}) =>
  (await call(name, args)).structuredContent as Rows;

test('it names itself, says how to begin, and all its tools only read', async () => {
  const { tools } = await client.listTools();
  expect(client.getServerVersion()?.name).toBe('segtop');
  expect(client.getInstructions()).toContain('Begin with triage');
  expect(tools.map(({ name }) => name)).toEqual(['triage', 'list', 'audit', 'show', 'history', 'payload']);
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  expect(tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}))).not.toContain('reveal');
});

test('triage has the worst first, and what it names can be shown', async () => {
  const { version, rows: found, problems } = await rows('triage');
  expect([version, problems]).toEqual([1, []]);
  expect(found[0]).toMatchObject({ verdict: 'LOST' });
  const { structuredContent } = await call('show', { ref: found[0]?.ref });
  expect((structuredContent as { text: string[] }).text.join('\n')).toContain('Braze ← Web (prod)');
});

test('lists are narrowed, ordered and cut as the command does it', async () => {
  const some = await rows('list', { list: 'sources', sort: 'events', limit: 2, columns: 'name,events' });
  expect(some.rows.map((row) => Object.keys(row))).toEqual([
    ['name', 'events'],
    ['name', 'events'],
  ]);
  const none = await rows('list', { list: 'sources', filter: 'name:zzz' });
  expect(none.rows).toEqual([]);
  expect(none.note).toMatch(/^no row of \d+ matches the filter$/);
  expect((await rows('audit', { filter: 'actor:ana', limit: 3 })).rows.map(({ actor }) => actor)).toEqual(
    Array(3).fill('ana@acme.example'),
  );
});

test('the hours of a connection are told, and rows and pages as of a moment', async () => {
  const { rows: found } = await rows('list', { list: 'failing', limit: 1 });
  const { structuredContent, isError } = await call('history', { ref: found[0]?.ref, from: '-40d', to: '-29d' });
  const { hours } = structuredContent as { hours: { failed: number | null; complete: boolean }[] };
  expect([isError, hours.length]).toEqual([undefined, 11 * 24 + 1]);
  expect(hours[0]).toMatchObject({ failed: null, complete: false });
  expect(hours.at(-2)).toMatchObject({ failed: expect.any(Number), complete: true });
  const then = (await call('list', { list: 'sources', at: '-5h', limit: 1 })).structuredContent as { at?: string };
  expect(then.at).toMatch(/^\d{4}-\d\d-\d\dT/);
  const page = (await call('show', { ref: 'source/iOS', at: '-5h' })).structuredContent as { notes?: string[] };
  expect(page.notes?.[0]).toContain('audit trail');
  expect((await call('triage', { at: 'noon' })).content[0]?.text).toContain('--at: "noon" is not allowed');
});

test('payloads are masked', async () => {
  const { structuredContent, content } = await call('payload', { connection: 'Braze ← Web (prod)', code: '401' });
  expect(structuredContent).toMatchObject({ response: { status: 401 }, sent: { context: { ip: '••••••' } } });
  expect(content[0]?.text).not.toContain('person@customer.example');
});

describe('what is wrong is said, and the server goes on', () => {
  test.each([
    ['show', { ref: 'source/nothing' }, 'source: "nothing" is not allowed; use the id or name of a source'],
    ['list', { list: 'events' }, 'list events is not set; use segtop list events followed by'],
    ['list', { list: 'sources', filter: '/(/' }, '--filter: "/(/" is not allowed'],
    ['payload', { connection: 'Braze ← Web (prod)', code: '999' }, 'No sample of this error is kept'],
  ])('%s %j', async (name, args, message) => {
    const { isError, content } = await call(name, args);
    expect(isError).toBe(true);
    expect(content[0]?.text.slice(0, message.length)).toBe(message);
  });

  test('and nothing but the protocol was printed', () => expect(said).toBe(''));
});

test('what was asked before stdin ended is answered, what was taken back is not waited for', async () => {
  const ask = (id: number, method: string, params: unknown) => JSON.stringify({ jsonrpc: '2.0', id, method, params });
  const told = (method: string, params: unknown) => JSON.stringify({ jsonrpc: '2.0', method, params });
  const lines = [
    ask(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'a', version: '1' } }),
    told('notifications/initialized', {}),
    ask(2, 'tools/call', { name: 'triage', arguments: {} }),
    ask(3, 'tools/call', { name: 'triage', arguments: {} }),
    told('notifications/cancelled', { requestId: 3 }),
  ];
  const { code, out, err } = await runBin(['mcp', '--demo'], {}, `${lines.join('\n')}\n`);
  const answers = out
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each));
  expect([code, err, answers.map(({ id }) => id)]).toEqual([0, '', [1, 2]]);
  expect(answers[1].result.structuredContent.rows[0]).toMatchObject({ verdict: 'LOST' });
});
