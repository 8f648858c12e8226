import { expect, test } from 'vitest';
import { dotted, pathOf } from '../../source/segment-api/query.ts';

test('lists and objects become dotted pairs, and what is not given is left out', () => {
  const query = {
    granularity: 'HOUR',
    groupBy: ['eventName', 'source'],
    filter: { discardReason: ['401', '429'], eventType: undefined, appVersion: [] },
    pagination: { count: 1000, cursor: undefined },
    resourceId: undefined,
  };
  expect(dotted(query)).toEqual([
    ['granularity', 'HOUR'],
    ['groupBy.0', 'eventName'],
    ['groupBy.1', 'source'],
    ['filter.discardReason.0', '401'],
    ['filter.discardReason.1', '429'],
    ['pagination.count', '1000'],
  ]);
});

test.each([
  ['GET /', [], '/'],
  ['GET /sources/{id}/settings', ['abc'], '/sources/abc/settings'],
  ['GET /a/{id}/b/{id}', ['x/y?z', 'ä'], '/a/x%2Fy%3Fz/b/%C3%A4'],
  ['GET /sources/{id}', [''], undefined],
  ['GET /sources/{id}/settings', ['..'], undefined],
  ['GET /a/{id}/b/{id}', ['x', '.'], undefined],
  ['GET /a/{id}/b/{id}', ['', 'y'], undefined],
  ['GET /a/{id}/b/{id}', ['...', 'y.'], '/a/.../b/y.'],
  ['GET /sources/{id}', ['half \ud83d'], '/sources/half%20%EF%BF%BD'],
])('%s with %j', (operation, ids, path) => {
  expect(pathOf(operation, ids)).toBe(path);
});
