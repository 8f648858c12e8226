import { expect, test } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import {
  catalogPath,
  computationPath,
  connectionLink,
  connectionPath,
  planPath,
  sourceLink,
  usWebApp,
  workspaceSlug,
} from '../../../source/views/kit/web-pages.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { spaces } from '../../../source/workspace/resources/pages.ts';
import { destinationWith, snapshots, sourceWith } from '../../workspace/snapshots.ts';

const acme = { workspace: { slug: t`acme & co` } } as never;
const login = {} as never;
const connection = (id = 'd1', source: ReturnType<typeof sourceWith> | undefined = sourceWith('web prod')) =>
  ({ id, destination: destinationWith(id, 'web'), source }) as never;

test('an address has the workspace, or that of the login while it is not known', () => {
  expect([workspaceSlug(acme), workspaceSlug(login)]).toEqual(['acme%20%26%20co', 'goto-my-workspace']);
  expect(sourceLink(undefined, login, sourceWith('web/prod'), 'debugger')).toBe(
    `${usWebApp}/goto-my-workspace/sources/web%2Fprod/debugger`,
  );
  expect(sourceLink('https://eu1.app.segment.com', acme, sourceWith('web'), 'debugger')).toBe(
    'https://eu1.app.segment.com/acme%20%26%20co/sources/web/debugger',
  );
});

test('a connection has a page of its own once its source is known', () => {
  expect(connectionPath(connection())).toBe('destinations/braze/sources/web%20prod/instances/d1');
  expect(connectionPath({ ...(connection() as object), source: undefined } as never)).toBeUndefined();
  expect(connectionLink(usWebApp, login, connection())).toBe(
    `${usWebApp}/goto-my-workspace/destinations/braze/sources/web%20prod/instances/d1`,
  );
  expect(connectionLink(usWebApp, login, { ...(connection() as object), source: undefined } as never)).toBe(
    `${usWebApp}/goto-my-workspace/connections/destinations`,
  );
});

test('an id that holds half a character makes an address all the same', () => {
  expect(connectionPath(connection('d\ud800'))).toBe('destinations/braze/sources/web%20prod/instances/d%EF%BF%BD');
});

test.each([
  [{ tab: 'source', slug: 'javascript' }, 'sources/catalog/javascript'],
  [{ tab: 'destination', slug: 'a/b' }, 'destinations/catalog/a%2Fb'],
  [{ tab: 'warehouse' }, 'warehouses/catalog'],
  [{ tab: 'warehouse', slug: '' }, 'warehouses/catalog'],
  [{ tab: 'function', slug: 'x' }, 'functions/catalog'],
  [{}, 'functions/catalog'],
])('a tile of the catalog %o', (params, path) => {
  expect(catalogPath(params as never)).toBe(path);
});

test.each([
  ['audience', 'unify/spaces/prod%20space/audiences/a%2F1'],
  ['trait', 'unify/spaces/prod%20space/traits/a%2F1'],
  ['journey', 'unify/spaces'],
])('an audience or a trait stands below its space: %s', (kind, path) => {
  const { read } = snapshots().set(spaces, [
    { id: 'other', slug: t`o` },
    { id: 's', slug: t`prod space` },
  ] as never);
  expect(computationPath(kind, 'a/1', 's', read)).toBe(path);
  expect(computationPath(kind, 'a/1', 'gone', read)).toBe('unify/spaces');
  expect(computationPath(kind, 'a/1', 's', snapshots().read)).toBe('unify/spaces');
});

test('a plan goes by the id of its schema where that is known', () => {
  const { read } = snapshots().set(resources.trackingPlans, [
    { id: 'tp_2' },
    { id: 'tp_1', resourceSchemaId: 'rs/1' },
  ] as never);
  expect(['tp_1', 'tp_2', 'tp_3', undefined].map((id) => planPath(id, read))).toEqual([
    'protocols/tracking-plans/rs%2F1',
    'protocols/tracking-plans/tp_2',
    'protocols/tracking-plans/tp_3',
    'protocols/tracking-plans',
  ]);
});
