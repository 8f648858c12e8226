import { expect, test } from 'vitest';
import { createPublicApi } from '../../../source/segment-api/public-api.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { ok, scripted } from '../answers.ts';
import { api, expectNoSurprise, stamps, testReads, times } from './read-cases.ts';

testReads([
  [
    'users tell permissions that are left out from none',
    (from) => from.users(),
    '/users',
    'pagination.count=1000',
    {
      users: [
        { id: 'u1', name: 'Ana', email: 'ana@acme.example' },
        { id: 'u2', name: '', email: 'b@acme.example', permissions: [] },
        {
          id: 'u3',
          permissions: [
            { roleId: 'r', roleName: 'Source Admin', resources: [{ id: 's', type: 'SOURCE' }, {}] },
            { roleName: 'no id' },
          ],
        },
      ],
    },
    [
      { id: 'u1', name: 'Ana', email: 'ana@acme.example', permissions: undefined },
      { id: 'u2', name: 'b@acme.example', email: 'b@acme.example', permissions: [] },
      {
        id: 'u3',
        name: 'u3',
        email: '',
        permissions: [{ roleId: 'r', role: 'Source Admin', resources: [{ id: 's', type: 'SOURCE' }] }],
      },
    ],
    '1 row could be read only in part: without 1 of 2 resources',
  ],
  [
    'one user with roles',
    (from) => from.user('u1'),
    '/users/u1',
    '',
    {
      user: {
        id: 'u1',
        name: 'Ana',
        email: 'ana@acme.example',
        permissions: [
          { roleId: 'r', roleName: 'Workspace Owner', resources: [{ id: 'w', type: 'WORKSPACE', labels: null }] },
          { roleName: 'no id' },
        ],
      },
    },
    {
      id: 'u1',
      name: 'Ana',
      email: 'ana@acme.example',
      permissions: [{ roleId: 'r', role: 'Workspace Owner', resources: [{ id: 'w', type: 'WORKSPACE' }] }],
    },
    'it could be read only in part: without 1 of 2 permissions',
  ],
  [
    'groups',
    (from) => from.userGroups(),
    '/groups',
    'pagination.count=1000',
    {
      userGroups: [
        { id: 'g', name: 'On-call', memberCount: 4 },
        { id: 'h', memberCount: null },
      ],
    },
    [
      { id: 'g', name: 'On-call', members: 4 },
      { id: 'h', name: 'h', members: undefined },
    ],
  ],
  [
    'roles',
    (from) => from.roles(),
    '/roles',
    'pagination.count=1000',
    { roles: [{ id: 'r', name: 'Workspace Owner', description: 'All.' }] },
    [{ id: 'r', name: 'Workspace Owner', description: 'All.' }],
  ],
  [
    'invites are addresses',
    (from) => from.invites(),
    '/invites',
    'pagination.count=1000',
    { invites: ['kim@acme.example'] },
    ['kim@acme.example'],
  ],
  [
    'labels are not paged',
    (from) => from.labels(),
    '/labels',
    '',
    { labels: [{ key: 'environment', value: 'prod' }] },
    [{ key: 'environment', value: 'prod', description: '' }],
  ],
  [
    'regulations mask whom they concern',
    (from) => from.regulations(),
    '/regulations',
    'pagination.count=1000',
    {
      regulations: [
        {
          id: '28lG',
          subjectType: 'USER_ID',
          subjects: ['customer-000481', 'bob', 7],
          status: 'RUNNING',
          regulationType: 'DELETE_ONLY',
          createdAt: stamps.createdAt,
          finishedAt: '',
        },
      ],
    },
    [
      {
        id: '28lG',
        type: 'DELETE_ONLY',
        status: 'RUNNING',
        subjects: { type: 'USER_ID', count: 2, some: ['••••••481', '••••••'] },
        createdAt: times.createdAt,
        finishedAt: undefined,
      },
    ],
    '1 row could be read only in part: without 1 of 3 identifiers',
  ],
  [
    'one regulation, destination by destination',
    (from) => from.regulation('28lG'),
    '/regulations/28lG',
    '',
    {
      regulation: {
        id: '28lG',
        workspaceId: 'w',
        overallStatus: 'FAILED',
        createdAt: stamps.createdAt,
        streamStatus: [
          {
            id: 's',
            destinationStatus: [
              { name: 'Braze', id: 'd', status: 'FAILED', errString: 'no endpoint', finishedAt: '' },
              null,
            ],
          },
        ],
      },
    },
    {
      id: '28lG',
      status: 'FAILED',
      createdAt: times.createdAt,
      destinations: [{ sourceId: 's', id: 'd', name: 'Braze', status: 'FAILED', error: 'no endpoint' }],
    },
    'it could be read only in part: without 1 of 2 destinationStatus',
  ],
]);

test.each([
  [{}, 'streamStatus: missing', []],
  [{ streamStatus: 'RUNNING' }, 'streamStatus: of another type', []],
  [{ streamStatus: [{ id: 's' }] }, 'destinationStatus: missing', []],
  [
    { streamStatus: [{ destinationStatus: [{ id: 'd' }, 5] }] },
    'without 1 of 2 destinationStatus',
    [{ sourceId: '', id: 'd', name: 'd', status: '', error: '', finishedAt: undefined }],
  ],
])('that destinations of a regulation are not known is no proof that there are none: %j', async (lists, why, found) => {
  const { value, problems } = await api({ regulation: { id: '28lG', overallStatus: 'RUNNING', ...lists } }).regulation(
    '28lG',
  );
  expect(value.destinations).toEqual(found);
  expect(problems).toMatchObject([{ kind: 'odd-fields', message: `it could be read only in part: ${why}` }]);
});

test('suppressions are counted over their pages, and no identifier comes out whole', async () => {
  const page = (ids: readonly string[], next?: string) => ({
    suppressed: [{ subjectType: 'userId', subjectIds: ids }],
    pagination: { next },
  });
  const from = api(page(['customer-000481', 'al'], 'b'), page(Array(99).fill('customer-000482')));
  const answer = await from.suppressions();
  const [first] = answer.value.subjects;
  expect(answer.value.isWhole).toBe(true);
  expect(answer.value.subjects).toHaveLength(1);
  expect(first).toMatchObject({ type: 'userId', count: 101 });
  expect(first?.some).toHaveLength(50);
  expect(first?.some.slice(0, 3)).toEqual(['••••••481', '••••••', '••••••482']);
  expect(JSON.stringify(answer)).not.toContain('customer');
});

test('a suppression list without end is cut, and says so', async () => {
  let number = 0;
  const { transport, requests } = scripted(() => {
    number += 1;
    return ok({
      suppressed: [{ subjectType: 'userId', subjectIds: [`a${number}`] }],
      pagination: { next: `c${number}` },
    });
  });
  const { value } = await createPublicApi({ transport, clock: fakeClock() }).suppressions();
  expect(value).toEqual({ subjects: [{ type: 'userId', count: 10, some: Array(10).fill('••••••') }], isWhole: false });
  expect(requests).toHaveLength(10);
});

test('suppressions: whatever comes, an answer or a ReadError', async () => {
  await expectNoSurprise((from) => from.suppressions(), ['suppressed']);
});

test.each<readonly [string, unknown, number, boolean]>([
  ['there are none', [], 0, true],
  ['all can be read', [{ subjectType: 'userId', subjectIds: ['a', 'b'] }], 2, true],
  ['a row is none', [{ subjectType: 'userId', subjectIds: ['a'] }, 7], 1, false],
  ['identifiers are missing', [{ subjectType: 'userId' }], 0, false],
  ['an identifier is none', [{ subjectType: 'userId', subjectIds: ['a', 5] }], 1, false],
])('suppressions are whole only where all was read: %s', async (_, suppressed, count, isWhole) => {
  const { value, problems } = await api({ suppressed }).suppressions();
  expect(value.subjects.reduce((sum, each) => sum + each.count, 0)).toBe(count);
  expect([value.isWhole, problems.length]).toEqual([isWhole, isWhole ? 0 : 1]);
});

test('suppressions whose cursor stands still end with a problem', async () => {
  const { value, problems } = await api({ suppressed: [], pagination: { next: 'same' } }).suppressions();
  expect(value).toEqual({ subjects: [], isWhole: false });
  expect(problems).toMatchObject([{ kind: 'server' }]);
});
