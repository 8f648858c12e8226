import { expect, test } from 'vitest';
import { bare, pages } from '../../source/state/pages.ts';
import { sameTarget } from '../../source/state/place.ts';
import { readSources } from '../harness/imports.ts';

test('an address holds what says which page it is, and nothing that was not given', () => {
  expect(pages.destination.at('a')).toEqual({ view: 'destination', params: { id: 'a' } });
  expect(pages.violationList.at({ source: 's', type: 'track', event: undefined })).toEqual({
    view: 'violation-list',
    params: { source: 's', type: 'track' },
  });
  expect(pages.payload.at('a', '')).toEqual({ view: 'payload', params: { id: 'a' } });
  expect(pages.alerts.at()).toEqual(bare('alerts'));
});

test('one page has one address, whoever leads there', () => {
  expect(sameTarget(pages.audience.at('a', 's'), { view: 'audience', params: { space: 's', id: 'a' } })).toBe(true);
  expect(sameTarget(pages.audience.at('a'), pages.trait.at('a'))).toBe(false);
});

test('a place is read by the names that its page has', () => {
  expect(pages.mapping.of({ params: { id: 'd', mapping: 'm' } }).mapping).toBe('m');
  expect(pages.mapping.of(bare('mapping')).mapping).toBeUndefined();
});

test('each page has an id of its own', () => {
  const ids = Object.values(pages).map(({ id }) => id);
  expect([...new Set(ids)]).toEqual(ids);
});

test('addresses are written here and nowhere else', () => {
  const literal = /\bview: ?['"`]|\bparams: \{ ?\w/;
  const files = readSources('source').filter(
    ({ path, text }) => /^source\/(?:views|actions|app|state|commands)\//.test(path) && literal.test(text),
  );
  expect(files.map(({ path }) => path)).toEqual([]);
});
