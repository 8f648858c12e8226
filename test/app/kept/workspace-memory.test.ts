import { expect, test } from 'vitest';
import { workspaceMemory } from '../../../source/app/kept/workspace-memory.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import type { KnownWorkspace, KnownWorkspaces } from '../../../source/storage/known-workspaces.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { type Snapshots, snapshots } from '../../workspace/snapshots.ts';

function learnt(world: Snapshots, failing?: readonly string[]): KnownWorkspace | undefined {
  let known: KnownWorkspace | undefined;
  const file = {
    list: () => [],
    keep: (one: KnownWorkspace) => {
      known = one;
      return Promise.resolve();
    },
  } as Partial<KnownWorkspaces> as KnownWorkspaces;
  const options = {
    opened: () => file,
    profile: 'acme',
    openedAt: 1,
    region: () => undefined,
    onChange: () => undefined,
  };
  workspaceMemory({ ...options, read: world.read })(failing);
  return known;
}

const trail = resources.recentAudit('24h');

test.each<readonly [string, Partial<Problem>, KnownWorkspace['access']]>([
  ['a role that may not read it is no owner', { kind: 'no-access', status: 403 }, 'member'],
  ['a plan without it is no Business plan', { kind: 'not-in-plan', status: 403 }, 'no business plan'],
  ['a 401 may be an unknown token, and tells no role', { kind: 'no-access', status: 401 }, undefined],
  ['a server that fails tells no role', { kind: 'server', status: 500 }, undefined],
])('what the audit trail tells of the token: %s', (_, problem, access) => {
  expect(learnt(snapshots().fail(trail, problem))?.access).toBe(access);
});

test.each<[string, Snapshots, KnownWorkspace['access']]>([
  ['read', snapshots().set(trail, { items: [] }), 'owner'],
  ['read for the other period', snapshots().set(resources.recentAudit('7d'), { items: [] }), 'owner'],
  [
    'read before it was refused',
    snapshots().set(trail, { items: [] }).fail(trail, { kind: 'no-access', status: 403 }),
    'member',
  ],
  ['not read yet', snapshots(), undefined],
])('who has a trail that is %s', (_, world, access) => expect(learnt(world)?.access).toBe(access));

test('what an earlier start has read tells nothing of the rights of now', () => {
  const read = (resource: { readonly key: string }) =>
    ({ problems: [], ...(resource.key === trail.key ? { data: { items: [] }, recalled: true } : {}) }) as never;
  expect(learnt({ ...snapshots(), read })).toEqual({ profile: 'acme', openedAt: 1 });
});

test('the file is written when something was learnt, and not again for the same', async () => {
  const keeps: KnownWorkspace[] = [];
  const changes: unknown[] = [];
  let isOpen = false;
  let region: KnownWorkspace['region'];
  const file = { list: () => ['known'], keep: async (one: KnownWorkspace) => void keeps.push(one) };
  const look = workspaceMemory({
    opened: () => (isOpen ? (file as never) : undefined),
    ...{ profile: 'acme', openedAt: 1, read: snapshots().read },
    region: () => region,
    onChange: (known) => changes.push(known),
  });
  look([]);
  expect(keeps).toEqual([]);
  isOpen = true;
  look([]);
  look([]);
  region = 'eu';
  look([]);
  expect(keeps).toEqual([
    { profile: 'acme', openedAt: 1, failing: [] },
    { profile: 'acme', openedAt: 1, region: 'eu', failing: [] },
  ]);
  await expect.poll(() => changes).toEqual([['known'], ['known']]);
});

test('a token that is refused altogether has no role, whatever else was refused', () => {
  const world = snapshots()
    .fail(resources.workspace, { kind: 'no-access', status: 401 })
    .fail(trail, { kind: 'no-access', status: 403 });
  expect(learnt(world)?.access).toBeUndefined();
});

test('what fails is kept, and what was kept stays while it is not known', () => {
  expect(learnt(snapshots(), ['a', 'b'])?.failing).toEqual(['a', 'b']);
  expect(learnt(snapshots(), [])?.failing).toEqual([]);
  expect(learnt(snapshots())).not.toHaveProperty('failing');
});
