import type { Column } from '../../../components/table/columns.ts';
import type { DescribedLabel, Role, User, UserGroup } from '../../../domain/settings/people.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { span } from '../../../theme/line.ts';
import { needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import type { Resource } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/pages.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { View, ViewContext } from '../../kit/view.ts';
import { rolesOf, rolesText } from '../roles-text.ts';

const text = <Row>(id: string, header: SafeText, of: (row: Row) => SafeText): Column<Row> => ({
  id,
  header,
  width: { min: 10, max: 60 },
  priority: 1,
  cell: of,
  sort: of,
});

/** People whose roles are not known stand last, not as if a dash were a role. */
const rolesColumn = <Row extends Pick<User, 'permissions'>>(): Column<Row> => ({
  ...text<Row>('roles', t`Roles`, ({ permissions }) => rolesText(permissions).text),
  cell: ({ permissions }) => rolesText(permissions),
  sort: ({ permissions }) => permissions && rolesText(permissions).text,
});

/** A list of the settings: one read, and what its rows show. */
function settingsList<Row>(spec: {
  readonly title: SafeText;
  readonly resource: Resource<readonly Row[]>;
  readonly columns: readonly Column<Row>[];
  readonly key: (row: Row) => string;
  readonly name: (row: Row) => SafeText;
  readonly rows?: (context: ViewContext) => readonly Row[];
  readonly more?: (context: ViewContext) => readonly Resource<unknown>[];
}): View {
  const { title, resource, columns, key, name } = spec;
  return tableView<Row>({
    id: pages.settings.id,
    aliases: [],
    title: () => title,
    rows: (context) => spec.rows?.(context) ?? context.read(resource).data ?? [],
    columns,
    rowKey: key,
    subject: (row) => ({ kind: 'other', id: key(row), name: name(row) }),
    json: (row) => row,
    empty: ({ read }) => emptyNotice(read(resource), title, { title: t`None` }, 'empty', t`a Workspace Owner`),
    needs: (context) =>
      pageNeeds(context.read, () => [needOf(resource), ...(spec.more?.(context) ?? []).map((each) => needOf(each))]),
  });
}

/** Who may do what: the roles of each user take a request of their own. */
export const users: View = settingsList<User>({
  title: t`users`,
  resource: resources.users,
  rows: ({ read }) =>
    (read(resources.users).data ?? []).map((user) => ({ ...user, permissions: rolesOf(read, user).permissions })),
  more: ({ read }) =>
    (read(resources.users).data ?? []).flatMap(({ id, permissions }) => (permissions ? [] : [resources.user(id)])),
  key: ({ id }) => id,
  name: ({ name }) => name,
  columns: [
    text('name', t`Name`, ({ name }) => name),
    text('email', t`Email`, ({ email }) => email),
    rolesColumn<User>(),
  ],
});

export const groups: View = settingsList<UserGroup>({
  title: t`user groups`,
  resource: resources.userGroups,
  key: ({ id }) => id,
  name: ({ name }) => name,
  columns: [
    text('name', t`Name`, ({ name }) => name),
    {
      id: 'members',
      header: t`Members`,
      width: 7,
      align: 'right',
      priority: 1,
      cell: ({ members }) => (members === undefined ? t`–` : t`${members}`),
      sort: ({ members }) => members,
    },
    rolesColumn<UserGroup>(),
  ],
});

export const roles: View = settingsList<Role>({
  title: t`roles`,
  resource: resources.roles,
  key: ({ id }) => id,
  name: ({ name }) => name,
  columns: [
    text('name', t`Name`, ({ name }) => name),
    text('description', t`Description`, ({ description }) => description),
  ],
});

export const labels: View = settingsList<DescribedLabel>({
  title: t`labels`,
  resource: resources.labels,
  key: ({ key, value }) => `${key}:${value}`,
  name: ({ key, value }) => t`${key}:${value}`,
  columns: [
    text('key', t`Key`, ({ key }) => key),
    text('value', t`Value`, ({ value }) => value),
    {
      ...text<DescribedLabel>('description', t`Description`, ({ description }) => description),
      cell: ({ description }) => span(description, 'dim'),
    },
  ],
});
