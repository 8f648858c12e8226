import { type Command, type CommandId, keymap, type Scope } from './keymap.ts';
import type { Stroke } from './strokes.ts';

/** Keys typed so far of a sequence such as `g g`. */
export interface Pending {
  readonly strokes: readonly Stroke[];
}

export const nothingPending: Pending = { strokes: [] };

export interface Resolved {
  readonly command?: CommandId;
  readonly pending: Pending;
}

const scopesHere = (scope: Scope, scopes: readonly Scope[]): boolean => scope === 'global' || scopes.includes(scope);

/**
 * Finds what a stroke means here: the narrowest scope wins; a stroke that continues nothing starts anew.
 * @param scopes scopes that hold now, narrowest first, besides `global`
 */
export function resolve(
  pending: Pending,
  stroke: Stroke,
  scopes: readonly Scope[],
  table: readonly Command[] = keymap,
): Resolved {
  const typed = [...pending.strokes, stroke].join(' ');
  const here = table.filter(({ scope }) => scopesHere(scope, scopes));
  const exact = here.filter(({ keys }) => keys.includes(typed));
  const found = scopes.map((one) => exact.find(({ scope }) => scope === one)).find((one) => one) ?? exact[0];
  if (found) return { command: found.id as CommandId, pending: nothingPending };
  if (here.some(({ keys }) => keys.some((key) => key.startsWith(`${typed} `))))
    return { pending: { strokes: [...pending.strokes, stroke] } };
  return pending.strokes.length > 0 ? resolve(nothingPending, stroke, scopes, table) : { pending: nothingPending };
}
