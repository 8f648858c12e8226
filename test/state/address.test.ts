import { describe, expect, test } from 'vitest';
import {
  type Addressed,
  addressed,
  addressOf,
  isAddress,
  readAddress,
  wantedPart,
} from '../../source/state/address.ts';
import { pages } from '../../source/state/pages.ts';

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
  ['nothing/x', { kind: 'unknown', view: 'nothing' }],
  ['constructor/x', { kind: 'unknown', view: 'constructor' }],
  ['', { kind: 'unknown', view: '' }],
])('%s leads to %j', (address, to) => expect(addressed(address)).toEqual(to));

test('pages that open by themselves, though an address may say more of them', () => {
  const all = Object.values(pages).map(({ id }) => id);
  const named = all.filter((view) => addressOf({ view, params: { id: '1', tab: '1', resource: '1' } }) !== view);
  expect(named.filter((view) => wantedPart(view) === undefined)).toEqual(['alerts', 'privacy', 'audit']);
  expect(['notifications', 'reverse-etl', 'home'].map((view) => wantedPart(view as 'home'))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['source/iOS', true],
  ['violation-events/s', true],
  [' Source/iOS ', true],
  ['source/', false],
  ['source / iOS', false],
  ['/iOS', false],
  ['destinations braze', false],
])('whether %j is an address: %s', (line, is) => expect(isAddress(line)).toBe(is));
