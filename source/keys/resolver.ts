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

/** Commands by what is typed for them, and by what that may begin with. */
interface Table {
  readonly whole: ReadonlyMap<string, readonly Command[]>;
  readonly begun: ReadonlyMap<string, readonly Command[]>;
}

/** Every frame asks for the keys of its footer. */
const tables = new WeakMap<readonly Command[], Table>();

function tableOf(commands: readonly Command[]): Table {
  const known = tables.get(commands);
  if (known) return known;
  const whole = new Map<string, Command[]>();
  const begun = new Map<string, Command[]>();
  const add = (to: Map<string, Command[]>, typed: string, command: Command) => {
    to.set(typed, [...(to.get(typed) ?? []), command]);
  };
  for (const command of commands)
    for (const key of command.keys) {
      add(whole, key, command);
      const strokes = key.split(' ');
      for (let count = 1; count < strokes.length; count++) add(begun, strokes.slice(0, count).join(' '), command);
    }
  const table = { whole, begun };
  tables.set(commands, table);
  return table;
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
  const { whole, begun } = tableOf(table);
  const exact = (whole.get(typed) ?? []).filter(({ scope }) => scopesHere(scope, scopes));
  const found = scopes.map((one) => exact.find(({ scope }) => scope === one)).find((one) => one) ?? exact[0];
  if (found) return { command: found.id as CommandId, pending: nothingPending };
  if (begun.get(typed)?.some(({ scope }) => scopesHere(scope, scopes)))
    return { pending: { strokes: [...pending.strokes, stroke] } };
  return pending.strokes.length > 0 ? resolve(nothingPending, stroke, scopes, table) : { pending: nothingPending };
}
