import { type Command, overlayScopes, type Scope } from './command.ts';

/** Two commands that one key would start in the same place. */
export interface Conflict {
  readonly key: string;
  readonly first: string;
  readonly second: string;
}

/**
 * Scopes that have no conflict with `rows`: `global` gives way to every narrower one by design, `rows` to the keys of a list of
 * its own; a payload and a request for a replay are documents, not lists.
 */
const besideRows: readonly Scope[] = ['global', ...overlayScopes, 'payload', 'replay', 'privacy', 'privacy-grid'];

/** Scopes that can hold at once. */
function overlap(a: Scope, b: Scope): boolean {
  if (a === b) return true;
  return (a === 'rows' || b === 'rows') && !besideRows.includes(a) && !besideRows.includes(b);
}

/** Every conflict of a keymap, also where a whole key is the beginning of a sequence. */
export function conflicts(table: readonly Command[]): Conflict[] {
  const found: Conflict[] = [];
  table.forEach((first, index) => {
    for (const second of table.slice(index + 1)) {
      if (!overlap(first.scope, second.scope)) continue;
      for (const a of first.keys)
        for (const b of second.keys)
          if (a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `))
            found.push({ key: a, first: first.id, second: second.id });
    }
  });
  return found;
}
