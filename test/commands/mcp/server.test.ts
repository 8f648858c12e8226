import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHistory, subjectOf, windowOf } from '../../../source/commands/history/history.ts';
import { factsOf, readList } from '../../../source/commands/lists/list.ts';
import { mcpServer } from '../../../source/commands/mcp/server.ts';
import { targetOf } from '../../../source/commands/pages/address.ts';
import { readPayload } from '../../../source/commands/pages/payload.ts';
import { jsonText, pageDocument, readPage } from '../../../source/commands/pages/show.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { secrets } from '../../../source/log/redact.ts';
import { documentOf } from '../../../source/views/kit/listing/documents.ts';
import { mockWorkspace, workspaceNow } from '../reading/workspace.ts';

const workspace = await mockWorkspace();
let open = workspace;
const server = mcpServer(() => open);
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  // From then on every answer is held against the shape that its tool promises.
  await client.listTools();
});
afterAll(() => client.close());

type Named = Readonly<Record<string, unknown>>;
const call = async (name: string, args: Named = {}) =>
  client.callTool({ name, arguments: args }) as Promise<{
    readonly structuredContent?: Named;
    readonly isError?: boolean;
    readonly content: readonly { readonly type: string; readonly text: string }[];
  }>;
const found = async (name: string, args: Named = {}) => {
  const { structuredContent, content } = await call(name, args);
  expect(JSON.parse(content[0]?.text ?? '')).toEqual(structuredContent);
  return structuredContent!;
};
const rows = async (name: string, args: Named = {}) => (await found(name, args)).rows as readonly Named[];
const asJson = (value: unknown): unknown => JSON.parse(jsonText(value));
const listed = async (query: Parameters<typeof readList>[1]) => {
  const answer = await readList(workspace, query);
  return asJson(documentOf(factsOf(answer), answer.fields));
};
const braze = 'Braze ← Web (prod)';

test('it names itself and says how to begin', () => {
  expect(client.getServerVersion()?.name).toBe('segtop');
  expect(client.getInstructions()).toContain('Begin with triage');
});

test('every tool only reads, and takes what its command does but no word that reveals', async () => {
  const { tools } = await client.listTools();
  expect(
    tools.map(({ name, inputSchema: { properties = {}, required = [] } }) => [
      name,
      Object.keys(properties).map((key) => (required.includes(key) ? `${key}!` : key)),
    ]),
  ).toEqual([
    ['triage', ['at']],
    ['list', ['list!', 'of', 'filter', 'sort', 'columns', 'at', 'limit']],
    ['audit', ['filter', 'limit']],
    ['show', ['ref!', 'at']],
    ['history', ['ref!', 'from', 'to']],
    ['payload', ['connection!', 'code', 'sample']],
  ]);
  for (const { annotations } of tools)
    expect(annotations).toEqual({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: true,
    });
  const { description = '' } = tools.find(({ name }) => name === 'list')!;
  expect(description).toContain('; sources: every source with what it sends, silent ones first; ');
  expect(description).toContain('; events (of: a source): what a source sends by event; ');
});

describe('lists', () => {
  test('triage is the list of that name, the worst first', async () => {
    const document = await found('triage');
    expect(document).toEqual(await listed({ name: 'triage' }));
    expect((document.rows as readonly Named[])[0]).toMatchObject({ verdict: 'LOST' });
  });

  test('are narrowed, ordered and cut as the command does it', async () => {
    const some = await found('list', { list: 'sources', filter: 'i', sort: 'name:desc', limit: 2 });
    expect(some).toEqual(await listed({ name: 'sources', filter: 'i', sort: 'name:desc', limit: 2 }));
    expect([some.more, (some.rows as []).length]).toEqual([true, 2]);
    const fields = await rows('list', { list: 'sources', columns: 'events,name', limit: 1 });
    expect(fields.map((row) => Object.keys(row))).toEqual([['events', 'name']]);
  });

  test('of one thing are of that thing', async () => {
    const { params } = (await targetOf(workspace, 'source/iOS'))!;
    const events = await found('list', { list: 'events', of: 'iOS' });
    expect(events).toEqual(await listed({ name: 'events', owner: params.id!, limit: 100 }));
  });

  test('the audit trail is that of activity', async () => {
    const document = await found('audit', { filter: 'actor:ana', limit: 3 });
    expect(document).toEqual(await listed({ name: 'activity', filter: 'actor:ana', limit: 3 }));
    expect((document.rows as readonly Named[]).map(({ actor }) => actor)).toEqual(Array(3).fill('ana@acme.example'));
  });

  test('have a hundred rows unless told', async () => {
    for (const [name, args] of [['list', { list: 'activity' }] as const, ['audit', {}] as const])
      expect((await rows(name, args)).length).toBe(100);
  });

  test('say why they have no rows, and only then', async () => {
    const none = await found('list', { list: 'sources', filter: 'name:zzz' });
    expect([none.rows, none.note]).toEqual([[], expect.stringMatching(/^no row of \d+ matches the filter$/)]);
    expect(await found('list', { list: 'sources', limit: 1 })).not.toHaveProperty('note');
  });
});

test('a page is that of the command, and so is a payload with its personal values hidden', async () => {
  const [worst] = await rows('triage');
  const target = (await targetOf(workspace, `destination/${braze}`))!;
  expect(worst?.ref).toBe(`destination/${target.params.id}`);
  const page = await found('show', { ref: worst?.ref });
  expect(page).toEqual(asJson(await pageDocument(await readPage(workspace, target), target)));
  const { document } = await readPayload(workspace, target.params.id!, { code: '401', sample: 2 });
  expect(await found('payload', { connection: worst?.ref, code: '401', sample: 2 })).toEqual(asJson(document));
  expect(await found('payload', { connection: `payload/${target.params.id}` })).toMatchObject({ sample: 1 });
  // As the rows of health have it: the error with its connection.
  const ofCode = await found('payload', { connection: `payload/${target.params.id}/401`, sample: 2 });
  expect(ofCode).toEqual(asJson(document));
  const hidden = await call('payload', { connection: braze, code: '401' });
  expect(hidden.structuredContent).toMatchObject({
    response: { status: 401 },
    sent: { context: { ip: '••••••' } },
  });
  expect(hidden.content[0]?.text).not.toContain('person@customer.example');
});

test('a payload has the numbers that were sent, also those that could be moments', async () => {
  const sent = { properties: { sentAt: workspaceNow, weekend: workspaceNow } };
  const sample = {
    ...{ id: 'a', messageId: 'm', at: workspaceNow, sent },
    request: { method: 'POST', url: 'https://api.example/', headers: {}, body: null },
    response: { status: 401, headers: {}, body: null },
  };
  open = await mockWorkspace('everything', (backend) => ({
    ...backend,
    samples: async () => ({ value: { kind: 'samples', samples: [sample] }, problems: [] }),
  }));
  try {
    expect(await found('payload', { connection: braze, code: '401' })).toMatchObject({ sent });
  } finally {
    open = workspace;
  }
});

describe('hours', () => {
  test('are those of the command', async () => {
    const target = (await subjectOf(workspace, braze))!;
    for (const told of [{}, { from: '-40d', to: '-29d' }]) {
      const { document } = await readHistory(workspace, target, windowOf(told, workspaceNow));
      expect(await found('history', { ref: braze, ...told })).toEqual(asJson(document));
    }
    const source = (await subjectOf(workspace, 'source/iOS'))!;
    const { document } = await readHistory(workspace, source, windowOf({}, workspaceNow));
    expect(await found('history', { ref: 'source/iOS' })).toEqual(asJson(document));
  });

  test('of device mode are null, and the answer says why', async () => {
    const { value } = await workspace.backend.destinations({});
    const { id } = value.find(({ mode }) => mode === 'device')!;
    const { hours, problems, note } = await found('history', { ref: `destination/${id}`, from: '-1h' });
    expect([(hours as readonly Named[])[0]?.delivered, problems, note]).toEqual([
      null,
      [],
      'not observable: Segment counts no deliveries of it',
    ]);
  });
});

test('rows and pages are as of a moment, which they tell', async () => {
  const at = '2026-11-21T09:12:00.000Z';
  for (const [name, args] of [
    ['triage', {}],
    ['list', { list: 'sources', limit: 1 }],
    ['show', { ref: 'source/iOS' }],
  ] as const) {
    const then = await found(name, { ...args, at: '-5h' });
    expect([name, then.at, then.notes]).toEqual([
      name,
      at,
      expect.arrayContaining(['what is on or off is turned back by the audit trail']),
    ]);
  }
});

describe('what is wrong is said in one line, and the server goes on', () => {
  const wrong = async (name: string, args: Named) => {
    const { isError, content, structuredContent } = await call(name, args);
    expect([isError, structuredContent, content.length]).toEqual([true, undefined, 1]);
    return content[0]!.text;
  };

  test.each<[string, Named, string]>([
    ['triage', { at: 'noon' }, '--at: "noon" is not allowed'],
    ['show', { ref: 'source/nothing' }, 'source: "nothing" is not allowed; use the id or name of a source'],
    ['show', { ref: 'source/iOS', at: 'noon' }, '--at: "noon" is not allowed'],
    ['list', { list: 'events' }, 'list events is not set; use segtop list events followed by'],
    ['list', { list: 'sources', filter: '/(/' }, '--filter: "/(/" is not allowed'],
    ['list', { list: 'sources', sort: 'nmae' }, '--sort: "nmae" is not allowed; use name (did you mean that?), or '],
    ['list', { list: 'sources', columns: 'nmae' }, '--columns: "nmae" is not allowed; use name (did you mean that?)'],
    ['history', { ref: 'source/iOS', from: '-1h', to: '-2h' }, '--from: "-1h" is not allowed; use a time before --to'],
    ['history', { ref: 'warehouse/x' }, 'warehouse: "x" is not allowed'],
    ['payload', { connection: braze, code: '999' }, 'code "999": No sample of this error is kept'],
    ['payload', { connection: braze, sample: 999 }, '--sample: "999" is not allowed; use a number from 1 to '],
  ])('%s %j', async (name, args, message) => {
    expect((await wrong(name, args)).slice(0, message.length)).toBe(message);
  });

  test.each<[string, Named]>([
    ['list', { list: 'sources', limit: 0 }],
    ['list', { list: 'sources', limit: 1001 }],
    ['list', { list: 'nothing' }],
    ['audit', { limit: 1.5 }],
    ['payload', { connection: braze, sample: 0 }],
  ])('%s %j is refused before anything is read', async (name, args) => {
    expect(await wrong(name, args)).toContain('Input validation error');
  });

  const asks: readonly (readonly [string, Named])[] = [
    ['list', { list: 'sources' }],
    ['list', { list: 'events', of: 'iOS' }],
    ['show', { ref: 'source/iOS' }],
    ['history', { ref: 'source/iOS' }],
    ['history', { ref: 'iOS' }],
    ['payload', { connection: 'Braze' }],
  ];
  /** Reads nothing: every answer fails with this. */
  const failing = (thrown: Error) =>
    mockWorkspace('everything', (backend) => {
      const no = async () => {
        throw thrown;
      };
      return { ...backend, sources: no, destinations: no, workspace: no, eventVolume: no };
    });
  const inFailing = async (thrown: Error, ask: () => Promise<void>) => {
    const code = process.exitCode;
    open = await failing(thrown);
    try {
      await ask();
      expect(process.exitCode).toBe(code);
    } finally {
      open = workspace;
      process.exitCode = code;
    }
  };

  test('a refusal is told as one, wherever it is met', async () => {
    const refused = new ReadError({
      kind: 'no-access',
      message: t`not for this token`,
      status: 403,
      operation: t`GET /x`,
    });
    await inFailing(refused, async () => {
      for (const [name, args] of asks)
        expect([name, args, await wrong(name, args)]).toEqual([
          name,
          args,
          expect.stringContaining('not for this token'),
        ]);
    });
  });

  test('no secret is in it', async () => {
    secrets.register('hush-hush-hush');
    open = { ...workspace, read: () => Promise.reject(new Error('no hush-hush-hush\nand more')) };
    try {
      for (const [name, args] of asks) expect(await wrong(name, args)).toBe('no (hidden)');
    } finally {
      open = workspace;
    }
  });

  test('and then all is told again', async () => expect(await rows('triage')).not.toEqual([]));
});
