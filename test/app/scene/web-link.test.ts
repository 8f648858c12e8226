import { describe, expect, test } from 'vitest';
import type { Scene } from '../../../source/app/scene/context.ts';
import { webLink } from '../../../source/app/scene/web-link.ts';
import { t } from '../../../source/domain/text.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import type { Subject } from '../../../source/state/pane.ts';
import { placeOf, withPane } from '../../../source/state/place.ts';

const source = { id: 's1', slug: 'web/prod', name: t`Web` };
const connection = { id: 'd1', destination: { typeSlug: 'braze' }, source };
const orphan = { id: 'd2', destination: { typeSlug: 'braze' }, source: undefined };
const instance = 'destinations/braze/sources/web%2Fprod/instances/d1';

interface Given {
  readonly params?: Readonly<Record<string, string>>;
  readonly tab?: number;
  readonly subject?: Partial<Subject>;
  readonly slug?: string;
}

/** The page of the web app, behind the address of the workspace. */
function pathOf(view: ViewId, { params = {}, tab = 0, subject, slug = 'acme' }: Given = {}): string {
  const overview = {
    workspace: slug === '' ? undefined : { slug },
    flow: { bySource: new Map([['s1', { source }]]) },
    fleet: {
      byId: new Map<string, unknown>([
        ['d1', connection],
        ['d2', orphan],
      ]),
    },
  };
  const place = withPane(placeOf(view, params), 'list', { tab });
  const read = () => ({ data: undefined });
  const scene = { context: { overview, place, read } } as unknown as Scene;
  const about = subject && ({ name: t`X`, ...subject } as Subject);
  return webLink('https://app.example', scene, about).replace('https://app.example/acme/', '');
}

describe('the page of the web app', () => {
  test.each<[ViewId, string]>([
    ['home', 'home'],
    ['overview', 'overview'],
    ['triage', 'connections/health'],
    ['health', 'connections/health'],
    ['sources', 'connections/sources'],
    ['destinations', 'connections/destinations'],
    ['privacy', 'privacy'],
    ['privacy-field', 'privacy'],
    ['regulation', 'privacy'],
    ['catalog', 'catalog'],
    ['functions', 'functions/catalog'],
    ['function', 'functions/catalog'],
    ['usage', 'settings/usage'],
    ['settings', 'settings'],
    ['audit', 'settings/audit-trail'],
    ['engage', 'unify/spaces'],
    ['audience', 'unify/spaces'],
    ['trait', 'unify/spaces'],
    ['violation-events', 'protocols/violations'],
    ['violation-sample', 'protocols/violations'],
    ['log', 'home'],
  ])('of %s, with nothing selected, is %s', (view, path) => expect(pathOf(view)).toBe(path));

  test.each([
    [0, 'violations'],
    [1, 'tracking-plans'],
    [2, 'transformations'],
    [3, 'violations'],
  ])('of tab %i of Protocols is %s', (tab, path) => expect(pathOf('protocols', { tab })).toBe(`protocols/${path}`));

  test.each<[string, ViewId, Given, string]>([
    ['a source', 'sources', { subject: { kind: 'source', id: 's1' } }, 'sources/web%2Fprod/overview'],
    ['a source that is not known', 'sources', { subject: { kind: 'source', id: 's9' } }, 'connections/sources'],
    ['a model', 'reverse-etl', { subject: { kind: 'model', id: 'm', parent: 's1' } }, 'sources/web%2Fprod/overview'],
    ['a destination', 'home', { subject: { kind: 'destination', id: 'd1' } }, instance],
    ['a mapping', 'home', { subject: { kind: 'mapping', id: 'm', parent: 'd1' } }, instance],
    ['a filter', 'home', { subject: { kind: 'filter', id: 'f', parent: 'd1' } }, instance],
    [
      'one whose source is not known',
      'destinations',
      { subject: { kind: 'destination', id: 'd2' } },
      'connections/destinations',
    ],
    ['a warehouse', 'home', { subject: { kind: 'warehouse', id: 'w/1' } }, 'warehouses/w%2F1/overview'],
    ['a plan', 'home', { subject: { kind: 'tracking-plan', id: 'p/1' } }, 'protocols/tracking-plans/p%2F1'],
    ['the plan of the page', 'tracking-rule', { params: { id: 'p2', rule: 'r' } }, 'protocols/tracking-plans/p2'],
    ['an audience whose space is not known', 'home', { subject: { kind: 'audience', id: 'a' } }, 'unify/spaces'],
    [
      'a tile of the catalog',
      'catalog-item',
      { params: { tab: 'source', id: 'x', slug: 'ios' } },
      'sources/catalog/ios',
    ],
    ['the debugger', 'debugger', { params: { source: 's1' } }, 'sources/web%2Fprod/debugger'],
    ['the debugger of one that is not known', 'debugger', { params: { source: 's9' } }, 'home'],
    [
      'the drawer, whatever row of it is selected',
      'payload',
      { params: { id: 'd1', code: '401' }, subject: { kind: 'source', id: 's1' } },
      instance,
    ],
  ])('of %s', (_, view, given, path) => expect(pathOf(view, given)).toBe(path));

  test('leads to the workspace of the login while its own is not known', () => {
    expect(pathOf('home', { slug: '' })).toBe('https://app.example/goto-my-workspace/home');
  });
});
