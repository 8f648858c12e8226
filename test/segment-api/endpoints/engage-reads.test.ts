import { at, stamps, testReads, times } from './read-cases.ts';

const computed = {
  id: 'aud_1',
  spaceId: 'spa_1',
  name: 'Cart abandoners',
  key: 'cart_abandoners',
  enabled: true,
  status: 'Live',
  createdBy: 'u1',
  updatedBy: 'u2',
  ...stamps,
};
const computation = { ...computed, ...times, description: '' };

/** A schedule that tells nothing of its times. */
const unset = { interval: '', days: [], hours: [], timezone: '' };

testReads([
  [
    'spaces',
    (from) => from.spaces(),
    '/spaces',
    'pagination.count=1000',
    {
      spaces: [
        { id: 'spa_1', slug: 'users', name: 'Users' },
        { id: 'spa_2', slug: 'dev', name: null },
      ],
    },
    [
      { id: 'spa_1', slug: 'users', name: 'Users' },
      { id: 'spa_2', slug: 'dev', name: 'dev' },
    ],
  ],
  [
    'audiences come 200 at a time, with their schedules',
    (from) => from.audiences('spa_1'),
    '/spaces/spa_1/audiences',
    'include=schedules&pagination.count=200',
    {
      audiences: [
        {
          ...computed,
          audienceType: 'USERS',
          computeCadence: { type: 'BATCH' },
          definition: { query: "event('x').count() >= 1", targetEntity: null },
          size: { type: 'USERS', count: 18402 },
          schedules: [
            { nextExecution: '2026-01-06T16:00:00Z' },
            {
              nextExecution: '2026-01-06T08:00:00Z',
              config: { interval: 'DAY', hours: [8, 16], timezone: 'Europe/Rome' },
            },
            { config: null },
            { config: { days: [1, 'Tue'], hours: ['8', 'noon', null, 16.5, -1] } },
          ],
        },
        { id: 'aud_2', key: 'k', enabled: false, definition: null, status: 'Newer', audienceType: 'NEWER' },
      ],
    },
    [
      {
        ...computation,
        type: 'USERS',
        cadence: 'BATCH',
        definition: "event('x').count() >= 1",
        size: { of: 'USERS', count: 18402, uniqueCount: undefined },
        schedules: [
          unset,
          { interval: 'DAY', days: [], hours: [8, 16], timezone: 'Europe/Rome' },
          unset,
          { ...unset, days: [1, undefined], hours: [8, undefined, undefined, 16.5, undefined] },
        ],
        nextRunAt: at('2026-01-06T08:00:00Z'),
      },
      {
        id: 'aud_2',
        spaceId: 'spa_1',
        name: 'k',
        key: 'k',
        description: '',
        enabled: false,
        status: 'Newer',
        definition: '',
        type: 'NEWER',
        cadence: '',
        schedules: [],
      },
    ],
  ],
  [
    'computed traits',
    (from) => from.computedTraits('spa_1'),
    '/spaces/spa_1/computed-traits',
    'pagination.count=1000',
    { computedTraits: [{ ...computed, definition: { query: 'q', type: 'USERS' } }] },
    [{ ...computation, definition: 'q', of: 'USERS' }],
  ],
]);
