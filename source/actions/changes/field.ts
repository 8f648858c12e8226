import type { Change } from '../../domain/change.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import type { Confirm, DialogField, Planned } from '../../state/dialogs.ts';

/** Names are shown on one line everywhere. No limit is documented, so this one is ours. */
export const longestName = 100;
const longestLabel = 60;

/** Why what was typed cannot be sent, or undefined when it can. */
export function fieldProblem({ kind, text, wanted }: DialogField): SafeText | undefined {
  const value = text.trim();
  if (kind === 'delete') return value !== '' && sameName(value, wanted) ? undefined : t`type the name to delete it`;
  if (value === '') return kind === 'rename' ? t`a name cannot be empty` : t`type key:value`;
  if (kind === 'rename') {
    if (value === wanted) return t`that is its name already`;
    return value.length > longestName ? t`${value.length} characters, at most ${longestName}` : undefined;
  }
  const { key, value: of } = labelOf(value);
  if (key === '' || of === '') return t`type key:value`;
  return Math.max(key.length, of.length) > longestLabel ? t`at most ${longestLabel} characters each` : undefined;
}

/** Whether a name was typed as far as it can be: nobody sees blanks at its ends, or how its accents were put together. */
const sameName = (typed: string, name: string): boolean => typed.normalize() === name.trim().normalize();

/** `environment:prod` taken apart; a value may hold colons, a key does not. */
function labelOf(text: string): { readonly key: SafeText; readonly value: SafeText } {
  const at = text.indexOf(':');
  return at < 0
    ? { key: sanitise(text), value: t`` }
    : { key: sanitise(text.slice(0, at).trim()), value: sanitise(text.slice(at + 1).trim()) };
}

/** What is to be changed, with what was typed put in. */
export function plannedOf({ planned, field }: Confirm): readonly Planned[] {
  return field ? planned.map((each) => ({ ...each, change: filled(each.change, field.text.trim()) })) : planned;
}

function filled(change: Change, text: string): Change {
  if (change.kind === 'rename') return { ...change, name: text };
  return change.kind === 'add-label' ? { ...change, label: labelOf(text) } : change;
}
