import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import type { AlertSubject } from '../../../../source/domain/watch/alerts/alert.ts';
import { groundOf } from '../../../../source/workspace/watch/alerts/web-page.ts';

const urlOf = (type: string, slug = 'acme', base = 'https://app.segment.com') =>
  groundOf(slug, base).urlOf?.({ type, id: 'x', name: t`X` } as AlertSubject);

test.each([
  ['source', 'connections/sources'],
  ['destination', 'connections/destinations'],
  ['usage', 'settings/usage'],
  ['audience', 'unify/spaces'],
  ['trait', 'unify/spaces'],
])('an alert about a %s leads to its list in the web app', (type, page) => {
  expect(urlOf(type)).toBe(`https://app.segment.com/acme/${page}`);
  expect(urlOf(type, 'a-b_c.9', 'https://eu1.app.segment.com')).toBe(`https://eu1.app.segment.com/a-b_c.9/${page}`);
});

test.each(['warehouse', 'model', 'space', 'constructor', 'toString', '__proto__'])(
  'one about a %s leads nowhere: the web app has no list that is sure to exist',
  (type) => {
    expect(urlOf(type)).toBeUndefined();
  },
);

test.each(['', 'a/b', 'a b', 'a?b', '@evil.example', 'a#b', 'ä', 'a\n', '%2e', '.', '..'])(
  'nothing of the slug %j gets into a link that is sent to others',
  (slug) => {
    expect(urlOf('source', slug)).toBeUndefined();
  },
);

test('alerts are told from the workspace by its slug', () => {
  expect(groundOf('acme', 'https://app.segment.com').workspace).toBe('acme');
});
