import { describe, expect, test, vi } from 'vitest';
import { targetOf } from '../../../source/commands/pages/address.ts';
import { askedOf, readPayload } from '../../../source/commands/pages/payload.ts';
import { endOf, jsonText, pageDocument, readPage } from '../../../source/commands/pages/show.ts';
import type { LogLine } from '../../../source/domain/log-line.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { addressOf } from '../../../source/state/address.ts';
import { mockWorkspace, workspaceNow } from '../reading/workspace.ts';

const workspace = await mockWorkspace();

async function shown(address: string) {
  const target = (await targetOf(workspace, address))!;
  return pageDocument(await readPage(workspace, target), target);
}

describe('the page of one thing as text, with everything that is known of it', () => {
  test.each([
    ['source/Web (prod)', 'Web (prod)', 'Tracking plan      Acme Ecommerce', 'Web (prod)'],
    ['connection/Braze ← Web (prod)', 'Braze ← Web (prod)', '401  ', 'Braze'],
    ['warehouse/redshift', 'Redshift', 'permission denied for relation tracks', 'Redshift'],
    ['plan/Acme Mobile', '', 'Order Completed', 'Acme Mobile'],
    ['audience/Newsletter readers', 'Newsletter readers', 'Audience Run Failed', undefined],
    ['function/Fraud scoring', 'Fraud scoring', 'destination function', undefined],
    ['triage', 'Triage', 'Billing server', undefined],
    ['home', '', 'Braze', undefined],
    ['workspaces', 'Workspaces', 'Acme Production', undefined],
  ])('%s', async (address, title, has, name) => {
    const { version, text, thing, problems, generatedAt } = await shown(address);
    expect([version, problems, generatedAt]).toEqual([1, [], '2026-11-21T14:12:30.000Z']);
    const whole = text.join('\n');
    expect(whole).toContain(title);
    expect(whole).toContain(has);
    expect(whole).not.toMatch(/[╭╮╰╯❯]|\n\n\n|^\n|\n$/u);
    if (name !== undefined) expect(thing).toMatchObject({ name });
  });
});

test('a list that is longer than a page says where it is cut, and of how many rows', async () => {
  const { text } = await shown('audit');
  expect(text.slice(-2)).toEqual([
    '',
    'This page is cut here; it has 500 rows, and there may be more. segtop list prints whole lists.',
  ]);
  for (const whole of ['sources', 'destinations'])
    expect((await shown(whole)).text.join('\n')).not.toContain('is cut here');
});

test('no write key is told, and moments are ISO', async () => {
  const { thing } = await shown('source/iOS');
  const text = jsonText(thing);
  expect(thing).toMatchObject({ writeKeys: ['••••••'] });
  expect(text).toMatch(/"lastSeen": "2026-11-21T14:\d\d:\d\d\.\d{3}Z"/);
});

describe('an address', () => {
  test.each([
    ['source/wEb (PROD)', /^source\//],
    ['destination/Zendesk ← Web (prod)', /^destination\//],
    ['destination/Zendesk < Web (prod)', /^destination\//],
    ['payload/Braze ← Web (prod)/401', /^payload\/[^/]+\/401$/],
    ['alerts/rules', /^alerts\/rules$/],
    ['alerts', /^alerts$/],
  ])('%s has a page', async (address, expected) =>
    expect(addressOf((await targetOf(workspace, address))!)).toMatch(expected),
  );

  test.each([
    ['source/Web prod', 'source: "Web prod" is not allowed; use Web (prod): nothing has that id or name'],
    ['destination/Braze', 'destination: "Braze" is not allowed; use an id, as 3 have that name: '],
    ['warehouse/', 'TYPE/ID: "warehouse/" is not allowed; use warehouse/ID, or warehouse/ and its name'],
    ['sources/', undefined],
    ['Sources/iOS', 'TYPE/ID: "Sources/iOS" is not allowed; use source/iOS, or sources alone for all'],
    ['destinations/Braze ← Web', 'use destination/Braze ← Web, or destinations alone for all'],
    ['alerts/nope', 'TYPE/ID: "alerts/nope" is not allowed; use alerts/ and raised, past, rules'],
    ['home/x/y', 'TYPE/ID: "home/x/y" is not allowed; use home alone: that page takes no ID'],
    ['destinatoin/x', 'TYPE/ID: "destinatoin/x" is not allowed; use destination (did you mean that?), or '],
    ['', 'TYPE/ID: "" is not allowed; use '],
  ])('%s', async (address, message) => {
    if (message === undefined)
      return expect(await targetOf(workspace, address)).toEqual({ view: 'sources', params: {} });
    await expect(targetOf(workspace, address)).rejects.toThrow(message);
  });

  test('that cannot be looked up is no claim that there is nothing', async () => {
    const refused = () =>
      Promise.reject(
        new ReadError({ kind: 'no-access', message: t`forbidden`, status: 403, operation: t`GET /sources` }),
      );
    const closed = await mockWorkspace('everything', (backend) => ({ ...backend, sources: refused }));
    expect(await targetOf(closed, 'source/Web')).toBeUndefined();
    expect(process.exitCode).toBe(3);
    process.exitCode = 0;
  });
});

describe('a payload', () => {
  test.each<[string, { readonly code?: string; readonly reveal?: boolean }, object]>([
    ['Braze', {}, { address: 'payload/Braze' }],
    ['Braze/Web (prod)', { code: '401' }, { address: 'payload/Braze%2FWeb%20(prod)', code: '401' }],
    ['destination/d1', { reveal: true }, { address: 'payload/d1', reveal: true }],
    ['Connection/Braze ← 50%25', {}, { address: `payload/${encodeURIComponent('Braze ← 50%')}` }],
    ['payload/d1', {}, { address: 'payload/d1' }],
    ['payload/d1/401', {}, { address: 'payload/d1', code: '401' }],
    ['payload/d1/a%2Fb', {}, { address: 'payload/d1', code: 'a/b' }],
    // A code that is given comes before that of the address.
    ['payload/d1/401', { code: '500' }, { address: 'payload/d1', code: '500' }],
    // No ref of a connection: a name with a slash in it.
    ['source/iOS', {}, { address: 'payload/source%2FiOS' }],
    ['payload/', {}, { address: 'payload/payload%2F' }],
  ])('is asked for by %s with %j', (connection, options, asked) => {
    expect(askedOf(connection, options)).toEqual(asked);
  });

  const braze = async () => (await targetOf(workspace, 'payload/Braze ← Web (prod)'))!.params.id!;

  test('has all sides, personal values hidden until they are revealed', async () => {
    const hidden = (await readPayload(workspace, await braze(), {})).document!;
    expect(hidden).toMatchObject({ version: 1, sample: 1, response: { status: 401 }, request: { method: 'POST' } });
    expect(hidden.sent).toMatchObject({ context: { ip: '••••••', traits: { email: '••••••' } } });
    expect(hidden.masked).toBeGreaterThan(0);
    const shownAll = (await readPayload(workspace, await braze(), { reveal: true })).document!;
    expect(shownAll.sent).toMatchObject({ context: { traits: { email: 'person@customer.example' } } });
    expect(shownAll.masked).toBe(0);
    expect(JSON.stringify(shownAll.request)).toContain('••••••');
  });

  test('of another sample is another one; of one that there is not is wrong usage', async () => {
    const id = await braze();
    const [first, second] = [
      await readPayload(workspace, id, { sample: 1 }),
      await readPayload(workspace, id, { sample: 2 }),
    ];
    expect(first.document?.messageId).not.toBe(second.document?.messageId);
    await expect(readPayload(workspace, id, { sample: 99 })).rejects.toThrow(
      '--sample: "99" is not allowed; use a number from 1 to 10',
    );
  });

  test('of a reason without samples says why there is none', async () => {
    const { document, why } = await readPayload(workspace, await braze(), { code: '999' });
    expect([document, why]).toEqual([undefined, 'code "999": No sample of this error is kept']);
  });
});

test.each([
  ['a page of all that has nothing to show yet, all of it read', 'usage', undefined, 0, 0],
  ['a page of all that nothing was read for', 'usage', undefined, 1, 3],
  ['a page without its thing', 'source', undefined, 0, 3],
  ['a page with its thing', 'source', {}, 0, 0],
  ['a page with its thing, in part', 'source', {}, 1, 4],
] as const)('%s has its exit code', (_, id, model, count, code) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  endOf({ view: { id }, model, problems: Array(count).fill({ resource: 'usage', status: 403, message: t`no` }) });
  const ended = process.exitCode;
  process.exitCode = 0;
  expect([ended, said.mock.calls.flat()]).toEqual([
    code,
    count === 0 ? [] : ['segtop: answered in part: not read: usage: no\n'],
  ]);
  said.mockRestore();
});

test('the log is what this program did, in lines too', async () => {
  const own: LogLine = {
    id: 0,
    at: workspaceNow,
    level: 'debug',
    what: t`answered`,
    about: t`GET /sources`,
    answer: t`429`,
  };
  const target = (await targetOf(workspace, 'log'))!;
  const { text } = await pageDocument(await readPage({ ...workspace, recent: () => [own] }, target), target);
  expect(text.join('\n')).toMatch(/debug +answered +429 +GET \/sources/);
});
