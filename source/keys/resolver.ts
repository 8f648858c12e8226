import { type Command, type CommandId, keymap, type Scope } from './keymap.ts';
import type { Stroke } from './strokes.ts';

/** Keys typed so far of a sequence such as `g g`, and the count before it (`5j`). */
export interface Pending {
  readonly strokes: readonly Stroke[];
  readonly count?: number | undefined;
}

export const nothingPending: Pending = { strokes: [] };

export interface Resolved {
  readonly command?: CommandId;
  readonly count: number;
  readonly pending: Pending;
}

const scopesHere = (scope: Scope, scopes: readonly Scope[]): boolean => scope === 'global' || scopes.includes(scope);

/**
 * Finds what a stroke means here: a narrower scope wins over `global`; a stroke that continues nothing starts anew.
 * @param scopes scopes that hold now, besides `global`
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
  const found = exact.find(({ scope }) => scope !== 'global') ?? exact[0];
  const count = Math.min(9999, pending.count ?? 1);
  if (found) return { command: found.id as CommandId, count, pending: nothingPending };
  if (here.some(({ keys }) => keys.some((key) => key.startsWith(`${typed} `)))) {
    return { count, pending: { strokes: [...pending.strokes, stroke], count: pending.count } };
  }
  return pending.strokes.length > 0
    ? resolve(nothingPending, stroke, scopes, table)
    : { count: 1, pending: nothingPending };
}

/** A motion can take a count; a digit typed right before one is that count and not a page. */
export function takesCount(id: CommandId | undefined): boolean {
  return id !== undefined && /^move\.(down|up|pageDown|pageUp)$/.test(id);
}
