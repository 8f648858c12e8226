import { describe, expect, it } from 'vitest';
import { readQuery } from '../../../source/mock/http/query.ts';
import { requiredTime, wholeNumber } from '../../../source/mock/http/validate.ts';
import { get } from './ask.ts';
import { fakeWorld } from './fake-world.ts';

const overview = '/delivery-overview/failed-delivery?sourceId=web&destinationConfigId=braze-web';
const window = '&startTime=2026-01-15T10:00:00Z&endTime=2026-01-15T12:00:00Z';
const metrics = '/destinations/braze-web/delivery-metrics?sourceId=web';
const volume = '/events/volume?granularity=HOUR&startTime=2026-01-15T10:00:00Z&endTime=2026-01-15T12:00:00Z';

describe('what the API refuses with 422', () => {
  it.each<[string, string, string, RegExp]>([
    ['a count of 0', '/sources?pagination.count=0', 'pagination.count', /greater than or equal to 1/],
    ['a count over 1000', '/sources?pagination.count=1001', 'pagination.count', /less than or equal to 1000/],
    ['a count of no number', '/sources?pagination.count=many', 'pagination.count', /must be a number/],
    ['a broken count', '/sources?pagination.count=1.5', 'pagination.count', /must be an integer/],
    ['over 200 audiences', '/spaces/spa_1/audiences?pagination.count=201', 'pagination.count', /equal to 200/],
    ['over 10 space filters', '/filters?integrationId=i&pagination.count=11', 'pagination.count', /equal to 10/],
    ['a bad cursor', '/sources?pagination.cursor=rubbish', 'pagination.cursor', /valid cursor/],
    ['a cursor below 0', '/sources?pagination.cursor=LTE%3D', 'pagination.cursor', /valid cursor/],
    ['an empty value', '/usage/mtu/daily?period=', 'period', /not allowed to be empty/],
    ['a period inside a month', '/usage/mtu/daily?period=2026-01-02', 'period', /first day of a month/],
    [
      'a period before there was Segment',
      '/usage/api-calls/sources/daily?period=0001-01-01',
      'period',
      /2011-01-01 or later/,
    ],
    ['a period of no date', '/usage/api-calls/daily?period=January', 'period', /YYYY-MM-DD/],
    ['an unknown function type', '/functions?resourceType=OTHER', 'resourceType', /one of \[DESTINATION/],
    ['an unknown plan type', '/tracking-plans?type=live', 'type', /one of \[ENGAGE/],
    ['an unknown regulation status', '/regulations?status=DONE', 'status', /one of/],
    ['an unknown regulation type', '/regulations?regulationTypes.0=X', 'regulationTypes[0]', /one of/],
    ['an unknown include', '/spaces/spa_1/audiences?include=all', 'include', /one of \[schedules\]/],
    ['a search without a query', '/spaces/spa_1/audiences?search.type=NAME', 'search.query', /is required/],
    ['an unknown sort', '/spaces/spa_1/events?sortBy=size', 'sortBy', /one of/],
    ['an unknown audience type', '/spaces/spa_1/audienceType/ALL/supported-destinations', 'audienceType', /one of/],
    [
      'a lower-case granularity',
      `${overview}${window}&granularity=hour`,
      'granularity',
      /one of \[DAY, HOUR, MINUTE\]/,
    ],
    ['an unknown dimension', `${overview}${window}&granularity=HOUR&groupBy.0=destination`, 'groupBy[0]', /one of/],
    [
      'a source dimension of volume',
      `${volume}&groupBy.0=appVersion`,
      'groupBy[0]',
      /one of \[source, eventName, eventType\]/,
    ],
    ['an unknown filter', `${overview}${window}&granularity=HOUR&filter.reason.0=401`, 'filter.reason', /not allowed/],
    [
      'a time of no ISO',
      `${overview}&startTime=yesterday&endTime=2026-01-15T12:00:00Z&granularity=HOUR`,
      'startTime',
      /ISO 8601/,
    ],
    ['a day that is none', '/audit-events?startTime=2026-13-40T00:00:00Z', 'startTime', /ISO 8601/],
    ['volume that ends first', volume.replace('T12:00', 'T09:00'), 'endTime', /later than "startTime"/],
    [
      'audit that ends first',
      '/audit-events?startTime=2026-01-15T12:00:00Z&endTime=2026-01-15T11:00:00Z',
      'endTime',
      /later/,
    ],
    ['an echo of no number', '/echo?message=a&statusCode=x', 'statusCode', /must be a number/],
    ['an echo of no boolean', '/echo?message=a&triggerError=1', 'triggerError', /must be a boolean/],
  ])('%s', (_, url, field, words) => {
    const { status, body } = get(fakeWorld(), url);
    expect(status).toBe(422);
    expect(body).toEqual({ errors: [{ type: 'input-validation', message: expect.stringMatching(words), field }] });
    expect(body.errors[0].message).toContain(`"${field}"`);
  });

  it.each(['groupBy.0=discardReason', 'filter.discardReason.0=401'])(
    'has no discard reason where events were received: %s',
    (query) => {
      const url = `/delivery-overview/successfully-received?sourceId=web${window}&granularity=HOUR&${query}`;
      expect(get(fakeWorld(), url).status).toBe(422);
    },
  );
});

describe('how far back and how wide', () => {
  // Now is 2026-01-15T12:30:00Z.
  it.each<[string, string, string, string, number]>([
    [overview, 'MINUTE', '2026-01-15T08:30:00Z', '2026-01-15T12:30:00Z', 200],
    [overview, 'MINUTE', '2026-01-15T08:29:59Z', '2026-01-15T12:30:00Z', 422],
    [overview, 'MINUTE', '2026-01-13T12:30:00Z', '2026-01-13T14:00:00Z', 200],
    [overview, 'MINUTE', '2026-01-13T12:29:59Z', '2026-01-13T14:00:00Z', 422],
    [overview, 'HOUR', '2026-01-01T12:30:00Z', '2026-01-15T12:30:00Z', 200],
    [overview, 'HOUR', '2026-01-01T12:29:00Z', '2026-01-15T12:30:00Z', 422],
    [overview, 'HOUR', '2025-12-16T12:29:00Z', '2025-12-20T00:00:00Z', 422],
    [overview, 'DAY', '2025-12-16T12:30:00Z', '2026-01-15T12:30:00Z', 200],
    [overview, 'DAY', '2025-12-16T12:29:59Z', '2026-01-14T00:00:00Z', 422],
    ['/events/volume?', 'MINUTE', '2026-01-15T08:30:00Z', '2026-01-15T12:30:00Z', 200],
    ['/events/volume?', 'MINUTE', '2025-01-15T08:30:00Z', '2025-01-15T12:30:00Z', 200],
    ['/events/volume?', 'MINUTE', '2025-01-15T12:30:00Z', '2026-01-15T12:30:00Z', 422],
    ['/events/volume?', 'MINUTE', '0001-01-15T12:30:00Z', '9999-01-15T12:30:00Z', 422],
    ['/events/volume?', 'HOUR', '2026-01-01T12:30:00Z', '2026-01-15T12:30:00Z', 200],
    ['/events/volume?', 'HOUR', '2026-01-01T12:29:00Z', '2026-01-15T12:30:00Z', 422],
    ['/events/volume?', 'DAY', '2025-12-16T12:30:00Z', '2026-01-15T12:30:00Z', 200],
    ['/events/volume?', 'DAY', '2025-12-16T12:29:00Z', '2026-01-15T12:30:00Z', 422],
    [metrics, 'MINUTE', '2026-01-15T08:30:00Z', '2026-01-15T12:30:00Z', 200],
    [metrics, 'MINUTE', '2026-01-15T08:00:00Z', '2026-01-15T12:30:00Z', 422],
    [metrics, 'HOUR', '2026-01-08T12:30:00Z', '2026-01-15T12:30:00Z', 200],
    [metrics, 'HOUR', '2026-01-08T12:29:00Z', '2026-01-14T12:30:00Z', 422],
    [metrics, 'DAY', '2026-01-01T12:30:00Z', '2026-01-15T12:30:00Z', 200],
    [metrics, 'DAY', '2026-01-01T12:29:00Z', '2026-01-15T00:00:00Z', 422],
  ])('%s %s %s to %s: %i', (url, granularity, start, end, status) => {
    const reply = get(fakeWorld(), `${url}&granularity=${granularity}&startTime=${start}&endTime=${end}`);
    expect(reply.status).toBe(status);
    if (status === 422) expect(reply.body.errors[0].field).toBe('startTime');
  });

  it.each(['MINUTE', 'HOUR', 'DAY', undefined])('delivery metrics fill in both times for %s', (granularity) => {
    const spans: unknown[] = [];
    const { deliveryTotals } = fakeWorld();
    const spying = fakeWorld(
      {},
      {
        deliveryTotals(id, span) {
          spans.push(span);
          return deliveryTotals(id, span);
        },
      },
    );
    expect(get(spying, `${metrics}${granularity ? `&granularity=${granularity}` : ''}`).status).toBe(200);
    const starts = { MINUTE: '2026-01-15T11:30:00Z', HOUR: '2026-01-08T12:00:00Z', DAY: '2026-01-01T00:00:00Z' };
    const start = Date.parse(starts[(granularity ?? 'MINUTE') as 'MINUTE']);
    expect(spans).toEqual([{ start, end: Date.parse('2026-01-15T12:30:00Z') }]);
  });
});

describe('a time', () => {
  const timeOf = (text: string) => requiredTime(readQuery([['startTime', text]]), 'startTime');

  it.each([
    ['2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['2026-01-15T10:00Z', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15T10:00:00+05:30', '2026-01-15T04:30:00.000Z'],
    ['2026-12-31T23:59:59.999999999Z', '2026-12-31T23:59:59.999Z'],
    ['2026-01-15T10:00:00.5-08:00', '2026-01-15T18:00:00.500Z'],
  ])('%s is read', (text, iso) => expect(new Date(timeOf(text)).toISOString()).toBe(iso));

  // JavaScript would read each of them, most in the zone of this machine.
  it.each([
    '2026-01-15 10:00',
    '15 Jan 2026',
    '2026',
    '2026-01-15T10:00:00',
    '1768471200000',
    '+002026-01-15T10:00:00Z',
  ])('%s is none of ISO 8601 with a zone', (text) =>
    expect(() => timeOf(text)).toThrow(/must be in ISO 8601 date format/),
  );
});

it.each([
  ['1', 1],
  ['10', 10],
  ['0', 'must be greater than or equal to 1'],
  ['11', 'must be less than or equal to 10'],
  ['2.5', 'must be an integer'],
  ['2.0', 2],
  ['1e1', 'must be a number'],
  ['-1', 'must be greater than or equal to 1'],
])('of whole numbers from 1 to 10 %s is %s', (text, expected) => {
  const read = () => wholeNumber('count', text, 1, 10);
  if (typeof expected === 'number') expect(read()).toBe(expected);
  else expect(read).toThrow(expected);
});

describe('what is not there', () => {
  it.each([
    ['/sources/404', "Source with id '404' not found."],
    ['/sources/404/settings', "Source with id '404' not found."],
    ['/destinations/x%2Fy', "Destination with id 'x/y' not found."],
    ['/destinations/amplitude/subscriptions/sub1', "Subscription with id 'sub1' not found."],
    ['/destination/amplitude/filters/f1', "Filter with id 'f1' not found."],
    ['/warehouses/redshift/connected-sources/server/syncs', "Source with id 'server' not found."],
    ['/spaces/spa_2/audiences', "Space with id 'spa_2' not found."],
    [`${metrics}x`, "Source with id 'webx' not found."],
    [`${overview.replace('sourceId=web', 'sourceId=w')}${window}&granularity=HOUR`, "Source with id 'w' not found."],
    [`${overview}x${window}&granularity=HOUR`, "Destination with id 'braze-webx' not found."],
  ])('%s', (url, message) => {
    const { status, body } = get(fakeWorld(), url);
    expect({ status, body }).toEqual({ status: 404, body: { errors: [{ type: 'not-found', message, data: null }] } });
  });

  it.each(['/nowhere', '/sources/a/b/c', '/sources//settings', '/destinations/%E0%A4%A', '//'])(
    '%s is no path',
    (url) => {
      const { status, body } = get(fakeWorld(), url);
      expect([status, body.errors[0].message]).toEqual([404, `Unknown path: GET ${url}.`]);
    },
  );

  it('forgives a slash at the end', () => {
    expect(get(fakeWorld(), '/sources/').status).toBe(200);
  });
});
