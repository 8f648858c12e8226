import { expect, test } from 'vitest';
import { queryOf } from '../answers.ts';
import { api, at, expectNoSurprise, type Read, testReads } from './read-cases.ts';

/** What every destination carries of its type. */
const described = { slug: 'braze', name: 'Braze', categories: [], supportedPlatforms: {}, supportedFeatures: {} };

testReads([
  [
    'sources of a warehouse',
    (from) => from.warehouseSources('w1'),
    '/warehouses/w1/connected-sources',
    'pagination.count=1000',
    { sources: [{ id: 's', slug: 'web', enabled: true }] },
    [expect.objectContaining({ id: 's', name: 'web' })],
  ],
  [
    'destinations of a source',
    (from) => from.sourceDestinations('s1'),
    '/sources/s1/connected-destinations',
    'pagination.count=200',
    { destinations: [{ id: 'd', name: 'Braze', enabled: true, sourceId: 's1', metadata: described }] },
    [expect.objectContaining({ id: 'd', name: 'Braze' })],
  ],
  [
    'warehouses of a source',
    (from) => from.sourceWarehouses('s1'),
    '/sources/s1/connected-warehouses',
    'pagination.count=1000',
    { warehouses: [{ id: 'w', enabled: true, settings: { name: 'Main' } }] },
    [expect.objectContaining({ id: 'w', name: 'Main' })],
  ],
  [
    'models of Reverse ETL',
    (from) => from.reverseEtlModels(),
    '/reverse-etl-models',
    'pagination.count=1000',
    {
      models: [
        {
          id: 'm',
          sourceId: 's',
          name: 'Scores',
          enabled: true,
          query: 'select 1',
          queryIdentifierColumn: 'customer_id',
        },
      ],
    },
    [
      {
        id: 'm',
        sourceId: 's',
        name: 'Scores',
        description: '',
        enabled: true,
        query: 'select 1',
        identifierColumn: 'customer_id',
      },
    ],
  ],
]);

const sync = {
  syncId: '8841',
  modelId: 'm',
  sourceId: 's',
  syncStatus: 'PARTIAL_SUCCESS',
  duration: '4m12s',
  startedAt: '2026-01-05T06:00:00Z',
  finishedAt: '2026-01-05T06:04:12Z',
  extractPhase: { addedCount: '9007199254740993', updatedCount: '14', deletedCount: '', errorCode: '' },
  loadPhase: { deliverSuccessCount: '131', deliverFailureCount: 3, errorCode: 'X', startedAt: '2026-01-05T06:01:03Z' },
};

test('runs of a model: flat paging, counts beyond 2^53, newest first', async () => {
  const from = api({
    syncStatuses: [sync, { ...sync, syncId: 8842, syncStatus: 'Canceled', startedAt: '2026-01-05T07:00:00Z' }, {}],
    pagination: { next: 'MTA=' },
  });
  const { value, problems } = await from.reverseEtlSyncs({ modelId: 'm', subscriptionId: 'a/b', count: 500 });
  expect(from.requests[0]?.path).toBe('/reverse-etl-models/m/subscriptionId/a%2Fb/syncs');
  expect(queryOf(from.requests[0])).toBe('count=100');
  expect(value.next).toBe('MTA=');
  expect(value.items.map(({ id, status, word }) => [id, status, word])).toEqual([
    ['8842', 'unknown', 'Canceled'],
    ['8841', 'partial', 'PARTIAL_SUCCESS'],
  ]);
  expect(value.items[1]).toMatchObject({
    start: at(sync.startedAt),
    end: at(sync.finishedAt),
    duration: '4m12s',
    extract: { added: 9007199254740993n, updated: 14n, deleted: undefined, extracted: undefined },
    load: { delivered: 131n, failed: 3n, errorCode: 'X', start: at('2026-01-05T06:01:03Z') },
  });
  expect(problems).toMatchObject([{ kind: 'dropped-rows' }]);
});

test('a cursor of runs goes to the top of the query, and one that stands still ends them', async () => {
  const from = api({ syncStatuses: [], pagination: { next: 'MTA=' } });
  const { value } = await from.reverseEtlSyncs({ modelId: 'm', subscriptionId: 's', count: 0, cursor: 'MTA=' });
  expect(queryOf(from.requests[0])).toBe('count=1&cursor=MTA=');
  expect(value.next).toBeUndefined();
});

test.each([
  ['CONNECTED', true],
  ['FAILED', false],
  ['Connecting', undefined],
])('a login to a warehouse: %s', async (word, connected) => {
  const from = api({ connectionState: word });
  expect((await from.connectionState('w1')).value).toEqual({ connected, word });
  expect(from.requests.map(({ path }) => path)).toEqual(['/warehouses/w1/connection-state']);
});

const on = (hourOfDay: unknown, enabled: unknown = true) => ({ hourOfDay, enabled });
const zone = 'Asia/Kolkata';

test.each<[string, unknown, unknown, string | undefined]>([
  [
    'hours in order, each once, those that are off left out',
    { enabled: true, schedule: { times: [on(18), on(6), on(12, false), on(6)], timezone: zone } },
    { enabled: true, hours: [6, 18], zone },
    undefined,
  ],
  ['none where none are chosen', { enabled: false }, { enabled: false, hours: [], zone: '' }, undefined],
  [
    'both ends of the day',
    { enabled: true, schedule: { times: [on(23), on(0)], timezone: zone } },
    { enabled: true, hours: [0, 23], zone },
    undefined,
  ],
  [
    'what is no hour is named as lost',
    { enabled: true, schedule: { times: [on(24), on(-1), on(6.5), on('7'), on(8, 'yes'), null, on(9)] } },
    { enabled: true, hours: [9], zone: '' },
    'it could be read only in part: without 6 of 7 times',
  ],
  [
    'chosen hours that are missing are named as missing',
    { enabled: true },
    { enabled: true, hours: [], zone: '' },
    'it could be read only in part: schedule: missing',
  ],
  [
    'a list of another type is named',
    { enabled: true, schedule: { times: 'all', timezone: zone } },
    { enabled: true, hours: [], zone },
    'it could be read only in part: times: of another type',
  ],
])('the hours a warehouse syncs at: %s', async (_, data, expected, problem) => {
  const from = api(data);
  const { value, problems } = await from.warehouseSchedule('w1');
  expect(value).toEqual(expected);
  expect(problems.map(({ message }) => message)).toEqual(problem === undefined ? [] : [problem]);
  expect(from.requests.map(({ path }) => path)).toEqual(['/warehouses/w1/advanced-sync-schedule']);
});

test('a schedule that does not tell whether it is in force is no answer', async () => {
  await expect(api({ schedule: {} }).warehouseSchedule('w1')).rejects.toMatchObject({
    problem: { kind: 'not-the-api' },
  });
});

test.each<[string, Read, string]>([
  ['runs', (from) => from.reverseEtlSyncs({ modelId: 'm', subscriptionId: 's', count: 10 }), 'syncStatuses'],
  ['a login', (from) => from.connectionState('w'), 'connectionState'],
])('%s: whatever comes, an answer or a ReadError', async (_name, read, key) => {
  await expectNoSurprise(read, [key]);
});
