import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld } from '../../../source/mock/create-world.ts';
import { type MockApi, startMockApi } from '../../../source/mock/http/server.ts';

const now = Date.parse('2026-11-30T23:59:40Z');

let api: MockApi;
let ids = { source: '', destination: '' };

beforeAll(async () => {
  const world = await createWorld({ scenario: 'everything', clock: () => now, lag: 30 });
  const [destination] = world.list('destinations');
  ids = { source: String(destination?.sourceId), destination: String(destination?.id) };
  api = await startMockApi({ world, port: 0, limits: false, now: () => now });
});
afterAll(() => api.close());

const ago = (days: number) => new Date(now - days * 86_400_000).toISOString();
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join('&');
const cursor = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const year = `startTime=${ago(365)}&endTime=${ago(0)}`;
const ever = 'startTime=0001-01-01&endTime=9999-12-31';
const metrics = () => `/destinations/${ids.destination}/delivery-metrics?sourceId=${ids.source}`;
const failed = () => `/delivery-overview/failed-delivery?sourceId=${ids.source}&destinationConfigId=${ids.destination}`;
const preview = (text: string, payload: object = {}) => ({ filter: { if: text, actions: [] }, payload });

/** Each would keep a server that takes its input at its word busy for minutes, or for good. */
it.each<[string, number, () => readonly [method: string, path: string, body?: string]]>([
  ['volume of a year by the minute', 422, () => ['GET', `/events/volume?granularity=MINUTE&${year}`]],
  ['volume of all time by the hour', 422, () => ['GET', `/events/volume?granularity=HOUR&${ever}`]],
  ['volume of all time by the day', 422, () => ['GET', `/events/volume?granularity=DAY&${ever}`]],
  ['delivery of a year by the minute', 422, () => ['GET', `${failed()}&granularity=MINUTE&${year}`]],
  ['delivery of all time by the day', 422, () => ['GET', `${failed()}&granularity=DAY&${ever}`]],
  ['metrics of a year by the minute', 422, () => ['GET', `${metrics()}&granularity=MINUTE&${year}`]],
  ['metrics of all time', 422, () => ['GET', `${metrics()}&granularity=DAY&${ever}`]],
  ['usage of a month in the year 1', 422, () => ['GET', '/usage/api-calls/sources/daily?period=0001-01-01']],
  ['usage of a month in the year 9999', 200, () => ['GET', '/usage/mtu/sources/daily?period=9999-12-01']],
  ['the audit trail of all time', 200, () => ['GET', `/audit-events?${ever}&pagination.count=1000`]],
  ['a huge count', 422, () => ['GET', `/sources?pagination.count=${'9'.repeat(400)}`]],
  ['a cursor far behind the end', 200, () => ['GET', `/sources?pagination.cursor=${cursor('9007199254740991')}`]],
  [
    'an audit cursor far behind the end and the time',
    422,
    () => [
      'GET',
      `/audit-events?pagination.cursor=${cursor({ pageToken: cursor('9007199254740991'), endTime: '9999-12-31T00:00:00.000Z' })}`,
    ],
  ],
  ['a list index of ten digits', 200, () => ['GET', `/sources?${many(700, (i) => `a[999999${i}]=1`)}`]],
  [
    'hundreds of filters',
    200,
    () => [
      'GET',
      `/events/volume?granularity=HOUR&startTime=${ago(14)}&endTime=${ago(0)}&${many(700, (i) => `eventName.${i}=e`)}`,
    ],
  ],
  ['a path of broken escapes', 404, () => ['GET', `/${'%'.repeat(900)}`]],
  ['a path of a thousand segments', 414, () => ['GET', `/${'a/'.repeat(1000)}`]],
  ['lists inside lists', 400, () => ['PATCH', `/destinations/${ids.destination}`, '['.repeat(900_000)]],
  [
    'a filter of parentheses',
    422,
    () => ['POST', '/destination/filters/preview', JSON.stringify(preview('('.repeat(900_000)))],
  ],
  [
    'a filter of negations',
    422,
    () => ['POST', '/destination/filters/preview', JSON.stringify(preview(`${'!'.repeat(1900)}true`))],
  ],
  [
    'a filter of wildcards on a long text',
    200,
    () => [
      'POST',
      '/destination/filters/preview',
      JSON.stringify(preview(`match(event, '${'*a'.repeat(900)}b')`, { event: 'a'.repeat(30_000) })),
    ],
  ],
  [
    'a filter on an event beyond what Segment takes',
    422,
    () => ['POST', '/destination/filters/preview', JSON.stringify(preview('true', { event: 'a'.repeat(40_000) }))],
  ],
  [
    'two hundred faults of wildcards',
    200,
    () => [
      'POST',
      '/__faults',
      JSON.stringify(Array.from({ length: 200 }, () => ({ match: `GET /${'**a'.repeat(90)}b`, kind: 'reset' }))),
    ],
  ],
  ['a path that nearly fits them all', 404, () => ['GET', `/${'a'.repeat(990)}`]],
  [
    'a hundred thousand faults',
    422,
    () => ['POST', '/__faults', JSON.stringify(Array.from({ length: 100_000 }, () => 1))],
  ],
  [
    'a hundred incidents on one connection',
    200,
    () => [
      'POST',
      '/__incidents',
      JSON.stringify(
        Array.from({ length: 100 }, () => ({ kind: 'delivery', destination: ids.destination, share: 0.01 })),
      ),
    ],
  ],
  ['metrics of that connection', 200, () => ['GET', `${metrics()}&granularity=HOUR`]],
])('%s is answered with %i', async (_, status, request) => {
  const [method, path, body] = request();
  const response = await fetch(api.url + path, {
    method,
    headers: { Authorization: 'Bearer x' },
    ...(body === undefined ? {} : { body }),
  });
  await response.text();
  expect(response.status).toBe(status);
});
