import { expect } from 'vitest';
import { testReads } from './read-cases.ts';

testReads([
  [
    'the catalog of sources',
    (from) => from.catalogSources(),
    '/catalog/sources',
    'pagination.count=1000',
    {
      sourcesCatalog: [
        {
          id: 'IqDT',
          slug: 'javascript',
          name: 'Javascript',
          description: 'Browser library',
          categories: ['Website'],
          logos: { default: 'https://cdn.example/js.svg' },
          options: [{ name: 'apiHost', type: 'string', required: true, defaultValue: { a: 1 } }, { type: 'string' }],
          status: 'PUBLIC_BETA',
        },
      ],
    },
    [
      {
        id: 'IqDT',
        side: 'source',
        slug: 'javascript',
        name: 'Javascript',
        description: 'Browser library',
        categories: ['Website'],
        status: 'PUBLIC_BETA',
        options: [{ name: 'apiHost', type: 'string', required: true, label: '', description: '' }],
        website: '',
        previousNames: [],
        methods: [],
        platforms: [],
      },
    ],
    '1 row could be read only in part: without 1 of 2 options',
  ],
  [
    'the catalog of destinations drops what fills its rows',
    (from) => from.catalogDestinations(),
    '/catalog/destinations',
    'pagination.count=200',
    {
      destinationsCatalog: [
        {
          id: '60fb',
          slug: 'braze',
          name: '',
          website: 'https://braze.example',
          previousNames: ['Appboy'],
          supportedMethods: { track: true, identify: false, group: null, 'new\u001b[2J': true },
          supportedPlatforms: { server: true, browser: 'yes' },
          supportedFeatures: { cloudModeInstances: 'MULTIPLE', deviceModeInstances: '0', replay: true },
          actions: [{ fields: ['x'.repeat(9999)] }],
          presets: [],
        },
      ],
    },
    [
      {
        id: '60fb',
        side: 'destination',
        slug: 'braze',
        name: 'braze',
        description: '',
        categories: [],
        status: '',
        options: [],
        website: 'https://braze.example',
        previousNames: ['Appboy'],
        methods: ['track', 'new'],
        platforms: ['server'],
        modes: ['cloud'],
      },
    ],
  ],
  [
    'the catalog of warehouses',
    (from) => from.catalogWarehouses(),
    '/catalog/warehouses',
    'pagination.count=1000',
    { warehousesCatalog: [{ id: 'w', slug: 'redshift', name: 'Redshift' }] },
    [expect.objectContaining({ id: 'w', side: 'warehouse', name: 'Redshift' })],
  ],
]);
