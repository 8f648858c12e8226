import type { Problem } from '../../domain/problem.ts';
import type { Permission, User } from '../../domain/settings/people.ts';
import { joined, type SafeText, t } from '../../domain/text.ts';
import { type Span, span } from '../../theme/line.ts';
import type { Read } from '../../workspace/polling/read.ts';
import { user as userOf } from '../../workspace/resources/pages.ts';

/** What a user may do: as the list tells it, else as the user's own answer does, or why that could not be read. */
export function rolesOf(
  read: Read,
  { id, permissions }: User,
): Pick<User, 'permissions'> & { readonly error?: Problem | undefined } {
  if (permissions) return { permissions };
  const { data, error } = read(userOf(id));
  return { permissions: data?.permissions, error: data ? undefined : error };
}

/** Roles, each once, with the number of things it is given for where that is not the whole workspace. */
export function rolesText(permissions: readonly Permission[] | undefined): Span {
  if (permissions === undefined) return span(t`–`, 'dim');
  if (permissions.length === 0) return span(t`no role`, 'warn');
  const names = [...new Set(permissions.map(({ role }) => role))];
  const each = names.map((name): SafeText => {
    const given = permissions.filter(({ role }) => role === name).map(({ resources }) => resources);
    // What is given for the whole workspace needs no number, whatever else it is given for.
    const everywhere = given.some((all) => all.length === 0 || all.some(({ type }) => type === 'WORKSPACE'));
    const things = new Set(given.flatMap((all) => all.map(({ type, id }) => `${type} ${id}`)));
    return everywhere ? name : t`${name} (${things.size})`;
  });
  return span(joined(each, t`, `));
}
