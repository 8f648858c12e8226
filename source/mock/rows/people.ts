import type { WorkspaceDocument } from '../data/documents.ts';
import type { Row } from '../world.ts';

const texts = (value: unknown): readonly string[] => value as readonly string[];

function permissions(document: WorkspaceDocument, names: readonly string[]): Row[] {
  return names.map((roleName) => ({
    roleName,
    roleId: document.roles.find((role) => role.name === roleName)?.id,
    resources: [{ id: document.workspace.id, type: 'WORKSPACE' }],
  }));
}

/** UserV1 rows. */
export const userRows = (document: WorkspaceDocument): Row[] =>
  document.users.map(({ roles, ...user }) => ({ ...user, permissions: permissions(document, texts(roles)) }));

/** UserGroupV1 rows, with the ids of their members. */
export const groupRows = (document: WorkspaceDocument): Row[] =>
  document.groups.map(({ roles, ...group }) => ({ ...group, permissions: permissions(document, texts(roles)) }));

/** InviteV1 rows; the list of the API has only their addresses. */
export const inviteRows = (document: WorkspaceDocument): Row[] =>
  document.invites.map(({ email, roles }) => ({
    email,
    permissions: permissions(document, texts(roles)).map(({ roleId, resources }) => ({ roleId, resources })),
  }));
