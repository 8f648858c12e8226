import * as z from 'zod/mini';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { DescribedLabel, Permission, Role, User, UserGroup } from '../../../domain/settings/people.ts';
import { type SafeText, sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, listOf, optionalCount, requiredText, text } from '../../reading/fields.ts';
import { rowsOf } from '../../reading/pages.ts';
import { parseOne, RowReader, readList, uniqueById } from '../../reading/rows.ts';

const permission = z.pipe(
  z.object({ roleId: id, roleName: text, resources: listOf('resources', z.object({ id, type: text })) }),
  z.transform(({ roleId, roleName, resources }): Permission => ({ roleId, role: roleName, resources })),
);
const permissionList = listOf('permissions', permission);

/** Undefined where they are left out, which is not the same as none. */
const permissions = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => (Array.isArray(value) ? z.parse(permissionList, value) : undefined)),
);

const userSchema = z.pipe(
  z.object({ id, name: text, email: text, permissions }),
  z.transform((user): User => ({ ...user, name: user.name || user.email || sanitise(user.id) })),
);

const groupSchema = z.pipe(
  z.object({ id, name: text, memberCount: optionalCount, permissions }),
  z.transform(
    ({ id, name, memberCount, permissions }): UserGroup => ({
      id,
      name: name || sanitise(id),
      members: memberCount,
      permissions,
    }),
  ),
);

const roleSchema = z.pipe(
  z.object({ id, name: text, description: text }),
  z.transform((role): Role => ({ ...role, name: role.name || sanitise(role.id) })),
);

export async function listUsers(client: Client, options?: ReadOptions): Promise<Answer<readonly User[]>> {
  return uniqueById(await readList(client, { operation: 'GET /users', key: 'users' }, userSchema, options));
}

/** One user: the list leaves out what they may do, which only this answer tells. */
export async function readUser(client: Client, id: string, options?: ReadOptions): Promise<Answer<User>> {
  const operation = 'GET /users/{id}';
  const { user } = await client.read({ operation, ids: [id] }, options);
  return parseOne(userSchema, user, operation);
}

export async function listUserGroups(client: Client, options?: ReadOptions): Promise<Answer<readonly UserGroup[]>> {
  return uniqueById(await readList(client, { operation: 'GET /groups', key: 'userGroups' }, groupSchema, options));
}

export async function listRoles(client: Client, options?: ReadOptions): Promise<Answer<readonly Role[]>> {
  return uniqueById(await readList(client, { operation: 'GET /roles', key: 'roles' }, roleSchema, options));
}

/** Addresses and nothing else: the API tells neither when nor by whom somebody was invited (rule 212). */
export function listInvites(client: Client, options?: ReadOptions): Promise<Answer<readonly SafeText[]>> {
  return readList(client, { operation: 'GET /invites', key: 'invites' }, requiredText, options);
}

/** The one list that takes no pagination (rule 8). */
export async function listLabels(client: Client, options?: ReadOptions): Promise<Answer<readonly DescribedLabel[]>> {
  const operation = 'GET /labels';
  const data = await client.read({ operation }, options);
  const reader = new RowReader<DescribedLabel>(z.object({ key: requiredText, value: text, description: text }));
  reader.add(rowsOf(data, 'labels', operation));
  return { value: reader.values, problems: reader.problems(operation) };
}
