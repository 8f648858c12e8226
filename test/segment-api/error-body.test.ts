import { describe, expect, test } from 'vitest';
import { errorOf, isPage, serverWords } from '../../source/segment-api/error-body.ts';
import { answer } from './answers.ts';

describe('the words of a server', () => {
  test.each<[unknown, string]>([
    [{ errors: [{ message: ' ' }, { message: 'second' }], message: 'bare' }, 'second'],
    [{ errors: [], message: 'bare', error: 'old' }, 'bare'],
    [{ error: { message: 'inner' } }, 'inner'],
    [{ errors: [{ type: 'bad-request' }] }, 'bad-request'],
    [{ errors: [{ type: 5 }] }, ''],
    [{ error: ' with room ' }, 'with room'],
    [{}, ''],
    ['', ''],
    ['!', '!'],
    [' plain text ', 'plain text'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), ''],
    ['[half', ''],
  ])('of %j are “%s”', (body, message) => expect(serverWords(answer(400, body as never)).message).toBe(message));

  test('are those of JSON where there never was a text', () => {
    const words = (json: unknown) => serverWords({ status: 400, headers: {}, json }).message;
    expect([words({ message: 'No' }), words({}), words(undefined)]).toEqual(['No', '', '']);
  });

  test.each([
    ['', 'HTTP 502'],
    ['{}', 'HTTP 502'],
    ['<html><title>Bad gateway</title></html>', 'HTTP 502 with a web page instead of JSON'],
  ])('that are none, of %j, are those of the status', (body, message) => {
    expect(errorOf(answer(502, body), 'GET /x').problem).toEqual({
      ...{ kind: 'server', status: 502, message, operation: 'GET /x' },
    });
  });

  test.each([
    [0, 0],
    [1500, 1500],
    ['1500', 1500],
    [-1, undefined],
    ['soon', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('a wait of %s is %s ms', (msBeforeNext, wait) => {
    const body = { errors: [{ message: 'x' }, { message: 'y', data: { msBeforeNext } }] };
    expect(serverWords(answer(429, body)).msBeforeNext).toBe(wait);
  });
});

test.each([
  [400, 'invalid-request'],
  [399, 'not-the-api'],
  [401, 'no-access'],
  [402, 'not-in-plan'],
  [403, 'no-access'],
  [404, 'not-found'],
  [408, 'timeout'],
  [410, 'not-found'],
  [429, 'rate-limited'],
  [499, 'invalid-request'],
  [500, 'server'],
  [503, 'server'],
])('status %i is a problem of kind %s', (status, kind) => {
  expect(errorOf(answer(status, { message: 'No' }), 'GET /x', 7).problem).toEqual({
    ...{ kind, status, message: 'No', operation: 'GET /x', retryAfter: 7 },
  });
});

test.each([
  ['Your plan has no audit trail', 'not-in-plan'],
  ['Planning is closed', 'no-access'],
  ['This is an add-on', 'not-in-plan'],
  ['Addon required', 'not-in-plan'],
  ['Protocols is off', 'not-in-plan'],
  ['Business hours only', 'not-in-plan'],
  ['Not enabled for you', 'not-in-plan'],
  ['Not allowed', 'no-access'],
  ['You need the role Protocols Admin', 'no-access'],
  ['Missing permission to read features', 'no-access'],
  ['Not authorized to change this subscription', 'no-access'],
  ['No permission: upgrade to the Business tier', 'not-in-plan'],
  ['Your plan has no roles', 'not-in-plan'],
  ['You need the role Tracking Plan Admin', 'no-access'],
  ['Missing permission to read tracking plans', 'no-access'],
  ['You may not read the TrackingPlan tp_1, nor other tracking-plans', 'no-access'],
  ['Tracking plans are not enabled', 'not-in-plan'],
  ['Tracking plans need a Business plan', 'not-in-plan'],
  ['Tracking plans are not in your plan', 'not-in-plan'],
])('a 403 with the words “%s” is of kind %s', (message, kind) => {
  expect(errorOf(answer(403, { message }), 'GET /x').problem.kind).toBe(kind);
});

test.each<[string, Record<string, string>, boolean]>([
  ['{}', { 'content-type': 'text/html; charset=utf-8' }, true],
  ['{}', { 'content-type': 'application/json' }, false],
  ['  <!DOCTYPE html>', {}, true],
  ['<body>', {}, true],
  ['<headline>', {}, false],
  [`${' '.repeat(195)}<html>`, {}, true],
  [`${' '.repeat(196)}<html>`, {}, false],
  ['text <html>', {}, false],
])('that %j with %j is a web page: %s', (text, headers, expected) => {
  expect(isPage({ status: 200, headers, text } as never)).toBe(expected);
});
