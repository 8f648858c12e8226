import { describe, expect, test } from 'vitest';
import type { Change } from '../../source/domain/change.ts';
import { ReadError } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import { callOf } from '../../source/segment-api/changes.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import type { WireRequest } from '../../source/segment-api/transport/transport.ts';
import { isHarmless } from '../../source/segment-api/transport/write-guard.ts';
import { contract } from '../contract/contract.ts';
import { violations } from '../contract/validator.ts';
import { fakeClock } from '../harness/world-clock.ts';

const changes: readonly Change[] = [
  { kind: 'switch', of: 'source', id: 's1', enabled: false },
  { kind: 'switch', of: 'destination', id: 'd1', enabled: true },
  { kind: 'switch', of: 'warehouse', id: 'w1', enabled: false },
  { kind: 'switch-filter', destinationId: 'd1', id: 'f1', enabled: false },
  { kind: 'switch-mapping', destinationId: 'd1', id: 'm1', enabled: true },
  { kind: 'rename', of: 'source', id: 's1', name: 'Shop' },
  { kind: 'rename', of: 'destination', id: 'd1', name: 'Braze' },
  { kind: 'rename', of: 'warehouse', id: 'w1', name: 'Redshift' },
  { kind: 'delete', of: 'source', id: 's1' },
  { kind: 'delete', of: 'destination', id: 'd1' },
  { kind: 'delete', of: 'warehouse', id: 'w1' },
  { kind: 'controls', sourceId: 's1', track: { allowUnplannedEvents: false, commonEventOnViolations: 'ALLOW' } },
  { kind: 'add-label', sourceId: 's1', label: { key: t`environment`, value: t`prod` } },
  { kind: 'remove-label', sourceId: 's1', label: { key: t`environment`, value: t`dev` } },
  { kind: 'sync', sourceId: 's1', modelId: 'm1', subscriptionId: 'sub1' },
];

const named = changes.map((change) => [`${change.kind} ${'of' in change ? change.of : ''}`, change] as const);

/** Contract operations by method and path. */
const operations = new Map(contract.endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]));

const done = '{"data":{"status":"SUCCESS"}}';

/** A source with secrets, controls and labels, as it is read before a change that sends what it keeps. */
function readable(path: string): string {
  const source = {
    id: 's1',
    slug: 'shop',
    name: 'Shop',
    enabled: true,
    settings: { apiKey: '••••••9f2c' },
    labels: [
      { key: 'environment', value: 'dev' },
      { key: 'team', value: 'web' },
    ],
  };
  const settings = {
    track: { allowUnplannedEvents: true, commonEventOnViolations: 'BLOCK' },
    forwardingViolationsTo: 's2',
  };
  return JSON.stringify({ data: path.endsWith('/settings') ? { sourceId: 's1', settings } : { source } });
}

function recorded(write: boolean, answer: (path: string) => string = readable) {
  const sent: WireRequest[] = [];
  const api = createPublicApi({
    clock: fakeClock(),
    write,
    transport: async (request) => {
      sent.push(request);
      return { status: 200, headers: {}, text: request.method === 'GET' ? answer(request.path) : done };
    },
  });
  return { api, sent };
}

/** The body of the one request that a change sends, where this is set before it; or what kept it from being sent. */
async function bodyAfter(change: Change, set: object): Promise<unknown> {
  const { api, sent } = recorded(true, () => JSON.stringify({ data: set }));
  const refusal = await api.change(change).then(
    () => undefined,
    (thrown: ReadError) => `${thrown.problem.kind}: ${thrown.problem.message}`,
  );
  const written = sent.filter(({ method }) => method !== 'GET').map(({ body }) => body);
  expect(written).toHaveLength(refusal === undefined ? 1 : 0);
  return refusal ?? written[0];
}

describe.each(named)('%s', (_, change) => {
  test('is an operation of the contract, with a body it takes', () => {
    const call = callOf(change);
    const operation = operations.get(call.operation);
    expect(operation?.method).toBe(call.method);
    const body = operation?.requestBody;
    expect(body === undefined).toBe(call.body === undefined);
    if (!body) return;
    expect(violations(call.body, body.ref ?? '')).toEqual([]);
    expect(body.contentTypes).toContain(call.contentType ?? 'application/json');
  });

  test('is sent once with leave to write', async () => {
    const { api, sent } = recorded(true);
    await api.change(change);
    const [written, ...more] = sent.filter(({ method }) => method !== 'GET');
    expect([written?.method, more]).toEqual([callOf(change).method, []]);
    expect(written?.path).not.toContain('{');
  });

  test('is never sent without', async () => {
    const { api, sent } = recorded(false);
    const refusal = await api.change(change).catch((thrown: unknown) => thrown);
    expect(refusal).toBeInstanceOf(ReadError);
    expect((refusal as ReadError).problem.kind).toBe('read-only');
    expect(sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('writes no setting back, so no masked secret can replace a real one (rule 21)', async () => {
    const { api, sent } = recorded(true);
    await api.change(change);
    for (const { body } of sent) {
      // A warehouse demands the key; empty, it changes none of them.
      const { settings = {}, ...rest } = Object(body);
      expect(settings).toEqual({});
      expect(JSON.stringify(rest)).not.toMatch(/settings|apiKey|•/);
    }
  });
});

test('controls are sent whole and with their forwarding, which the request would clear (rule 97)', async () => {
  const { api, sent } = recorded(true);
  await api.change({ kind: 'controls', sourceId: 's1', track: { allowUnplannedEvents: false } });
  expect(sent.map(({ method, body }) => [method, body])).toEqual([
    ['GET', undefined],
    [
      'PATCH',
      {
        track: {
          allowUnplannedEvents: false,
          allowUnplannedEventProperties: true,
          allowEventOnViolations: true,
          allowPropertiesOnViolations: true,
          commonEventOnViolations: 'BLOCK',
        },
        forwardingViolationsTo: 's2',
      },
    ],
  ]);
});

test('taking a label away keeps the others that the source carries now', async () => {
  const { api, sent } = recorded(true);
  await api.change({ kind: 'remove-label', sourceId: 's1', label: { key: t`environment`, value: t`dev` } });
  expect(sent.at(-1)).toMatchObject({ method: 'PUT', body: { labels: [{ key: 'team', value: 'web' }] } });
});

const unread = (what: string) =>
  `not-the-api: ${what} cannot be read as it is set now, and the change would overwrite it: nothing was sent`;

const usual = {
  allowUnplannedEvents: true,
  allowUnplannedEventProperties: true,
  allowEventOnViolations: true,
  allowPropertiesOnViolations: true,
};

test.each<readonly [string, unknown, unknown]>([
  ['nothing is set', {}, { track: { ...usual, commonEventOnViolations: 'BLOCK' } }],
  [
    'all of it is null or empty',
    { track: null, identify: null, group: null, forwardingViolationsTo: '', forwardingBlockedEventsTo: null },
    { track: { ...usual, commonEventOnViolations: 'BLOCK' } },
  ],
  [
    'some of its controls are null or empty',
    { track: { allowUnplannedEvents: null, allowEventOnViolations: false, allowPropertiesOnViolations: '' } },
    { track: { ...usual, allowEventOnViolations: false, commonEventOnViolations: 'BLOCK' } },
  ],
  [
    'every control and both kinds of forwarding are',
    {
      track: { ...usual, allowEventOnViolations: false, commonEventOnViolations: 'OMIT_PROPERTIES' },
      identify: { allowUnplannedTraits: false, commonEventOnViolations: 'OMIT_TRAITS' },
      group: { allowTraitsOnViolations: false },
      forwardingViolationsTo: 's2',
      forwardingBlockedEventsTo: 's3',
    },
    {
      track: { ...usual, allowEventOnViolations: false, commonEventOnViolations: 'BLOCK' },
      identify: { allowUnplannedTraits: false, commonEventOnViolations: 'OMIT_TRAITS' },
      group: { allowTraitsOnViolations: false },
      forwardingViolationsTo: 's2',
      forwardingBlockedEventsTo: 's3',
    },
  ],
  [
    'a control that is not known is',
    { track: { allowEventOnViolations: false, quarantine: 'ALL' } },
    { track: { ...usual, allowEventOnViolations: false, quarantine: 'ALL', commonEventOnViolations: 'BLOCK' } },
  ],
  ['a control is of another type', { track: { allowUnplannedEvents: 'false' } }, unread('track.allowUnplannedEvents')],
  ['the controls are no object', { track: ['BLOCK'] }, unread('track')],
  ['those of people are not', { identify: 'BLOCK' }, unread('identify')],
  ['forwarding is of another type', { forwardingBlockedEventsTo: { id: 's3' } }, unread('forwardingBlockedEventsTo')],
  ['there are no settings', undefined, unread('settings')],
])('a control is set beside what was: where %s', async (_, settings, sent) => {
  const change: Change = { kind: 'controls', sourceId: 's1', track: { commonEventOnViolations: 'BLOCK' } };
  expect(await bodyAfter(change, { settings })).toEqual(sent);
});

test('a control that nobody has set is sent as it works: everything passes (rule 96)', async () => {
  const change: Change = { kind: 'controls', sourceId: 's1', track: { allowUnplannedEvents: false } };
  expect(await bodyAfter(change, { settings: {} })).toEqual({
    track: { ...usual, allowUnplannedEvents: false, commonEventOnViolations: 'ALLOW' },
  });
});

test('a word of a control that is not known stays as it is while another control is set', async () => {
  const change: Change = { kind: 'controls', sourceId: 's1', track: { allowUnplannedEvents: false } };
  expect(await bodyAfter(change, { settings: { track: { commonEventOnViolations: 'QUARANTINE' } } })).toEqual({
    track: { ...usual, allowUnplannedEvents: false, commonEventOnViolations: 'QUARANTINE' },
  });
});

const long = 'x'.repeat(3000);

test.each<readonly [string, unknown, unknown]>([
  ['is the only one', [{ key: 'environment', value: 'dev' }], []],
  [
    'is among others',
    [
      { key: 'team', value: 'web' },
      { key: 'environment', value: 'dev' },
    ],
    [['team', 'web']],
  ],
  [
    'shares its key or its value with others',
    [
      { key: 'environment', value: 'prod' },
      { key: 'environment', value: 'dev' },
      { key: 'team', value: 'dev' },
    ],
    [
      ['environment', 'prod'],
      ['team', 'dev'],
    ],
  ],
  [
    'stands beside some that are shown otherwise than they are',
    [
      { key: 'team', value: long },
      { key: ' spaced ', value: 'two\nlines' },
      { key: '', value: '' },
    ],
    [
      ['team', long],
      [' spaced ', 'two\nlines'],
      ['', ''],
    ],
  ],
  ['stands beside one without a key', [{ value: 'web' }], unread('a label')],
  ['stands beside one that is a number', [{ key: 'tier', value: 1 }], unread('a label')],
  ['stands beside one that is null', [null], unread('a label')],
  ['is in no list', undefined, unread('labels')],
])('a label that is taken away leaves all others as they were: where it %s', async (_, labels, sent) => {
  const change: Change = {
    kind: 'remove-label',
    sourceId: 's1',
    label: { key: t`environment`, value: t`dev` },
  };
  const pairs = Array.isArray(sent) ? { labels: sent.map(([key, value]) => ({ key, value })) } : sent;
  expect(await bodyAfter(change, { source: { id: 's1', enabled: true, labels } })).toEqual(pairs);
});

test('the only requests that pass without leave to write are reads and the two POSTs that change nothing', () => {
  const passing = contract.endpoints
    .filter(({ method, path }) => isHarmless({ method: method as WireRequest['method'], path }))
    .map(({ method, path }) => `${method} ${path}`)
    .filter((operation) => !operation.startsWith('GET '));
  expect(passing.sort()).toEqual(['POST /customer-insights/download', 'POST /destination/filters/preview']);
});

test('a change without an answer is not tried again: it may have happened', async () => {
  let tries = 0;
  const api = createPublicApi({
    clock: fakeClock(),
    write: true,
    transport: async () => {
      tries += 1;
      return { status: 503, headers: {}, text: '{"errors":[{"type":"internal","message":"try later"}]}' };
    },
  });
  await expect(api.change(changes[0]!)).rejects.toMatchObject({ problem: { kind: 'server', message: 'try later' } });
  expect(tries).toBe(1);
});
