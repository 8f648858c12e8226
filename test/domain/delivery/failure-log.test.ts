import { expect, test } from 'vitest';
import { type LogEntry, logEntry, longestBody } from '../../../source/domain/delivery/failure-log.ts';

const at = Date.parse('2026-01-15T12:00:00Z');
const routed = { to: [{ type: 'destination', id: 'dst' }], from: [{ type: 'source', id: 'src' }] };
const common = { routed, occurredAt: '2026-01-15T12:00:00Z', loggedAt: '2026-01-15T13:10:00Z' };
const line = (event: string, properties: Record<string, unknown>) => ({
  type: 'observability',
  event,
  version: 'v1',
  properties: { ...common, ...properties },
});
const ends = { destinationId: 'dst', sourceId: 'src', at };

const exchange = (properties: Record<string, unknown>) =>
  logEntry(line('Destination Exchange Logged', { destinationExchangeId: 'x', ...properties })) as LogEntry & {
    kind: 'exchange';
  };

test('the three kinds of lines, as Segment documents them (rule 300)', () => {
  expect(logEntry(line('Error Logged', { discarded: true, messageId: 'm' }))).toEqual({
    ...ends,
    kind: 'error',
    messageId: 'm',
    discarded: true,
  });
  expect(
    logEntry(
      line('Delivery Attempt Logged', { attempt: 4, outcome: 'failure', destinationExchangeId: 'x', messageId: 'm' }),
    ),
  ).toEqual({ ...ends, kind: 'attempt', messageId: 'm', exchangeId: 'x', attempt: 4, outcome: 'failure' });
  expect(
    exchange({
      requestToDestination: { body: '{"key": "value"}' },
      responseFromDestination: { status: 418, headers: { 'X-header': 'value' }, body: '{"key": "value"}' },
    }),
  ).toEqual({
    ...ends,
    kind: 'exchange',
    exchangeId: 'x',
    reason: '418',
    request: { method: '', url: '', headers: undefined, body: '{"key": "value"}' },
    response: { status: 418, headers: { 'X-header': 'value' }, body: '{"key": "value"}' },
    isRequestCut: false,
    isResponseCut: false,
  });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['text', 'Error Logged'],
  ['a list', [line('Error Logged', { messageId: 'm' })]],
  ['an event of a source', { type: 'track', event: 'Error Logged', properties: { ...common, messageId: 'm' } }],
  ['another kind of line', line('Delivery Considered', { messageId: 'm' })],
  ['properties that are text', { type: 'observability', event: 'Error Logged', properties: 'x' }],
  ['no destination', line('Error Logged', { messageId: 'm', routed: { to: [], from: [] } })],
  ['a destination without an id', line('Error Logged', { messageId: 'm', routed: { to: [{ type: 'destination' }] } })],
  ['no time', line('Error Logged', { messageId: 'm', occurredAt: 'soon', loggedAt: '0001-01-01T00:00:00Z' })],
  ['no message', line('Error Logged', { discarded: false })],
  ['an attempt without a message', line('Delivery Attempt Logged', { destinationExchangeId: 'x' })],
  ['an exchange without an id', line('Destination Exchange Logged', {})],
  ['an id that is a number', line('Destination Exchange Logged', { destinationExchangeId: 7 })],
])('%s is no line of a log', (_, value) => {
  expect(logEntry(value)).toBeUndefined();
});

test('the time of writing stands in for one that is missing', () => {
  expect(logEntry(line('Error Logged', { messageId: 'm', occurredAt: undefined }))?.at).toBe(
    Date.parse('2026-01-15T13:10:00Z'),
  );
});

test.each<[string, unknown, unknown, boolean]>([
  ['whole JSON', '{"a":1}', '{"a":1}', false],
  ['JSON that was cut', '{"a":"long te', '{"a":"long te', true],
  ['a list that was cut', ' [1, 2', ' [1, 2', true],
  ['a text of JSON that was cut', '"long te', '"long te', true],
  ['a form, which nobody can tell to be cut', 'a=1&b=2', 'a=1&b=2', false],
  ['empty text', '', '', false],
  ['none', undefined, undefined, false],
  ['an object in place of its text', { a: 1 }, '{"a":1}', false],
  ['one that is as long as can be', 'x'.repeat(longestBody), 'x'.repeat(longestBody), false],
  ['one that is too long', 'x'.repeat(longestBody + 1), 'x'.repeat(longestBody), true],
])('a body: %s (rule 302)', (_, body, kept, isCut) => {
  const { request, response, isRequestCut, isResponseCut } = exchange({
    requestToDestination: { body },
    responseFromDestination: { body },
  });
  expect([request.body, response.body, isRequestCut, isResponseCut]).toEqual([kept, kept, isCut, isCut]);
});

test.each<[unknown, string, number | undefined]>([
  [401, '401', 401],
  ['503', '503', 503],
  [0, '', undefined],
  [undefined, '', undefined],
  [4.5, '', undefined],
  ['none', '', undefined],
  [99_999, '', undefined],
  [600, '', undefined],
  [599, '599', 599],
  [100, '100', 100],
  [99, '', undefined],
])('a status %j has the code %j', (status, reason, read) => {
  const found = exchange({ responseFromDestination: { status } });
  expect([found.reason, found.response.status]).toEqual([reason, read]);
});

test('headers are texts: lists are joined, numbers written out', () => {
  const headers = { a: ['1', '2'], b: 3, c: 'x'.repeat(5000), d: { e: 1 } };
  expect(exchange({ responseFromDestination: { headers } }).response.headers).toEqual({
    a: '1, 2',
    b: '3',
    c: 'x'.repeat(2000),
    d: '{"e":1}',
  });
  expect(exchange({ responseFromDestination: { headers: 'x: y' } }).response.headers).toBeUndefined();
});

test('a request is told by its method, its address and as many headers as are kept', () => {
  const headers = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`h${index}`, index]));
  const url = `https://partner.example/${'x'.repeat(3000)}`;
  const { request } = exchange({
    requestToDestination: { method: 'POST', url, headers: { ...headers, h0: undefined } },
  });
  expect([request.method, request.url]).toEqual(['POST', url.slice(0, 2000)]);
  expect(Object.entries(request.headers as object).slice(0, 2)).toEqual([
    ['h0', ''],
    ['h1', '1'],
  ]);
  expect(Object.keys(request.headers as object).length).toBe(100);
  const named = exchange({ requestToDestination: { method: 7, url: 7, headers: { ['n'.repeat(300)]: 'v' } } }).request;
  expect(named).toEqual({ method: '', url: '', headers: { ['n'.repeat(200)]: 'v' }, body: undefined });
});

test.each<[string, Readonly<Record<string, unknown>>, object]>([
  ['the first attempt', { attempt: 1 }, { attempt: 1, outcome: '' }],
  ['no number of an attempt', { attempt: 0, outcome: 7 }, { attempt: 0, outcome: '' }],
  ['a part of one', { attempt: 1.5, outcome: null }, { attempt: 0, outcome: '' }],
  ['ends of which the first has no id', { routed: { to: [{ type: 'x' }, { id: 'd2' }] } }, { destinationId: 'd2' }],
])('an attempt has what it tells: %s', (_, properties, expected) => {
  expect(logEntry(line('Delivery Attempt Logged', { messageId: 'm', ...properties }))).toMatchObject(expected);
});

test.each([
  [true, true],
  [false, false],
  ['true', undefined],
  [undefined, undefined],
])('that an event was discarded is told by %j as %j', (discarded, expected) => {
  expect(logEntry(line('Error Logged', { messageId: 'm', discarded }))).toMatchObject({ discarded: expected });
});

test('ids and words cannot drive a terminal, and are bounded', () => {
  const hostile = '\u001b]0;owned\u0007\u202em';
  const found = logEntry(
    line('Delivery Attempt Logged', {
      routed: { to: [{ id: `${hostile}${'d'.repeat(5000)}` }] },
      messageId: hostile,
      destinationExchangeId: hostile,
      outcome: hostile,
      attempt: -1,
    }),
  );
  expect(found).toMatchObject({ messageId: 'm', exchangeId: 'm', outcome: 'm', attempt: 0, sourceId: '' });
  expect(found?.destinationId.length).toBeLessThanOrEqual(200);
});

test('nesting that is deeper than any stack is kept as the text it came as', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  expect(exchange({ requestToDestination: { body: deep } }).request.body === deep).toBe(true);
});
