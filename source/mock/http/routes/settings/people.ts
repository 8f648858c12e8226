import type { Row } from '../../../world.ts';
import { type Call, collection, get, list, type Route, rowOf, single } from '../../route.ts';
import { listIn, textOf } from '../../text.ts';
import { userShown, without } from '../shown.ts';

const gate = 'people';

/** Users, groups, roles, invites: Workspace Owner only (rule 214). */
export const peopleRoutes: readonly Route[] = [
  collection('/users', 'users', 'users', { gate, show: userShown }),
  single('/users/{userId}', 'userId', 'user', ['users', 'User'], { gate }),
  list(
    '/users/{userId}/groups',
    'groups',
    (call) => {
      const id = textOf(rowOf(call, 'users', 'userId', 'User').id);
      const own = call.world.list('user-groups').filter((group) => membersOf(group).includes(id));
      return own.map((group) => ({ id: group.id, name: group.name }));
    },
    { gate },
  ),
  collection('/groups', 'userGroups', 'user-groups', { gate, show: groupShown, paging: { end: 'null' } }),
  get('/groups/{userGroupId}', (call) => ({ userGroup: groupShown(groupOf(call)) }), gate),
  list(
    '/groups/{userGroupId}/users',
    'users',
    (call) => {
      const members = membersOf(groupOf(call));
      const users = call.world.list('users').filter((user) => members.includes(textOf(user.id)));
      return users.map((user) => userShown(user, call));
    },
    { gate },
  ),
  list(
    '/groups/{userGroupId}/invites',
    'emails',
    (call) => {
      groupOf(call);
      return [];
    },
    { gate },
  ),
  collection('/roles', 'roles', 'roles', { gate }),
  collection('/invites', 'invites', 'invites', { gate, show: (row) => textOf(row.email) }),
];

function groupOf(call: Call): Row {
  return rowOf(call, 'user-groups', 'userGroupId', 'User Group');
}

/** The mock keeps the members in the group's row; the API has them behind an operation of their own. */
function membersOf(group: Row): readonly unknown[] {
  return listIn(group.memberIds);
}

function groupShown(group: Row): Row {
  return without(group, 'memberIds');
}
