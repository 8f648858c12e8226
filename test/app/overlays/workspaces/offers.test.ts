import { describe, expect, test } from 'vitest';
import { workspaceOffers } from '../../../../source/app/overlays/workspaces/offers.ts';
import type { Settings } from '../../../../source/config/settings.ts';
import { type SafeText, t } from '../../../../source/domain/text.ts';
import type { KnownWorkspace } from '../../../../source/storage/known-workspaces.ts';

const profile = (name: SafeText, more: object = {}) => ({ name, token: t`environment`, changes: 'never', ...more });
const prod = profile(t`prod`, { where: t`us` });
const eu = profile(t`eu`, { where: t`eu` });
const open = profile(t`open`);

const settings = (more: object = {}): Settings =>
  ({ mode: 'live', profile: t`prod`, profiles: [prod, eu, open], token: { kind: 'environment' }, ...more }) as never;
const offers = (given: Settings, known: readonly object[] = []) =>
  workspaceOffers(given, known as readonly KnownWorkspace[]);

describe('where a workspace is', () => {
  test.each<[string, Settings, readonly object[], string, string]>([
    ['of the open one, the region that was found', settings({ region: 'eu' }), [], 'prod', 'eu'],
    [
      'of an address of its own, the host',
      settings({ apiUrl: 'http://127.0.0.1:8080/v', region: 'eu' }),
      [],
      'prod',
      '127.0.0.1:8080',
    ],
    ['of another one, as configured', settings({ region: 'us' }), [{ profile: 'eu', region: 'us' }], 'eu', 'eu'],
    ['of one left open, as last known', settings(), [{ profile: 'open', region: 'eu' }], 'open', 'eu'],
    ['of one left open and never seen, nothing', settings(), [{ profile: 'eu', region: 'eu' }], 'open', ''],
    ['of the demo, that it is made up', settings(), [], 'demo', 'mock workspace'],
  ])('%s', (_, given, known, name, where) => {
    expect(offers(given, known).find((offer) => offer.name === name)?.where).toBe(where);
  });
});

describe('which is the open one', () => {
  const current = (given: Settings) => offers(given).flatMap(({ name, current: is }) => (is ? [name] : []));
  test.each([
    [settings(), ['prod']],
    [settings({ profile: t`eu` }), ['eu']],
    [settings({ mode: 'demo' }), ['demo']],
    [settings({ profile: t`default` }), ['default']],
  ])('case %#', (given, expected) => expect(current(given)).toEqual(expected));

  test.each([
    ['environment', 'environment'],
    ['file', 'file'],
  ])('without a profile it is one more, before all others, with a token of kind %s', (kind, token) => {
    const all = offers(settings({ profile: t`default`, token: { kind } }));
    expect(all.map(({ name }) => name)).toEqual(['default', 'prod', 'eu', 'open', 'demo']);
    expect(all[0]).toMatchObject({ current: true, token });
  });
});

test('the others stand in the order in which they were opened, those that never were last', () => {
  const known = [{ profile: 'open' }, { profile: 'eu' }];
  const names = (given: Settings) => offers(given, known).map(({ name }) => name);
  expect(names(settings())).toEqual(['prod', 'open', 'eu', 'demo']);
  expect(names(settings({ mode: 'demo' }))).toEqual(['open', 'eu', 'prod', 'demo']);
});

test.each([
  ['owner', 'Workspace Owner'],
  ['member', 'no Workspace Owner'],
  ['no business plan', 'no Business plan'],
  [undefined, undefined],
])('access %s is told as %s, with what else is known', (access, words) => {
  const known = { profile: 'eu', name: 'Acme\u0007 EU', slug: 'acme-eu', openedAt: 7, access };
  expect(offers(settings(), [known])[1]).toEqual({
    ...{ name: 'eu', where: 'eu', current: false, token: 'environment', accent: undefined, changes: 'never' },
    ...{ workspace: 'Acme EU', slug: 'acme-eu', openedAt: 7, access: words },
  });
});
