import { expect, test } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { listPane, placeOf, withPane } from '../../../source/state/place.ts';
import { listedOn } from '../../../source/views/listed.ts';
import { groups, labels, roles, users } from '../../../source/views/settings/lists/people.ts';
import { settingsTabs } from '../../../source/views/settings/settings/tabs.ts';
import * as read from '../../../source/workspace/resources/pages.ts';
import { problemWith, snapshots } from '../../workspace/snapshots.ts';
import { drawnRows, markedOf } from '../drawn.ts';
import { answering, refusal } from '../scenarios.ts';
import { actAt, stageOf } from '../stage.ts';

test('people whose roles are not known have no value to sort by, and no dash for one', async () => {
  const unknown = answering((name, read) => (name === 'user' ? Promise.reject(refusal('server', 500)) : read()));
  const act = actAt(await stageOf('everything', unknown), { view: 'settings', params: {} });
  const { stack } = act.store.getState();
  const tab = settingsTabs.findIndex(({ id }) => id === 'access');
  act.store.setState({ stack: [...stack.slice(0, -1), withPane(stack.at(-1)!, listPane, { tab })] });
  await act.settled();
  const listing = listedOn(act.screen.scene)!.listing;
  const roles = listing.columns.find(({ id }) => id === 'roles')!;
  expect(listing.count).toBeGreaterThan(0);
  expect(Array.from({ length: listing.count }, (_each, index) => roles.sort?.(index))).not.toContain('–');
});

const role = (name: string, type: string, id = 's') => ({
  ...{ roleId: 'r', role: sanitise(name), resources: [{ id, type: sanitise(type) }] },
});
const people = () =>
  snapshots()
    .set(read.users, [
      { id: 'a', name: t`Ana`, email: t`ana@x.example`, permissions: [role('Source Admin', 'SOURCE')] },
      { id: 'b', name: t`Bo`, email: t`` },
      { id: 'c', name: t`Cy`, email: t``, permissions: [] },
    ] as never)
    .set(read.userGroups, [
      { id: 'g', name: t`On-call`, members: 4, permissions: [role('Member', 'WORKSPACE')] },
      { id: 'i', name: t`New`, members: 0, permissions: [] },
      { id: 'h', name: t`Odd`, members: undefined, permissions: undefined },
    ] as never)
    .set(read.roles, [{ id: 'r', name: t`Owner`, description: t`all` }] as never)
    .set(read.labels, [{ key: t`env`, value: t`prod`, description: t`live` }] as never);
const lists = { users, groups, roles, labels };
const drawn = (name: keyof typeof lists, of = people()) =>
  markedOf(drawnRows(lists[name], { place: placeOf('settings'), read: of.read }, { width: 120, height: 12 }));

test.each<readonly [list: keyof typeof lists, title: string, header: string, rows: readonly string[]]>([
  [
    'users',
    'strong{users}  dim{1/3}',
    'dim{Name}  dim{Email}  dim{Roles}',
    ['Ana  ana@x.example  Source Admin (1)', 'Bo  dim{–}', 'Cy  warn{no role}'],
  ],
  [
    'groups',
    'strong{user groups}  dim{1/3}',
    'dim{Name}  dim{Members}  dim{Roles}',
    ['On-call  4  Member', 'New  0  warn{no role}', 'Odd  –  dim{–}'],
  ],
  ['roles', 'strong{roles}  dim{1/1}', 'dim{Name}  dim{Description}', ['Owner  all']],
  ['labels', 'strong{labels}  dim{1/1}', 'dim{Key}  dim{Value}  dim{Description}', ['env  prod  dim{live}']],
])('the list of %s', (list, title, header, rows) => {
  expect(drawn(list)).toEqual([title, header, ...rows]);
});

test('a list is empty only where it was read whole, and names who may read it', () => {
  const lossy = people().set(read.roles, [], [problemWith({ kind: 'dropped-rows', status: 200 })]);
  const closed = snapshots().fail(read.userGroups, { kind: 'no-access', status: 403 });
  expect(drawn('roles', people().set(read.roles, [])).at(-1)).toContain('None');
  expect(drawn('roles', lossy).join(' ')).toContain('Not all of roles could be read');
  expect(drawn('groups', closed).join(' ')).toMatch(
    /user groups: no access \(403\).*needs a token of a Workspace Owner/,
  );
});
