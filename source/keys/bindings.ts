import { nearest } from '../domain/nearest.ts';
import { type SafeText, sanitise, t, word } from '../domain/text.ts';
import { type Conflict, conflicts } from './conflicts.ts';
import { type Command, keymap } from './keymap.ts';
import { readKey } from './notation.ts';
import type { Stroke } from './strokes.ts';

/** Keys by command id as configured: one, several, or null for none. */
export type KeyOverrides = Readonly<Record<string, string | readonly string[] | null>>;

/** An entry that is not done: whose it is, and why. */
export interface KeyProblem {
  /** The command id as it was written. */
  readonly id: string;
  readonly words: SafeText;
}

export interface Bindings {
  /** The keymap in force. */
  readonly table: readonly Command[];
  /** What was asked for and is not done. */
  readonly problems: readonly KeyProblem[];
}

/** Ends the program whatever else goes wrong, so its key cannot be reassigned. */
const fixed = 'quit.now';

/**
 * Puts the user's keys into the keymap. What cannot be done is reported and the default kept: an unknown command, a key that no
 * terminal sends, a key that another command has. All overrides apply at once, so two commands may swap their keys.
 */
export function bind(overrides: KeyOverrides, table: readonly Command[] = keymap): Bindings {
  const problems: KeyProblem[] = [];
  const asked = new Map<string, readonly Stroke[]>();
  for (const [id, keys] of Object.entries(overrides)) {
    if (!table.some((command) => command.id === id)) problems.push({ id, words: unknownCommand(id, table) });
    else if (id === fixed) problems.push({ id, words: t`${word(fixed)} always is ctrl+c` });
    else {
      const strokes = readKeys(id, keys, problems);
      if (strokes) asked.set(id, strokes);
    }
  }
  for (;;) {
    const bound = table.map((command) => ({ ...command, keys: asked.get(command.id) ?? command.keys }));
    const conflict = [...conflicts(bound), ...hidden(bound, table)].find(
      ({ first, second }) => asked.has(first) || asked.has(second),
    );
    if (!conflict) return { table: bound, problems };
    const loser = [...asked.keys()].findLast((id) => id === conflict.first || id === conflict.second)!;
    asked.delete(loser);
    problems.push({ id: loser, words: collision(conflict, loser, table) });
  }
}

function unknownCommand(id: string, table: readonly Command[]): SafeText {
  const meant = nearest(
    id,
    table.map((command) => command.id),
  );
  const tail = meant === undefined ? t`; the README lists them all` : t`; did you mean ${sanitise(meant)}?`;
  return t`no command is called ${sanitise(id, 40)}${tail}`;
}

/** The keys of one entry; undefined, and a problem, when none of them can be. */
function readKeys(
  id: string,
  keys: string | readonly string[] | null,
  problems: KeyProblem[],
): readonly Stroke[] | undefined {
  if (keys === null) return [];
  const strokes: Stroke[] = [];
  const written = typeof keys === 'string' ? [keys] : keys;
  for (const key of written) {
    const read = readKey(key);
    if ('stroke' in read) strokes.push(read.stroke);
    else problems.push({ id, words: t`"${sanitise(key, 20)}" ${sanitise(read.why)}` });
  }
  return strokes.length > 0 || written.length === 0 ? strokes : undefined;
}

/** Keys of a narrower scope that would hide a global key that was visible before: nobody wants that. */
function hidden(bound: readonly Command[], before: readonly Command[]): Conflict[] {
  const pairs = (table: readonly Command[]) =>
    table
      .filter(({ scope }) => scope !== 'global' && scope !== 'overlay')
      .flatMap(({ id, keys }) =>
        table
          .filter(({ scope }) => scope === 'global')
          .flatMap((wide) =>
            keys.filter((key) => wide.keys.includes(key)).map((key) => ({ key, first: wide.id, second: id })),
          ),
      );
  const known = new Set(pairs(before).map((pair) => JSON.stringify(pair)));
  return pairs(bound).filter((pair) => !known.has(JSON.stringify(pair)));
}

function collision({ key, first, second }: Conflict, loser: string, table: readonly Command[]): SafeText {
  const owner = loser === first ? second : first;
  const named = (id: string) => {
    const command = table.find((one) => one.id === id);
    return t`${sanitise(id)} (${sanitise(command?.title)})`;
  };
  const kept = table.find(({ id }) => id === loser)?.keys.join(', ') || 'no key';
  return t`${sanitise(key)} is of ${named(owner)}; ${named(loser)} keeps ${sanitise(kept)}`;
}
