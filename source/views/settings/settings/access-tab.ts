import type { Role, User, UserGroup } from '../../../domain/settings/people.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import type { Read } from '../../../workspace/polling/read.ts';
import { invites, roles, userGroups, users } from '../../../workspace/resources/pages.ts';
import { keyName } from '../../kit/key-words.ts';
import type { ViewContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';
import { rolesOf, rolesText } from '../roles-text.ts';
import { gap, note, type SettingsRow, section } from './row.ts';

/** Below this width names give room to what stands behind them. */
const narrow = 60;

const owner = t`Workspace Owner`;
const userKey = 'user:';

/** Who may do what (W-06; rule 210). The API leaves tokens and sessions out. */
export function accessRows(context: ViewContext, width: number): readonly SettingsRow[] {
  const { read } = context;
  const people = read(users);
  const all = people.data ?? [];
  const known = all.filter((each) => rolesOf(read, each).permissions !== undefined).length;
  const names = width < narrow ? 14 : 22;
  const hint = t`The API's list of users leaves their roles out: they are read one by one as users come into sight. There is no list of tokens: ${keyName(context, 'browser')} leads there.`;
  const failed = all.some((each) => rolesOf(read, each).error !== undefined);
  const part = t`  roles of ${known} of ${all.length} read`;
  const soFar = known === all.length ? t`` : failed ? part : t`${part} so far`;
  const isSilent = all.some(({ permissions }) => permissions === undefined);
  return [
    ...section(t`Users`, people, owner, t`none`, (user) => userRow(read, user, names), soFar),
    ...(isSilent ? note(hint, width) : []),
    gap,
    ...section(t`Groups`, read(userGroups), owner, t`none: roles are given to users one by one`, (group) =>
      groupRow(group, names),
    ),
    gap,
    ...section(t`Invited, not yet in`, read(invites), owner, t`nobody`, inviteRow),
    gap,
    ...section(t`Roles of the plan`, read(roles), owner, t`none`, (role) => roleRow(role, names + 8)),
  ];
}

/** Ids of users among these rows whose roles the list does not tell: each takes a request of its own. */
export function usersWithoutRoles(
  { read }: Pick<ViewContext, 'read'>,
  rows: readonly SettingsRow[],
): readonly string[] {
  const withoutRoles = new Set((read(users).data ?? []).flatMap(({ id, permissions }) => (permissions ? [] : [id])));
  return rows
    .flatMap(({ key }) => (key?.startsWith(userKey) ? [key.slice(userKey.length)] : []))
    .filter((id) => withoutRoles.has(id));
}

function userRow(read: Read, user: User, room: number): SettingsRow {
  const { id, name, email } = user;
  const { permissions, error } = rolesOf(read, user);
  return {
    key: `${userKey}${id}`,
    subject: { kind: 'other', id: email || id, name },
    line: line(
      t`  `,
      padToWidth(name, room),
      t` `,
      span(padToWidth(email, room + 8), 'info'),
      t` `,
      error ? span(problemText(error), 'warn') : rolesText(permissions),
    ),
  };
}

function groupRow({ id, name, members, permissions }: UserGroup, room: number): SettingsRow {
  const count = members === undefined ? t`– members` : members === 1 ? t`1 member` : t`${members} members`;
  return {
    key: `group:${id}`,
    subject: { kind: 'other', id, name },
    line: line(t`  `, padToWidth(name, room), t` `, span(padToWidth(count, 11), 'dim'), t` `, rolesText(permissions)),
  };
}

const inviteRow = (email: SafeText, index: number): SettingsRow => ({
  key: `invite:${index}:${email}`,
  subject: { kind: 'other', id: email, name: email },
  line: line(t`  `, span(email, 'info')),
});

const roleRow = ({ id, name, description }: Role, room: number): SettingsRow => ({
  key: `role:${id}`,
  subject: { kind: 'other', id, name },
  line: line(t`  `, padToWidth(name, room), t` `, span(description, 'dim')),
});
