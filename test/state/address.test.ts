import { describe, expect, test } from 'vitest';
import {
  type Addressed,
  addressed,
  addressOf,
  addressTypes,
  isAddress,
  readAddress,
  wrongPart,
} from '../../source/state/address.ts';
import { pages, type Target } from '../../source/state/pages.ts';
import { actAt, stageOf } from '../views/stage.ts';

describe('an address names a page and what it is about', () => {
  test.each([
    [pages.triage.at(), 'triage'],
    [pages.source.at('s1'), 'source/s1'],
    [pages.payload.at('d1', '401'), 'payload/d1/401'],
    [pages.payload.at('d1'), 'payload/d1'],
    [pages.audience.at('a1', 'space 1'), 'audience/a1/space%201'],
    [pages.privacyField.at('properties.a/b%'), 'privacy-field/properties.a%2Fb%25'],
    [
      pages.violationList.at({ source: 's', type: 'track', event: 'Order / Paid' }),
      'violation-list/s/track/Order%20%2F%20Paid',
    ],
    [pages.violationSample.at({ source: 's', type: 'page', violation: 'v' }), 'violation-sample/s/page/v'],
    [pages.reverseEtlRuns.at({ model: 'm', destination: 'd' }), 'reverse-etl-runs/m//d'],
  ])('%j is %s, and back', (target, address) => {
    expect(addressOf(target)).toBe(address);
    expect(readAddress(address)).toEqual({ view: target.view, params: target.params });
  });
});

test.each([
  ['Source/Web (prod)', { view: 'source', params: { id: 'Web (prod)' } }],
  ['source/a/b', { view: 'source', params: { id: 'a/b' } }],
  ['source/100%', { view: 'source', params: { id: '100%' } }],
  ['nothing/x', { view: 'nothing', params: {} }],
  ['constructor/x', { view: 'constructor', params: {} }],
  ['__proto__/x/y', { view: '__proto__', params: {} }],
  ['', { view: '', params: {} }],
])('%s as people write it', (address, read) => expect(readAddress(address)).toEqual(read));

test.each<[string, Addressed]>([
  ['Triage', { kind: 'target', target: { view: 'triage', params: {} } }],
  ['connection/d1', { kind: 'target', target: { view: 'destination', params: { id: 'd1' } } }],
  ['PLAN/p 1', { kind: 'target', target: { view: 'tracking-plan', params: { id: 'p 1' } } }],
  ['field/a/b', { kind: 'target', target: { view: 'privacy-field', params: { path: 'a/b' } } }],
  ['audit', { kind: 'target', target: { view: 'audit', params: {} } }],
  ['audit/d1', { kind: 'target', target: { view: 'audit', params: { resource: 'd1' } } }],
  ['destination', { kind: 'short', view: 'destination' }],
  ['connection/', { kind: 'short', view: 'destination' }],
  ['payload//401', { kind: 'short', view: 'payload' }],
  ['alerts/rules', { kind: 'target', target: { view: 'alerts', params: { tab: 'rules' } } }],
  ['alerts/nope', { kind: 'wrong', view: 'alerts', given: 'nope', allowed: ['raised', 'past', 'rules'] }],
  [
    'report/function/x',
    { kind: 'wrong', view: 'report', given: 'function', allowed: ['destination', 'source', 'warehouse'] },
  ],
  ['privacy/inbox/m/', { kind: 'target', target: { view: 'privacy', params: { tab: 'inbox', matcher: 'm' } } }],
  ['privacy/inbox/m/more/of it', { kind: 'long', view: 'privacy', rest: 'more/of it' }],
  ['sources/iOS', { kind: 'long', view: 'sources', rest: 'iOS' }],
  ['sources/ ', { kind: 'target', target: { view: 'sources', params: {} } }],
  ['nothing/x', { kind: 'unknown', view: 'nothing' }],
  ['constructor/x', { kind: 'unknown', view: 'constructor' }],
  ['', { kind: 'unknown', view: '' }],
])('%s leads to %j', (address, to) => expect(addressed(address)).toEqual(to));

test.each([
  ['source/iOS', true],
  ['violation-events/s', true],
  [' Source/iOS ', true],
  ['source/', false],
  ['source / iOS', false],
  ['/iOS', false],
  ['destinations braze', false],
])('whether %j is an address: %s', (line, is) => expect(isAddress(line)).toBe(is));

/** Every page with all that it takes. */
const whole: readonly Target[] = [
  ...[pages.home, pages.overview, pages.health, pages.triage, pages.sources, pages.destinations].map((one) => one.at()),
  ...[pages.protocols, pages.engage, pages.functions, pages.catalog, pages.usage, pages.settings].map((one) =>
    one.at(),
  ),
  ...[pages.workspaces.at(), pages.log.at(), pages.alerts.at({ tab: 'past' }), pages.notifications.at({ seen: '5' })],
  ...[pages.source, pages.debugger, pages.destination, pages.destinationSettings].map((one) => one.at('a/b c%')),
  ...[pages.destinationMappings, pages.destinationFilters, pages.replay, pages.trackingPlan].map((one) => one.at('x')),
  ...[pages.violationEvents, pages.privacyField, pages.regulation, pages.warehouse].map((one) => one.at('x')),
  ...[pages.function, pages.errorCode].map((one) => one.at('x')),
  ...[pages.payload, pages.audience, pages.trait, pages.auditItem].map((one) => one.at('x', 'y/z')),
  pages.report.at({ kind: 'warehouse', id: 'w' }),
  pages.mapping.at({ id: 'd', mapping: 'm' }),
  pages.trackingRule.at({ id: 'p', rule: 'Order / Paid' }),
  pages.violationList.at({ source: 's', type: 'track', event: 'e' }),
  pages.violationSample.at({ source: 's', type: 'track', violation: 'v', event: 'e' }),
  pages.privacy.at({ tab: 'inbox', matcher: 'm' }),
  pages.warehouseSyncs.at({ id: 'w', source: 's' }),
  pages.reverseEtl.at({ model: 'm', source: 's' }),
  pages.reverseEtlRuns.at({ model: 'm', mapping: 'p', destination: 'd' }),
  pages.catalogItem.at({ tab: 'warehouse', id: 'i', slug: 's' }),
  pages.audit.at({ resource: 'r' }),
];

test('no page loses anything by its address', () => {
  expect(new Set(whole.map(({ view }) => view))).toEqual(new Set(addressTypes));
  expect(whole.map((target) => addressed(addressOf(target)))).toEqual(
    whole.map((target) => ({ kind: 'target', target })),
  );
});

test('a page opens only with what it is about', () => {
  const alone = whole.map(({ view }) => [view, addressed(view).kind === 'short']);
  expect(alone.filter(([, short]) => !short).map(([view]) => view)).toEqual([
    ...['home', 'overview', 'health', 'triage', 'sources', 'destinations', 'protocols', 'engage', 'functions'],
    ...['catalog', 'usage', 'settings', 'workspaces', 'log', 'alerts', 'notifications', 'privacy', 'reverse-etl'],
    'audit',
  ]);
});

test.each(['alerts', 'privacy'] as const)(
  'the tabs that an address of %s may name are those of the page, in order',
  async (view) => {
    const allowed = wrongPart(view, { tab: '?' })?.allowed ?? [];
    const act = actAt(await stageOf('empty'), { view, params: {} });
    await act.settled();
    expect(act.environment.panes()[0]?.tabs?.length).toBe(allowed.length);
    const page = ({ text }: typeof act): string => text().replace(/^.*\n/, '');
    const pagesSeen = new Set<string>();
    for (const tab of allowed) {
      const named = actAt(await stageOf('empty'), { view, params: { tab } });
      await named.settled();
      expect(page(named)).toBe(page(act));
      pagesSeen.add(page(act));
      act.press('l');
      await act.settled();
    }
    expect(pagesSeen.size).toBe(allowed.length);
  },
);
