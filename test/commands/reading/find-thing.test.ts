import { expect, test } from 'vitest';
import { findThing } from '../../../source/commands/reading/find-thing.ts';
import type { Source } from '../../../source/domain/entities.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { problemWith, sourceWith } from '../../workspace/snapshots.ts';
import { mockWorkspace } from './workspace.ts';

const lost = [problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` })];
const odd = [problemWith({ kind: 'odd-fields', status: 200 })];
const all = [
  sourceWith('s1', { name: t`Web (prod)` }),
  sourceWith('s2', { name: t`iOS` }),
  sourceWith('s3', { name: t`Shop one` }),
  sourceWith('s4', { name: t`Shop two` }),
];

const workspaceOf = (value: readonly Source[], problems: readonly Problem[]) =>
  mockWorkspace('empty', (backend) => ({ ...backend, sources: () => Promise.resolve({ value, problems }) }));
const found = (id: string) => ({ kind: 'found', view: 'source', params: { id } });
const unread = { kind: 'unread', problem: lost[0] };

test.each([
  ['its id', 's1', [], found('s1')],
  ['its whole name', 'ios', [], found('s2')],
  ['a part of a name that only one has', 'web', [], found('s1')],
  ['the same, in other letters', 'WEB', [], found('s1')],
  ['the same, where a field could not be read', 'web', odd, found('s1')],
  ['its id, of a list that lost rows', 's1', lost, found('s1')],
  ['its whole name, of a list that lost rows', 'iOS', lost, found('s2')],
  ['a part of a name, of which the one that is meant may be lost', 'web', lost, unread],
  ['a name that nothing has in a list that lost rows', 'zzz', lost, unread],
])('a thing is found by %s', async (_, wanted, problems, expected) => {
  expect(await findThing(await workspaceOf(all, problems), 'source', wanted)).toEqual(expected);
});

test.each([
  ['zzz', 'the id or name of a source'],
  ['shop onr', 'Shop one: nothing has that id or name'],
  ['shop', 'one of its ids, as 2 have that name: s3 (Shop one), s4 (Shop two)'],
])('%s is refused with what to say in its place', async (wanted, why) => {
  await expect(findThing(await workspaceOf(all, []), 'source', wanted)).rejects.toThrow(why);
});
