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
