import type { DestinationFilter, FilterAction } from './mappings.ts';

/** Whether filters keep a field from a destination: of every event, or of those that a condition takes. */
export type Drop = 'always' | 'in part';

/** Conditions that take every event (FQL). */
const everything: ReadonlySet<string> = new Set(['', 'all', 'true']);

const isUnder = (path: string, object: string): boolean =>
  path === object || path.startsWith(`${object}.`) || path.startsWith(`${object}[]`);

/** The object that a filter names properties of: `context.traits` of context.traits.email. */
const objectOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

function drops({ type, properties }: FilterAction, path: string, always: boolean): boolean {
  // An event that is dropped under a condition takes no field from the events that pass.
  if (type === 'DROP') return always;
  if (type === 'DROP_PROPERTIES') return properties.some((each) => isUnder(path, each));
  if (type !== 'ALLOW_PROPERTIES') return false;
  const among = properties.some((each) => objectOf(each) !== '' && isUnder(path, objectOf(each)));
  return among && !properties.some((each) => isUnder(path, each));
}

/** What the enabled filters of a destination do to a field (rule 72). Transformations are not looked at. */
export function dropOf(filters: readonly DestinationFilter[], path: string): Drop | undefined {
  let found: Drop | undefined;
  for (const { enabled, condition, actions } of filters) {
    const always = everything.has(condition.trim().toLowerCase());
    if (!enabled || !actions.some((action) => drops(action, path, always))) continue;
    if (always) return 'always';
    found = 'in part';
  }
  return found;
}
