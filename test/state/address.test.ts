import { describe, expect, test } from 'vitest';
import { addressOf, readAddress } from '../../source/state/address.ts';
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
  ['', { view: '', params: {} }],
])('%s as people write it', (address, read) => expect(readAddress(address)).toEqual(read));
