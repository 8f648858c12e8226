import { expect, test } from 'vitest';
import { createPublicApi } from '../../../source/segment-api/public-api.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { ok, queryOf, scripted } from '../answers.ts';

const api = (data: unknown) => {
  const { transport, requests } = scripted(ok(data));
  return { ...createPublicApi({ transport, clock: fakeClock() }), requests };
};

const source = {
  id: 'qQEH',
  slug: 'web_prod',
  name: 'Web (prod)',
  workspaceId: 'w',
  enabled: true,
  writeKeys: ['IGA8'],
  settings: {},
  labels: [{ key: 'environment', value: 'prod', description: 'x' }],
  metadata: {
    id: 'IqDT',
    slug: 'javascript',
    name: 'Javascript',
    categories: ['Website'],
    isCloudEventSource: false,
    status: 'NEW',
  },
};

test('the workspace', async () => {
  const { workspace, requests } = api({ workspace: { id: 'w', slug: 'acme', name: '', extra: 1 } });
  expect(await workspace()).toEqual({ value: { id: 'w', slug: 'acme', name: 'acme' }, problems: [] });
  expect(requests[0]).toMatchObject({ path: '/', query: [] });
});

test('a workspace that is none', async () => {
  await expect(api({ workspace: { id: '' } }).workspace()).rejects.toMatchObject({ problem: { kind: 'not-the-api' } });
});

test('sources', async () => {
  const { sources, requests } = api({ sources: [source] });
  expect((await sources()).value).toEqual([
    {
      id: 'qQEH',
      slug: 'web_prod',
      name: 'Web (prod)',
      enabled: true,
      kind: 'website',
      type: 'Javascript',
      metadataId: 'IqDT',
      categories: ['Website'],
      labels: [{ key: 'environment', value: 'prod' }],
      writeKeys: ['IGA8'],
    },
  ]);
  expect(queryOf(requests[0])).toBe('pagination.count=1000');
});

test('a source with next to nothing still stands, and hostile names are disarmed', async () => {
  const { value, problems } = await api({
    sources: [
      { id: 'a', enabled: false },
      {
        id: 'b',
        enabled: true,
        slug: 'b\u001b]0;x\u0007',
        name: '',
        metadata: null,
        labels: null,
        writeKeys: [null, 'k'],
      },
      {
        id: 'c',
        enabled: true,
        name: null,
        metadata: { name: 'Go', categories: [7, 'Server'] },
        labels: [{ value: 'x' }, 3],
      },
      { id: 'd', enabled: 'yes' },
      { enabled: true },
    ],
  }).sources();
  expect(value.map(({ id, name, kind, labels }) => [id, name, kind, labels.length])).toEqual([
    ['a', 'a', 'other', 0],
    ['b', 'b', 'other', 0],
    ['c', 'Go', 'server', 0],
  ]);
  expect(value[1]?.writeKeys).toEqual(['k']);
  expect(problems).toMatchObject([
    { kind: 'dropped-rows', message: '2 rows could not be read: enabled: expected boolean' },
  ]);
});

test.each([
  ['tp_1', 'tp_1', []],
  [null, null, []],
  ['', null, []],
  [undefined, undefined, ['it could be read only in part: trackingPlanId: missing']],
  [5, undefined, ['it could be read only in part: trackingPlanId: of another type']],
])('one source tells its tracking plan: %j', async (trackingPlanId, expected, lost) => {
  const one = api({ source, trackingPlanId });
  const { value, problems } = await one.source('qQEH');
  expect([value.trackingPlanId, problems.map(({ message }) => message)]).toEqual([expected, lost]);
  expect(one.requests[0]?.path).toBe('/sources/qQEH');
});

test('settings of a source', async () => {
  const set = api({
    sourceId: 'a',
    settings: {
      track: { allowUnplannedEvents: false, allowEventOnViolations: null, commonEventOnViolations: 'block' },
      identify: {},
      forwardingViolationsTo: 'v',
      forwardingBlockedEventsTo: '',
    },
  });
  const track = {
    allowUnplannedEvents: true,
    allowUnplannedEventProperties: true,
    allowEventOnViolations: true,
    allowPropertiesOnViolations: true,
    commonEventOnViolations: 'ALLOW',
  };
  expect((await set.sourceSettings('a')).value).toEqual({
    sourceId: 'a',
    track: { ...track, allowUnplannedEvents: false, commonEventOnViolations: 'BLOCK' },
    forwardingViolationsTo: 'v',
    forwardingBlockedEventsTo: undefined,
  });
  expect((await api({ sourceId: 'a', settings: { track: null } }).sourceSettings('a')).value).toEqual({
    sourceId: 'a',
    track,
    forwardingViolationsTo: undefined,
    forwardingBlockedEventsTo: undefined,
  });
});

test.each<readonly [object, readonly string[]]>([
  [{}, []],
  [{ allowUnplannedEvents: null, commonEventOnViolations: null }, []],
  [{ allowUnplannedEvents: 'false' }, ['allowUnplannedEvents: of another type']],
  [{ allowUnplannedEventProperties: 0 }, ['allowUnplannedEventProperties: of another type']],
  [{ allowEventOnViolations: [] }, ['allowEventOnViolations: of another type']],
  [{ allowPropertiesOnViolations: {} }, ['allowPropertiesOnViolations: of another type']],
  [{ commonEventOnViolations: '' }, []],
  [{ commonEventOnViolations: 'QUARANTINE' }, ['commonEventOnViolations: not known']],
  [{ commonEventOnViolations: 5 }, ['commonEventOnViolations: not known']],
  [{ commonEventOnViolations: 'allow' }, []],
  [{ commonEventOnViolations: 'omit_properties' }, []],
  [{ commonEventOnViolations: 'omit_traits' }, []],
])('controls that are %j are told where they cannot be read: what is shown of them is a guess', async (track, odd) => {
  const { problems } = await api({ sourceId: 'a', settings: { track } }).sourceSettings('a');
  expect(problems).toEqual(odd.map(partly));
});

const partly = (what: string) => ({
  kind: 'odd-fields',
  message: `it could be read only in part: ${what}`,
  status: 200,
  operation: 'GET /sources/{id}/settings',
});

test.each(['forwardingViolationsTo', 'forwardingBlockedEventsTo'])('%s of another type is told', async (name) => {
  const { value, problems } = await api({ sourceId: 'a', settings: { [name]: 7 } }).sourceSettings('a');
  expect([value, problems]).toMatchObject([{ [name]: undefined }, [partly(`${name}: of another type`)]]);
});

const described = {
  ...{ id: 'm', slug: 'a', name: 'A', categories: [], supportedPlatforms: { server: true } },
  supportedFeatures: { cloudModeInstances: '1' },
};

test.each<readonly [metadata: unknown, why: string]>([
  [undefined, 'metadata: missing'],
  [5, 'metadata: of another type'],
  [{ ...described, slug: 5 }, 'metadata.slug: of another type'],
  [{ ...described, categories: 'Email' }, 'metadata.categories: of another type'],
  [{ ...described, supportedPlatforms: null }, 'metadata.supportedPlatforms: missing'],
  [{ ...described, supportedPlatforms: { server: 1 } }, 'metadata.supportedPlatforms.server: of another type'],
  [{ ...described, supportedPlatforms: { browser: 1 } }, 'metadata.supportedPlatforms.browser: of another type'],
  [{ ...described, supportedPlatforms: { mobile: 1 } }, 'metadata.supportedPlatforms.mobile: of another type'],
  [{ ...described, supportedFeatures: [] }, 'metadata.supportedFeatures: of another type'],
  [
    { ...described, supportedFeatures: { cloudModeInstances: 1 } },
    'metadata.supportedFeatures.cloudModeInstances: of another type',
  ],
  [
    { ...described, supportedFeatures: { deviceModeInstances: 1 } },
    'metadata.supportedFeatures.deviceModeInstances: of another type',
  ],
])('a destination described by %j stands, and what is a guess is told', async (metadata, why) => {
  const { value, problems } = await api({
    destinations: [{ id: 'a', name: 'B', enabled: true, sourceId: 's', metadata }],
  }).destinations();
  expect(value).toMatchObject([{ id: 'a', name: 'B', metadataId: typeof metadata === 'object' ? 'm' : '' }]);
  const message = `1 row could be read only in part: ${why}`;
  expect(problems).toEqual([{ kind: 'odd-fields', message, status: 200, operation: 'GET /destinations' }]);
});

test('destinations keep a few fields of their description', async () => {
  const { destinations, requests } = api({
    destinations: [
      {
        id: 'fP7q',
        name: 'Braze EU',
        enabled: true,
        sourceId: 'qQEH',
        settings: { apiKey: '••9f2c' },
        metadata: {
          id: '60fb',
          slug: 'actions-braze-cloud',
          name: 'Braze Cloud Mode (Actions)',
          categories: ['Email Marketing'],
          supportedPlatforms: { server: true, browser: null },
          supportedFeatures: { cloudModeInstances: 'MULTIPLE', deviceModeInstances: 'LATER' },
          actions: [{ fields: ['x'.repeat(9999)] }],
        },
      },
      { id: 'b', enabled: false, sourceId: 's', metadata: { slug: 'hotjar', supportedPlatforms: { browser: true } } },
      { id: 'c', enabled: false, sourceId: 's' },
      { id: 'd', enabled: false },
    ],
  });
  const { value, problems } = await destinations();
  expect(value[0]).toEqual({
    id: 'fP7q',
    name: 'Braze EU',
    enabled: true,
    sourceId: 'qQEH',
    metadataId: '60fb',
    type: 'Braze Cloud Mode (Actions)',
    typeSlug: 'actions-braze-cloud',
    categories: ['Email Marketing'],
    mode: 'cloud',
    settings: { apiKey: '••9f2c' },
  });
  expect(value.slice(1).map(({ name, mode }) => [name, mode])).toEqual([
    ['hotjar', 'device'],
    ['c', 'cloud'],
  ]);
  expect(problems).toMatchObject([
    { kind: 'dropped-rows', message: '1 row could not be read: sourceId: expected string' },
    { kind: 'odd-fields', message: '2 rows could be read only in part: metadata.categories: missing' },
  ]);
  expect(queryOf(requests[0])).toBe('pagination.count=200');
});

test('warehouses are named in their settings', async () => {
  const metadata = { slug: 'redshift', name: 'Redshift' };
  const { value } = await api({
    warehouses: [
      { id: 'a', enabled: true, settings: { name: ' Main ' }, metadata },
      { id: 'b', enabled: false, settings: null, metadata },
      { id: 'c', enabled: true, settings: { name: 7 } },
    ],
  }).warehouses();
  expect(value.map(({ name, type, enabled }) => [name, type, enabled])).toEqual([
    ['Main', 'Redshift', true],
    ['Redshift', 'Redshift', false],
    ['c', '', true],
  ]);
});

test('tracking plans and their sources', async () => {
  const plans = api({
    trackingPlans: [
      {
        id: 'tp_1',
        name: 'Web',
        slug: 'web',
        type: 'LIVE',
        resourceSchemaId: 'rs_1',
        createdAt: '2026-01-05T10:00:00.000Z',
      },
      { id: 'tp_2', slug: 'lib', type: 'NEW_KIND', updatedAt: '0001-01-01T00:00:00Z' },
    ],
  });
  expect((await plans.trackingPlans()).value).toMatchObject([
    { id: 'tp_1', name: 'Web', type: 'LIVE', resourceSchemaId: 'rs_1', createdAt: Date.parse('2026-01-05T10:00:00Z') },
    { id: 'tp_2', name: 'lib', type: 'NEW_KIND', updatedAt: undefined },
  ]);
  const sources = api({ sources: [source, source] });
  expect((await sources.trackingPlanSources('tp_1')).value.map(({ id }) => id)).toEqual(['qQEH']);
  expect(sources.requests[0]?.path).toBe('/tracking-plans/tp_1/sources');
});

test.each([
  ['its own', { name: 'Analytics', settings: { name: 'Old name' } }, 'Analytics'],
  ['the one in its settings where its own is blank', { name: '  ', settings: { name: ' Main ' } }, 'Main'],
  ['the one in its settings where its own is of another type', { name: 7, settings: { name: 'Main' } }, 'Main'],
  ['the one in its settings where its own is null', { name: null, settings: { name: 'Main' } }, 'Main'],
  [
    'its type where it has none',
    { settings: { name: '' }, metadata: { slug: 'redshift', name: 'Redshift' } },
    'Redshift',
  ],
  ['its id where nothing else is told', {}, 'w'],
  ['its own, disarmed', { name: '\u001b]0;x\u0007Main', settings: {} }, 'Main'],
])('a warehouse takes as its name %s', async (_, row, name) => {
  const { value, problems } = await api({ warehouses: [{ id: 'w', enabled: true, ...row }] }).warehouses();
  expect([value.map((each) => each.name), problems]).toEqual([[name], []]);
});
