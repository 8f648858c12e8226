import type { Change } from '../../domain/change.ts';
import type { Problem } from '../../domain/problem.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';

/** Who may make a change (rule 210): destinations and mappings belong to their source. */
function roleFor(change: Change): SafeText {
  const storage = 'of' in change && change.of === 'warehouse';
  return storage ? t`a Workspace Owner or Warehouse Admin` : t`a Workspace Owner or Source Admin`;
}

/** Why the server would not make a change: its own words, and what it takes where a role or the plan is missing. */
export function refusalText({ kind, message, status }: Problem, change: Change): SafeText {
  const words = sanitise(message.replace(/\.$/, ''));
  const said = status > 0 ? t`${words} (${status})` : words;
  if (kind === 'no-access') return t`${said}. It takes the token of ${roleFor(change)}.`;
  if (kind === 'not-in-plan') return t`${said}. It takes a plan or feature that this workspace may lack.`;
  if (kind === 'timeout' || kind === 'network' || kind === 'server')
    return t`${said}. It may have happened all the same: look before you try again.`;
  return said;
}
