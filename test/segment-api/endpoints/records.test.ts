import { expect, test } from 'vitest';
import { syncStatus } from '../../../source/segment-api/endpoints/storage/syncs.ts';
import { createPublicApi } from '../../../source/segment-api/public-api.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { answer, ok, queryOf, type Step, scripted } from '../answers.ts';

const api = (...responses: readonly Step[]) => {
  const { transport, requests } = scripted(...responses);
  return { ...createPublicApi({ transport, clock: fakeClock('2026-01-15T12:30:00Z') }), requests };
};
const time = (text: string) => Date.parse(text);

const event = {
  id: 'events/1',
  timestamp: '2026-01-05T09:41:22Z',
  type: 'Integration Disabled',
  actor: 'users/x',
  actorEmail: 'dana@acme.example',
  resourceId: 'fP7q',
  resourceType: 'destination',
  resourceName: 'Braze EU',
};

test('a page of the audit trail keeps its cursor', async () => {
  const one = api(
    ok({
      events: [event, { ...event, id: 'events/2', actorEmail: null, resourceId: null }, {}],
      pagination: { next: 'eyJ=' },
    }),
  );
  const { value, problems } = await one.auditEvents({
    window: { start: time('2026-01-01T00:00:00Z'), end: time('2026-01-15T00:00:00Z') },
    resourceId: 'fP7q',
    resourceType: 'destination',
    count: 50,
  });
  const { timestamp, ...same } = event;
  expect(value.next).toBe('eyJ=');
  expect(value.items).toEqual([
    { ...same, at: time(timestamp) },
    expect.objectContaining({ id: 'events/2', resourceId: '' }),
  ]);
  expect(value.items[1]).not.toHaveProperty('actorEmail');
  expect(problems).toMatchObject([
    { kind: 'dropped-rows' },
    { kind: 'odd-fields', message: '1 row could be read only in part: resourceId: missing' },
  ]);
  expect(queryOf(one.requests[0])).toBe(
    'startTime=2026-01-01T00:00:00Z&endTime=2026-01-15T00:00:00Z&resourceId=fP7q&resourceType=destination&pagination.count=50',
  );
});

test.each([
  [-3, 1],
  [0, 1],
  [1, 1],
  [1.9, 1],
  [2, 2],
  [999.5, 999],
  [1000, 1000],
  [1001, 1000],
])('of %d rows of the trail %d are asked for', async (count, asked) => {
  const one = api(ok({ events: [] }));
  await one.auditEvents({ count });
  expect(queryOf(one.requests[0])).toBe(`pagination.count=${asked}`);
});

test('the next page leaves the end to the cursor, and a cursor that stands still ends the trail', async () => {
  const one = api(ok({ events: [], pagination: { next: 'same' } }));
  const window = { start: time('2026-01-01T00:00:00Z'), end: time('2026-01-15T00:00:00Z') };
  const { value, problems } = await one.auditEvents({ window, count: 5000, cursor: 'same' });
  expect(value.next).toBeUndefined();
  expect(problems).toMatchObject([{ kind: 'server', message: 'the list repeats itself: rows may be missing' }]);
  expect(queryOf(one.requests[0])).toBe('startTime=2026-01-01T00:00:00Z&pagination.count=1000&pagination.cursor=same');
});

const month = Date.UTC(2026, 0, 1);

test('API calls are whole numbers of any size, in order of time', async () => {
  const one = api(
    answer(
      200,
      `{"data":{"dailyWorkspaceAPICallsUsage":[
        {"apiCalls":"9007199254740993","timestamp":"2026-01-02T00:00:00.000Z"},
        {"apiCalls":90071992547409930,"timestamp":"2026-01-01T00:00:00.000Z"},
        {"apiCalls":"many","timestamp":"2026-01-03T00:00:00.000Z"}]}}`,
    ),
  );
  const { value, problems } = await one.apiCalls(month);
  expect(value).toEqual([
    { at: month, apiCalls: 90071992547409930n },
    { at: time('2026-01-02T00:00:00Z'), apiCalls: 9007199254740993n },
  ]);
  expect(problems).toMatchObject([{ kind: 'dropped-rows' }]);
  expect(one.requests[0]?.path).toBe('/usage/api-calls/daily');
  expect(queryOf(one.requests[0])).toBe('period=2026-01-01&pagination.count=1000');
});

const mtu = {
  periodStart: 1767225600,
  periodEnd: '1769904000',
  anonymous: '2210',
  anonymousIdentified: '640',
  identified: '18744',
  neverIdentified: 31,
  timestamp: '2026-01-04T00:00:00.000Z',
};

test('MTU has its billing period', async () => {
  const one = api(ok({ dailyWorkspaceMTUUsage: [mtu] }));
  expect((await one.mtu(month)).value).toEqual([
    {
      at: time('2026-01-04T00:00:00Z'),
      periodStart: time('2026-01-01T00:00:00Z'),
      periodEnd: time('2026-02-01T00:00:00Z'),
      anonymous: 2210n,
      anonymousIdentified: 640n,
      identified: 18744n,
      neverIdentified: 31n,
    },
  ]);
});

test.each<readonly [bound: unknown, at: number | undefined]>([
  [1769904000, time('2026-02-01T00:00:00Z')],
  ['1769904000', time('2026-02-01T00:00:00Z')],
  ['2026-02-01T00:00:00Z', time('2026-02-01T00:00:00Z')],
  ['', undefined],
  ['soon', undefined],
  [null, undefined],
  [true, undefined],
  [[1769904000], undefined],
])('a billing period that ends at %j ends at %s', async (periodEnd, at) => {
  const { value, problems } = await api(ok({ dailyWorkspaceMTUUsage: [{ ...mtu, periodEnd }] })).mtu(month);
  expect(value.map((day) => day.periodEnd)).toEqual(at === undefined ? [] : [at]);
  expect(problems).toMatchObject(
    at === undefined
      ? [
          {
            message: '1 row could not be read: periodEnd: expected unix seconds',
            operation: 'GET /usage/mtu/daily',
          },
        ]
      : [],
  );
});

test('a day that comes again on the next page is added once, and so is the day of each source', async () => {
  const row = (sourceId: string, day: number, apiCalls: string) => ({
    ...{ sourceId, apiCalls },
    timestamp: `2026-01-0${day}T00:00:00Z`,
  });
  const { value, problems } = await api(
    ok({ dailyPerSourceAPICallsUsage: [row('a', 2, '7'), row('a', 1, '3')], pagination: { next: 'Mg==' } }),
    ok({ dailyPerSourceAPICallsUsage: [row('a', 1, '3'), row('b', 1, '4')] }),
  ).apiCallsBySource(month);
  expect(value.map(({ sourceId, apiCalls }) => [sourceId, apiCalls])).toEqual([
    ['a', 3n],
    ['b', 4n],
    ['a', 7n],
  ]);
  expect(problems).toMatchObject([{ message: '1 row came twice and counted once: others may be missing' }]);
});

test('a row that is nothing is lost, and not the whole list', async () => {
  const { value, problems } = await api(ok({ dailyWorkspaceMTUUsage: [null, 5, mtu] })).mtu(month);
  expect(value).toHaveLength(1);
  expect(problems).toMatchObject([{ message: '2 rows could not be read: expected object' }]);
});

test('a day on which two billing periods meet has a row of each, also on two pages', async () => {
  const before = { ...mtu, periodStart: 1764547200, periodEnd: 1767225600 };
  const { value, problems } = await api(
    ok({ dailyWorkspaceMTUUsage: [before], pagination: { next: 'Mg==' } }),
    ok({ dailyWorkspaceMTUUsage: [mtu], pagination: { next: 'Mw==' } }),
    ok({ dailyWorkspaceMTUUsage: [mtu, { ...mtu, timestamp: '2026-01-05T00:00:00Z' }] }),
  ).mtu(month);
  expect(value.map(({ at, periodStart }) => [at, periodStart])).toEqual([
    [time('2026-01-04T00:00:00Z'), time('2025-12-01T00:00:00Z')],
    [time('2026-01-04T00:00:00Z'), time('2026-01-01T00:00:00Z')],
    [time('2026-01-05T00:00:00Z'), time('2026-01-01T00:00:00Z')],
  ]);
  expect(problems).toMatchObject([{ message: '1 row came twice and counted once: others may be missing' }]);
});

test.each<[string, object]>([
  ['a part of the users is missing', { neverIdentified: null }],
  ['a part of the users is negative', { identified: -5 }],
  ['a part of the users is no number', { identified: 'many' }],
  ['more users are told than anything counts', { anonymous: '9'.repeat(40) }],
  ['the end of the period is no date', { periodEnd: 1e308 }],
  ['the period began before there were computers', { periodStart: 1 }],
])('where %s the day is unknown, not smaller', async (_name, change) => {
  const { value, problems } = await api(ok({ dailyWorkspaceMTUUsage: [{ ...mtu, ...change }] })).mtu(month);
  expect(value).toEqual([]);
  expect(problems).toMatchObject([{ kind: 'dropped-rows' }]);
});

test('usage by source', async () => {
  const calls = api(ok({ dailyPerSourceAPICallsUsage: [{ sourceId: 's', apiCalls: '1', timestamp: mtu.timestamp }] }));
  expect((await calls.apiCallsBySource(month)).value).toMatchObject([{ sourceId: 's', apiCalls: 1n }]);
  const users = api(ok({ dailyPerSourceMTUUsage: [{ ...mtu, sourceId: 's' }] }));
  expect((await users.mtuBySource(month)).value).toMatchObject([{ sourceId: 's', identified: 18744n }]);
  expect([...calls.requests, ...users.requests].map(({ path }) => path)).toEqual([
    '/usage/api-calls/sources/daily',
    '/usage/mtu/sources/daily',
  ]);
});

test.each<
  readonly [
    string,
    (row: object) => Promise<{ readonly value: readonly object[]; readonly problems: readonly object[] }>,
  ]
>([
  ['API calls', (row) => api(ok({ dailyPerSourceAPICallsUsage: [row] })).apiCallsBySource(month)],
  ['MTU', (row) => api(ok({ dailyPerSourceMTUUsage: [row] })).mtuBySource(month)],
])('a day of %s by source that does not say whose it is is lost, not left out', async (_, read) => {
  for (const sourceId of [undefined, null, '', 5]) {
    const { value, problems } = await read({ ...mtu, apiCalls: '1', sourceId });
    expect(value).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'dropped-rows' }]);
  }
});

/** Reports of so many syncs of two sources, the newest first. */
const reports = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    sourceId: index % 2 === 0 ? 'a' : 'b',
    start: new Date(Date.UTC(2026, 0, 5, 8, -index)).toISOString(),
    end: new Date(Date.UTC(2026, 0, 5, 8, -index, 30)).toISOString(),
    status: 'success',
    duration: 30,
    count: 1,
    notices: [],
  }));

test.each<readonly [string, object, readonly string[]]>([
  ['the list is whole', { reports: reports(5), pagination: {} }, ['a 07:56', 'b 07:57']],
  ['it has no pages', { reports: reports(2) }, ['a 08:00', 'b 07:59']],
  ['it goes on', { reports: reports(5), pagination: { next: 'more' } }, []],
  ['its next page is odd', { reports: reports(5), pagination: { next: {} } }, []],
  ['a row of one was lost', { reports: [...reports(4), { sourceId: 'a' }], pagination: {} }, ['b 07:57']],
  ['a row was lost of nobody knows which', { reports: [...reports(4), { sourceId: 7 }], pagination: {} }, []],
  ['it is as long as one that is kept', { reports: reports(99), pagination: {} }, ['a 06:22', 'b 06:23']],
  ['older ones may be gone', { reports: reports(100), pagination: {} }, []],
])(
  'the first sync of each source is known as one only where no other may be before it (rule 118): %s',
  async (_, data, firsts) => {
    const { value } = await api(ok(data)).warehouseSyncs('w');
    const told = value.filter(({ isFirst }) => isFirst);
    expect(
      told.map(({ sourceId, start }) => `${sourceId} ${new Date(start).toISOString().slice(11, 16)}`).sort(),
    ).toEqual(firsts);
  },
);

const odd = { sourceId: 'a', start: '0001-01-01T00:00:00Z', status: 'success' };

test.each<readonly [string, object, readonly string[]]>([
  ['nothing was lost', { reports: reports(3) }, []],
  ['the time of one report is none', { reports: [...reports(3), odd] }, ['b']],
  ['that of one in the middle', { reports: [odd, ...reports(5)] }, ['b', 'b']],
  [
    'two of one source were lost, in a list that goes on',
    { reports: [odd, odd, ...reports(3)], pagination: { next: 'x' } },
    ['b'],
  ],
  ['both sources lost one', { reports: [odd, { ...odd, sourceId: 'b' }, ...reports(3)] }, []],
  [
    'a source of which nothing else is known lost one',
    { reports: [{ ...odd, sourceId: 'c' }, ...reports(2)] },
    ['a', 'b'],
  ],
  ['one of them does not tell its source', { reports: [odd, { ...odd, sourceId: '' }, ...reports(3)] }, []],
  ['one is no report at all', { reports: [null, ...reports(3)] }, []],
  ['two have the same id', { reports: reports(3).map((each) => ({ ...each, id: 'same' })) }, []],
  ['the next page is odd', { reports: [odd, ...reports(3)], pagination: { next: {} } }, []],
])('a lost report of a sync leaves those of other sources certain: %s', async (_, data, certain) => {
  const { value } = await api(ok(data)).warehouseSyncs('w');
  expect(value.flatMap(({ sourceId, noneLost }) => (noneLost ? [sourceId] : []))).toEqual(certain);
});

test('syncs of a warehouse: one page, newest first', async () => {
  const one = api(
    ok({
      reports: [
        {
          sourceId: 'a',
          start: '2026-01-05T07:00:00Z',
          end: null,
          status: 'IN_PROGRESS',
          duration: null,
          count: null,
          notices: null,
        },
        {
          sourceId: 'a',
          start: '2026-01-05T08:00:04Z',
          end: '2026-01-05T08:03:41.123456789Z',
          status: 'partial',
          duration: 217,
          humanDuration: '3m37s',
          count: '9007199254740993',
          notices: [{ level: 'error', message: 'permission denied\n(42501)', createdAt: '2026-01-05T08:02:10Z' }, 7],
        },
        { sourceId: 'b', start: '0001-01-01T00:00:00Z', status: 'success' },
      ],
      pagination: { next: 'more' },
    }),
  );
  const { value, problems } = await one.warehouseSyncs('w/1');
  expect(value).toEqual([
    {
      sourceId: 'a',
      start: time('2026-01-05T08:00:04Z'),
      end: time('2026-01-05T08:03:41.123Z'),
      status: 'partial',
      word: 'partial',
      seconds: 217,
      rows: 9007199254740993n,
      notices: [{ level: 'error', message: 'permission denied⏎(42501)', at: time('2026-01-05T08:02:10Z') }],
      noneLost: true,
    },
    {
      sourceId: 'a',
      start: time('2026-01-05T07:00:00Z'),
      end: undefined,
      status: 'running',
      word: 'IN_PROGRESS',
      seconds: undefined,
      rows: undefined,
      notices: [],
      noneLost: true,
    },
  ]);
  expect(problems).toMatchObject([
    { message: '1 row could not be read: start: expected a time' },
    { message: '1 row could be read only in part: notices: missing or of another type' },
  ]);
  expect(one.requests.map(({ path }) => path)).toEqual(['/warehouses/w%2F1/syncs']);
});

const info = { level: 'INFO', message: 'started' };
const trouble = { level: 'warning', message: 'permission denied' };

test.each<readonly [string, object, string, readonly string[]]>([
  ['is a success without a problem', { notices: [] }, 'success', []],
  ['is one where notices report none', { notices: [info, { level: 'debug' }] }, 'success', []],
  ['is partial with a problem and rows', { notices: [info, trouble], count: 1 }, 'partial', []],
  ['has failed with a problem and no rows', { notices: [trouble], count: '0' }, 'failure', []],
  ['is unknown with a problem and no count', { notices: [trouble], count: null }, 'unknown', ['count']],
  ['is unknown where notices are missing', {}, 'unknown', ['notices']],
  ['is unknown where one cannot be read', { notices: [info, 7] }, 'unknown', ['notices']],
  ['has a problem where another notice cannot be read', { notices: [7, trouble], count: 9 }, 'partial', ['notices']],
  [
    'has a problem where a notice says no level',
    { notices: [{ message: 'x' }], count: 0 },
    'failure',
    ['notices.level'],
  ],
  ['is unknown while it runs', { end: null, notices: null, count: null }, 'unknown', []],
])('a sync with a word that is not known %s (rule 113)', async (_, fields, status, odd) => {
  const row = {
    sourceId: 'a',
    start: '2026-10-25T00:30:00Z',
    end: '2026-10-25T02:30:01Z',
    status: 'finished',
    count: 5,
  };
  const { value, problems } = await api(ok({ reports: [{ ...row, ...fields }] })).warehouseSyncs('w');
  expect(value).toMatchObject([{ status, word: 'finished', seconds: 'end' in fields ? undefined : 2 * 3600 + 1 }]);
  expect(problems).toMatchObject(odd.map((field) => ({ kind: 'odd-fields', message: expect.stringContaining(field) })));
});

test.each([
  ['has no end', { end: null }, 'end: missing'],
  ['has an end of another type', { end: 5 }, 'end: of another type'],
  ['has no count', { count: undefined }, 'count: missing or of another type'],
  ['has no notices', { notices: {} }, 'notices: missing or of another type'],
])('a sync that has failed and %s is read in part', async (_, fields, words) => {
  const row = { sourceId: 'a', start: '2026-01-05T08:00:00Z', end: '2026-01-05T08:01:00Z', status: 'failed', count: 0 };
  const { value, problems } = await api(ok({ reports: [{ ...row, notices: [], ...fields }] })).warehouseSyncs('w');
  expect(value).toMatchObject([{ status: 'failure' }]);
  expect(problems).toMatchObject([{ message: `1 row could be read only in part: ${words}` }]);
});

test.each([
  ['success', 'success'],
  ['Succeeded', 'success'],
  ['PARTIAL_SUCCESS', 'partial'],
  ['Partial failure', 'partial'],
  ['FAIL', 'failure'],
  ['failed', 'failure'],
  ['running', 'running'],
  ['in progress', 'running'],
  ['OK', 'success'],
  ['COMPLETED', 'success'],
  ['completed with errors', 'failure'],
  ['Partially completed', 'partial'],
  ['pending', 'running'],
  ['QUEUED', 'running'],
  ['unsuccessful', 'unknown'],
  ['NOT_SUCCESSFUL', 'unknown'],
  ['INCOMPLETE', 'unknown'],
  ['not completed', 'unknown'],
  ['book', 'unknown'],
  ['', 'unknown'],
  ['reticulating', 'unknown'],
])('the sync word %s means %s', (word, status) => {
  expect(syncStatus(word)).toBe(status);
});
