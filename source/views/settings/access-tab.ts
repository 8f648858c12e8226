import type { Permission, Role, User, UserGroup } from '../../domain/people.ts';
import { joined, type SafeText, t } from '../../domain/text.ts';
import { line, type Span, span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import { invites, roles, userGroups, users } from '../../workspace/page-resources.ts';
import type { ViewContext } from '../view.ts';
import { gap, note, type SettingsRow, section } from './row.ts';

/** Below this width names give room to what stands behind them. */
const narrow = 60;

const owner = t`Workspace Owner`;

/** Who may do what (W-06, product 2.19). The API leaves tokens and sessions out. */
export function accessRows({ read }: ViewContext, width: number): readonly SettingsRow[] {
  const people = read(users);
  const silent = (people.data ?? []).every(({ permissions }) => permissions === undefined);
  const names = width < narrow ? 14 : 22;
  const hint = t`The API's list of users leaves their roles out, and there is none of tokens: o leads to both.`;
  return [
    ...section(t`Users`, people, owner, t`none`, (user) => userRow(user, names)),
    ...(people.data && silent ? note(hint, width) : []),
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

/** Roles, each once, with the number of things it is given for where that is not the whole workspace. */
function rolesText(permissions: readonly Permission[] | undefined): Span {
  if (permissions === undefined) return span(t`–`, 'dim');
  if (permissions.length === 0) return span(t`no role`, 'warn');
  const each = permissions.map(({ role, resources }): SafeText => {
    const parts = resources.filter(({ type }) => type !== 'WORKSPACE');
    return parts.length > 0 && parts.length === resources.length ? t`${role} (${parts.length})` : role;
  });
  return span(joined([...new Set(each)], t`, `));
}

const userRow = ({ id, name, email, permissions }: User, room: number): SettingsRow => ({
  key: `user:${id}`,
  subject: { kind: 'other', id: email || id, name },
  line: line(
    t`  `,
    padToWidth(name, room),
    t` `,
    span(padToWidth(email, room + 8), 'info'),
    t` `,
    rolesText(permissions),
  ),
});

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
